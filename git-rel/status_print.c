#include "git-rel/status_print.h"

#include "base/cleanup.h"
#include "base/json.h"
#include "base/quote.h"
#include "base/strvec.h"
#include "cli/ui.h"
#include "git-rel/status_past.h"
#include "git-rel/status_qualified.h"
#include "git/history.h"
#include "release/branch.h"
#include "release/candidates.h"
#include "release/forge_step.h"

#include <string.h>

static int commits_of(struct ctx *c, const char *branch,
		      const struct version *v, bool hotfix, size_t *n)
{
	struct release rel = { 0 };
	git_oid base, tip;
	int rc = release_name(c, &rel, v, hotfix);
	const char *from = rel.develop && *rel.develop ? rel.develop : rel.main;

	*n = 0;
	if (rc < 0)
		return rc;
	if ((rc = branch_newest(c, from, &base)) < 0 ||
	    (rc = branch_ref(c, "heads", branch, &tip)) < 0 ||
	    git_oid_is_zero(&base) || git_oid_is_zero(&tip))
		return rc;
	return history_count(&c->repo, &base, &tip, n);
}

static void print_candidates(struct ctx *c, const char *branch,
			     const struct version *v, FILE *out)
{
	git_oid tip = { { 0 } };
	size_t n = 0;

	if (branch_ref(c, "heads", branch, &tip) < 0)
		return;
	const char *tag = candidates_newest(c, v, &tip, &n);
	if (tag)
		ui_line(out, "    candidates: %s (%zu commit%s since)", tag, n,
			n == 1 ? "" : "s");
}

/* A leftover: what came of it is released already. */
static bool print_past(struct ctx *c, const struct status *s,
		       const char *branch, const struct version *v, FILE *out)
{
	struct release rel = { 0 };
	const char *word = ctx_shell(c, branch);
	struct version last;
	git_oid tip, landed;

	if (!status_is_past(c, s, branch, &last) ||
	    release_name(c, &rel, v, false) < 0 ||
	    branch_ref(c, "heads", branch, &tip) < 0 ||
	    branch_newest(c, rel.main, &landed) < 0)
		return false;
	bool all = history_contains(&c->repo, &tip, &landed) > 0;
	ui_line(out, "  release %s on '%s': %s is out already; %s", v->text,
		branch, last.text,
		all && *branch_elsewhere(c, branch) ?
			"it can go once no work tree has it" :
		all ? arena_printf(&c->repo.arena,
				   "git branch -D %s removes it", word) :
		      arena_printf(&c->repo.arena,
				   "git log %s --not %s shows what it has left",
				   branch_word(c, NULL, branch),
				   branch_word(c, NULL, rel.main)));
	return true;
}

/* Kept by finish --keep. */
static bool print_done(struct ctx *c, const struct status *s,
		       const char *branch, const struct version *v, FILE *out)
{
	bool here = s->head && !strcmp(ref_short(s->head), branch);

	if (!status_is_done(c, s, branch))
		return false;
	ui_line(out,
		"%c release %s on '%s': it is out, and the branch was kept; git rel finish %s deletes it",
		here ? '*' : ' ', v->text, branch, ctx_shell(c, v->text));
	return true;
}

static bool print_given_up(struct ctx *c, const struct status *s,
			   const char *branch, const struct version *v,
			   FILE *out)
{
	bool here = s->head && !strcmp(ref_short(s->head), branch);
	const char *why = status_given_up(c, branch);

	if (why)
		ui_line(out,
			"%c release %s on '%s': it was given up (%s); git staging start %s begins it again",
			here ? '*' : ' ', v->text, branch, why,
			ctx_shell(c, v->text));
	return why;
}

