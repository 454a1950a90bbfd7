#include "git-rel/pr/typed.h"

#include "base/quote.h"

/* The words of a client. */
struct client {
	const char *open, *edit; /* NULL: it cannot */
	const char *repo, *base, *head, *title, *body, *label, *more_label,
		*reviewer, *milestone, *draft;
};

static const struct client clients[N_FORGES] = {
	[FORGE_GITHUB] = { "gh pr create", "gh pr edit", "-R", "-B", "-H", "-t",
			   "-b", "-l", "--add-label", "-r", "-m", "-d" },
	[FORGE_GITLAB] = { "glab mr create", "glab mr update", "-R", "-b", "-s",
			   "-t", "-d", "-l", "-l", "--reviewer", "-m",
			   "--draft" },
	[FORGE_GITEA] = { "tea pulls create", NULL, "--repo", "--base",
			  "--head", "--title", "--description", "--labels",
			  "--labels", NULL, "--milestone", NULL },
};

static void add(struct strbuf *out, const char *option, const char *value)
{
	if (!option || !value || !*value)
		return;
	strbuf_addf(out, " %s ", option);
	strbuf_add_shell(out, value);
}

void pr_typed(struct strbuf *out, const struct forge *f,
	      const struct forge_pull_want *want, long number,
	      const char *version)
{
	const struct client *k = &clients[f->kind];
	const char *label = number ? k->more_label : k->label;

	if (number && !k->edit)
		return;
	strbuf_adds(out, number ? k->edit : k->open);
	if (number)
		strbuf_addf(out, " %ld", number);
	add(out, k->repo, f->project);
	if (!number) {
		add(out, k->base, want->base);
		add(out, k->head, want->head);
	}
	add(out, k->title, want->title);
	if (version) {
		strbuf_addf(out, " %s \"$(git rel pr --show ", k->body);
		strbuf_add_shell(out, version);
		strbuf_adds(out, ")\"");
	} else
		add(out, k->body, want->body);
	for (size_t i = 0; want->label && want->label[i]; i++)
		add(out, label, want->label[i]);
	for (size_t i = 0; want->reviewer && want->reviewer[i]; i++)
		add(out, k->reviewer, want->reviewer[i]);
	add(out, k->milestone, want->milestone);
	if (want->draft == 1 && k->draft)
		strbuf_addf(out, " %s", k->draft);
}
