/*
 * git rel notes build: the section of a version, from what was noted.
 */
#include "noting.h"

#include "base/cleanup.h"
#include "cli/ui.h"
#include "model/fold.h"
#include "model/towncrier.h"

#include <string.h>

static const char *keep(struct noting *n, const struct strbuf *text)
{
	return arena_strndup(&n->c->repo.arena, text->buf, text->len);
}

/* ---- fragments ------------------------------------------------------------ */

struct news_files {
	struct towncrier t;
	const char *folder;
	struct listing list; /* those that are fragments */
};

static int read_settings(struct noting *n, const git_oid *at,
			 struct news_files *f)
{
	static const char *const files[] = { "towncrier.toml",
					     "pyproject.toml" };
	struct arena *a = &n->c->repo.arena;
	const char *folder = setting(&n->c->repo.config, K_NOTES_FRAGMENTS);
	int rc = 0, i = 0;
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;

	for (; i < 2 && !rc; i++)
		rc = noting_read(n, at, files[i], &text);
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

static int find_fragments(struct noting *n, const git_oid *at,
			  struct news_files *f)
{
	int rc = read_settings(n, at, f);
	size_t k = 0;

	if (rc < 0 || (rc = noting_list(n, at, f->folder, &f->list)) < 0)
		return rc;
	for (size_t i = 0; i < f->list.n; i++)
		if (towncrier_takes(&f->t, f->list.item[i].name))
			f->list.item[k++] = f->list.item[i];
	f->list.n = k;
	return 0;
}

static const char *path_of(struct noting *n, const struct news_files *f,
			   size_t i)
{
	return arena_printf(&n->c->repo.arena, "%s/%s", f->folder,
			    f->list.item[i].name);
}

int notes_waiting(struct noting *n, const git_oid *at, struct listing *out)
{
	struct news_files f = { 0 };
	int rc = find_fragments(n, at, &f);

	for (size_t i = 0; !rc && i < f.list.n; i++)
		f.list.item[i].name = path_of(n, &f, i);
	*out = f.list;
	return rc;
}

static int read_template(struct noting *n, const struct news_files *f,
			 struct news *news)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	int rc;

	if (!f->t.template)
		return 0;
	if ((rc = noting_read(n, &n->at, f->t.template, &text)) < 0)
		return rc;
	if (!rc)
		return error(E_CONFIG, "there is no template '%s'",
			     f->t.template);
	news->template = keep(n, &text);
	news->template_n = text.len;
	return 0;
}

static int render(struct noting *n, const struct news_files *f,
		  struct strbuf *out)
{
	struct arena *a = &n->c->repo.arena;
	struct fragment *list = arena_alloc(a, (f->list.n + 1) * sizeof(*list));
	struct news news = { .version = n->rel.vars.version,
			     .date = n->rel.vars.date };
	int rc = read_template(n, f, &news);

	for (size_t i = 0; rc >= 0 && i < f->list.n; i++) {
		CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
		rc = noting_blob(n, &f->list.item[i], &text);
		list[i] = (struct fragment){ f->list.item[i].name,
					     keep(n, &text), text.len };
	}
	return rc < 0 ? rc :
			towncrier_render(out, &f->t, list, f->list.n, &news);
}

/* Nothing was noted since: fine for a final version that has candidates. */
static int no_fragments(struct noting *n, const struct news_files *f,
			const struct changelog *cl)
{
	struct fold fold = { .arena = &n->c->repo.arena,
			     .version = &n->rel.version };

	fold_candidates(&fold, cl);
	if (fold.n_candidates) {
		n->p->outcome = plan_text(
			n->p,
			"No news fragments found in %s/ directory.\n"
			"%zu sections of candidates wait: git rel notes fold",
			f->folder, fold.n_candidates);
		return 0;
	}
	int rc = error(E_POLICY, "No news fragments found in %s/ directory.",
		       f->folder);
	error_hint("this means no new changes since the last release");
	return rc;
}

