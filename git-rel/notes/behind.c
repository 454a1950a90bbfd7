#include "git-rel/notes/behind.h"

#include "base/cleanup.h"
#include "changelog/date.h"
#include "git-rel/notes/files.h"
#include "git-rel/notes/from_commits.h"
#include "git-rel/notes/from_fragments.h"
#include "git/history.h"

#include <git2.h>
#include <string.h>

static void tell_date(struct notes *n, const struct changelog *cl,
		      const struct section *s)
{
	CLEANUP(strbuf) struct strbuf today = STRBUF_INIT;
	/* a version may look like a date itself */
	const char *title = cl->md.text + s->name_end;
	struct date_form form;
	size_t at, len = date_find(&form, title, s->body - s->name_end, &at);

	if (!len) {
		title = cl->md.text + s->title;
		len = date_find(&form, title, s->name - s->title, &at);
	}

	date_write(&today, &form, n->rel.vars.date);
	/* a time may stand behind it */
	if (!len ||
	    (today.len <= len && !memcmp(title + at, today.buf, today.len)))
		return;
	plan_note(
		n->p,
		"%s:%d: %s is dated %.*s there, and today is %s; git rel notes edit %s changes that",
		n->changelog, s->line, n->rel.version.text, (int)len,
		title + at, today.buf, ctx_shell(n->c, n->rel.version.text));
}

static int blob_at(struct notes *n, const git_oid *at, git_oid *out)
{
	git_tree_entry *e;
	int rc = notes_entry(n, at, n->changelog, &e);

	if (rc > 0)
		*out = *git_tree_entry_id(e);
	git_tree_entry_free(e);
	return rc;
}

/* The commit that the changelog is from as it is. */
static int find_written(struct notes *n, git_oid *out)
{
	git_oid now, before, parent;
	int rc = blob_at(n, &n->at, &now);

	for (*out = n->at; rc > 0; *out = parent) {
		rc = history_parent(&n->c->repo, out, 0, &parent);
		if (rc < 0 || git_oid_is_zero(&parent))
			return rc;
		rc = blob_at(n, &parent, &before);
		if (rc <= 0 || !oid_eq(&now, &before))
			return rc;
	}
	return rc;
}

static size_t count_entries(const struct strbuf *text)
{
	struct md md;
	size_t n = 0;

	md_scan(&md, text->buf, text->len);
	for (size_t i = 0; i < md.n_blocks; i++)
		n += md.block[i].kind == MD_ITEM;
	md_release(&md);
	return n;
}

static void tell_commits(struct notes *n, const struct changelog *cl)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	git_oid written;

	if (n->style != NOTES_SECTIONS || find_written(n, &written) < 0 ||
	    oid_eq(&written, &n->at) ||
	    notes_from_commits(n, oid_hex(&written), cl, 3, &text) < 0)
		return;
	size_t k = count_entries(&text);
	if (k)
		plan_note(
			n->p,
			"%s: %zu change%s of '%s' came after the notes of %s, which do not tell %s: write %s with git rel notes edit %s",
			n->changelog, k, k == 1 ? "" : "s", n->rel.branch,
			n->rel.version.text, k == 1 ? "it" : "them",
			k == 1 ? "it" : "them",
			ctx_shell(n->c, n->rel.version.text));
}

static void tell_entries(struct notes *n, size_t k, const char *where)
{
	const char *v = ctx_shell(n->c, n->rel.version.text);

	if (k)
		plan_note(
			n->p,
			"%zu %s of '%s' %s not in the notes of %s: git rel notes edit %s",
			k, where, n->rel.branch, k == 1 ? "is" : "are",
			n->rel.version.text, v);
}

/* A cut leaves nothing behind: what is there came to the branch since. */
static void tell_unreleased(struct notes *n, const struct changelog *cl)
{
	const struct section *u = changelog_unreleased(cl);
	struct listing waiting = { 0 };
	size_t entries = 0, categories;

	if (n->style == NOTES_KEEP && u)
		section_count(cl, u, &entries, &categories);
	tell_entries(n, entries,
		     entries == 1 ? "entry under Unreleased" :
				    "entries under Unreleased");
	if (n->style == NOTES_TOWNCRIER && !version_is_pre(&n->rel.version) &&
	    !notes_waiting(n, &n->at, &waiting))
		tell_entries(n, waiting.n,
			     waiting.n == 1 ? "fragment" : "fragments");
}

void notes_tell_behind(struct ctx *c, struct plan *p, const struct release *rel,
		       const git_oid *at)
{
	CLEANUP(changelog) struct changelog cl = { 0 };
	struct notes n = { .c = c, .p = p, .rel = *rel, .at = *at };

	if (notes_begin(&n) < 0 || n.style == NOTES_NONE ||
	    notes_changelog(&n, &cl) < 0)
		return;
	const struct section *s = changelog_find(&cl, &rel->version);
	if (!s)
		return;
	tell_date(&n, &cl, s);
	tell_commits(&n, &cl);
	tell_unreleased(&n, &cl);
}
