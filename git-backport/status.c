/*
 * git backport status: which backports are open, and where a commit has arrived.
 */
#include "git-backport/cmds.h"

#include "base/cleanup.h"
#include "base/json.h"
#include "cli/pending.h"
#include "cli/ui.h"
#include "git-backport/survey/cells.h"
#include "git-backport/survey/porcelain.h"
#include "git-backport/survey/released.h"
#include "git-backport/survey/requests.h"
#include "git-backport/source/sources.h"
#include "git-backport/survey/survey.h"
#include "git-backport/survey/works.h"
#include "release/branch.h"

#include <string.h>

static int forge;

static const struct opt opts[] = {
	OPT_BOOL(0, "forge", &forge,
		 "ask the forge for open pull requests, marked '>'"),
	PORCELAIN_OPTS,
	OPT_END,
};

struct status {
	struct ctx *c;
	struct survey s;
	FILE *out;
	struct porcelain lines;
	struct works works;
};

static const char *where(const struct work *w)
{
	return git_oid_is_zero(&w->there)  ? "not pushed" :
	       git_oid_is_zero(&w->here)   ? "on the remote" :
	       oid_eq(&w->here, &w->there) ? "pushed" :
					     "not as it was pushed";
}

/* What a person types to delete a branch that is not here. */
static const char *typed_delete(struct status *st)
{
	return arena_printf(&st->c->repo.arena, "git push %s --delete",
			    ctx_shell(st->c, branch_remote(st->c)));
}

static void show_work(struct status *st, const struct work *w)
{
	const char *target = st->s.name[w->target];
	const struct request *r =
		requests_of_branch(st->s.requests, w->branch, w->target);
	char state = work_is_done(w) ? '=' : r ? '>' : '+';

	if (st->lines.out) {
		porcelain_branch(&st->lines, target, w->branch, &w->here,
				 &w->there, state, w->commits);
		return;
	}
	if (st->c->json) {
		CLEANUP(json) json_object *o = json_object_new_object();
		json_object_object_add(o, "version", json_object_new_int(1));
		json_add_str(o, "branch", w->branch);
		json_add_str(o, "target", target);
		json_add_str(o, "state", work_is_done(w) ? "merged" : "open");
		json_add_str(o, "where", where(w));
		json_object_object_add(o, "commits",
				       json_object_new_int64((long)w->commits));
		json_add_str(o, "request", r ? r->name : NULL);
		json_add_str(o, "url", r ? r->pull->url : NULL);
		fprintf(st->out, "%s\n", json_line(o));
		return;
	}
	if (work_is_done(w))
		ui_line(st->out, "%s: in '%s'; %s %s", w->branch, target,
			git_oid_is_zero(&w->here) ? typed_delete(st) :
						    "git branch -D",
			ctx_shell(st->c, w->branch));
	else
		ui_line(st->out, "%s: open, %zu commit%s for '%s', %s%s%s",
			w->branch, w->commits, w->commits == 1 ? "" : "s",
			target, where(w), r ? ", " : "", r ? r->pull->url : "");
}

/* Which commit, and how it is known for a pick. */
static const char *told_by(struct status *st, const struct present *p)
{
	const char *id = oid_short(&st->s.graph.node[p->carrier].id);

	return p->state == ANCESTOR ? id :
				      arena_printf(&st->c->repo.arena,
						   "%s (%s)", id, p->evidence);
}

static int show_cell(struct status *st, size_t node, size_t target)
{
	struct present p = survey_cell(&st->s, node, target);
	const struct graph *g = &st->s.graph;
	const char *tag = NULL;
	bool there = present_is_there(&p);
	int rc = there ? released_in(st->c, &g->node[p.carrier].id,
				     &st->s.tip[target], &tag) :
			 0;

	if (rc < 0)
		return rc;
	if (st->lines.out) {
		const char *name = st->s.name[target];
		porcelain_cell(&st->lines, g, name, node, &p);
		if (tag)
			porcelain_released(&st->lines, name, &g->node[node].id,
					   tag);
		return 0;
	}
	if (st->c->json) {
		CLEANUP(json) json_object *o = cell_json(g, &p);
		json_object_object_add(o, "version", json_object_new_int(1));
		json_add_str(o, "target", st->s.name[target]);
		json_add_str(o, "commit", oid_hex(&g->node[node].id));
		json_add_str(o, "released_in", tag);
		fprintf(st->out, "%s\n", json_line(o));
		return 0;
	}
	ui_line(st->out, "  %c %-20s %s%s%s%s%s", cell_letter(&p),
		st->s.name[target], cell_name(&p),
		there      ? " " :
		p.evidence ? ": " :
			     "",
		there      ? told_by(st, &p) :
		p.evidence ? p.evidence :
			     "",
		tag ? ", released in " : "", tag ? tag : "");
	return 0;
}

