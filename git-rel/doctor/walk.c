#include "git-rel/doctor/walk.h"

#include "base/alloc.h"
#include "base/cleanup.h"
#include "base/run.h"
#include "base/strvec.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_SIZE = 1 << 12, HEX = GIT_OID_HEXSZ };

void walk_init(struct walk *w)
{
	*w = (struct walk){ .size = FIRST_SIZE,
			    .slot = xcalloc(FIRST_SIZE, sizeof(*w->slot)),
			    .tips = STRBUF_INIT,
			    .rest = STRBUF_INIT };
}

void walk_release(struct walk *w)
{
	free(w->slot);
	strbuf_release(&w->tips);
	strbuf_release(&w->rest);
}

/* Where a commit is, or would be: an id is as good as a hash. */
static struct walked_commit *find(const struct walk *w, const git_oid *id)
{
	size_t at;

	memcpy(&at, id->id, sizeof(at));
	for (at &= w->size - 1;
	     !git_oid_is_zero(&w->slot[at].id) && !oid_eq(&w->slot[at].id, id);
	     at = (at + 1) & (w->size - 1))
		;
	return &w->slot[at];
}

static void double_size(struct walk *w)
{
	struct walked_commit *old = w->slot;
	size_t size = w->size;

	w->size *= 2;
	w->slot = xcalloc(w->size, sizeof(*w->slot));
	for (size_t i = 0; i < size; i++)
		if (!git_oid_is_zero(&old[i].id))
			*find(w, &old[i].id) = old[i];
	free(old);
}

static struct walked_commit *take(struct walk *w, const git_oid *id)
{
	struct walked_commit *c;

	if (2 * w->n >= w->size)
		double_size(w);
	c = find(w, id);
	if (git_oid_is_zero(&c->id)) {
		c->id = *id;
		w->n++;
	}
	return c;
}

void walk_from(struct walk *w, const git_oid *commit, unsigned flags,
	       unsigned tag)
{
	struct walked_commit *c = take(w, commit);

	c->flags |= flags;
	/* of several on one commit the highest counts */
	if (tag && (!c->tag || tag < c->tag))
		c->tag = tag;
	strbuf_addf(&w->tips, "%s\n", oid_hex(commit));
}

const struct walked_commit *walk_find(const struct walk *w,
				      const git_oid *commit)
{
	const struct walked_commit *c = find(w, commit);

	return c->flags & WALK_SEEN ? c : NULL;
}

/* All children were before it, so all is known of it. */
static void see_commit(struct walk *w, const char *line, size_t n)
{
	git_oid id;
	struct walked_commit own;

	if (n < HEX || git_oid_fromstrn(&id, line, HEX) < 0)
		return;
	struct walked_commit *c = take(w, &id);
	size_t parents = (n - HEX) / (HEX + 1);
	c->flags |= WALK_SEEN | (parents > 1 ? WALK_MERGE : 0);
	if (c->tag && c->low > c->tag)
		w->below(w->arg, c->tag - 1, c->low - 1);
	if (c->tag > c->low)
		c->low = c->tag;
	own = *c;
	if ((own.flags & (WALK_MAIN | WALK_DEVELOP)) == WALK_MAIN) {
		w->ahead++;
		w->ahead_plain += parents < 2;
	}
	for (size_t i = 0; i < parents; i++) {
		if (git_oid_fromstrn(&id, line + (i + 1) * (HEX + 1), HEX) < 0)
			continue;
		c = take(w, &id);
		c->flags |= own.flags &
			    (WALK_MAIN | WALK_DEVELOP | WALK_BRANCH);
		if (own.low > c->low)
			c->low = own.low;
	}
}

static void see_text(void *arg, const char *data, size_t n)
{
	struct walk *w = arg;
	const char *end = memchr(data, '\n', n);

	while (end) {
		size_t line = (size_t)(end - data);
		if (w->rest.len) {
			strbuf_add(&w->rest, data, line);
			see_commit(w, w->rest.buf, w->rest.len);
			strbuf_reset(&w->rest);
		} else {
			see_commit(w, data, line);
		}
		data = end + 1;
		n -= line + 1;
		end = memchr(data, '\n', n);
	}
	strbuf_add(&w->rest, data, n);
}

int walk_all(struct walk *w, struct repo *r)
{
	static const char *const argv[] = { "git",       "rev-list",
					    "--parents", "--topo-order",
					    "--stdin",   NULL };
	CLEANUP(strbuf) struct strbuf out = STRBUF_INIT;
	CLEANUP(strvec) struct strvec env = STRVEC_INIT;

	if (!w->tips.len)
		return 0;
	for (const char *const *e = r->env; e && *e; e++)
		strvec_push(&env, *e);
	strvec_push(&env, "GIT_FLUSH=0"); /* else each line is a write */
	struct run run = { .argv = argv,
			   .env = (const char *const *)env.v,
			   .in = w->tips.buf,
			   .in_len = w->tips.len,
			   .out = &out,
			   .seen = see_text,
			   .seen_arg = w };
	int rc = run_command(&run);
	return rc > 0 ? error(E_FAIL, "git cannot list the commits") : rc;
}
