#include "forge/client.h"

#include "base/cleanup.h"
#include "base/quote.h"

#include <string.h>

static bool is_at(const struct forge *f, const char *site)
{
	return starts_with(f->web, site);
}

/* gh takes github.com where no host is told, glab gitlab.com; tea knows hosts by
 * the name of a login, which is the host's unless one has chosen another. */
void client_where(struct strbuf *out, const struct forge *f)
{
	const char *host = strstr(f->web, "://") + 3;
	size_t n = strcspn(host, "/");

	if (f->kind == FORGE_GITEA)
		strbuf_addf(out, " --login %.*s --repo ", (int)n, host);
	else
		strbuf_adds(out, " -R ");
	if (f->kind == FORGE_GITLAB && !is_at(f, "https://gitlab.com/")) {
		strbuf_add_shell(out, f->web);
		return;
	}
	if (f->kind == FORGE_GITHUB && !is_at(f, "https://github.com/"))
		strbuf_addf(out, "%.*s/", (int)n, host);
	strbuf_add_shell(out, f->project);
}

static void add(struct strbuf *out, const char *option, const char *value)
{
	if (!option || !value || !*value)
		return;
	strbuf_addf(out, " %s ", option);
	strbuf_add_shell(out, value);
}

static void add_text(struct strbuf *out, const char *option, const char *show,
		     const char *text)
{
	if (show) {
		strbuf_addf(out, " %s \"$(%s)\"", option, show);
		return;
	}
	strbuf_addf(out, " %s ", option); /* without it they ask */
	strbuf_add_shell(out, text ? text : "");
}

/* The words of a client. */
struct words {
	const char *open, *edit; /* NULL: it cannot */
	const char *base, *head, *title, *body, *label, *more_label, *reviewer,
		*milestone, *draft;
};

static const struct words words[N_FORGES] = {
	[FORGE_GITHUB] = { "gh pr create", "gh pr edit", "-B", "-H", "-t", "-b",
			   "-l", "--add-label", "-r", "-m", "-d" },
	[FORGE_GITLAB] = { "glab mr create", "glab mr update", "-b", "-s", "-t",
			   "-d", "-l", "-l", "--reviewer", "-m", "--draft" },
	[FORGE_GITEA] = { "tea pulls create", NULL, "--base", "--head",
			  "--title", "--description", "--labels", "--labels",
			  NULL, "--milestone", NULL },
};

/* From a fork: "owner:branch", or glab's option for the project. */
static void add_ends(struct strbuf *out, const struct forge *f,
		     const struct forge_pull_want *want)
{
	const struct words *k = &words[f->kind];
	const char *fork = want->head_project;
	CLEANUP(strbuf) struct strbuf head = STRBUF_INIT;

	if (fork && f->kind != FORGE_GITLAB)
		strbuf_addf(&head, "%.*s:", (int)strcspn(fork, "/"), fork);
	strbuf_adds(&head, want->head);
	add(out, k->base, want->base);
	add(out, k->head, head.buf);
	if (fork && f->kind == FORGE_GITLAB)
		add(out, "-H", fork);
}

/* tea takes one list. */
static void add_labels(struct strbuf *out, const struct forge *f,
		       const char *option, const char *const *label)
{
	struct strbuf all = STRBUF_INIT;

	for (size_t i = 0; label && label[i]; i++) {
		if (f->kind != FORGE_GITEA)
			add(out, option, label[i]);
		else
			strbuf_addf(&all, "%s%s", i ? "," : "", label[i]);
	}
	add(out, option, all.buf);
	strbuf_release(&all);
}

void client_pull(struct strbuf *out, const struct forge *f,
		 const struct forge_pull_want *want, long number,
		 const char *show)
{
	const struct words *k = &words[f->kind];

	if (number && !k->edit)
		return;
	strbuf_adds(out, number ? k->edit : k->open);
	if (number)
		strbuf_addf(out, " %ld", number);
	client_where(out, f);
	if (!number)
		add_ends(out, f, want);
	add(out, k->title, want->title);
	add_text(out, k->body, show, want->body);
	add_labels(out, f, number ? k->more_label : k->label, want->label);
	for (size_t i = 0; want->reviewer && want->reviewer[i]; i++)
		add(out, k->reviewer, want->reviewer[i]);
	add(out, k->milestone, want->milestone);
	if (want->draft == 1 && k->draft)
		strbuf_addf(out, " %s", k->draft);
}

static void add_files(struct strbuf *out, const char *option,
		      const char *const *path)
{
	for (; path && *path; path++) {
		if (option)
			strbuf_addf(out, " %s", option);
		strbuf_addc(out, ' ');
		strbuf_add_shell(out, *path);
	}
}

void client_release(struct strbuf *out, const struct forge *f,
		    const struct forge_release_want *want, const char *show,
		    const char *const *path)
{
	static const char *const verb[N_FORGES] = {
		[FORGE_GITHUB] = "gh release create",
		[FORGE_GITLAB] = "glab release create",
		[FORGE_GITEA] = "tea releases create",
	};
	bool tea = f->kind == FORGE_GITEA;

	strbuf_adds(out, verb[f->kind]);
	client_where(out, f);
	if (want->draft == 1 && f->ops->drafts)
		strbuf_adds(out, " --draft");
	if (f->kind == FORGE_GITHUB)
		strbuf_adds(out, " --verify-tag");
	if (want->prerelease == 1 && f->ops->prereleases)
		strbuf_adds(out, " --prerelease");
	if (f->kind == FORGE_GITHUB && want->draft != 1 && want->latest == 0)
		strbuf_adds(out, " --latest=false");
	add(out, f->kind == FORGE_GITLAB ? "-n" : "-t", want->name);
	add_text(out,
		 tea                     ? "--note" :
		 f->kind == FORGE_GITLAB ? "-N" :
					   "-n",
		 show, want->body);
	if (tea)
		add_files(out, "--asset", path);
	strbuf_addc(out, ' ');
	strbuf_add_shell(out, want->tag);
	if (!tea)
		add_files(out, NULL, path);
}

void client_upload(struct strbuf *out, const struct forge *f, const char *tag,
		   const char *const *path, bool replaces)
{
	strbuf_adds(out,
		    f->kind == FORGE_GITHUB ? "gh release upload" :
		    f->kind == FORGE_GITLAB ? "glab release upload" :
					      "tea releases assets create");
	client_where(out, f);
	if (replaces && f->kind == FORGE_GITHUB)
		strbuf_adds(out, " --clobber");
	strbuf_addc(out, ' ');
	strbuf_add_shell(out, tag);
	add_files(out, NULL, path);
}

void client_publish(struct strbuf *out, const struct forge *f,
		    const struct forge_release_want *want)
{
	bool gh = f->kind == FORGE_GITHUB;

	if (f->kind == FORGE_GITLAB)
		return;
	strbuf_adds(out, gh ? "gh release edit" : "tea releases edit");
	client_where(out, f);
	strbuf_adds(out, gh ? " --draft=false" : " --draft false");
	if (want->prerelease == 1)
		strbuf_adds(out, gh ? " --prerelease" : " --prerelease true");
	else if (gh)
		strbuf_adds(out,
			    want->latest ? " --latest" : " --latest=false");
	strbuf_addc(out, ' ');
	strbuf_add_shell(out, want->tag);
}
