#include "git-rel/notes/make.h"

/*
 * The section of a version: from Unreleased, from fragments, or from commits.
 */
#include "git-rel/notes/files.h"

#include "base/cleanup.h"
#include "changelog/edit.h"
#include "changelog/heading.h"
#include "git-rel/notes/from_commits.h"
#include "git-rel/notes/from_fragments.h"
#include "git-rel/notes/only_changelog.h"
#include "git-rel/notes/render.h"
#include "git-rel/notes/title.h"
#include "text/rst.h"

#include <string.h>

/* ---- Unreleased and commits ----------------------------------------------- */

int notes_generate(struct notes *n, const struct changelog *cl,
		   struct strbuf *out)
{
	int level = cl->n ? cl->section[0].level + 1 : 3;
	git_oid since;
	int rc = notes_since(n, &since);

	if (rc < 0)
		return rc;
	rc = notes_from_commits(
		n, git_oid_is_zero(&since) ? NULL : oid_hex(&since), cl, level,
		out);
	if (!rc && n->p && n->untyped)
		plan_note_once(n->p, "%s", n->untyped);
	return rc;
}

/* Where they have anything to say. */
static const char *instead(struct notes *n)
{
	CLEANUP(changelog) struct changelog cl = { 0 };
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	struct notes try = *n;
	struct saved_error first;

	if (n->commits || n->style == NOTES_SECTIONS)
		return NULL;
	try.p = NULL;
	error_save(&first);
	bool any = notes_changelog(&try, &cl) >= 0 &&
		   notes_generate(&try, &cl, &text) == 0 && text.len;
	(void)!error_restore(E_FAIL, &first);
	return any ? "git rel notes build --commits takes the messages of the commits" :
		     NULL;
}

static void nothing_noted(struct notes *n)
{
	n->nothing = (struct nothing){
		E_POLICY,
		arena_printf(
			&n->c->repo.arena,
			"there is nothing to note for %s (commits looked at: %zu)",
			n->rel.version.text, n->looked_at),
		instead(n)
	};
}

/* Links follow where the heading was formed by `cut`. */
static int put_section(struct notes *n, const struct changelog *cl,
		       const struct strbuf *section, const struct cut *cut)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT, left = STRBUF_INIT;
	struct cut tells = { 0 };
	int rc = 0;

	if (n->style == NOTES_NONE)
		return 0;
	if (cut)
		tells = *cut;
	tells.left = &left;
	if (cl->md.n) {
		rc = changelog_insert(&text, cl, &n->rel.version, section->buf,
				      section->len, cut ? &tells : NULL);
	} else {
		rc = notes_need_only(n);
		rst_write(&text, &cl->md, 1, "Changelog", cl->eol);
		strbuf_adds(&text, cl->eol);
		strbuf_add(&text, section->buf, section->len);
	}
	if (rc < 0)
		return rc;
	notes_tell_left(n, &left);
	notes_change(n, n->changelog, &text);
	return 0;
}

/* A person wrote something down that this style does not take. */
static void tell_unreleased(struct notes *n, const struct changelog *cl)
{
	const struct section *u = changelog_unreleased(cl);

	if (n->style == NOTES_SECTIONS && u && !section_is_empty(cl, u))
		plan_note_once(
			n->p,
			"%s:%d: what stands here stays, for sections come from commits; style = keepachangelog takes it into the release",
			n->changelog, u->line);
}

static int build_section(struct notes *n, struct strbuf *section)
{
	CLEANUP(changelog) struct changelog cl = { 0 };
	CLEANUP(strbuf) struct strbuf body = STRBUF_INIT;
	struct cut cut;
	int rc = notes_changelog(n, &cl);

	if (rc < 0 || (rc = notes_generate(n, &cl, &body)) < 0 ||
	    (rc = notes_cut(n, &cl, &cut)) < 0)
		return rc;
	tell_unreleased(n, &cl);
	if (!body.len && !cut.empty) {
		nothing_noted(n);
		return 0;
	}
	changelog_heading(section, &cl, &cut);
	if (body.len)
		strbuf_adds(section, cl.eol);
	strbuf_add(section, body.buf, body.len);
	return put_section(n, &cl, section, &cut);
}

