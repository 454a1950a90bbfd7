#include "git-rel/graph/graph.h"

#include "base/cleanup.h"
#include "base/run.h"
#include "git/history.h"
#include "release/branch.h"

#include <git2.h>
#include <string.h>

enum { NO_NODE = GRAPH_MAX, LINES = 1 << 30 };

/* A commit that is walked over.  Its masks tell from which nodes one comes to it
 * without passing by another one. */
struct walked {
	git_oid id;
	uint64_t from;   /* by any way */
	uint64_t first;  /* by first parents alone */
	uint64_t direct; /* it is a parent of these */
	size_t line;     /* the first line whose first parents lead here */
	size_t node;
	size_t parent, n_parents; /* in the list of all */
	bool seed;
};

struct by_id {
	git_oid id;
	size_t at;
};

struct walk {
	struct graphs *g;
	struct graph *x;
	struct walked *commit;
	size_t n, alloc;
	git_oid *parent;
	size_t n_parents, alloc_parents;
	struct by_id *by_id; /* of all, in the order of ids */
	/* of each node: those that have it behind them */
	uint64_t above[GRAPH_MAX];
};

static void walk_release(struct walk *w)
{
	free(w->commit);
	free(w->parent);
	free(w->by_id);
}

static int compare_ids(const void *a, const void *b)
{
	const struct by_id *x = a, *y = b;

	return git_oid_cmp(&x->id, &y->id);
}

static struct walked *find(struct walk *w, const git_oid *id)
{
	const struct by_id key = { .id = *id };
	const struct by_id *found =
		bsearch(&key, w->by_id, w->n, sizeof(key), compare_ids);

	return found ? &w->commit[found->at] : NULL;
}

/* "<id> <parent>..." */
static void add_line(struct walk *w, const char *line, size_t n)
{
	struct walked c = { .parent = w->n_parents,
			    .line = GRAPH_MAX,
			    .node = NO_NODE };

	if (n < GIT_OID_HEXSZ ||
	    git_oid_fromstrn(&c.id, line, GIT_OID_HEXSZ) < 0)
		return;
	for (size_t i = GIT_OID_HEXSZ + 1; i + GIT_OID_HEXSZ <= n;
	     i += GIT_OID_HEXSZ + 1) {
		GROW(w->parent, w->n_parents, w->alloc_parents);
		if (git_oid_fromstrn(&w->parent[w->n_parents], line + i,
				     GIT_OID_HEXSZ) == 0)
			w->n_parents++;
	}
	c.n_parents = w->n_parents - c.parent;
	GROW(w->commit, w->n, w->alloc);
	w->commit[w->n++] = c;
}

static int git(struct walk *w, struct strvec *argv, struct strbuf *out)
{
	CLEANUP(strbuf) struct strbuf err = STRBUF_INIT;
	struct run run = { .argv = (const char *const *)argv->v,
			   .env = w->g->c->repo.env,
			   .limit = LINES,
			   .out = out,
			   .err = &err };

	return run_command(&run);
}

/* What all of them have behind them; zero: nothing. */
static int find_base(struct walk *w, const git_oid *seed, size_t n,
		     git_oid *base)
{
	CLEANUP(strvec) struct strvec argv = STRVEC_INIT;
	CLEANUP(strbuf) struct strbuf out = STRBUF_INIT;

	memset(base, 0, sizeof(*base));
	strvec_pushl(&argv, "git", "merge-base", "--octopus", (char *)NULL);
	for (size_t i = 0; i < n; i++)
		strvec_push(&argv, oid_hex(&seed[i]));
	int rc = git(w, &argv, &out);
	if (rc < 0)
		return rc;
	if (!rc && out.len > GIT_OID_HEXSZ)
		(void)git_oid_fromstrn(base, out.buf, GIT_OID_HEXSZ);
	return 0;
}

static int read_commits(struct walk *w, const git_oid *seed, size_t n)
{
	CLEANUP(strvec) struct strvec argv = STRVEC_INIT;
	CLEANUP(strbuf) struct strbuf out = STRBUF_INIT;
	git_oid base;
	int rc = find_base(w, seed, n, &base);

	if (rc < 0)
		return rc;
	strvec_pushl(&argv, "git", "rev-list", "--topo-order", "--parents",
		     (char *)NULL);
	for (size_t i = 0; i < n; i++)
		strvec_push(&argv, oid_hex(&seed[i]));
	if (!git_oid_is_zero(&base))
		strvec_pushf(&argv, "^%s", oid_hex(&base));
	rc = git(w, &argv, &out);
	if (rc)
		return rc < 0 ? rc : error(E_FAIL, "git rev-list failed");
	for (const char *line = out.buf; *line;) {
		size_t len = strcspn(line, "\n");
		add_line(w, line, len);
		line += len + (line[len] == '\n');
	}
	if (!git_oid_is_zero(&base))
		add_line(w, oid_hex(&base), GIT_OID_HEXSZ);
	w->by_id = xcalloc(w->n + 1, sizeof(*w->by_id));
	for (size_t i = 0; i < w->n; i++)
		w->by_id[i] = (struct by_id){ w->commit[i].id, i };
	qsort(w->by_id, w->n, sizeof(*w->by_id), compare_ids);
	return 0;
}

