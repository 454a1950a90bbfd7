#include "git-rel/notes/sync.h"

#include "base/cleanup.h"
#include "base/run.h"
#include "base/strvec.h"
#include "changelog/drop_told.h"
#include "changelog/edit.h"
#include "config/value.h"
#include "git-rel/notes/commit.h"
#include "git-rel/notes/files.h"
#include "git-rel/notes/from_fragments.h"
#include "release/commit_step.h"
#include "release/latest.h"
#include "release/line.h"
#include "release/version_tags.h"
#include "text/template.h"

#include <string.h>

struct sync {
	struct notes *n;
	const char *from;
	git_oid at; /* its tip */
	struct changelog mine, theirs;
	size_t sections, entries, fragments, files;
};

/* The newer of the branch here and on the remote; any commit. */
static int find_tip(struct sync *s)
{
	struct ctx *c = s->n->c;
	int rc = refname_ok(s->from) ? branch_newest(c, s->from, &s->at) : 0;

	if (rc < 0 || !git_oid_is_zero(&s->at))
		return rc;
	return repo_commit(&c->repo, s->from, &s->at);
}

/* {series} of the path, where it has one: that in the branch's name. */
static int find_path(struct sync *s)
{
	struct notes *n = s->n;
	const char *template = setting(&n->c->repo.config, K_NOTES_CHANGELOG);
	CLEANUP(strbuf) struct strbuf series = STRBUF_INIT;

	if (line_is_stable(n->c, s->from, &series) && series.len)
		n->rel.vars.series =
			arena_strdup(&n->c->repo.arena, series.buf);
	n->rel.vars.version = "<version>"; /* of many */
	int rc = scheme_from_name(&n->rel.scheme,
				  setting(&n->c->repo.config, K_SCHEME));
	if (!rc)
		rc = notes_begin(n);
	if (!rc && n->style != NOTES_NONE && !n->changelog)
		rc = error(E_CONFIG, "'%s' names no changelog", template);
	if (!rc && n->style == NOTES_NONE &&
	    !*setting(&n->c->repo.config, K_NOTES_FILE))
		rc = error(E_CONFIG,
			   "no notes are kept: rel.notesStyle is none");
	return rc;
}

/* A final version that they have and we lack. */
static bool is_new(const struct sync *s, const struct section *theirs)
{
	return !theirs->unreleased && !version_is_pre(&theirs->version) &&
	       !changelog_find(&s->mine, &theirs->version);
}

/* What an older line has told is new here, too, in what comes after a release
 * that lacked it. */
static int drop_entries(struct sync *s, struct strbuf *text, bool *newer)
{
	struct notes *n = s->n;
	struct version last;
	bool found;
	int rc = release_last_final(n->c, NULL, &n->at, &last, NULL, &found);

	*newer = false;
	for (size_t i = 0; !rc && i < s->theirs.n; i++) {
		const struct section *t = &s->theirs.section[i];
		CLEANUP(strbuf) struct strbuf now = STRBUF_INIT;
		CLEANUP(changelog) struct changelog cl = { 0 };
		if (!is_new(s, t) ||
		    (found && version_cmp(&t->version, &last) < 0))
			continue;
		*newer = true;
		notes_parse(n, &cl, text->buf, text->len);
		changelog_drop_told(&now, &cl, &t->version, &s->entries);
		strbuf_reset(text);
		strbuf_add(text, now.buf, now.len);
	}
	return rc;
}

/* Which files, as blob and path, have gone on their side: git lists them. */
static int list_gone(struct sync *s, struct strbuf *out)
{
	struct repo *r = &s->n->c->repo;
	const char *at = arena_strdup(&r->arena, oid_hex(&s->at));
	const char *argv[] = { "git",
			       "log",
			       "-z",
			       "--raw",
			       "--no-abbrev",
			       "--no-renames",
			       "--no-show-signature", /* whatever is set */
			       "--no-relative",
			       "--format=",
			       "--diff-filter=D",
			       at,
			       "--not",
			       NULL,
			       "--",
			       NULL };
	struct run run = { .argv = argv, .out = out };

	argv[12] = arena_strdup(&r->arena, oid_hex(&s->n->at));
	int rc = run_command(&run);
	return rc > 0 ? error(E_FAIL, "git cannot list the commits of '%s'",
			      s->from) :
			rc;
}

/* ":100644 000000 <blob> <zeros> D", and the path; empty ones between commits. */
static bool has_gone(const struct strbuf *gone, const struct listed *f)
{
	const char *end = gone->buf + gone->len;

	for (const char *p = gone->buf; p < end;) {
		const char *fields = p, *path = p + strlen(p) + 1;
		git_oid id;
		p = path;
		if (*fields != ':' || path >= end)
			continue;
		p += strlen(path) + 1;
		if (strlen(fields) > 15 + GIT_OID_HEXSZ &&
		    !git_oid_fromstrn(&id, fields + 15, GIT_OID_HEXSZ) &&
		    oid_eq(&id, &f->id) && !strcmp(path, f->name))
			return true;
	}
	return false;
}

