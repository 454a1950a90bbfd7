#include "git-rel/notes/edit.h"

/*
 * git rel notes edit: what a release says, in a person's editor.
 */
#include "git-rel/notes/amend.h"
#include "git-rel/notes/commit.h"
#include "git-rel/notes/files.h"
#include "git-rel/notes/title.h"

#include "base/cleanup.h"
#include "base/dir.h"
#include "base/file.h"
#include "changelog/edit.h"
#include "changelog/heading.h"
#include "changelog/replace.h"
#include "cli/editor.h"
#include "cli/ui.h"
#include "release/commit_step.h"
#include "text/rst.h"

#include <string.h>

enum { MAX_TEXT = 16 << 20 };

struct editing {
	struct notes *n;
	struct changelog cl;
	const struct section *section; /* NULL: a new one, or the file */
	const char *path;              /* of what is edited */
	struct strbuf old, text;       /* what is edited, before and after */
	struct cut cut;                /* of a new section's heading */
};

static void cleanup_editing(struct editing *e)
{
	changelog_release(&e->cl);
	strbuf_release(&e->old);
	strbuf_release(&e->text);
}

/* ---- what is edited ------------------------------------------------------- */

static int new_section(struct editing *e)
{
	int rc = notes_cut(e->n, &e->cl, &e->cut);

	e->path = e->n->changelog;
	if (rc < 0)
		return rc;
	changelog_heading(&e->old, &e->cl, &e->cut);
	strbuf_adds(&e->old, e->cl.eol);
	return 0;
}

static int find_text(struct editing *e)
{
	struct notes *n = e->n;
	int rc;

	if (n->style != NOTES_NONE) {
		if ((rc = notes_changelog(n, &e->cl)) < 0)
			return rc;
		e->section = changelog_find(&e->cl, &n->rel.version);
	}
	if (e->section) {
		const struct section *s = e->section;
		e->path = n->changelog;
		strbuf_add(&e->old, e->cl.md.text + s->begin,
			   section_end(&e->cl, s) - s->begin);
		return 0;
	}
	e->path = n->file;
	if (n->file) {
		rc = notes_read(n, &n->at, n->file, &e->old);
		if (rc)
			return rc < 0 ? rc : 0;
	}
	if (n->style != NOTES_NONE)
		return new_section(e);
	if (n->file)
		return 0;
	rc = error(E_CONFIG, "no notes are kept here");
	error_hint("choose a style with rel.notesStyle, see gitrel(5)");
	return rc;
}

/* ---- what becomes of it --------------------------------------------------- */

static size_t trimmed(const struct strbuf *text)
{
	size_t n = text->len;

	while (n && strchr(" \t\r\n", text->buf[n - 1]))
		n--;
	return n;
}

static bool is_same(const struct strbuf *a, const struct strbuf *b)
{
	size_t n = trimmed(a);

	return n == trimmed(b) && !memcmp(a->buf, b->buf, n);
}

/* A file that was made of the section follows it. */
static int follow(struct editing *e)
{
	CLEANUP(changelog) struct changelog now = { 0 };
	CLEANUP(strbuf) struct strbuf file = STRBUF_INIT, text = STRBUF_INIT;
	struct notes *n = e->n;
	int rc = n->file ? notes_read(n, &n->at, n->file, &file) : 0;

	if (rc <= 0)
		return rc;
	section_text(&text, &e->cl, e->section);
	if (!is_same(&text, &file))
		return 0;
	if ((rc = notes_changelog(n, &now)) < 0)
		return rc;
	strbuf_reset(&text);
	section_text(&text, &now, changelog_find(&now, &n->rel.version));
	notes_change(n, n->file, &text);
	return 0;
}

static int put_new(struct editing *e, struct strbuf *all)
{
	CLEANUP(changelog) struct changelog now = { 0 };
	CLEANUP(strbuf) struct strbuf left = STRBUF_INIT;
	const struct version *v = &e->n->rel.version;
	/* links go with the heading that was there */
	size_t head = trimmed(&e->old);
	bool formed = e->text.len > head && strchr("\r\n", e->text.buf[head]) &&
		      !memcmp(e->text.buf, e->old.buf, head);
	int rc = 0;

	if (!e->cl.md.n) {
		rst_write(all, &e->cl.md, 1, "Changelog", e->cl.eol);
		strbuf_adds(all, e->cl.eol);
		strbuf_add(all, e->text.buf, e->text.len);
	} else {
		e->cut.left = &left;
		rc = changelog_insert(all, &e->cl, v, e->text.buf, e->text.len,
				      formed ? &e->cut : NULL);
		notes_tell_left(e->n, &left);
	}
	changelog_read_like(&now, all->buf, all->len, &e->cl);
	if (rc || (now.n == e->cl.n + 1 && changelog_find(&now, v)))
		return rc;
	rc = error(E_POLICY, "that is not the section of %s alone", v->text);
	error_hint("it begins with the heading that was there");
	return rc;
}

