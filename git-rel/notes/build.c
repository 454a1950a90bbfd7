#include "git-rel/notes/build.h"

/*
 * git rel notes build, and what start does of it: the notes of a release.
 */
#include "git-rel/notes/commit.h"
#include "git-rel/notes/files.h"

#include "base/cleanup.h"
#include "git-rel/notes/fold.h"
#include "git-rel/notes/from_fragments.h"
#include "git-rel/notes/make.h"
#include "git/uncommitted.h"
#include "release/commit_step.h"

static int notes_file(struct notes *n, const struct strbuf *section)
{
	CLEANUP(strbuf) struct strbuf old = STRBUF_INIT, text = STRBUF_INIT;
	CLEANUP(changelog) struct changelog cl = { 0 };
	int rc = n->file ? notes_read(n, &n->at, n->file, &old) : 1;

	if (rc)
		return rc < 0 ? rc : 0;
	if (n->style != NOTES_NONE && (rc = notes_changelog(n, &cl)) < 0)
		return rc;
	const struct section *s = changelog_find(&cl, &n->rel.version);
	if (!s) {
		changelog_release(&cl);
		changelog_read(&cl, section->buf, section->len, n->rel.scheme);
		s = changelog_find(&cl, &n->rel.version);
	}
	if (s)
		section_text(&text, &cl, s);
	else
		strbuf_add(&text, section->buf, section->len);
	if (text.len)
		notes_change(n, n->file, &text);
	return 0;
}

static void count_text(struct notes *n, const struct strbuf *section)
{
	bool counted = false;
	struct md md;

	md_scan(&md, section->buf, section->len);
	for (size_t i = 0; i < md.n_blocks; i++) {
		if (md.block[i].kind == MD_HEADING && md.block[i].level < 4)
			counted = false;
		if (md.block[i].kind != MD_ITEM)
			continue;
		n->noted.entries++;
		n->noted.categories += !counted;
		counted = true;
	}
	md_release(&md);
}

static int notes_count(struct notes *n, const struct strbuf *section)
{
	CLEANUP(changelog) struct changelog cl = { 0 };
	int rc = n->style == NOTES_NONE ? 0 : notes_changelog(n, &cl);

	if (rc < 0)
		return rc;
	n->noted.entries = n->noted.categories = 0;
	const struct section *s = changelog_find(&cl, &n->rel.version);
	if (s)
		section_count(&cl, s, &n->noted.entries, &n->noted.categories);
	else
		count_text(n, section);
	return 0;
}

/* Candidates whose notes wait to be folded make up for what is missing. */
static int nothing_made(struct notes *n, bool *fine)
{
	CLEANUP(changelog) struct changelog cl = { 0 };
	int rc = notes_changelog(n, &cl);

	if (rc < 0)
		return rc;
	size_t waiting = notes_waiting_candidates(n, &cl);
	*fine = n->style == NOTES_TOWNCRIER && waiting;
	if (*fine) {
		n->p->outcome =
			plan_text(n->p, "%s\n%zu section%s: git rel notes fold",
				  n->nothing.what, waiting,
				  waiting == 1 ? " of a candidate waits" :
						 "s of candidates wait");
		return 0;
	}
	rc = error(n->nothing.code, "%s", n->nothing.what);
	if (n->nothing.hint)
		error_hint("%s", n->nothing.hint);
	return rc;
}

int notes_build(struct notes *n)
{
	CLEANUP(strbuf) struct strbuf section = STRBUF_INIT;
	CLEANUP(strbuf) struct strbuf message = STRBUF_INIT;
	bool fine = true;
	int rc = notes_make(n, &section);

	if (!rc && n->nothing.what)
		rc = nothing_made(n, &fine);
	if (rc < 0 || n->nothing.what)
		return rc;
	if (!section.len) {
		n->p->outcome = plan_text(n->p, "%s has its notes already",
					  n->rel.version.text);
		return 0;
	}
	if ((rc = notes_file(n, &section)) < 0 ||
	    (rc = notes_count(n, &section)) < 0 ||
	    (rc = commit_step_message(n->c, &n->rel, K_COMMIT_MESSAGE,
				      MESSAGE_NOTES, &message)) < 0)
		return rc;
	return notes_plan(n, message.buf,
			  plan_text(n->p, "Changelog: %s",
				    section_counted(&n->p->arena,
						    n->noted.entries,
						    n->noted.categories)));
}

/* What was written down and not committed is no part of the release. */
static int tell_uncommitted(struct notes *n)
{
	CLEANUP(strvec) struct strvec paths = STRVEC_INIT;
	struct repo *r = &n->c->repo;
	int rc = 0;

	if (!r->work_tree)
		return 0;
	if (n->style == NOTES_TOWNCRIER)
		rc = notes_uncommitted_fragments(n, &paths);
	else if (n->style == NOTES_KEEP)
		rc = uncommitted_at(r, r->work_tree, n->changelog, &paths);
	const char *more =
		paths.n > 1 ?
			arena_printf(&r->arena, " and %zu more", paths.n - 1) :
			"";
	if (!rc && paths.n)
		plan_note(n->p,
			  "'%s'%s: not committed, and not in the notes of %s",
			  paths.v[0], more, n->rel.version.text);
	return rc;
}

/* Somebody has gone on there without a tag, or it is the wrong line. */
static int tell_newer(struct notes *n)
{
	CLEANUP(changelog) struct changelog cl = { 0 };
	int rc = notes_changelog(n, &cl);

	for (size_t i = 0; rc >= 0 && i < cl.n; i++) {
		const struct section *s = &cl.section[i];
		if (s->open || version_cmp(&s->version, &n->rel.version) <= 0)
			continue;
		plan_note(
			n->p,
			"%s:%d: there is a section of %s already, which is above %s",
			n->changelog, s->line, s->version.text,
			n->rel.version.text);
		break;
	}
	return rc < 0 ? rc : 0;
}

int notes_release(struct notes *n)
{
	CLEANUP(strbuf) struct strbuf section = STRBUF_INIT;
	int rc = notes_begin(n);

	if (rc < 0 || (n->style == NOTES_NONE && !n->file) ||
	    (rc = notes_make(n, &section)) < 0 ||
	    (rc = tell_uncommitted(n)) < 0)
		return rc;
	rc = tell_newer(n);
	if (rc < 0)
		return rc;
	if (n->style != NOTES_NONE && !version_is_pre(&n->rel.version) &&
	    setting_is(&n->c->repo.config, K_NOTES_CANDIDATES, "fold") &&
	    (rc = notes_join(n)) < 0)
		return rc;
	if ((rc = notes_file(n, &section)) < 0)
		return rc;
	return notes_count(n, &section);
}