static void print_open(struct ctx *c, const struct status *s, FILE *out)
{
	struct version v;
	bool hotfix;
	size_t n;

	for (size_t i = 0; i < s->open.n; i++) {
		bool here = s->head &&
			    !strcmp(ref_short(s->head), s->open.v[i]);
		if (!release_of_branch(c, s->open.v[i], &v, &hotfix) ||
		    commits_of(c, s->open.v[i], &v, hotfix, &n) < 0 ||
		    print_given_up(c, s, s->open.v[i], &v, out) ||
		    print_done(c, s, s->open.v[i], &v, out) ||
		    (!here && print_past(c, s, s->open.v[i], &v, out)))
			continue;
		ui_line(out, "%c %s %s on '%s': %zu commit%s of its own",
			here ? '*' : ' ', hotfix ? "hotfix" : "release", v.text,
			s->open.v[i], n, n == 1 ? "" : "s");
		print_candidates(c, s->open.v[i], &v, out);
	}
	for (size_t i = 0; i < s->there.n; i++)
		if (release_of_branch(c, s->there.v[i], &v, &hotfix))
			ui_line(out, "  %s %s on '%s' (only on %s)",
				hotfix ? "hotfix" : "release", v.text,
				s->there.v[i],
				setting(&c->repo.config, K_REMOTE));
}

static const char *state_word(const struct status_pull *p)
{
	return !p->exists                  ? "none" :
	       p->is.state == FORGE_OPEN   ? "open" :
	       p->is.state == FORGE_MERGED ? "merged" :
					     "closed";
}

/* As the forge says. */
static void print_pull(const struct status *s, const struct status_pull *p,
		       FILE *out)
{
	const struct forge_ops *ops = s->forge->ops;
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;

	if (!p->exists) {
		ui_line(out, "  there is no %s of '%s' into '%s'", ops->pull,
			p->head, p->base);
		return;
	}
	strbuf_adds(&text, state_word(p));
	if (p->is.state == FORGE_OPEN && p->is.draft)
		strbuf_adds(&text, ", a draft");
	if (p->checks)
		strbuf_addf(&text, ", checks %s", p->checks);
	if (p->approvals.refused)
		strbuf_adds(&text, ", changes wanted");
	else if (p->approvals.n)
		strbuf_addf(&text, ", approved by %zu", p->approvals.n);
	ui_line(out, "  %s %s%ld of '%s' into '%s': %s: %s", ops->pull,
		ops->sign, p->is.number, p->head, p->base, text.buf, p->is.url);
}

static void print_pulls(const struct status *s, FILE *out)
{
	for (size_t i = 0; i < s->n_pulls; i++) {
		const struct status_pull *p = &s->pull[i];
		if (s->forge)
			print_pull(s, p, out);
		else if (p->pushed && p->back && !p->asked)
			ui_line(out,
				"  no pull request of '%s' into '%s' was opened from here; git rel status --forge asks for one",
				p->head, p->base);
		else if (p->pushed && p->asked)
			ui_line(out,
				"  '%s' is to be merged into '%s' by the forge; git rel status --forge asks it",
				p->head, p->base);
	}
	if (s->unasked)
		ui_line(out, "! the forge was not asked: %s", s->unasked);
}

static void print_warnings(struct ctx *c, const struct status *s, FILE *out)
{
	const struct config *config = &c->repo.config;

	if (s->unpushed)
		ui_line(out, "! %s is not on %s yet", s->newest,
			setting(config, K_REMOTE));
	for (size_t i = 0; i < s->unpublished.n; i++)
		ui_line(out, "! %s of %s has failed", s->unpublished.v[i],
			s->newest);
	if (s->behind)
		ui_line(out, "! '%s' is not merged back into '%s'",
			setting(config, K_MAIN), setting(config, K_DEVELOP));
	if (config->configured && setting_is(config, K_FINISH, "pr") &&
	    !branch_remote(c))
		ui_line(out,
			"! the forge shall merge (finish = pr), but there is no remote '%s'",
			setting(config, K_REMOTE));
}

