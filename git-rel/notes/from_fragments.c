#include "git-rel/notes/from_fragments.h"

#include "base/cleanup.h"
#include "git-rel/notes/files.h"
#include "git-rel/notes/link.h"
#include "git-rel/notes/render.h"
#include "git/uncommitted.h"
#include "towncrier/towncrier.h"
#include "towncrier/towncrier_write.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

static const char *keep(struct notes *n, const struct strbuf *text)
{
	return arena_strndup(&n->c->repo.arena, text->buf, text->len);
}

struct news_files {
	struct towncrier t;
	struct listing list; /* fragments, by their paths */
	size_t *section;     /* of each */
	const char *folder;  /* of the first section */
};

static int read_toml(struct notes *n, const git_oid *at, struct toml_text *out)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	int rc = notes_read(n, at, out->file, &text);

	if (rc <= 0)
		return rc;
	out->text = keep(n, &text);
	out->n = text.len;
	return 0;
}

static int read_settings(struct notes *n, const git_oid *at,
			 struct news_files *f)
{
	struct toml_text own = { .file = "towncrier.toml" };
	struct toml_text project = { .file = "pyproject.toml" };
	int rc = read_toml(n, at, &own);

	if (!rc)
		rc = read_toml(n, at, &project);
	if (rc < 0)
		return rc;
	return towncrier_config(&f->t, &n->c->repo.arena,
				own.text ? &own : &project, &project);
}

/* Where a section has its fragments; what .gitrel says goes before. */
static const char *folder_of(struct notes *n, const struct news_files *f,
			     const struct news_section *section)
{
	const char *folder = setting(&n->c->repo.config, K_NOTES_FRAGMENTS);

	if (!*folder)
		folder = f->t.there ? NULL : "changes";
	return towncrier_folder(&f->t, &n->c->repo.arena, folder, section);
}

static int find_in_folder(struct notes *n, const git_oid *at,
			  struct news_files *f, size_t section)
{
	struct arena *a = &n->c->repo.arena;
	const char *folder = folder_of(n, f, &f->t.section[section]);
	struct listing all = { 0 }, *list = &f->list;
	int rc = notes_list(n, at, folder, &all);

	if (!section)
		f->folder = folder;
	for (size_t i = 0; rc >= 0 && i < all.n; i++) {
		rc = towncrier_takes(&f->t, all.item[i].name);
		if (rc <= 0)
			continue;
		list->item =
			arena_grow(a, list->item, list->n, sizeof(*list->item));
		f->section =
			arena_grow(a, f->section, list->n, sizeof(*f->section));
		f->section[list->n] = section;
		list->item[list->n++] =
			(struct listed){ arena_printf(a, "%s%s%s", folder,
						      *folder ? "/" : "",
						      all.item[i].name),
					 all.item[i].id, all.item[i].link };
	}
	return rc < 0 ? rc : 0;
}

static int find_fragments(struct notes *n, const git_oid *at,
			  struct news_files *f)
{
	int rc = read_settings(n, at, f);

	if (notes_has_render(n)) /* the real program judges them */
		f->t.issue_pattern = NULL;
	for (size_t i = 0; !rc && i < f->t.n_sections; i++)
		rc = find_in_folder(n, at, f, i);
	return rc;
}

int notes_waiting(struct notes *n, const git_oid *at, struct listing *out)
{
	struct news_files f = { 0 };
	int rc = find_fragments(n, at, &f);

	*out = f.list;
	return rc;
}

int notes_uncommitted_fragments(struct notes *n, struct strvec *out)
{
	const char *dir = n->c->repo.work_tree;
	struct news_files f = { 0 };
	int rc = read_settings(n, &n->at, &f);

	for (size_t i = 0; !rc && i < f.t.n_sections; i++) {
		const char *folder = folder_of(n, &f, &f.t.section[i]);
		CLEANUP(strvec) struct strvec all = STRVEC_INIT;
		rc = uncommitted_at(&n->c->repo, dir, *folder ? folder : ".",
				    &all);
		for (size_t k = 0; !rc && k < all.n; k++) {
			const char *name = strrchr(all.v[k], '/');
			if (towncrier_takes(&f.t, name ? name + 1 : all.v[k]) >
			    0)
				strvec_push(out, all.v[k]);
		}
	}
	return rc;
}

static int read_template(struct notes *n, const struct news_files *f,
			 struct news *news)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	int rc;

	/* "package:name" is there without a file */
	if (!f->t.template || strchr(f->t.template, ':'))
		return 0;
	if ((rc = notes_read(n, &n->at, f->t.template, &text)) < 0)
		return rc;
	if (!rc)
		return error(E_CONFIG, "there is no template '%s'",
			     f->t.template);
	news->template = keep(n, &text);
	news->template_n = text.len;
	return 0;
}

