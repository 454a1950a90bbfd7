#include "git-backport/fanout/unsaid.h"

#include "base/cleanup.h"
#include "base/run.h"
#include "base/strvec.h"
#include "git-backport/fanout/present.h"
#include "git/history.h"
#include "git/tree_change.h"
#include "pick/patch_fill.h"

#include <string.h>

/* More paths than these are not named: all commits are looked at. */
enum { PATHS_MAX = 100 };

/* Commits of the target that touch a path of the change, newest first. */
static int ask(struct ctx *c, const struct fanout *f, const struct lane *l,
	       const struct tree_change *change, size_t n, struct strbuf *out)
{
	CLEANUP(strvec) struct strvec argv = STRVEC_INIT;

	strvec_pushl(&argv, "git", "--literal-pathspecs", "rev-list",
		     "--no-merges", "--full-history", oid_hex(&l->target->tip),
		     (char *)NULL);
	if (!git_oid_is_zero(&f->common))
		strvec_pushf(&argv, "^%s", oid_hex(&f->common));
	strvec_push(&argv, "--");
	for (size_t i = 0; n <= PATHS_MAX && i < n; i++)
		strvec_push(&argv, change[i].path);
	struct run run = { .argv = (const char *const *)argv.v,
			   .env = c->repo.env,
			   .out = out };
	int rc = run_command(&run);
	return rc > 0 ? error(E_FAIL, "git rev-list failed") : rc;
}

/* The source's own commit in front. */
static int candidates(struct ctx *c, const struct fanout *f,
		      const struct lane *l, const struct source *s,
		      git_oid **out, size_t *n)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	struct tree_change *change;
	size_t changes;
	int rc = tree_changes(&c->repo, &s->parent, &s->id, &change, &changes);

	if (!rc && changes)
		rc = ask(c, f, l, change, changes, &text);
	*out = arena_grow(&c->repo.arena, NULL, 0, sizeof(**out));
	**out = s->id;
	*n = 1;
	for (char *save, *line = strtok_r(text.buf, "\n", &save); !rc && line;
	     line = strtok_r(NULL, "\n", &save)) {
		*out = arena_grow(&c->repo.arena, *out, *n, sizeof(**out));
		if (!oid_from_hex(&(*out)[(*n)++], line))
			rc = error(E_FAIL, "cannot read git's list");
	}
	return rc;
}

/* Without those that change other paths, whose whole patch need not be read. */
static size_t with_same_paths(struct repo *r, struct patch_ids *ids,
			      git_oid *id, size_t n)
{
	size_t kept = 1;

	patch_ids_want(ids, id, n);
	patch_fill_paths(r, ids, id, n);
	uint64_t paths = patch_ids_find(ids, &id[0])->paths;
	for (size_t i = 1; i < n; i++)
		if (patch_ids_find(ids, &id[i])->paths == paths)
			id[kept++] = id[i];
	return kept;
}

int unsaid_find(struct ctx *c, const struct fanout *f, const struct lane *l,
		size_t k, git_oid *out)
{
	CLEANUP(patch_ids) struct patch_ids ids;
	const struct source *s = &f->sources->item[k];
	git_oid second, *id;
	size_t n;
	int rc = history_parent(&c->repo, &s->id, 1, &second);

	patch_ids_load(&c->repo, &ids);
	if (rc < 0 || !git_oid_is_zero(&second) || git_oid_is_zero(&s->parent))
		return rc;
	if ((rc = candidates(c, f, l, s, &id, &n)) < 0)
		return rc;
	n = with_same_paths(&c->repo, &ids, id, n);
	if (n > 1)
		patch_fill_whole(&c->repo, &ids, id, n);
	for (size_t i = 1; !rc && i < n; i++) {
		if (!patch_ids_are_same(patch_ids_find(&ids, &id[0]),
					patch_ids_find(&ids, &id[i])))
			continue;
		rc = present_reverted(c, f, l, &id[i]);
		if (rc)
			return rc < 0 ? rc : 0;
		*out = id[i];
		return 1;
	}
	return rc;
}
