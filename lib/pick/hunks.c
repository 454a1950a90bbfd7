#include "pick/hunks.h"

#include "git/history.h"

#include <git2.h>
#include <string.h>

struct spans {
	struct arena *arena;
	struct span *v;
	size_t n;
};

/* After a change of the other side without lines: what is before and behind. */
static int add_hunk(const git_diff_delta *delta, const git_diff_hunk *hunk,
		    void *arg)
{
	struct spans *s = arg;
	size_t from = (size_t)hunk->old_start, n = (size_t)hunk->old_lines;

	(void)delta;
	s->v = arena_grow(s->arena, s->v, s->n, sizeof(*s->v));
	s->v[s->n++] = n ? (struct span){ from, from + n - 1 } :
			   (struct span){ from, from + 1 };
	return 0;
}

static int look_up(struct repo *r, const git_oid *id, git_blob **out)
{
	if (git_oid_is_zero(id) || repo_type(r, id) != GIT_OBJECT_BLOB)
		return 0; /* a submodule's commit need not be here */
	return git_blob_lookup(out, r->git, id) < 0 ?
		       error_git("cannot read %s", oid_short(id)) :
		       0;
}

static int read_spans(struct repo *r, const git_oid *was, const git_oid *is,
		      unsigned context, struct spans *out)
{
	git_blob *old = NULL, *new = NULL;
	git_diff_options opts;
	int rc = look_up(r, was, &old);

	git_diff_options_init(&opts, GIT_DIFF_OPTIONS_VERSION);
	opts.context_lines = context;
	if (!rc)
		rc = look_up(r, is, &new);
	if (!rc && git_diff_blobs(old, NULL, new, NULL, &opts, NULL, NULL,
				  add_hunk, NULL, out) < 0)
		rc = error_git("cannot compare %s", oid_short(was));
	git_blob_free(old);
	git_blob_free(new);
	return rc;
}

static bool meets(const struct span *s, const struct spans *theirs)
{
	for (size_t i = 0; i < theirs->n; i++)
		if (s->from <= theirs->v[i].to && theirs->v[i].from <= s->to)
			return true;
	return false;
}

/* Where nothing meets, the conflict is of another kind: all of them. */
static void keep_meeting(struct spans *s, const struct spans *theirs)
{
	size_t n = 0;

	for (size_t i = 0; i < s->n; i++)
		n += meets(&s->v[i], theirs);
	if (!n)
		return;
	n = 0;
	for (size_t i = 0; i < s->n; i++)
		if (meets(&s->v[i], theirs))
			s->v[n++] = s->v[i];
	s->n = n;
}

static bool same_id(const git_oid *a, const git_oid *b)
{
	return !git_oid_is_zero(a) && oid_eq(a, b);
}

/* By its name, or, where the other side has renamed it, by what is in it. */
static const git_diff_delta *find_delta(git_diff *diff,
					const struct unmerged *at)
{
	size_t n = git_diff_num_deltas(diff);

	for (size_t i = 0; i < n; i++) {
		const git_diff_delta *d = git_diff_get_delta(diff, i);
		if (!strcmp(d->new_file.path, at->path) ||
		    !strcmp(d->old_file.path, at->path))
			return d;
	}
	for (size_t i = 0; i < n; i++) {
		const git_diff_delta *d = git_diff_get_delta(diff, i);
		if (same_id(&at->stage[2], &d->new_file.id) ||
		    same_id(&at->stage[0], &d->old_file.id))
			return d;
	}
	return NULL;
}

static void take_names(struct repo *r, const git_diff_delta *d,
		       struct hunks *out)
{
	if (d->status != GIT_DELTA_ADDED)
		out->was = arena_strdup(&r->arena, d->old_file.path);
	if (d->status != GIT_DELTA_DELETED)
		out->is = arena_strdup(&r->arena, d->new_file.path);
}

static int compare(struct repo *r, const struct pick *p, git_diff **out)
{
	git_tree *was = NULL, *is = NULL;
	git_oid id;
	int rc = history_tree(r, &p->commit, &id);

	if (!rc && git_tree_lookup(&is, r->git, &id) < 0)
		rc = error_git("cannot read tree %s", oid_short(&id));
	if (!rc && !git_oid_is_zero(&p->parent))
		rc = history_tree(r, &p->parent, &id);
	if (!rc && !git_oid_is_zero(&p->parent) &&
	    git_tree_lookup(&was, r->git, &id) < 0)
		rc = error_git("cannot read tree %s", oid_short(&id));
	if (!rc && (git_diff_tree_to_tree(out, r->git, was, is, NULL) < 0 ||
		    git_diff_find_similar(*out, NULL) < 0))
		rc = error_git("cannot compare trees");
	git_tree_free(was);
	git_tree_free(is);
	return rc;
}

int hunks_read(struct repo *r, const struct pick *p, const struct unmerged *at,
	       struct hunks *out)
{
	struct spans spans = { .arena = &r->arena };
	struct spans theirs = { .arena = &r->arena };
	git_diff *diff = NULL;
	int rc = compare(r, p, &diff);

	*out = (struct hunks){ 0 };
	const git_diff_delta *d = rc ? NULL : find_delta(diff, at);
	if (d)
		take_names(r, d, out);
	if (d && out->was)
		rc = read_spans(r, &d->old_file.id, &d->new_file.id, 3, &spans);
	if (d && out->was && !rc)
		rc = read_spans(r, &d->old_file.id, &at->stage[1], 0, &theirs);
	git_diff_free(diff);
	if (spans.n && !spans.v[0].from) /* an empty file */
		spans.n = 0;
	keep_meeting(&spans, &theirs);
	out->span = spans.v;
	out->n = spans.n;
	return rc;
}