/* With a heading of its own, or without. */
static int build_rendered(struct notes *n, struct strbuf *section)
{
	CLEANUP(changelog) struct changelog cl = { 0 }, own = { 0 };
	CLEANUP(strbuf) struct strbuf body = STRBUF_INIT;
	struct cut cut;
	int rc = notes_changelog(n, &cl);

	if (rc < 0 || (rc = notes_render(n, &body)) < 0 || n->nothing.what ||
	    (rc = notes_cut(n, &cl, &cut)) < 0)
		return rc;
	changelog_read(&own, body.buf, body.len, n->rel.scheme);
	bool formed = !changelog_find(&own, &n->rel.version);
	if (formed) {
		changelog_heading(section, &cl, &cut);
		strbuf_adds(section, cl.eol);
	}
	strbuf_add(section, body.buf, body.len);
	strbuf_trim_end(section);
	strbuf_adds(section, cl.eol);
	rc = put_section(n, &cl, section, formed ? &cut : NULL);
	return rc < 0 ? rc : notes_render_fragments(n);
}

/* Why no section can be made of what is unreleased. */
static void not_cut(struct notes *n, int code)
{
	int rc = error_in(code == E_NOTFOUND ? E_POLICY : code, "%s",
			  n->changelog);

	const char *what = arena_strdup(&n->c->repo.arena, error_message());
	n->nothing = (struct nothing){ rc, what,
				       rc == E_EXISTS ? NULL : instead(n) };
}

static int build_cut(struct notes *n, struct strbuf *section)
{
	CLEANUP(changelog) struct changelog cl = { 0 }, now = { 0 };
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT, left = STRBUF_INIT;
	struct cut cut;
	int rc = notes_changelog(n, &cl);

	if (rc < 0 || (rc = notes_cut(n, &cl, &cut)) < 0)
		return rc;
	const struct section *u = changelog_unreleased(&cl);
	if (n->commits && (!u || section_is_empty(&cl, u)))
		return build_section(n, section);
	cut.left = &left;
	if ((rc = changelog_cut(&text, &cl, &cut)) < 0) {
		not_cut(n, rc);
		return 0;
	}
	notes_tell_left(n, &left);
	notes_change(n, n->changelog, &text);
	notes_parse(n, &now, text.buf, text.len);
	u = changelog_find(&now, &n->rel.version);
	if (u)
		strbuf_add(section, now.md.text + u->begin, u->end - u->begin);
	return 0;
}

static int build(struct notes *n, struct strbuf *section)
{
	if (notes_has_render(n) && !n->commits && n->style != NOTES_TOWNCRIER &&
	    (n->style != NOTES_NONE || n->file))
		return build_rendered(n, section);
	switch (n->style) {
	case NOTES_TOWNCRIER:
		if (!n->commits)
			return notes_news(n, section, false);
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

int notes_make(struct notes *n, struct strbuf *section)
{
	CLEANUP(changelog) struct changelog cl = { 0 };
	CLEANUP(strbuf) struct strbuf old = STRBUF_INIT;
	int rc;

	if (n->style == NOTES_NONE && n->file) {
		rc = notes_read(n, &n->at, n->file, &old);
		return rc ? (rc < 0 ? rc : 0) : build(n, section);
	}
	if ((rc = notes_changelog(n, &cl)) < 0)
		return rc;
	const struct section *there = changelog_find(&cl, &n->rel.version);
	if (changelog_open(&cl, &n->rel.version))
		return build_cut(n, section); /* it is there, without a date */
	if (there && !section_is_empty(&cl, there))
		return 0;
	return build(n, section);
}

int notes_draft(struct notes *n, struct strbuf *out)
{
	CLEANUP(changelog) struct changelog cl = { 0 };
	int rc = notes_changelog(n, &cl);
	const struct section *u = rc < 0 ? NULL : changelog_unreleased(&cl);

	if (rc < 0)
		return rc;
	if (n->style == NOTES_TOWNCRIER)
		return notes_news(n, out, true);
	if (notes_has_render(n))
		return notes_render(n, out);
	if (u && !section_is_empty(&cl, u)) {
		section_text(out, &cl, u);
		return 0;
	}
	return notes_generate(n, &cl, out);
}
