/*
 * git backport verify: are the picks of a stable branch what they say?
 */
#include "git-backport/cmds.h"

#include "base/cleanup.h"
#include "base/json.h"
#include "base/run.h"
#include "cli/ui.h"
#include "git/history.h"
#include "git-backport/survey/porcelain.h"
#include "git-backport/survey/verified.h"

#include <string.h>

static struct {
	int all, exit_code, strict, range_diff;
} options;

static const struct opt opts[] = {
	OPT_BOOL(0, "all", &options.all, "also picks that are fine"),
	OPT_BOOL(0, "range-diff", &options.range_diff,
		 "show what was edited with git range-diff"),
	OPT_BOOL(0, "exit-code", &options.exit_code,
		 "exit with 1 for conflict markers or an unknown origin"),
	OPT_BOOL(0, "strict", &options.strict,
		 "... or for what was edited and does not say so"),
	PORCELAIN_OPTS,
	OPT_END,
};

static bool is_fine(const struct verified *v)
{
	return v->graded.grade == GRADE_IDENTICAL ||
	       v->graded.grade == GRADE_CONTEXT;
}

static bool fails(const struct verified *v)
{
	switch (v->graded.grade) {
	case GRADE_MARKERS:
	case GRADE_UNKNOWN:
		return true;
	case GRADE_EDITED:
		return options.strict && !v->named.noted;
	default:
		return false;
	}
}

static void print_json(const struct verified *v, FILE *out)
{
	CLEANUP(json) json_object *o = json_object_new_object();
	const git_oid *origin = &v->graded.origin;

	json_object_object_add(o, "version", json_object_new_int(1));
	json_add_str(o, "target", v->target);
	json_add_str(o, "commit", oid_hex(&v->graded.commit));
	json_add_str(o, "origin",
		     git_oid_is_zero(origin) ? v->named.id : oid_hex(origin));
	json_add_str(o, "grade", grade_name(v->graded.grade));
	json_add_str(o, "subject", v->named.subject);
	json_add_str(o, "why", v->named.why);
	json_add_str(o, "found", v->found);
	if (v->graded.grade == GRADE_EDITED) {
		json_object_object_add(o, "noted",
				       json_object_new_boolean(v->named.noted));
		json_object_object_add(
			o, "same_lines",
			json_object_new_boolean(v->graded.same_lines));
	}
	fprintf(out, "%s\n", json_line(o));
}

/* A range as typed may have blanks in it, and is no target. */
static void print_porcelain(const struct verified *v, const struct porcelain *p)
{
	static const struct {
		char state;
		const char *evidence;
	} grades[] = {
		[GRADE_IDENTICAL] = { '=', "patch-id" },
		[GRADE_CONTEXT] = { '=', "replay" },
		[GRADE_EDITED] = { '~', "trailer" },
		[GRADE_UNKNOWN] = { '?', "trailer" },
		[GRADE_OWN] = { '?', NULL },
		[GRADE_MARKERS] = { '!', NULL },
	};

	bool edited = v->graded.grade == GRADE_EDITED;

	porcelain_state(
		p, &(struct porcelain_state){
			   .target = strstr(v->target, "..") ? NULL : v->target,
			   .commit = &v->graded.origin,
			   .there = &v->graded.commit,
			   .state = grades[v->graded.grade].state,
			   .evidence = edited && v->found ?
					       porcelain_evidence(v->found) :
					       grades[v->graded.grade].evidence,
			   .subject = v->named.subject });
}

static char *range_of(const git_oid *id, const git_oid *parent)
{
	return xasprintf("%s..%s", oid_hex(parent), oid_hex(id));
}