static int put_text(struct editing *e)
{
	CLEANUP(strbuf) struct strbuf all = STRBUF_INIT;
	struct notes *n = e->n;
	int rc;

	if (e->path == n->file) {
		notes_change(n, n->file, &e->text);
		return 0;
	}
	rc = e->section ? changelog_replace(&all, &e->cl, e->section,
					    e->text.buf, e->text.len) :
			  put_new(e, &all);
	if (rc < 0)
		return rc;
	notes_change(n, n->changelog, &all);
	return e->section ? follow(e) : 0;
}

static int write_plan(struct editing *e)
{
	CLEANUP(strbuf) struct strbuf message = STRBUF_INIT;
	struct notes *n = e->n;
	int rc = commit_step_message(n->c, &n->rel, K_COMMIT_MESSAGE,
				     MESSAGE_EDIT, &message);

	if (rc < 0)
		return rc;
	if (!n->c->dry_run)
		return notes_plan(n, message.buf,
				  plan_text(n->p, "'%s' has the new notes%s",
					    n->branch.name,
					    n->amend ? ", in its last commit" :
						       ""));
	static const git_oid nobody_knows;
	if ((rc = notes_step(n, message.buf, &nobody_knows)) < 0)
		return rc;
	struct step *s = &n->p->step[n->p->n - 1];
	s->what = plan_text(n->p, "open the notes of %s in the editor, then %s",
			    n->rel.version.text, s->what);
	return 0;
}

/* Editors know a file by its suffix. */
static const char *name_of(const struct editing *e)
{
	const char *name = strrchr(e->path, '/');
	const char *dot = strrchr(name ? name : e->path, '.');

	return arena_printf(&e->n->c->repo.arena, "NOTES-%s%s",
			    e->n->rel.version.text, dot ? dot : ".md");
}

static bool is_unchanged(struct editing *e)
{
	return !trimmed(&e->text) || is_same(&e->text, &e->old);
}

static int take(struct editing *e, const char *name)
{
	int rc;

	strbuf_trim_end(&e->text);
	strbuf_addc(&e->text, '\n');
	rc = put_text(e);
	if (!rc)
		rc = write_plan(e);
	if (rc < 0)
		return rc;
	/* it goes when all is done */
	struct step *s = plan_add(e->n->p, STEP_NOTE);
	s->what = "the text is taken";
	s->ref = plan_text(e->n->p, "%s", name);
	return 0;
}

/* What was left by an edit that came to nothing. */
static int begin_with(struct editing *e, const char *path)
{
	CLEANUP(strbuf) struct strbuf left = STRBUF_INIT;
	int rc = dir_make(e->n->c->repo.state_dir);

	strbuf_add(&e->text, e->old.buf, e->old.len);
	if (rc < 0 || !file_exists(path))
		return rc;
	if ((rc = strbuf_read_file(&left, path, MAX_TEXT, false)) < 0)
		return rc;
	if (!trimmed(&left) || is_same(&left, &e->old))
		return 0;
	ui_say("note: it begins with what was left in '%s'", path);
	strbuf_reset(&e->text);
	strbuf_add(&e->text, left.buf, left.len);
	return 0;
}

/* Nothing that a person wrote is lost, whatever stops us: the file stays until
 * its text is taken. */
static int edit(struct editing *e)
{
	const char *name = name_of(e);
	const char *path = arena_printf(&e->n->c->repo.arena, "%s/%s",
					e->n->c->repo.state_dir, name);
	bool lost;
	int rc = begin_with(e, path);

	if (rc < 0)
		return rc;
	rc = editor_edit(path, &e->text, e->n->c->json, &lost);
	if (!lost && is_unchanged(e)) {
		e->n->p->outcome = plan_text(
			e->n->p, "the notes of %s are as they were%s",
			e->n->rel.version.text,
			trimmed(&e->text) ? "" : ": the text was empty");
		struct saved_error first;
		error_save(&first);
		(void)!file_remove(path);
		return error_restore(rc, &first);
	}
	if (!rc)
		rc = take(e, name);
	if (rc < 0)
		error_hint(
			"your text is in '%s'; git rel notes edit begins with it",
			path);
	else
		e->n->p->kept = plan_text(e->n->p, "%s", path);
	return rc;
}

int notes_edit(struct notes *n)
{
	CLEANUP(editing)
	struct editing e = { .n = n, .old = STRBUF_INIT, .text = STRBUF_INIT };
	int rc = find_text(&e);

	if (!rc)
		rc = notes_settle_amend(n);
	if (rc < 0)
		return rc;
	if (!n->c->dry_run)
		return edit(&e);
	strbuf_add(&e.text, e.old.buf, e.old.len);
	notes_change(n, e.path, &e.old);
	return write_plan(&e);
}
