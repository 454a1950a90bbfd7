#include "git-backport/survey/requests.h"

#include "git-backport/fanout/names.h"
#include "git-backport/source/pull.h"
#include "release/branch.h"

#include <string.h>

static const char marker[] = "<!-- git-backport: v1 ";

/* "commits=<id>,<id> -->" of the line that submit has left.  Who can open a pull
 * request can write it, so it only says what this one is about. */
static void read_commits(struct ctx *c, struct request *r)
{
	const char *at = r->pull->body ? strstr(r->pull->body, marker) : NULL;
	const char *end = at ? strstr(at, "-->") : NULL;

	at = end ? strstr(at, " commits=") : NULL;
	if (!at || at > end)
		return;
	for (at += strlen(" commits="); at + GIT_OID_HEXSZ <= end;
	     at += GIT_OID_HEXSZ + 1) {
		char hex[GIT_OID_HEXSZ + 1] = { 0 };
		git_oid id;
		memcpy(hex, at, GIT_OID_HEXSZ);
		if (!oid_from_hex(&id, hex))
			return;
		r->commit =
			arena_grow(&c->repo.arena, r->commit, r->n, sizeof(id));
		r->commit[r->n++] = id;
		if (at[GIT_OID_HEXSZ] != ',')
			return;
	}
}

static void add(struct ctx *c, const struct survey *k, struct requests *out,
		const struct forge_pull *pull, const char *sign)
{
	struct request r = { .pull = pull };

	while (r.target < k->n && strcmp(k->name[r.target], pull->base) != 0)
		r.target++;
	if (r.target == k->n)
		return;
	r.name = arena_printf(&c->repo.arena, "%s%ld", sign, pull->number);
	const char *id = names_id(c, pull->head, pull->base);
	if (id && strlen(id) < 10 && !id[strspn(id, "0123456789")])
		r.number = id;
	read_commits(c, &r);
	out->item = arena_grow(&c->repo.arena, out->item, out->n, sizeof(r));
	out->item[out->n++] = r;
}

int requests_read(struct ctx *c, struct survey *k)
{
	struct requests *out = arena_alloc(&c->repo.arena, sizeof(*out));
	struct forge_pull *pull;
	struct forge *f;
	size_t n;
	int rc = pull_forge(c, branch_remote(c), &f);

	if (rc < 0 || (rc = f->ops->pulls(f, &pull, &n)) < 0)
		return rc;
	for (size_t i = 0; i < n; i++)
		add(c, k, out, &pull[i], f->ops->sign);
	k->requests = out;
	return 0;
}

static bool brings(const struct request *r, const struct graph *g, size_t node)
{
	const struct node *at = &g->node[node];

	if (r->number && at->number && !strcmp(r->number, at->number))
		return true;
	for (size_t i = 0; i < r->n; i++)
		if (oid_eq(&r->commit[i], &at->id))
			return true;
	return false;
}

const struct request *requests_of_change(const struct requests *r,
					 const struct graph *g, size_t node,
					 size_t target)
{
	const size_t *pick;
	size_t n = graph_picks(g, node, &pick);

	for (size_t i = 0; i < r->n; i++)
		for (size_t k = 0; r->item[i].target == target && k < n; k++)
			if (brings(&r->item[i], g, pick[k]))
				return &r->item[i];
	return NULL;
}

const struct request *requests_of_branch(const struct requests *r,
					 const char *branch, size_t target)
{
	for (size_t i = 0; r && i < r->n; i++)
		if (r->item[i].target == target &&
		    !strcmp(r->item[i].pull->head, branch))
			return &r->item[i];
	return NULL;
}