void status_print(struct ctx *c, const struct status *s, FILE *out)
{
	if (s->pending)
		ui_line(out, "! %s", s->pending);
	if (s->open.n || s->there.n)
		print_open(c, s, out);
	else
		ui_line(out, s->empty ? "there is no commit yet" :
					"no release is under way");
	if (s->last)
		ui_line(out, "last release%s%s%s: %s", s->line ? " on '" : "",
			s->line ? s->line : "", s->line ? "'" : "", s->last);
	if (s->pre)
		ui_line(out, "last %s: %s", s->pre, s->newest);
	print_pulls(s, out);
	print_warnings(c, s, out);
	ui_next(out, "next", c->color, s->next, s->remark);
	if (s->for_a_while && !s->running)
		ui_next(out, "  or", false, "git rel --abort",
			"its labels go, and it waits no more");
	else if (s->pending && !s->running && !s->final && !s->lost)
		ui_next(out, "  or", false, "git rel --abort",
			s->unless ? arena_printf(&c->repo.arena, "unless %s",
						 s->unless) :
				    NULL);
	if (s->asks_forge)
		ui_next(out, "  or", false, "git rel --quit",
			"what the forge has by now stays");
}

static json_object *names_json(const struct strvec *names)
{
	json_object *a = json_object_new_array();

	for (size_t i = 0; i < names->n; i++)
		json_object_array_add(a, json_object_new_string(names->v[i]));
	return a;
}

static json_object *candidates_json(struct ctx *c, const struct status *s)
{
	json_object *a = json_object_new_array();
	git_oid none = { { 0 } };
	struct version v;
	bool hotfix;
	size_t n;

	for (size_t i = 0; i < s->open.n; i++) {
		const char *tag =
			release_of_branch(c, s->open.v[i], &v, &hotfix) ?
				candidates_newest(c, &v, &none, &n) :
				NULL;
		if (tag)
			json_object_array_add(a, json_object_new_string(tag));
	}
	return a;
}

static json_object *pull_json(const struct status *s,
			      const struct status_pull *p)
{
	json_object *o = json_object_new_object();

	json_add_str(o, "release", p->version);
	json_add_str(o, "head", p->head);
	json_add_str(o, "base", p->base);
	want_flag(o, "back", p->back);
	want_flag(o, "pushed", p->pushed);
	want_flag(o, "asked", p->asked);
	if (!s->forge)
		return o;
	json_add_str(o, "state", state_word(p));
	if (!p->exists)
		return o;
	json_object_object_add(o, "number",
			       json_object_new_int64(p->is.number));
	json_add_str(o, "url", p->is.url);
	want_flag(o, "draft", p->is.draft);
	json_add_str(o, "checks", p->checks);
	json_object_object_add(o, "approvals",
			       json_object_new_int64((int64_t)p->approvals.n));
	want_flag(o, "changes_wanted", p->approvals.refused);
	return o;
}

static json_object *pulls_json(const struct status *s)
{
	json_object *a = json_object_new_array();

	for (size_t i = 0; i < s->n_pulls; i++)
		json_object_array_add(a, pull_json(s, &s->pull[i]));
	return a;
}

void status_print_json(struct ctx *c, const struct status *s,
		       json_object *graph, FILE *out)
{
	CLEANUP(json) json_object *o = json_object_new_object();

	json_object_object_add(o, "version", json_object_new_int(1));
	json_add_str(o, "model", model_names[c->repo.config.model]);
	json_add_str(o, "head", s->head);
	json_add_str(o, "line", s->line);
	json_add_str(o, "last", s->last);
	json_add_str(o, "pending", s->pending);
	json_object_object_add(o, "merged_back",
			       json_object_new_boolean(!s->behind));
	json_object_object_add(o, "running",
			       json_object_new_boolean(s->running));
	json_object_object_add(o, "pushed",
			       json_object_new_boolean(!s->unpushed));
	json_object_object_add(o, "open", names_json(&s->open));
	json_object_object_add(o, "open_there", names_json(&s->there));
	json_object_object_add(o, "unpublished", names_json(&s->unpublished));
	json_object_object_add(o, "candidates", candidates_json(c, s));
	json_object_object_add(o, "pulls", pulls_json(s));
	json_add_str(o, "forge_unasked", s->unasked);
	json_add_str(o, "next", s->next);
	if (graph)
		json_object_object_add(o, "graph", graph);
	fprintf(out, "%s\n", json_line(o));
}
