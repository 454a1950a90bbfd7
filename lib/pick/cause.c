#include "pick/cause.h"

#include "base/cleanup.h"
#include "base/run.h"
#include "git/history.h"

#include <string.h>

struct ids {
	struct arena *arena;
	git_oid *v;
	size_t n;
};

static size_t find_id(const struct ids *ids, const git_oid *id)
{
	size_t i = 0;

	while (i < ids->n && !oid_eq(&ids->v[i], id))
		i++;
	return i;
}

static void add_id(struct ids *ids, const git_oid *id)
{
	if (find_id(ids, id) < ids->n)
		return;
	ids->v = arena_grow(ids->arena, ids->v, ids->n, sizeof(*ids->v));
	ids->v[ids->n++] = *id;
}

static int ask(struct causes *c, struct strvec *argv, struct strbuf *out)
{
	CLEANUP(strbuf) struct strbuf err = STRBUF_INIT;
	struct run run = { .argv = (const char *const *)argv->v,
			   .env = c->graph->repo->env,
			   .out = out,
			   .err = &err };
	int rc = run_command(&run);

	return rc > 0 ? error(E_FAIL, "git cannot tell who changed it: %.*s",
			      (int)strcspn(err.buf, "\n"), err.buf) :
			rc;
}

static void add_bounds(struct causes *c, const git_oid *tip,
		       struct strvec *argv)
{
	strvec_push(argv, oid_hex(tip));
	if (!git_oid_is_zero(&c->base))
		strvec_pushf(argv, "^%s", oid_hex(&c->base));
	strvec_push(argv, "--");
}

static void add_spans(const struct hunks *h, bool with_path,
		      struct strvec *argv)
{
	for (size_t i = 0; i < h->n; i++)
		strvec_pushf(argv, "-L%zu,%zu%s%s", h->span[i].from,
			     h->span[i].to, with_path ? ":" : "",
			     with_path ? h->was : "");
}

static void begin_log(struct strvec *argv)
{
	strvec_pushl(argv, "git", "--literal-pathspecs", "log", "-s",
		     "--no-merges", "--no-show-signature", "--format=%H",
		     (char *)NULL);
}

static int read_log(struct causes *c, struct strvec *argv, struct ids *ids)
{
	CLEANUP(strbuf) struct strbuf out = STRBUF_INIT;
	int rc = ask(c, argv, &out);

	for (char *save, *line = rc ? NULL : strtok_r(out.buf, "\n", &save);
	     line; line = strtok_r(NULL, "\n", &save)) {
		git_oid id;
		if (!oid_from_hex(&id, line))
			return error(E_FAIL, "cannot read git's log");
		add_id(ids, &id);
	}
	return rc;
}

/* "<id> <line> <line> [<n>]" begins what is said of a line; "boundary", said
 * once, that the commit is the merge base or behind it. */
static void read_blame(struct strbuf *text, struct ids *ids,
		       struct ids *boundary)
{
	git_oid id = { 0 };

	for (char *save, *line = strtok_r(text->buf, "\n", &save); line;
	     line = strtok_r(NULL, "\n", &save)) {
		if (*line == '\t')
			continue;
		if (strspn(line, "0123456789abcdef") == GIT_OID_HEXSZ &&
		    line[GIT_OID_HEXSZ] == ' ' &&
		    !git_oid_fromstrn(&id, line, GIT_OID_HEXSZ))
			add_id(ids, &id);
		else if (!strcmp(line, "boundary"))
			add_id(boundary, &id);
	}
}

/* Without what the target has already, and without merges, which are no picks. */
static void keep_candidates(const struct causes *c, struct ids *ids,
			    const struct ids *boundary)
{
	size_t n = 0;

	for (size_t i = 0; i < ids->n; i++) {
		size_t node = graph_find(c->graph, &ids->v[i]);
		enum presence there =
			node == GRAPH_NONE ?
				ABSENT :
				graph_present(c->graph, node, c->tip).state;
		if ((boundary && find_id(boundary, &ids->v[i]) < boundary->n) ||
		    (there != ABSENT && there != REVERTED) ||
		    (node != GRAPH_NONE && c->graph->node[node].merge))
			continue;
		ids->v[n++] = ids->v[i];
	}
	ids->n = n;
}

/* Unbounded it would take minutes: without a merge base nobody is blamed. */
static int blame(struct causes *c, const struct pick *p, struct cause *k,
		 struct ids *ids)
{
	CLEANUP(strvec) struct strvec argv = STRVEC_INIT;
	CLEANUP(strbuf) struct strbuf out = STRBUF_INIT;
	struct ids boundary = { .arena = ids->arena };

	if (!k->hunks.n || git_oid_is_zero(&c->base))
		return 0;
	strvec_pushl(&argv, "git", "blame", "--porcelain",
		     "--ignore-revs-file=", (char *)NULL);
	add_spans(&k->hunks, false, &argv);
	add_bounds(c, &p->parent, &argv);
	strvec_push(&argv, k->hunks.was);
	int rc = ask(c, &argv, &out);
	if (!rc)
		read_blame(&out, ids, &boundary);
	keep_candidates(c, ids, &boundary);
	return rc;
}

