#include "rules/releases.h"

#include "base/cleanup.h"
#include "git/version_tag.h"

#include <stdlib.h>
#include <string.h>

static int highest_first(const void *a, const void *b)
{
	const struct release *x = a, *y = b;
	int cmp = version_cmp(&y->version, &x->version);

	return cmp ? cmp : strcmp(x->ref->name, y->ref->name);
}

static int by_commit(const void *a, const void *b)
{
	const struct release *x = *(const struct release *const *)a;
	const struct release *y = *(const struct release *const *)b;
	int cmp = git_oid_cmp(x->commit, y->commit);

	return cmp ? cmp : strcmp(x->ref->name, y->ref->name);
}

static void take(struct trial *t, struct releases *out, struct ref *ref)
{
	CLEANUP(strbuf) struct strbuf series = STRBUF_INIT;
	struct version v;

	if (!starts_with(ref->name, "refs/tags/") ||
	    !version_tag(t->rules->config, ref_short(ref->name), &v))
		return;
	version_series(&series, &v);
	out->v = arena_grow(t->arena, out->v, out->n, sizeof(*out->v));
	out->v[out->n++] = (struct release){
		.ref = ref,
		.commit = ref_commit(t->repo, ref),
		.version = v,
		.series = arena_strdup(t->arena, series.buf),
	};
}

static const struct releases *read_all(struct trial *t, const struct refs *refs)
{
	struct releases *out = arena_alloc(t->arena, sizeof(*out));

	*out = (struct releases){ 0 };
	for (size_t i = 0; i < refs->n; i++)
		take(t, out, &refs->v[i]);
	out->by_commit =
		arena_alloc(t->arena, (out->n + 1) * sizeof(*out->by_commit));
	if (!out->n)
		return out;
	qsort(out->v, out->n, sizeof(*out->v), highest_first);
	for (size_t i = 0; i < out->n; i++)
		if (out->v[i].commit)
			out->by_commit[out->n_by_commit++] = &out->v[i];
	qsort(out->by_commit, out->n_by_commit, sizeof(*out->by_commit),
	      by_commit);
	return out;
}

int releases_before(struct trial *t, const struct releases **out)
{
	int rc = trial_refs(t);

	if (rc >= 0 && !t->releases_before)
		t->releases_before = read_all(t, &t->before);
	*out = t->releases_before;
	return rc;
}

int releases_after(struct trial *t, const struct releases **out)
{
	int rc = trial_refs(t);

	if (rc >= 0 && !t->releases_after)
		t->releases_after = read_all(t, &t->after);
	*out = t->releases_after;
	return rc;
}

const struct release *const *releases_on(const struct releases *all,
					 const git_oid *commit, size_t *n)
{
	size_t low = 0, high = all->n_by_commit;

	while (low < high) {
		size_t mid = (low + high) / 2;
		if (git_oid_cmp(all->by_commit[mid]->commit, commit) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	for (high = low; high < all->n_by_commit &&
			 oid_eq(all->by_commit[high]->commit, commit);)
		high++;
	*n = high - low;
	return *n ? &all->by_commit[low] : NULL;
}