/* Indented, as what else is said about it. */
static int print_range_diff(struct ctx *c, const struct verified *v, FILE *out)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	git_oid parent;
	int rc = history_parent(&c->repo, &v->graded.origin, 0, &parent);

	if (rc < 0 || git_oid_is_zero(&parent) ||
	    git_oid_is_zero(&v->graded.parent))
		return rc;
	CLEANUP(text) char *was = range_of(&v->graded.origin, &parent);
	CLEANUP(text) char *is = range_of(&v->graded.commit, &v->graded.parent);
	const char *color = c->color ? "--color" : "--no-color";
	const char *argv[] = { "git", "range-diff",
			       color, "--creation-factor=999",
			       was,   is,
			       NULL };
	struct run run = { .argv = argv, .env = c->repo.env, .out = &text };
	if ((rc = run_command(&run)) < 0)
		return rc;
	for (char *save, *line = strtok_r(text.buf, "\n", &save); line;
	     line = strtok_r(NULL, "\n", &save))
		fprintf(out, "      %s\n", line);
	return rc ? error(E_FAIL, "git range-diff failed") : 0;
}

static int print_one(struct ctx *c, const struct verified *v, FILE *out)
{
	const struct named *n = &v->named;
	bool edited = v->graded.grade == GRADE_EDITED;

	ui_line(out, "  %-14s %s %s", grade_name(v->graded.grade),
		oid_short(&v->graded.commit), n->subject);
	if (n->why)
		ui_line(out, "      names %.10s, %s", n->id, n->why);
	if (!git_oid_is_zero(&n->like))
		ui_line(out, "      %s has the same author, date and subject",
			oid_short(&n->like));
	if (edited)
		ui_line(out, "      of %s%s%s%s%s",
			oid_short(&v->graded.origin), v->found ? ", by " : "",
			v->found ? v->found : "",
			v->graded.same_lines ? ", with the same lines" : "",
			n->noted ? ", and says that it was changed" : "");
	return edited && options.range_diff ? print_range_diff(c, v, out) : 0;
}

static int print_all(struct ctx *c, const struct verified_all *all, FILE *out)
{
	const char *target = NULL;
	int rc = 0;

	for (size_t i = 0; !rc && i < all->n; i++) {
		const struct verified *v = &all->item[i];
		if (c->json) {
			print_json(v, out);
			continue;
		}
		if (is_fine(v) && !options.all && !c->verbose)
			continue;
		if (!target || strcmp(target, v->target) != 0)
			ui_line(out, "%s", v->target);
		target = v->target;
		rc = print_one(c, v, out);
	}
	return rc;
}

static void print_counts(const struct verified_all *all, FILE *out)
{
	size_t count[GRADE_MARKERS + 1] = { 0 };

	for (size_t i = 0; i < all->n; i++)
		count[all->item[i].graded.grade]++;
	fprintf(out, "%zu commit%s", all->n, all->n == 1 ? "" : "s");
	for (int i = 0; i <= GRADE_MARKERS; i++)
		fprintf(out, "%s%zu %s", i ? ", " : ": ", count[i],
			grade_name((enum grade)i));
	fputc('\n', out);
}

static void print_all_porcelain(const struct verified_all *all,
				const struct porcelain *p)
{
	survey_porcelain(&all->survey, p);
	for (size_t i = 0; i < all->n; i++)
		print_porcelain(&all->item[i], p);
}

static int show_verify(struct ctx *c, FILE *out)
{
	CLEANUP(verified) struct verified_all all = { 0 };
	struct porcelain lines;
	bool bad = false;
	int rc = porcelain_init(&lines, c, out);

	if (!rc)
		rc = verified_read(c, &all, c->args.v, c->args.n);
	if (!rc && lines.out)
		print_all_porcelain(&all, &lines);
	else if (!rc)
		rc = print_all(c, &all, out);
	if (rc < 0)
		return rc;
	if (!c->json && !lines.out)
		print_counts(&all, out);
	for (size_t i = 0; i < all.n; i++)
		bad = bad || fails(&all.item[i]);
	return options.exit_code && bad;
}

const struct cmd cmd_verify = {
	.name = "verify",
	.args = "[<options>] [<target> | <range>]...",
	.brief = "tell whether picks are what they say they are",
	.opts = opts,
	.max_args = -1,
	.flags = CMD_PENDING_OK,
	.show = show_verify,
};