/* The branch that a ref is, here or on the remote; NULL: a tag. */
static const char *branch_of(const struct graphs *g, const char *ref)
{
	const char *remote = branch_remote(g->c);
	size_t n = remote ? strlen(remote) : 0;

	if (starts_with(ref, "refs/heads/"))
		return ref_short(ref);
	if (!remote || !starts_with(ref, "refs/remotes/"))
		return NULL;
	ref += strlen("refs/remotes/");
	return strncmp(ref, remote, n) == 0 && ref[n] == '/' ? ref + n + 1 :
							       NULL;
}

/* The commits that each line ends at, in this picture or in the one before. */
static void mark_lines(struct walk *w)
{
	const struct graph *both[] = { &w->g->before, w->x };
	const struct graphs *g = w->g;

	for (size_t k = 0; k < 2; k++)
		for (size_t i = 0; i < both[k]->n_refs; i++) {
			const struct graph_ref *r = &both[k]->ref[i];
			const char *name = branch_of(g, r->name);
			struct walked *c = find(w, &r->at);
			for (size_t l = 0; c && name && l < c->line; l++)
				if (l < g->line.n &&
				    !strcmp(name, g->line.v[l]))
					c->line = l;
		}
}

/* Those of `from` that have no other one of it behind them. */
static uint64_t lowest(const struct walk *w, uint64_t from)
{
	uint64_t rest = from;

	for (size_t i = 0; i < w->x->n; i++)
		if (from >> i & 1)
			rest &= ~w->above[i];
	return rest;
}

static const char *subject_of(struct walk *w, const git_oid *id)
{
	struct repo *r = &w->g->c->repo;
	git_commit *commit = NULL;
	const char *text = NULL;

	if (git_commit_lookup(&commit, r->git, id) == 0)
		text = arena_strdup(&r->arena, git_commit_summary(commit));
	git_commit_free(commit);
	return text ? text : "";
}

static void add_node(struct walk *w, struct walked *c, uint64_t from)
{
	struct graph *x = w->x;
	struct graph_node *node = &x->node[x->n];

	c->node = x->n;
	*node = (struct graph_node){ .id = c->id,
				     .line = c->line,
				     .subject = subject_of(w, &c->id) };
	w->above[x->n] = c->from;
	from |= c->first | c->direct; /* a merge shows all it has merged */
	for (size_t i = 0; i < x->n; i++) {
		if (c->from >> i & 1)
			w->above[x->n] |= w->above[i];
		if (from >> i & 1)
			x->node[i].down |= 1ULL << x->n;
		if (c->first >> i & 1)
			x->node[i].first |= 1ULL << x->n;
	}
	x->n++;
}

static size_t only_bit(uint64_t mask)
{
	return mask && !(mask & (mask - 1)) ? (size_t)__builtin_ctzll(mask) :
					      NO_NODE;
}

/* Tell the parents how one comes to them. */
static void hand_down(struct walk *w, const struct walked *c)
{
	for (size_t i = 0; i < c->n_parents; i++) {
		struct walked *p = find(w, &w->parent[c->parent + i]);
		if (!p)
			continue;
		if (!i && c->line < p->line)
			p->line = c->line;
		uint64_t own = c->node != NO_NODE ? 1ULL << c->node : 0;
		p->from |= own ? own : c->from;
		p->direct |= own;
		if (!i)
			p->first |= own ? own : c->first;
	}
}

static void walk_commits(struct walk *w)
{
	for (size_t i = 0; i < w->n; i++) {
		struct walked *c = &w->commit[i];
		uint64_t from = lowest(w, c->from);
		size_t alone = only_bit(from);
		bool node = c->seed || alone == NO_NODE;
		if (node && w->x->n < GRAPH_MAX)
			add_node(w, c, from);
		else if (node)
			w->x->full = true;
		else {
			w->x->node[alone].more++;
			c->from = from;
		}
		hand_down(w, c);
	}
}

int graph_walk(struct graphs *g, struct graph *x, const git_oid *seed, size_t n)
{
	struct walk w = { .g = g, .x = x };
	int rc = n ? read_commits(&w, seed, n) : 0;

	if (rc < 0 || !n) {
		walk_release(&w);
		return rc;
	}
	for (size_t i = 0; i < n; i++) {
		struct walked *c = find(&w, &seed[i]);
		if (c)
			c->seed = true;
	}
	mark_lines(&w);
	walk_commits(&w);
	walk_release(&w);
	return 0;
}
