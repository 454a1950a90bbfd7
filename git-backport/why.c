/*
 * git backport why: what makes a pick conflict, and what would mend that.
 */
#include "git-backport/cmds.h"

#include "base/cleanup.h"
#include "base/json.h"
#include "cli/ui.h"
#include "git-backport/survey/porcelain.h"
#include "git-backport/survey/reason.h"
#include "git-backport/source/sources.h"
#include "release/pull_number.h"

#include <string.h>

static int mainline;

static const struct opt opts[] = {
	OPT_COUNT('m', "mainline", &mainline, "parent",
		  "of a merge, the parent that counts"),
	PORCELAIN_OPTS,
	OPT_END,
};

static const char *const states[] = {
	[REASON_THERE] = "there",
	[REASON_CLEAN] = "clean",
	[REASON_EMPTY] = "empty",
	[REASON_CONFLICT] = "conflict",
};

static const char *const alone[] = {
	[PICK_CLEAN] = "applies cleanly",
	[PICK_EMPTY] = "changes nothing there",
	[PICK_CONFLICT] = "conflicts as well",
};

static const char *const rests[] = {
	[CAUSE_LINES] = "lines",
	[CAUSE_NEAR] = "near",
	[CAUSE_PATH] = "path",
};

static const char *subject_of(const struct reason *why, const git_oid *id)
{
	size_t node = graph_find(&why->survey.graph, id);

	return node == GRAPH_NONE ? "" : why->survey.graph.node[node].subject;
}

/* "a.txt:10-14, 20" as it was in the parent of the commit. */
static void print_path(const struct cause *k, FILE *out)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;

	strbuf_adds(&text, k->path);
	for (size_t i = 0; i < k->hunks.n; i++) {
		const struct span *s = &k->hunks.span[i];
		strbuf_addf(&text, "%s%zu", i ? ", " : ":", s->from);
		if (s->to > s->from)
			strbuf_addf(&text, "-%zu", s->to);
	}
	if (k->hunks.was && strcmp(k->hunks.was, k->path) != 0)
		strbuf_addf(&text, " of %s", k->hunks.was);
	if (k->kind)
		strbuf_addf(&text, " (%s)", k->kind);
	ui_line(out, "  %s", text.buf);
}

static void print_cause(const struct reason *why, const struct cause *k,
			FILE *out)
{
	const char *source = why->survey.source;

	print_path(k, out);
	if (!k->n_source)
		ui_line(out, "      nothing that only '%s' has touched it",
			source);
	else if (k->rests == CAUSE_NEAR)
		ui_line(out,
			"      no line there is only on '%s'; lines were taken away by:",
			source);
	else if (k->rests == CAUSE_PATH)
		ui_line(out,
			"      no line there is only on '%s'; the newest that touched the file:",
			source);
	for (size_t i = 0; i < k->n_source; i++)
		ui_line(out, "      %s only  %s %s (%s)", source,
			oid_short(&k->source[i]),
			subject_of(why, &k->source[i]),
			alone[reason_alone(why, &k->source[i])]);
	for (size_t i = 0; i < k->n_target; i++)
		ui_line(out, "      stable only  %s %s",
			oid_short(&k->target[i]),
			subject_of(why, &k->target[i]));
}

static void print_command(const struct reason *why, FILE *out)
{
	fputs("    ", out);
	for (size_t i = 0; i < why->command.n; i++)
		fprintf(out, "%s%s", i ? " " : "", why->command.v[i]);
	fputc('\n', out);
}

static void print_head(const struct reason *why, const char *what, FILE *out)
{
	ui_line(out, "%s: %s %s %s", why->target, oid_short(&why->commit),
		subject_of(why, &why->commit), what);
}

static void print_conflict(const struct reason *why, FILE *out)
{
	print_head(why, "conflicts", out);
	for (size_t i = 0; i < why->n; i++)
		print_cause(why, why->cause[i], out);
	if (!why->n)
		ui_line(out, "  renamed folders are in the way of each other");
	if (!why->chain.n) {
		ui_line(out, "no short chain of picks makes it apply cleanly");
		return;
	}
	ui_line(out, "with %zu commit%s picked before it, it applies cleanly:",
		why->chain.n - 1, why->chain.n == 2 ? "" : "s");
	print_command(why, out);
}

static void print(const struct reason *why, FILE *out)
{
	switch (why->state) {
	case REASON_THERE:
		print_head(why, "is there already", out);
		ui_line(out, "    %s (%s)",
			oid_short(
				&why->survey.graph.node[why->there.carrier].id),
			why->there.evidence);
		break;
	case REASON_EMPTY:
		print_head(why, "changes nothing there", out);
		break;
	case REASON_CLEAN:
		print_head(why, "applies cleanly", out);
		print_command(why, out);
		break;
	case REASON_CONFLICT:
		print_conflict(why, out);
	}
}

static json_object *commits_json(const struct reason *why, const git_oid *id,
				 size_t n, bool source)
{
	json_object *all = json_object_new_array();

	for (size_t i = 0; i < n; i++) {
		json_object *o = json_object_new_object();
		json_add_str(o, "commit", oid_hex(&id[i]));
		json_add_str(o, "subject", subject_of(why, &id[i]));
		if (source)
			json_object_object_add(
				o, "applies",
				json_object_new_boolean(
					reason_alone(why, &id[i]) !=
					PICK_CONFLICT));
		json_object_array_add(all, o);
	}
	return all;
}