/* A fragment that was told there, and is the same here. */
static int drop_fragments(struct sync *s)
{
	CLEANUP(strbuf) struct strbuf gone = STRBUF_INIT;
	struct listing waiting = { 0 };
	int rc = notes_waiting(s->n, &s->n->at, &waiting);

	if (rc < 0 || !waiting.n || (rc = list_gone(s, &gone)) < 0)
		return rc;
	for (size_t i = 0; i < waiting.n; i++)
		if (has_gone(&gone, &waiting.item[i])) {
			notes_remove(s->n, waiting.item[i].name);
			s->fragments++;
		}
	return 0;
}

static int take_over(struct sync *s)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	struct notes *n = s->n;
	bool newer = false;
	int rc = 0;

	if (!s->mine.md.n) {
		strbuf_add(&text, s->theirs.md.text, s->theirs.md.n);
		s->sections = s->theirs.n;
	} else {
		rc = changelog_sync(&text, &s->mine, &s->theirs, false,
				    &s->sections);
	}
	if (!rc && s->sections)
		rc = drop_entries(s, &text, &newer);
	if (!rc && newer && n->style == NOTES_TOWNCRIER)
		rc = drop_fragments(s);
	if (rc < 0 || !s->sections)
		return rc;
	notes_change(n, n->changelog, &text);
	return 0;
}

/* The files of their own that versions have there, and not here. */
static int take_files(struct sync *s)
{
	struct notes *n = s->n;
	struct tag_list tags = { 0 };
	const char *form = setting(&n->c->repo.config, K_NOTES_FILE);
	int rc = *form ? version_tags_list(n->c, NULL, &tags) : 0;

	for (size_t i = 0; !rc && i < tags.n; i++) {
		CLEANUP(strbuf) struct strbuf path = STRBUF_INIT;
		CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
		CLEANUP(strbuf) struct strbuf here = STRBUF_INIT;
		const struct version v =
			version_tags_version(n->c, &tags.item[i]);
		struct release rel = { 0 };
		if (version_is_pre(&v))
			continue;
		rc = release_name(n->c, &rel, &v, false);
		if (!rc)
			rc = template_expand(&path, form, &rel.vars);
		if (!rc)
			rc = notes_read(n, &s->at, path.buf, &text);
		if (rc > 0)
			rc = notes_read(n, &n->at, path.buf, &here) ? 0 : 1;
		if (rc <= 0)
			continue;
		notes_change(n, arena_strdup(&n->c->repo.arena, path.buf),
			     &text);
		s->files++;
		rc = 0;
	}
	return rc;
}

static const char *outcome(const struct sync *s)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	struct plan *p = s->n->p;

	if (!s->sections && !s->files)
		return plan_text(p, "'%s' has all versions that '%s' has",
				 s->n->branch.name, s->from);
	if (s->sections)
		strbuf_addf(&text, "%zu section%s of '%s' %s in '%s'",
			    s->sections, s->sections == 1 ? "" : "s", s->from,
			    s->sections == 1 ? "is" : "are", s->n->changelog);
	if (s->files)
		strbuf_addf(&text, "%s%zu file%s of '%s' %s here",
			    s->sections ? "; " : "", s->files,
			    s->files == 1 ? "" : "s", s->from,
			    s->files == 1 ? "is" : "are");
	if (s->entries)
		strbuf_addf(&text,
			    "; %zu entr%s told there %s unreleased no more",
			    s->entries, s->entries == 1 ? "y" : "ies",
			    s->entries == 1 ? "is" : "are");
	if (s->fragments)
		strbuf_addf(&text, "; %zu fragment%s told there %s gone",
			    s->fragments, s->fragments == 1 ? "" : "s",
			    s->fragments == 1 ? "is" : "are");
	return plan_text(p, "%s", text.buf);
}

static int sync_changelog(struct sync *s)
{
	CLEANUP(strbuf) struct strbuf other = STRBUF_INIT;
	struct notes *n = s->n;
	int rc = notes_changelog(n, &s->mine);

	if (rc >= 0)
		rc = notes_read(n, &s->at, n->changelog, &other);
	if (!rc)
		return error(E_NOTFOUND, "'%s' has no '%s'", s->from,
			     n->changelog);
	if (rc < 0)
		return rc;
	/* it is read while the sections last */
	const char *text =
		arena_strndup(&n->c->repo.arena, other.buf, other.len);
	notes_parse(n, &s->theirs, text, other.len);
	return take_over(s);
}

static int sync_all(struct sync *s)
{
	struct notes *n = s->n;
	int rc = take_files(s);

	if (!rc && n->style != NOTES_NONE)
		rc = sync_changelog(s);
	if (rc < 0)
		return rc;
	if (!s->sections && !s->files) {
		n->p->outcome = outcome(s);
		return 0;
	}
	return notes_plan(n, plan_text(n->p, MESSAGE_SYNC " %s", s->from),
			  outcome(s));
}

int notes_sync(struct notes *n, const char *from)
{
	struct sync s = { .n = n, .from = from };
	int rc;

	if (!n->branch.name)
		return error(E_POLICY, "HEAD is on no branch");
	rc = find_tip(&s);
	if (!rc)
		rc = find_path(&s);
	if (!rc)
		rc = sync_all(&s);
	changelog_release(&s.mine);
	changelog_release(&s.theirs);
	return rc;
}