/* Commits that took lines away left nothing to blame. */
static int look_near(struct causes *c, const struct pick *p, struct cause *k,
		     struct ids *ids)
{
	CLEANUP(strvec) struct strvec argv = STRVEC_INIT;

	if (ids->n || !k->hunks.n || git_oid_is_zero(&c->base))
		return 0;
	k->rests = CAUSE_NEAR;
	begin_log(&argv);
	add_spans(&k->hunks, true, &argv);
	add_bounds(c, &p->parent, &argv);
	int rc = read_log(c, &argv, ids);
	keep_candidates(c, ids, NULL);
	return rc;
}

static int look_at_path(struct causes *c, const struct pick *p, struct cause *k,
			struct ids *ids)
{
	CLEANUP(strvec) struct strvec argv = STRVEC_INIT;

	if (ids->n)
		return 0;
	k->rests = CAUSE_PATH;
	begin_log(&argv);
	strvec_pushl(&argv, "--follow", "-n20", (char *)NULL);
	add_bounds(c, &p->parent, &argv);
	strvec_push(&argv, k->hunks.was ? k->hunks.was : k->path);
	int rc = git_oid_is_zero(&p->parent) ? 0 : read_log(c, &argv, ids);
	keep_candidates(c, ids, NULL);
	ids->n = ids->n > CAUSE_FEW ? CAUSE_FEW : ids->n;
	return rc;
}

/* Whatever the path is called on either side. */
static int look_at_target(struct causes *c, struct cause *k)
{
	CLEANUP(strvec) struct strvec argv = STRVEC_INIT;
	struct ids ids = { .arena = &c->graph->repo->arena };

	begin_log(&argv);
	strvec_pushf(&argv, "-n%d", CAUSE_FEW);
	add_bounds(c, &c->target, &argv);
	strvec_push(&argv, k->path);
	if (k->hunks.was)
		strvec_push(&argv, k->hunks.was);
	if (k->hunks.is)
		strvec_push(&argv, k->hunks.is);
	int rc = read_log(c, &argv, &ids);
	k->target = ids.v;
	k->n_target = ids.n;
	return rc;
}

static const char *kind(const struct unmerged *u)
{
	bool base = !git_oid_is_zero(&u->stage[0]);
	bool ours = !git_oid_is_zero(&u->stage[1]);
	bool theirs = !git_oid_is_zero(&u->stage[2]);

	if (u->aside)
		return "of another kind on the target";
	return !ours && theirs ?
		       base ? "deleted on the target" : "not on the target" :
	       ours && !theirs ? "deleted by the commit" :
	       !base           ? "added on both sides" :
				 NULL;
}

static void sort(const struct graph *g, struct ids *ids)
{
	for (size_t i = 1; i < ids->n; i++)
		for (size_t j = i; j && graph_find(g, &ids->v[j]) <
						graph_find(g, &ids->v[j - 1]);
		     j--) {
			git_oid id = ids->v[j];
			ids->v[j] = ids->v[j - 1];
			ids->v[j - 1] = id;
		}
}

/* Between the fork and the commit; where there is nothing, nobody is behind it,
 * and git would take the work tree for what is asked about. */
static int look_at_source(struct causes *c, const struct pick *p,
			  struct cause *k, struct ids *ids)
{
	int rc = git_oid_is_zero(&p->parent) || git_oid_is_zero(&c->base) ?
			 0 :
			 history_contains(c->graph->repo, &p->parent, &c->base);

	if (rc)
		return rc < 0 ? rc : 0;
	rc = blame(c, p, k, ids);
	if (!rc)
		rc = look_near(c, p, k, ids);
	return rc ? rc : look_at_path(c, p, k, ids);
}

static int look(struct causes *c, const struct pick *p,
		const struct unmerged *at, struct cause *k)
{
	struct ids ids = { .arena = &c->graph->repo->arena };
	int rc = hunks_read(c->graph->repo, p, at, &k->hunks);

	if (!rc)
		rc = look_at_source(c, p, k, &ids);
	if (!rc)
		rc = look_at_target(c, k);
	sort(c->graph, &ids);
	k->source = ids.v;
	k->n_source = ids.n;
	return rc;
}

int cause_find(struct causes *c, const struct pick *p,
	       const struct unmerged *at, struct cause **out)
{
	struct arena *arena = &c->graph->repo->arena;

	for (size_t i = 0; i < c->n; i++) {
		*out = c->item[i];
		if (oid_eq(&(*out)->commit, &p->commit) &&
		    !strcmp((*out)->path, at->path))
			return 0;
	}
	struct cause *k = arena_alloc(arena, sizeof(*k));
	k->commit = p->commit;
	k->path = at->path;
	k->kind = kind(at);
	c->item = arena_grow(arena, c->item, c->n, sizeof(struct cause *));
	c->item[c->n++] = k;
	*out = k;
	return look(c, p, at, k);
}
