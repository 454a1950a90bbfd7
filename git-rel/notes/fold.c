#include "git-rel/notes/fold.h"

/*
 * git rel notes fold: sections of candidates.
 */
#include "base/strvec.h"
#include "changelog/entry.h"
#include "git-rel/notes/commit.h"
#include "git-rel/notes/files.h"
#include "git-rel/notes/from_commits.h"
#include "git-rel/notes/title.h"

#include "base/cleanup.h"
#include "base/run.h"
#include "changelog/fold.h"
#include "changelog/groups.h"
#include "release/commit_step.h"

#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

/* ---- which change touches which files ------------------------------------- */

struct touch {
	unsigned long id;
	const char *path;
};

struct touches {
	struct touch *item;
	size_t n;
};

static int by_id(const void *a, const void *b)
{
	unsigned long x = ((const struct touch *)a)->id;
	unsigned long y = ((const struct touch *)b)->id;

	return x < y ? -1 : x > y;
}

static bool matches(const char *path, const char *pattern)
{
	if (ends_with(pattern, "/"))
		return starts_with(path, pattern);
	return !fnmatch(pattern, path, 0);
}

static bool touches(void *data, unsigned long id, const char *path)
{
	const struct touches *t = data;
	size_t lo = 0, hi = t->n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		if (t->item[mid].id < id)
			lo = mid + 1;
		else
			hi = mid;
	}
	for (; lo < t->n && t->item[lo].id == id; lo++)
		if (matches(t->item[lo].path, path))
			return true;
	return false;
}

static void take_log(struct notes *n, char *log, struct touches *t)
{
	struct arena *a = &n->c->repo.arena;
	unsigned long *id = NULL;
	size_t n_ids = 0;
	char *rest = log;

	while (rest) {
		const char *line = strsep(&rest, "\n");
		if (*line == '\1')
			entry_ids(a, line + 1, strlen(line + 1), &id, &n_ids);
		for (size_t i = 0; *line && *line != '\1' && i < n_ids; i++) {
			t->item =
				arena_grow(a, t->item, t->n, sizeof(*t->item));
			t->item[t->n++] =
				(struct touch){ id[i], arena_strdup(a, line) };
		}
	}
	if (t->n > 1)
		qsort(t->item, t->n, sizeof(*t->item), by_id);
}

/* Asked of git only where a group names a path. */
static int find_touches(struct notes *n, struct groups *groups,
			struct touches *t)
{
	CLEANUP(strbuf) struct strbuf out = STRBUF_INIT, range = STRBUF_INIT;
	CLEANUP(strvec) struct strvec env = STRVEC_INIT;
	bool any = false;
	git_oid since;
	int rc;

	for (size_t i = 0; i < groups->n; i++)
		any |= groups->item[i].n_paths > 0;
	if (!any)
		return 0;
	/* from the release before this line of candidates */
	struct version next = n->rel.version;
	const char *changelog = n->changelog;
	n->changelog = NULL;
	rc = notes_since(n, &since);
	n->changelog = changelog;
	n->rel.version = next;
	if (rc < 0)
		return rc;
	if (!git_oid_is_zero(&since))
		strbuf_addf(&range, "%s..", oid_hex(&since));
	strbuf_adds(&range, oid_hex(&n->at));
	const char *argv[] = {
		"git",         "-c",          "core.quotePath=false", "log",
		"--no-merges", "--name-only", "--format=%x01%s",      range.buf,
		"--",          NULL
	};
	notes_log_env(&n->c->repo, &env);
	struct run run = { .argv = argv,
			   .env = (const char *const *)env.v,
			   .out = &out };
	rc = run_command(&run);
	if (rc)
		return rc < 0 ? rc :
				error(E_FAIL, "git cannot list the commits");
	take_log(n, out.buf, t);
	groups->touches = touches;
	groups->data = t;
	return 0;
}

static int read_groups(struct notes *n, struct groups *groups,
		       struct touches *t, bool *any)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	struct arena *a = &n->c->repo.arena;
	int rc = n->groups ? notes_read(n, &n->at, n->groups, &text) : 0;

	*any = rc > 0;
	if (rc <= 0)
		return rc;
	rc = groups_read(groups, a, arena_strndup(a, text.buf, text.len),
			 text.len, n->groups);
	return rc < 0 ? rc : find_touches(n, groups, t);
}

/* ---- fold ----------------------------------------------------------------- */

static void note_merged(struct notes *n, const struct fold *f)
{
	CLEANUP(strbuf) struct strbuf names = STRBUF_INIT, text = STRBUF_INIT;

	n->noted.entries = f->n_kept;
	n->noted.categories = f->n_categories;
	for (size_t i = 0; i < f->n_candidates; i++)
		strbuf_addf(&names, "%s%s", i ? ", " : "",
			    f->candidate[i]->version.text);
	if (names.len)
		n->noted.merged = plan_text(n->p, "%s", names.buf);
	fold_report(&text, f);
	strbuf_trim_end(&text);
	n->noted.report = plan_text(n->p, "%s", text.buf);
}

static int fold_text(struct notes *n, struct fold *f,
		     const struct changelog *cl)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT, left = STRBUF_INIT;

	f->left = &left;
	int rc = fold_write(&text, f, cl);
	f->left = NULL;

	if (rc < 0)
		return error_in(rc, "%s", n->changelog);
	if (text.len == cl->md.n && !memcmp(text.buf, cl->md.text, text.len))
		return 0;
	notes_tell_left(n, &left);
	notes_change(n, n->changelog, &text);
	note_merged(n, f);
	return 1;
}

int notes_join(struct notes *n)
{
	CLEANUP(changelog) struct changelog cl = { 0 };
	struct groups groups = { 0 };
	struct touches t = { 0 };
	struct fold f = { .arena = &n->c->repo.arena,
			  .version = &n->rel.version,
			  .date = n->rel.vars.date,
			  .tag = n->rel.tag };
	struct cut cut;
	bool any;
	int rc;

	if ((rc = notes_changelog(n, &cl)) < 0 ||
	    (rc = notes_cut(n, &cl, &cut)) < 0 ||
	    (rc = read_groups(n, &groups, &t, &any)) < 0)
		return rc;
	f.spelled = cut.spelled;
	f.heading = cut.heading;
	f.groups = any ? &groups : NULL;
	return fold_text(n, &f, &cl);
}

int notes_fold(struct notes *n)
{
	CLEANUP(strbuf) struct strbuf message = STRBUF_INIT;
	int rc;

	if (version_is_pre(&n->rel.version))
		return error(E_USAGE,
			     "%s is no final version: there is nothing to fold",
			     n->rel.version.text);
	if ((rc = notes_join(n)) < 0)
		return rc;
	const char *outcome =
		rc ? plan_text(n->p, "Changelog: %s\nRC Merged: %s\n\n%s",
			       section_counted(&n->p->arena, n->noted.entries,
					       n->noted.categories),
			       n->noted.merged ? n->noted.merged : "N/A",
			       n->noted.report) :
		     plan_text(n->p, "there are no candidates of %s to fold",
			       n->rel.version.text);
	rc = commit_step_message(n->c, &n->rel, K_COMMIT_MESSAGE, MESSAGE_FOLD,
				 &message);
	return rc < 0 ? rc : notes_plan(n, message.buf, outcome);
}