static void put_news(struct noting *n, const struct news_files *f,
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
	noting_change(n, n->changelog, &text);
	for (size_t i = 0; i < f->list.n; i++)
		noting_remove(n, path_of(n, f, i));
}

/* The changelog is where we were told, else where towncrier was. */
static void settle_name(struct noting *n, struct news_files *f)
{
	CLEANUP(strbuf) struct strbuf name = STRBUF_INIT;
	const struct news news = { .version = n->rel.vars.version,
				   .date = n->rel.vars.date };

	if (n->c->repo.config.setting[K_NOTES_CHANGELOG].rank > RANK_DEFAULT) {
		f->t.filename = n->changelog;
		return;
	}
	towncrier_filename(&name, &f->t, &news);
	n->changelog = keep(n, &name);
}

static int build_news(struct noting *n, struct strbuf *section, bool draft)
{
	struct news_files f = { 0 };
	CLEANUP(changelog) struct changelog cl = { 0 };
	int rc = find_fragments(n, &n->at, &f);

	if (!rc)
		settle_name(n, &f);
	if (!rc)
		rc = noting_changelog(n, &cl);
	if (rc >= 0 && !f.list.n)
		rc = draft ? 0 : no_fragments(n, &f, &cl);
	else if (rc >= 0)
		rc = render(n, &f, section);
	if (!rc && section->len && !draft)
		put_news(n, &f, &cl, section);
	return rc < 0 ? rc : 0;
}

/* ---- Unreleased and commits ----------------------------------------------- */

static int generate(struct noting *n, const struct changelog *cl,
		    struct strbuf *out)
{
	int level = cl->n ? cl->section[0].level + 1 : 3;
	git_oid since;
	int rc = notes_since(n, &since);

	if (rc < 0)
		return rc;
	return notes_from_commits(
		n, git_oid_is_zero(&since) ? NULL : oid_hex(&since), cl, level,
		out);
}

static int nothing_noted(struct noting *n)
{
	int rc = error(E_POLICY, "there is nothing to note for %s",
		       n->rel.version.text);

	if (!n->commits)
		error_hint("git rel notes build --commits takes the messages "
			   "of the commits");
	return rc;
}

static int build_section(struct noting *n, struct strbuf *section)
{
	CLEANUP(changelog) struct changelog cl = { 0 };
	CLEANUP(strbuf) struct strbuf body = STRBUF_INIT, text = STRBUF_INIT;
	int rc = noting_changelog(n, &cl);

	if (rc < 0 || (rc = generate(n, &cl, &body)) < 0)
		return rc;
	if (!body.len)
		return nothing_noted(n);
	changelog_heading(section, &cl, &n->rel.version, n->rel.vars.date);
	strbuf_adds(section, cl.eol);
	strbuf_add(section, body.buf, body.len);
	if (n->style == NOTES_NONE)
		return 0;
	if (!cl.md.n) {
		strbuf_adds(&text, "# Changelog\n\n");
		strbuf_add(&text, section->buf, section->len);
	} else if ((rc = changelog_insert(&text, &cl, &n->rel.version,
					  section->buf, section->len)) < 0) {
		return rc;
	}
	noting_change(n, n->changelog, &text);
	return 0;
}

static int build_cut(struct noting *n, struct strbuf *section)
{
	CLEANUP(changelog) struct changelog cl = { 0 }, now = { 0 };
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	const struct cut cut = { &n->rel.version, n->rel.vars.date,
				 n->rel.tag };
	int rc = noting_changelog(n, &cl);

	if (rc < 0)
		return rc;
	const struct section *u = changelog_unreleased(&cl);
	if (n->commits && (!u || section_is_empty(&cl, u)))
		return build_section(n, section);
	if ((rc = changelog_cut(&text, &cl, &cut)) < 0) {
		rc = error_in(rc, "%s", n->changelog);
		error_hint("git rel notes build --commits takes the messages "
			   "of the commits");
		return rc;
	}
	noting_change(n, n->changelog, &text);
	changelog_read(&now, text.buf, text.len, n->rel.scheme);
	u = changelog_find(&now, &n->rel.version);
	strbuf_add(section, now.md.text + u->begin, u->end - u->begin);
	return 0;
}

