#include "rules/highest_behind.h"

#include "base/alloc.h"
#include "base/cleanup.h"
#include "base/run.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_SIZE = 1 << 12, HEX = GIT_OID_HEXSZ };

struct seen {
	git_oid id;
	const struct release *highest;
};

/* A table of 2^k; an id is as good as a hash. */
struct table {
	struct seen *slot;
	size_t n, size;
	struct strbuf rest; /* a line that has not come whole */
};

static struct seen *find(const struct table *t, const git_oid *id)
{
	size_t at;

	memcpy(&at, id->id, sizeof(at));
	for (at &= t->size - 1;
	     !git_oid_is_zero(&t->slot[at].id) && !oid_eq(&t->slot[at].id, id);
	     at = (at + 1) & (t->size - 1))
		;
	return &t->slot[at];
}

static void double_size(struct table *t)
{
	struct seen *old = t->slot;
	size_t size = t->size;

	t->size *= 2;
	t->slot = xcalloc(t->size, sizeof(*t->slot));
	for (size_t i = 0; i < size; i++)
		if (!git_oid_is_zero(&old[i].id))
			*find(t, &old[i].id) = old[i];
	free(old);
}

/* What counts is the higher one: releases are in that order. */
static void raise(struct table *t, const git_oid *id, const struct release *r)
{
	if (2 * t->n >= t->size)
		double_size(t);
	struct seen *s = find(t, id);
	if (git_oid_is_zero(&s->id)) {
		s->id = *id;
		t->n++;
	}
	if (r && (!s->highest || r < s->highest))
		s->highest = r;
}

/* "<id> <parent>...": all parents were before it. */
static void see_line(struct table *t, const char *line, size_t n)
{
	git_oid id, parent;

	if (n < HEX || git_oid_fromstrn(&id, line, HEX) < 0)
		return;
	raise(t, &id, NULL);
	for (size_t at = HEX + 1; at + HEX <= n; at += HEX + 1)
		if (git_oid_fromstrn(&parent, line + at, HEX) == 0)
			raise(t, &id, find(t, &parent)->highest);
}

static void see_text(void *arg, const char *data, size_t n)
{
	struct table *t = arg;
	const char *end = memchr(data, '\n', n);

	while (end) {
		size_t line = (size_t)(end - data);
		if (t->rest.len) {
			strbuf_add(&t->rest, data, line);
			see_line(t, t->rest.buf, t->rest.len);
			strbuf_reset(&t->rest);
		} else {
			see_line(t, data, line);
		}
		data = end + 1;
		n -= line + 1;
		end = memchr(data, '\n', n);
	}
	strbuf_add(&t->rest, data, n);
}

static int walk(struct trial *t, struct table *table, const struct strbuf *in)
{
	static const char *const argv[] = { "git",       "rev-list",
					    "--parents", "--topo-order",
					    "--reverse", "--stdin",
					    NULL };
	CLEANUP(strvec) struct strvec env = STRVEC_INIT;
	CLEANUP(strbuf) struct strbuf out = STRBUF_INIT;

	for (const char *const *e = t->repo->env; e && *e; e++)
		strvec_push(&env, *e);
	strvec_push(&env, "GIT_FLUSH=0"); /* else each line is a write */
	struct run run = { .argv = argv,
			   .env = (const char *const *)env.v,
			   .in = in->buf,
			   .in_len = in->len,
			   .out = &out,
			   .seen = see_text,
			   .seen_arg = table };
	int rc = run_command(&run);

	return rc > 0 ? error(E_FAIL, "git cannot list the commits") : rc;
}

const git_oid *highest_stands(struct trial *t, const struct release *r)
{
	return ref_commit(t->repo, refs_find(&t->after, r->ref->name));
}

int highest_behind(struct trial *t, const git_oid *commit, size_t n,
		   const struct release **out)
{
	CLEANUP(strbuf) struct strbuf in = STRBUF_INIT;
	struct table table = { .size = FIRST_SIZE, .rest = STRBUF_INIT };
	const struct releases *all;
	int rc = releases_before(t, &all);

	if (rc < 0)
		return rc;
	table.slot = xcalloc(table.size, sizeof(*table.slot));
	for (size_t i = 0; i < all->n; i++) {
		const git_oid *at = highest_stands(t, &all->v[i]);
		if (at)
			raise(&table, at, &all->v[i]);
	}
	for (size_t i = 0; i < n; i++)
		if (!git_oid_is_zero(&commit[i]))
			strbuf_addf(&in, "%s\n", oid_hex(&commit[i]));
	rc = walk(t, &table, &in);
	for (size_t i = 0; rc >= 0 && i < n; i++)
		out[i] = find(&table, &commit[i])->highest;
	free(table.slot);
	strbuf_release(&table.rest);
	return rc;
}
