/*
 * git backport missing: fixes and reverts of what a stable branch has, which it
 * lacks.
 */
#include "git-backport/cmds.h"

#include "base/cleanup.h"
#include "base/json.h"
#include "cli/ui.h"
#include "git-backport/survey/cells.h"
#include "git-backport/survey/porcelain.h"
#include "git-backport/survey/survey.h"

#include <string.h>

static int exit_code;

static const struct opt opts[] = {
	OPT_BOOL(0, "exit-code", &exit_code, "exit with 1 if one is missing"),
	PORCELAIN_OPTS,
	OPT_END,
};

struct missing {
	struct ctx *c;
	struct survey s;
	FILE *out;
	struct porcelain lines;
	size_t found;
	size_t *told; /* per target: the last that was told, a node */
};

static bool mends(enum pointer_kind kind)
{
	return kind == POINTER_FIXES || kind == POINTER_REVERT ||
	       kind == POINTER_DEP;
}

/* On the source, a change of its own, and still in force. */
static bool counts(const struct missing *m, const struct link *l)
{
	const struct graph *g = &m->s.graph;

	return mends(l->kind) && graph_on(g, l->from, m->s.n) &&
	       g->node[l->from].origin == l->from && !g->node[l->from].merge &&
	       graph_present(g, l->from, m->s.n).state != REVERTED;
}

static const char *kind_name(enum pointer_kind kind)
{
	return kind == POINTER_REVERT ? "revert" :
	       kind == POINTER_DEP    ? "needs" :
					"fix";
}

static void tell(struct missing *m, const struct link *l, size_t target,
		 const struct present *culprit)
{
	const struct graph *g = &m->s.graph;
	const struct node *fix = &g->node[l->from];
	const struct node *of = &g->node[l->to];

	m->found++;
	if (m->lines.out) {
		porcelain_missing(&m->lines, m->s.name[target], &fix->id,
				  &of->id, kind_name(l->kind));
		return;
	}
	if (m->c->json) {
		CLEANUP(json) json_object *o = json_object_new_object();
		json_object_object_add(o, "version", json_object_new_int(1));
		json_add_str(o, "target", m->s.name[target]);
		json_add_str(o, "commit", oid_hex(&fix->id));
		json_add_str(o, "subject", fix->subject);
		json_add_str(o, "kind", kind_name(l->kind));
		json_add_str(o, "of", oid_hex(&of->id));
		json_add_str(o, "of_subject", of->subject);
		json_object_object_add(o, "there", cell_json(g, culprit));
		fprintf(m->out, "%s\n", json_line(o));
		return;
	}
	ui_line(m->out, "%s %s %s", m->s.name[target], oid_short(&fix->id),
		fix->subject);
	ui_line(m->out, "    %s %s %s (%s there: %s)",
		l->kind == POINTER_REVERT ? "reverts" :
		l->kind == POINTER_DEP    ? "goes with" :
					    "fixes",
		oid_short(&of->id), of->subject, cell_name(culprit),
		oid_short(&g->node[culprit->carrier].id));
}

static void look(struct missing *m, const struct link *l)
{
	for (size_t i = 0; i < m->s.n; i++) {
		const struct graph *g = &m->s.graph;
		struct present culprit;
		if (m->told[i] == l->from ||
		    graph_present(g, l->from, i).state != ABSENT ||
		    survey_declined(&m->s, l->from, i))
			continue;
		culprit = graph_present(g, l->to, i);
		if (!present_is_there(&culprit))
			continue;
		m->told[i] = l->from;
		tell(m, l, i, &culprit);
	}
}

static int show_missing(struct ctx *c, FILE *out)
{
	CLEANUP(survey) struct survey none = { 0 };
	struct porcelain lines;
	int rc = porcelain_init(&lines, c, out);

	if (!rc)
		rc = survey_read(c, &none, c->args.v, c->args.n);
	if (rc < 0)
		return rc;
	struct missing m = { .c = c, .s = none, .out = out, .lines = lines };
	if (lines.out)
		survey_porcelain(&m.s, &lines);
	m.told = arena_alloc(&c->repo.arena, none.n * sizeof(*m.told));
	for (size_t i = 0; i < none.n; i++)
		m.told[i] = GRAPH_NONE;
	for (size_t i = 0; i < m.s.graph.n_links; i++)
		if (counts(&m, &m.s.graph.link[i]))
			look(&m, &m.s.graph.link[i]);
	if (!c->json && !lines.out)
		ui_line(out, "%zu missing on %zu branch%s", m.found, m.s.n,
			m.s.n == 1 ? "" : "es");
	return exit_code && m.found ? 1 : 0;
}

const struct cmd cmd_missing = {
	.name = "missing",
	.args = "[<options>] [<target>...]",
	.brief = "tell which fixes a stable branch lacks",
	.opts = opts,
	.max_args = -1,
	.flags = CMD_PENDING_OK,
	.show = show_missing,
	.list = targets_list,
};
