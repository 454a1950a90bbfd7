/*
 * git backport audit: which change is on which stable branch.
 */
#include "git-backport/cmds.h"

#include "base/cleanup.h"
#include "base/json.h"
#include "base/strbuf.h"
#include "cli/ui.h"
#include "git-backport/audit/audit_html.h"
#include "git-backport/survey/cells.h"
#include "git-backport/survey/porcelain.h"
#include "git-backport/survey/requests.h"
#include "git-backport/survey/survey.h"

#include <string.h>

static struct {
	const char *since, *html;
	int all, exit_code, forge;
} options;

static const struct opt opts[] = {
	OPT_STRING(0, "since", &options.since, "commit",
		   "only changes that this commit does not have"),
	OPT_BOOL(0, "all", &options.all,
		 "also changes that no stable branch has a pick of"),
	OPT_BOOL(0, "exit-code", &options.exit_code,
		 "exit with 1 if an order is violated"),
	OPT_STRING(0, "html", &options.html, "file",
		   "write a page for a browser; '-' is stdout"),
	OPT_BOOL(0, "forge", &options.forge,
		 "ask the forge for open pull requests, marked '>'"),
	PORCELAIN_OPTS,
	OPT_END,
};

struct audit {
	struct ctx *c;
	struct survey s;
	size_t rows, violations;
	FILE *out;
	struct porcelain lines;
	struct audit_html page; /* if one is wanted */
};

/* An open pull request brings it to one of them. */
static bool is_requested(const struct audit *a, size_t node)
{
	const struct survey *s = &a->s;

	for (size_t t = 0; s->requests && t < s->n; t++)
		if (requests_of_change(s->requests, &s->graph, node, t))
			return true;
	return false;
}

/* Only what is a change of its own, and of interest. */
static bool is_row(const struct audit *a, size_t node)
{
	const struct graph *g = &a->s.graph;
	const size_t *pick;
	size_t n = graph_picks(g, node, &pick);

	if (g->node[node].origin != node ||
	    (a->s.since && graph_on(g, node, a->s.n + 1)))
		return false;
	if (options.all && graph_on(g, node, a->s.n) && !g->node[node].merge)
		return true;
	for (size_t i = 0; i < n; i++)
		for (size_t t = 0; pick[i] != node && t < a->s.n; t++)
			if (graph_on(g, pick[i], t))
				return true;
	return !g->node[node].merge && is_requested(a, node);
}

/* On an older line and not on the next newer one: who goes there loses it. */
static bool violates(const struct present *cell, size_t i, size_t n)
{
	return i + 1 < n && present_is_there(&cell[i]) &&
	       !present_is_there(&cell[i + 1]) && cell[i + 1].state != DECLINED;
}

static void print_row(struct audit *a, size_t node, const struct present *cell)
{
	const struct node *o = &a->s.graph.node[node];
	bool bad = false;

	for (size_t i = 0; i < a->s.n; i++) {
		fputc(cell_letter(&cell[i]), a->out);
		bad = bad || violates(cell, i, a->s.n);
	}
	ui_line(a->out, "  %s %c %s", oid_short(&o->id), bad ? '!' : ' ',
		o->subject);
}

static void print_json(struct audit *a, size_t node, const struct present *cell)
{
	CLEANUP(json) json_object *o = json_object_new_object();
	const struct graph *g = &a->s.graph;
	json_object *targets = json_object_new_object();
	json_object *order = json_object_new_array();

	json_object_object_add(o, "version", json_object_new_int(1));
	json_add_str(o, "commit", oid_hex(&g->node[node].id));
	json_add_str(o, "subject", g->node[node].subject);
	for (size_t i = 0; i < a->s.n; i++) {
		json_object_object_add(targets, a->s.name[i],
				       cell_json(g, &cell[i]));
		if (violates(cell, i, a->s.n))
			json_object_array_add(
				order, json_object_new_string(a->s.name[i]));
	}
	json_object_object_add(o, "targets", targets);
	json_object_object_add(o, "order", order);
	fprintf(a->out, "%s\n", json_line(o));
}