/* ---- the verb ------------------------------------------------------------- */

/* The notes of the version alone; what a person wrote there stays. */
static int write_file(struct noting *n, const struct strbuf *section)
{
	CLEANUP(strbuf) struct strbuf old = STRBUF_INIT, text = STRBUF_INIT;
	CLEANUP(changelog) struct changelog cl = { 0 };
	int rc = n->file ? noting_read(n, &n->at, n->file, &old) : 1;

	if (rc)
		return rc < 0 ? rc : 0;
	changelog_read(&cl, section->buf, section->len, n->rel.scheme);
	const struct section *s = changelog_find(&cl, &n->rel.version);
	if (s)
		section_text(&text, &cl, s);
	else
		strbuf_add(&text, section->buf, section->len);
	noting_change(n, n->file, &text);
	return 0;
}

static int message_of(struct noting *n, struct strbuf *out)
{
	const char *text = setting(&n->c->repo.config, K_COMMIT_MESSAGE);
	int rc = template_expand(
		out, *text ? text : "Add the notes of {version}", &n->rel.vars);

	return rc < 0 ? error_in(rc, "the message of the commit") : rc;
}

static const char *count(struct noting *n, const struct strbuf *section)
{
	size_t entries = 0, categories = 0;
	bool counted = false;
	struct md md;

	md_scan(&md, section->buf, section->len);
	for (size_t i = 0; i < md.n_blocks; i++) {
		if (md.block[i].kind == MD_HEADING && md.block[i].level < 4)
			counted = false;
		if (md.block[i].kind != MD_ITEM)
			continue;
		entries++;
		categories += !counted;
		counted = true;
	}
	md_release(&md);
	return plan_text(n->p, "Changelog: %zu entries across %zu categories",
			 entries, categories);
}

static int build(struct noting *n, struct strbuf *section)
{
	switch (n->style) {
	case NOTES_TOWNCRIER:
		if (!n->commits)
			return build_news(n, section, false);
		return build_section(n, section);
	case NOTES_KEEP:
		return build_cut(n, section);
	case NOTES_SECTIONS:
		return build_section(n, section);
	case NOTES_NONE:
		break;
	}
	if (n->file)
		return build_section(n, section);
	int rc = error(E_CONFIG, "no notes are kept here");
	error_hint("choose a style with rel.notesStyle, see gitrel(5)");
	return rc;
}

int notes_build(struct noting *n)
{
	CLEANUP(strbuf) struct strbuf section = STRBUF_INIT;
	CLEANUP(strbuf) struct strbuf message = STRBUF_INIT;
	CLEANUP(changelog) struct changelog cl = { 0 };
	int rc = noting_changelog(n, &cl);

	if (rc < 0)
		return rc;
	const struct section *there = changelog_find(&cl, &n->rel.version);
	if (there && !section_is_empty(&cl, there)) {
		n->p->outcome = plan_text(n->p, "%s has its notes already",
					  n->rel.version.text);
		return 0;
	}
	if ((rc = build(n, &section)) < 0 || !section.len)
		return rc;
	if ((rc = write_file(n, &section)) < 0 ||
	    (rc = message_of(n, &message)) < 0)
		return rc;
	return noting_plan(n, message.buf, count(n, &section));
}

int notes_draft(struct noting *n, struct strbuf *out)
{
	CLEANUP(changelog) struct changelog cl = { 0 };
	int rc = noting_changelog(n, &cl);
	const struct section *u = rc < 0 ? NULL : changelog_unreleased(&cl);

	if (rc < 0)
		return rc;
	if (n->style == NOTES_TOWNCRIER)
		return build_news(n, out, true);
	if (u && !section_is_empty(&cl, u)) {
		section_text(out, &cl, u);
		return 0;
	}
	return generate(n, &cl, out);
}