static json_object *cause_json(const struct reason *why, const struct cause *k)
{
	json_object *o = json_object_new_object();
	json_object *lines = json_object_new_array();

	for (size_t i = 0; i < k->hunks.n; i++) {
		json_object *span = json_object_new_array();
		json_object_array_add(
			span, json_object_new_uint64(k->hunks.span[i].from));
		json_object_array_add(
			span, json_object_new_uint64(k->hunks.span[i].to));
		json_object_array_add(lines, span);
	}
	json_add_str(o, "path", k->path);
	json_add_str(o, "was", k->hunks.was);
	json_add_str(o, "kind", k->kind);
	json_object_object_add(o, "lines", lines);
	json_add_str(o, "rests_on", rests[k->rests]);
	json_object_object_add(o, "source_only",
			       commits_json(why, k->source, k->n_source, true));
	json_object_object_add(o, "target_only",
			       commits_json(why, k->target, k->n_target,
					    false));
	return o;
}

static void print_json(const struct reason *why, FILE *out)
{
	CLEANUP(json) json_object *o = json_object_new_object();
	json_object *paths = json_object_new_array();
	json_object *command = json_object_new_array();

	json_object_object_add(o, "version", json_object_new_int(1));
	json_add_str(o, "target", why->target);
	json_add_str(o, "commit", oid_hex(&why->commit));
	json_add_str(o, "subject", subject_of(why, &why->commit));
	json_add_str(o, "state", states[why->state]);
	if (why->state == REASON_THERE)
		json_add_str(
			o, "by",
			oid_hex(&why->survey.graph.node[why->there.carrier].id));
	for (size_t i = 0; i < why->n; i++)
		json_object_array_add(paths, cause_json(why, why->cause[i]));
	for (size_t i = 0; i < why->command.n; i++)
		json_object_array_add(
			command, json_object_new_string(why->command.v[i]));
	json_object_object_add(o, "paths", paths);
	json_object_object_add(o, "command", command);
	fprintf(out, "%s\n", json_line(o));
}

/* The lines from the first to the last that the pick changes there: which of them
 * is whose is not kept. */
static void cause_porcelain(const struct reason *why, const struct cause *k,
			    const struct porcelain *p)
{
	size_t n = k->hunks.n;
	size_t from = n && k->rests != CAUSE_PATH ? k->hunks.span[0].from : 0;
	size_t to = n ? k->hunks.span[n - 1].to : 0;

	for (size_t i = 0; i < k->n_source; i++)
		porcelain_cause(p, why->target, &why->commit, true,
				&k->source[i], from, to, k->path);
	for (size_t i = 0; i < k->n_target; i++)
		porcelain_cause(p, why->target, &why->commit, false,
				&k->target[i], 0, 0, k->path);
}

static void conflict_porcelain(const struct reason *why,
			       const struct porcelain *p)
{
	for (size_t i = 0; i < why->pick.n; i++)
		porcelain_unmerged(p, why->target, &why->commit,
				   &why->pick.unmerged[i]);
	for (size_t i = 0; i < why->n; i++)
		cause_porcelain(why, why->cause[i], p);
}

static void print_porcelain(const struct reason *why, const struct porcelain *p)
{
	static const char letter[] = {
		[REASON_CLEAN] = '+', [REASON_EMPTY] = '=', [REASON_CONFLICT] = '!'
	};
	bool empty = why->state == REASON_EMPTY;

	survey_porcelain(&why->survey, p);
	if (why->state == REASON_THERE) {
		porcelain_cell(p, &why->survey.graph, why->target, why->node,
			       &why->there);
		return;
	}
	porcelain_state(p, &(struct porcelain_state){
				   .target = why->target,
				   .commit = &why->commit,
				   .state = letter[why->state],
				   .evidence = empty ? "replay" : NULL,
				   .subject = subject_of(why, &why->commit) });
	if (why->state == REASON_CONFLICT)
		conflict_porcelain(why, p);
}

/* 1: it conflicts. */
static int show_one(struct ctx *c, const char *commit,
		    const struct porcelain *lines, FILE *out)
{
	CLEANUP(reason) struct reason why = { .mainline = (unsigned)mainline };
	int rc = reason_find(c, &why, c->args.v[0], commit);

	if (rc < 0)
		return rc;
	if (lines->out)
		print_porcelain(&why, lines);
	else if (c->json)
		print_json(&why, out);
	else
		print(&why, out);
	return why.state == REASON_CONFLICT;
}

/* Each of what the pull request has become. */
static int show_pull(struct ctx *c, const char *word,
		     const struct porcelain *lines, FILE *out)
{
	struct targets known = { 0 };
	git_oid *id = NULL;
	bool conflicts = false;
	size_t n = 0;
	int rc = targets_known_here(c, &known);

	if (rc >= 0)
		rc = sources_named(c, &known, word, &id, &n);
	for (size_t i = 0; rc >= 0 && i < n; i++) {
		rc = show_one(c, arena_strdup(&c->repo.arena, oid_hex(&id[i])),
			      lines, out);
		conflicts = conflicts || rc > 0;
	}
	return rc < 0 ? rc : conflicts;
}

static int show_why(struct ctx *c, FILE *out)
{
	const char *word = c->args.v[1];
	struct porcelain lines;
	int rc = porcelain_init(&lines, c, out);

	if (rc < 0)
		return rc;
	return pull_number(word) ? show_pull(c, word, &lines, out) :
				   show_one(c, word, &lines, out);
}

const struct cmd cmd_why = {
	.name = "why",
	.args = "[<options>] <target> <commit>",
	.brief = "tell why a commit cannot be picked, and what is missing",
	.opts = opts,
	.min_args = 2,
	.max_args = 2,
	.flags = CMD_PENDING_OK,
	.show = show_why,
};