/* What a pull request became may be newer than the last fetch. */
static int nowhere(struct ctx *c, const git_oid *id)
{
	int rc = error(E_NOTFOUND, "%s is on none of these branches",
		       oid_short(id));

	if (branch_remote(c))
		error_hint("git fetch %s", ctx_shell(c, branch_remote(c)));
	return rc;
}

static int show_change(struct status *st, const git_oid *id)
{
	size_t node = graph_find(&st->s.graph, id);
	int rc = 0;

	if (node == GRAPH_NONE)
		return nowhere(st->c, id);
	if (!st->c->json && !st->lines.out)
		ui_line(st->out, "%s %s", oid_short(id),
			st->s.graph.node[node].subject);
	for (size_t i = 0; !rc && i < st->s.n; i++)
		rc = show_cell(st, node, i);
	return rc;
}

static int show_word(struct status *st, const struct targets *t,
		     const char *word)
{
	git_oid *id;
	size_t n;
	int rc = sources_named(st->c, t, word, &id, &n);

	for (size_t i = 0; !rc && i < n; i++)
		rc = show_change(st, &id[i]);
	return rc;
}

/* What waits for a person comes last, where it is seen. */
static void show_pending(struct status *st)
{
	struct pending p;

	if (pending_describe(&st->c->repo, &p) < 0 || !p.line) {
		if (!st->works.n)
			ui_line(st->out, "no backport is under way");
		return;
	}
	ui_line(st->out, "! %s", p.line);
	ui_next(st->out, "next", false,
		arena_printf(&st->c->repo.arena, "%s --continue",
			     st->c->program->call),
		p.once);
}

/* Made somewhere else, and not fetched; whoever did it. */
static void show_unseen(struct status *st, const struct request *r)
{
	if (st->c->json || st->lines.out || (!r->number && !r->n))
		return;
	for (size_t i = 0; i < st->works.n; i++)
		if (!strcmp(st->works.item[i].branch, r->pull->head))
			return;
	ui_line(st->out, "%s: open for '%s', not fetched, %s", r->pull->head,
		r->pull->base, r->pull->url);
}

static int show_all(struct status *st)
{
	int rc = works_read(st->c, &st->s, &st->works);

	for (size_t i = 0; !rc && i < st->works.n; i++)
		show_work(st, &st->works.item[i]);
	for (size_t i = 0; !rc && st->s.requests && i < st->s.requests->n; i++)
		show_unseen(st, &st->s.requests->item[i]);
	if (!rc && !st->c->json && !st->lines.out)
		show_pending(st);
	return rc;
}

/* Words in front that name targets, then commits. */
static int split(struct ctx *c, struct targets *t, size_t *n)
{
	int rc = targets_known_here(c, t);

	for (*n = 0; rc >= 0 && *n < c->args.n; ++*n) {
		rc = targets_add(c, t, c->args.v[*n], false);
		if (!rc)
			break;
	}
	return rc < 0 ? rc : 0;
}

static int show_status(struct ctx *c, FILE *out)
{
	CLEANUP(survey) struct survey none = { 0 };
	struct targets known = { 0 };
	struct porcelain lines;
	size_t n = 0;
	int rc = porcelain_init(&lines, c, out);

	if (!rc)
		rc = split(c, &known, &n);
	if (!rc)
		rc = survey_read(c, &none, c->args.v, n);
	if (!rc && forge)
		rc = requests_read(c, &none);
	if (rc < 0)
		return rc;
	struct status st = { .c = c, .s = none, .out = out, .lines = lines };
	if (lines.out)
		survey_porcelain(&st.s, &lines);
	if (n == c->args.n)
		return show_all(&st);
	for (size_t i = n; !rc && i < c->args.n; i++)
		rc = show_word(&st, &known, c->args.v[i]);
	return rc;
}

const struct cmd cmd_status = {
	.name = "status",
	.args = "[<target>...] [<commit>...]",
	.brief = "tell which backports are open, or where a commit has arrived",
	.opts = opts,
	.max_args = -1,
	.flags = CMD_PENDING_OK,
	.show = show_status,
	.list = targets_list,
};