static void print_porcelain(struct audit *a, size_t node,
			    const struct present *cell, const bool *bad)
{
	const struct survey *s = &a->s;

	for (size_t i = 0; i < s->n; i++)
		porcelain_cell(&a->lines, &s->graph, s->name[i], node,
			       &cell[i]);
	for (size_t i = 0; i < s->n; i++)
		if (bad[i])
			porcelain_order(&a->lines, s->name[i], s->name[i + 1],
					&s->graph.node[node].id);
}

static void audit_row(struct audit *a, size_t node)
{
	struct present *cell = xcalloc(a->s.n, sizeof(*cell));
	bool *bad = xcalloc(a->s.n, sizeof(*bad));

	for (size_t i = 0; i < a->s.n; i++)
		cell[i] = survey_cell(&a->s, node, i);
	for (size_t i = 0; i < a->s.n; i++) {
		bad[i] = violates(cell, i, a->s.n);
		a->violations += bad[i];
	}
	a->rows++;
	if (options.html)
		audit_html_row(&a->page, node, cell, bad);
	else if (a->c->json)
		print_json(a, node, cell);
	else if (a->lines.out)
		print_porcelain(a, node, cell, bad);
	else
		print_row(a, node, cell);
	free(cell);
	free(bad);
}

/* As git show-branch: each branch is a column, in the order of the lines here. */
static void print_head(const struct audit *a)
{
	for (size_t i = 0; i < a->s.n; i++)
		ui_line(a->out, "%*s%s", (int)i, "", a->s.name[i]);
	for (size_t i = 0; i < a->s.n; i++)
		fputc('-', a->out);
	fputc('\n', a->out);
}

static void print_end(const struct audit *a)
{
	ui_line(a->out,
		"%zu change%s on %zu branch%s; order violations, marked '!': %zu",
		a->rows, a->rows == 1 ? "" : "s", a->s.n,
		a->s.n == 1 ? "" : "es", a->violations);
}

static void each_row(struct audit *a)
{
	for (size_t i = 0; i < a->s.graph.n; i++)
		if (is_row(a, i))
			audit_row(a, i);
}

/* Told on stderr: stdout may be the page. */
static int write_page(struct audit *a)
{
	audit_html_begin(&a->page, &a->s);
	each_row(a);
	int rc = audit_html_write(&a->page, a->c, options.html, a->out);
	audit_html_release(&a->page);
	if (rc < 0)
		return rc;
	if (strcmp(options.html, "-") != 0)
		ui_say("'%s' is written: %zu change%s, %zu order violation%s",
		       options.html, a->rows, a->rows == 1 ? "" : "s",
		       a->violations, a->violations == 1 ? "" : "s");
	return 0;
}

/* All of it but a page. */
static void print_all(struct audit *a)
{
	bool table = !a->c->json && !a->lines.out;

	if (a->lines.out)
		survey_porcelain(&a->s, &a->lines);
	if (table)
		print_head(a);
	each_row(a);
	if (table)
		print_end(a);
}

static int check_usage(const struct ctx *c, const struct porcelain *lines)
{
	if (options.html && c->json)
		return error(E_USAGE, "it is either --html or --json");
	if (options.html && lines->out)
		return error(E_USAGE, "it is either --html or --porcelain");
	if (options.html && !*options.html)
		return error(E_USAGE, "--html needs the name of a file");
	return 0;
}

static int show_audit(struct ctx *c, FILE *out)
{
	CLEANUP(survey) struct survey none = { .since = options.since };
	struct porcelain lines;
	int rc = porcelain_init(&lines, c, out);

	if (!rc)
		rc = check_usage(c, &lines);
	if (!rc)
		rc = survey_read(c, &none, c->args.v, c->args.n);
	if (rc < 0)
		return rc;
	if (options.forge && (rc = requests_read(c, &none)) < 0)
		return rc;
	struct audit a = { .c = c, .s = none, .out = out, .lines = lines };
	if (options.html)
		rc = write_page(&a);
	else
		print_all(&a);
	return rc < 0 ? rc : options.exit_code && a.violations ? 1 : 0;
}

const struct cmd cmd_audit = {
	.name = "audit",
	.args = "[<options>] [<target>...]",
	.brief = "tell which change is on which stable branch",
	.opts = opts,
	.max_args = -1,
	.flags = CMD_PENDING_OK,
	.show = show_audit,
	.list = targets_list,
};