/* The very line that lets the real program do it. */
static int advise(int rc)
{
	if (rc == E_CONFIG && strstr(error_message(), "not known here"))
		error_hint(
			"let the real program do it, in .gitrel below [notes]:  render = towncrier build --draft --version $GIT_REL_VERSION --date $GIT_REL_DATE");
	return rc;
}

/* A project that only its package names: as the file has it above. */
static void learn_name(struct notes *n, struct towncrier *t,
		       const struct changelog *cl)
{
	size_t len = strlen(t->name);
	const char *end = cl->md.text + cl->md.n;

	if (t->named || !len)
		return;
	for (const char *p = cl->md.text; p && p + len < end;
	     p = memchr(p, '\n', (size_t)(end - p)), p += p != NULL) {
		while (p < end && (*p == '#' || *p == ' '))
			p++;
		if ((size_t)(end - p) <= len + 1 ||
		    strncasecmp(p, t->name, len) || p[len] != ' ' ||
		    !isdigit((unsigned char)p[len + 1]))
			continue;
		t->name = arena_strndup(&n->c->repo.arena, p, len);
		return;
	}
}

static int render(struct notes *n, struct news_files *f,
		  const struct changelog *cl, struct strbuf *out)
{
	struct arena *a = &n->c->repo.arena;
	struct fragment *list = arena_alloc(a, (f->list.n + 1) * sizeof(*list));
	struct news news = { .version = n->rel.vars.version,
			     .date = n->rel.vars.date };
	int rc = read_template(n, f, &news);

	learn_name(n, &f->t, cl);
	for (size_t i = 0; rc >= 0 && i < f->list.n; i++) {
		CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
		const char *name = f->list.item[i].name;
		const char *slash = strrchr(name, '/');
		rc = notes_link_read(n, &f->list.item[i], &text);
		list[i] = (struct fragment){ f->section[i],
					     slash ? slash + 1 : name,
					     keep(n, &text), text.len };
	}
	return rc < 0 ? rc :
			towncrier_render(out, &f->t, list, f->list.n, &news);
}

/* "towncrier build --draft" ends its text with a line of its own; a blank line
 * parts it from the next section. */
static int run(struct notes *n, struct strbuf *out)
{
	int rc = notes_render(n, out);

	if (rc < 0 || !out->len)
		return rc;
	if (out->buf[out->len - 1] == '\n')
		out->buf[--out->len] = '\0';
	while (!ends_with(out->buf, "\n\n"))
		strbuf_addc(out, '\n');
	return 0;
}

static void no_fragments(struct notes *n, const struct news_files *f)
{
	n->nothing = (struct nothing){
		E_POLICY,
		arena_printf(&n->c->repo.arena,
			     "No news fragments found in %s/ directory.",
			     f->folder),
		"this means no new changes since the last release"
	};
}

static void put_news(struct notes *n, const struct news_files *f,
		     const struct changelog *cl, const struct strbuf *section)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	bool alone = !f->t.single_file;

	towncrier_write(&text, &f->t, cl->md.text, alone ? 0 : cl->md.n,
			section);
	notes_change(n, n->changelog, &text);
	for (size_t i = 0; i < f->list.n; i++)
		notes_remove(n, f->list.item[i].name);
}

int notes_news_name(struct notes *n, const char **out)
{
	CLEANUP(strbuf) struct strbuf name = STRBUF_INIT;
	const struct news news = { .version = n->rel.vars.version,
				   .date = n->rel.vars.date };
	struct news_files f = { 0 };
	int rc = read_settings(n, &n->at, &f);

	if (rc >= 0)
		towncrier_filename(&name, &f.t, &news);
	*out = keep(n, &name);
	return rc < 0 ? rc : 0;
}

int notes_news(struct notes *n, struct strbuf *section, bool draft)
{
	struct news_files f = { 0 };
	CLEANUP(changelog) struct changelog cl = { 0 };
	int rc = find_fragments(n, &n->at, &f);

	if (rc < 0)
		return advise(rc);
	if ((rc = notes_changelog(n, &cl)) < 0)
		return rc;
	if (!f.list.n &&
	    (!setting_bool(&n->c->repo.config, K_NOTES_EMPTY_SECTION) ||
	     notes_waiting_candidates(n, &cl))) {
		no_fragments(n, &f);
		return 0;
	}
	if (notes_has_render(n))
		rc = run(n, section);
	else
		rc = advise(render(n, &f, &cl, section));
	if (rc < 0)
		return rc;
	if (section->len && !draft)
		put_news(n, &f, &cl, section);
	strbuf_trim_end(section);
	strbuf_adds(section, section->len ? "\n" : "");
	return 0;
}
