#include "git-rel/notes/from_fragments.h"

#include "base/cleanup.h"
#include "changelog/edit.h"
#include "git-rel/notes/files.h"
#include "towncrier/towncrier.h"
#include "towncrier/towncrier_write.h"

#include <string.h>

static const char *keep(struct notes *n, const struct strbuf *text)
{
	return arena_strndup(&n->c->repo.arena, text->buf, text->len);
}

struct news_files {
	struct towncrier t;
	const char *folder;
	struct listing list; /* those that are fragments */
};

static int read_settings(struct notes *n, const git_oid *at,
			 struct news_files *f)
{
	static const char *const files[] = { "towncrier.toml",
					     "pyproject.toml" };
	struct arena *a = &n->c->repo.arena;
	const char *folder = setting(&n->c->repo.config, K_NOTES_FRAGMENTS);
	int rc = 0, i = 0;
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;

	for (; i < 2 && !rc; i++)
		rc = notes_read(n, at, files[i], &text);
	if (rc < 0)
		return rc;
	rc = towncrier_config(&f->t, a, rc ? keep(n, &text) : NULL, text.len,
			      files[i - 1]);
	if (!*folder)
		folder = f->t.directory;
	if (!folder && f->t.package)
		folder = arena_printf(a, "%s/newsfragments", f->t.package);
	f->folder = arena_strdup(a, folder ? folder : "changes");
	size_t len = strlen(f->folder);
	if (len && f->folder[len - 1] == '/')
		f->folder = arena_strndup(a, f->folder, len - 1);
	return rc;
}

static int find_fragments(struct notes *n, const git_oid *at,
			  struct news_files *f)
{
	int rc = read_settings(n, at, f);
	size_t k = 0;

	if (rc < 0 || (rc = notes_list(n, at, f->folder, &f->list)) < 0)
		return rc;
	for (size_t i = 0; i < f->list.n; i++)
		if (towncrier_takes(&f->t, f->list.item[i].name))
			f->list.item[k++] = f->list.item[i];
	f->list.n = k;
	return 0;
}

static const char *path_of(struct notes *n, const struct news_files *f,
			   size_t i)
{
	return arena_printf(&n->c->repo.arena, "%s/%s", f->folder,
			    f->list.item[i].name);
}

int notes_waiting(struct notes *n, const git_oid *at, struct listing *out)
{
	struct news_files f = { 0 };
	int rc = find_fragments(n, at, &f);

	for (size_t i = 0; !rc && i < f.list.n; i++)
		f.list.item[i].name = path_of(n, &f, i);
	*out = f.list;
	return rc;
}

static int read_template(struct notes *n, const struct news_files *f,
			 struct news *news)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	int rc;

	if (!f->t.template)
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

static int render(struct notes *n, const struct news_files *f,
		  struct strbuf *out)
{
	struct arena *a = &n->c->repo.arena;
	struct fragment *list = arena_alloc(a, (f->list.n + 1) * sizeof(*list));
	struct news news = { .version = n->rel.vars.version,
			     .date = n->rel.vars.date };
	int rc = read_template(n, f, &news);

	for (size_t i = 0; rc >= 0 && i < f->list.n; i++) {
		CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
		rc = notes_blob(n, &f->list.item[i], &text);
		list[i] = (struct fragment){ f->list.item[i].name,
					     keep(n, &text), text.len };
	}
	return rc < 0 ? rc :
			towncrier_render(out, &f->t, list, f->list.n, &news);
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
	bool marked = memmem(cl->md.text, cl->md.n, f->t.start_string,
			     strlen(f->t.start_string));

	/* a file with a head of its own, without the marker */
	if (marked || !cl->n || f->t.start_string[0] == '.' ||
	    changelog_insert(&text, cl, &n->rel.version, section->buf,
			     section->len) < 0)
		towncrier_write(&text, &f->t, cl->md.text, cl->md.n, section);
	notes_change(n, n->changelog, &text);
	for (size_t i = 0; i < f->list.n; i++)
		notes_remove(n, path_of(n, f, i));
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

	f.t.filename = n->changelog;
	if (!rc)
		rc = notes_changelog(n, &cl);
	if (rc >= 0 && !f.list.n)
		no_fragments(n, &f);
	else if (rc >= 0)
		rc = render(n, &f, section);
	if (rc >= 0 && section->len && !draft)
		put_news(n, &f, &cl, section);
	return rc < 0 ? rc : 0;
}
