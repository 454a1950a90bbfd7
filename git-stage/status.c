/*
 * git staging status: how far a release is qualified, and what comes next.
 */
#include "git-stage/cmds.h"
#include "git-stage/status_json.h"
#include "git-stage/status_next.h"

#include "base/cleanup.h"
#include "base/message.h"
#include "cli/pending.h"
#include "cli/ui.h"
#include "evidence/kept_commits.h"
#include "git-stage/next_step.h"
#include "git-stage/noted.h"
#include "git-stage/said.h"
#include "release/under_way.h"
#include "standing/listed.h"
#include "staging/observe.h"

#include <string.h>

static int with_forge;

static const struct opt opts[] = {
	OPT_FLAG(0, "forge", &with_forge, "ask the forge, too"),
	OPT_END,
};

static const char *const marks[N_STANDINGS] = {
	[STANDING_OPEN] = " ",   [STANDING_UNKNOWN] = "?",
	[STANDING_STALE] = "~",  [STANDING_PENDING] = ".",
	[STANDING_FAILED] = "!", [STANDING_DONE] = "x",
	[STANDING_NA] = "-",     [STANDING_WAIVED] = "w",
};

/* The roles that are asked: "for triage". */
static void add_roles(struct strbuf *out, const struct standing *s)
{
	const struct words *by = s->task->item ? &s->task->item->is.by : NULL;

	if (!by || !by->n || standing_is_met(s))
		return;
	strbuf_adds(out, "  for ");
	for (size_t i = 0; i < by->n; i++)
		strbuf_addf(out, "%s%s", i ? " or " : "", by->v[i]);
}

/* It is about the candidate, or named with the commit that it is about. */
static void add_answer(struct strbuf *out, const struct standing *s,
		       const git_oid *candidate)
{
	const struct record *rec = s->answer.record;
	bool other = rec && !oid_eq(&rec->commit, candidate);

	if (s->state == STANDING_STALE && rec)
		strbuf_addf(out, "  (%s by %s, of %s)",
			    rec->result ? record_results[rec->result] : "",
			    s->who ? s->who : "nobody known",
			    oid_short(&rec->commit));
	else if (rec)
		strbuf_addf(out, "  (%s%s%s%s)",
			    s->who ? s->who : "nobody known",
			    s->is_signed ? ", signed" :
			    s->is_unseen ? ", signature not judged here" :
					   "",
			    other ? ", of " : "",
			    other ? oid_short(&rec->commit) : "");
	const char *said = !rec                   ? NULL :
			   rec->text[TEXT_REASON] ? rec->text[TEXT_REASON] :
			   rec->result == RESULT_FAIL ?
						    rec->text[TEXT_MESSAGE] :
						    NULL;
	if (said && (rec->kind == RECORD_WAIVE || rec->result == RESULT_NA ||
		     s->state == STANDING_FAILED))
		strbuf_addf(out, " %s", said);
	if (s->why)
		strbuf_addf(out, "  (%s)", s->why);
}

static void print_task(const struct standing *s, const git_oid *candidate,
		       FILE *out)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;

	strbuf_addf(&text, "%*s[%s] %s: %s", 2 + 2 * s->task->depth, "",
		    marks[s->state], s->task->name, s->task->title);
	if (s->task->optional)
		strbuf_adds(&text, "  (optional)");
	add_roles(&text, s);
	add_answer(&text, s, candidate);
	ui_line(out, "%s", text.buf);
}

static void print_phase(const struct standings *all, size_t from, FILE *out)
{
	const struct phase *phase = all->v[from].task->phase;
	size_t met = 0, n = 0;

	for (size_t i = from; i < all->n; i++)
		if (all->v[i].task->phase == phase) {
			n++;
			met += standing_is_met(&all->v[i]);
		}
	ui_line(out, "%s (%zu of %zu)", phase ? phase->title : "Needed besides",
		met, n);
}

static void print_tasks(const struct standings *all, const git_oid *candidate,
			FILE *out)
{
	const struct phase *phase = NULL;

	for (size_t i = 0; i < all->n; i++) {
		if (!i || all->v[i].task->phase != phase)
			print_phase(all, i, out);
		phase = all->v[i].task->phase;
		print_task(&all->v[i], candidate, out);
	}
}

static void print_candidate(const struct staging *s, FILE *out)
{
	if (git_oid_is_zero(&s->merge_of))
		ui_line(out, "candidate: %s", oid_short(&s->candidate));
	else
		ui_line(out, "candidate: %s, '%s' at %s merged into '%s' at %s",
			oid_short(&s->candidate), s->rel.branch,
			oid_short(&s->merge_of), s->rel.main,
			oid_short(&s->merge_into));
}

/* What is said beside the tasks. */
struct rest {
	struct status_more more;
	struct strvec again;
	struct said said;
};

/* What was interrupted comes first: all else would be refused. */
static bool look_pending(struct ctx *c, struct rest *r)
{
	struct arena *a = &c->repo.arena;
	struct pending pending;

	if (pending_describe(&c->repo, &pending) < 0 || !pending.line)
		return false;
	r->more.interrupted = arena_strdup(a, pending.line);
	said_add(c, &r->said, "! %s", pending.line);
	if (!pending.running)
		said_next(c, &r->said,
			  arena_printf(a, "%s %s", c->program->call,
				       pending.lost ? "--quit" : "--continue"),
			  pending.once);
	return true;
}

static void look_rest(struct ctx *c, const struct staging *s,
		      const struct policy *p, const struct standings *all,
		      struct rest *r)
{
	const struct next_step n = { c, s, p, all };

	r->more.unshared = status_is_unshared(s);
	if (!look_pending(c, r)) {
		if (r->more.unshared)
			said_add(c, &r->said, "not shared yet: %s %s",
				 status_lacks_push(c, s) ? "git rel finish" :
							   "git staging push",
				 s->rel.version.text);
		r->more.moved = next_step_moved(&n, &r->again);
		r->more.again = &r->again;
		for (size_t i = 0; i < r->again.n; i++)
			said_add(c, &r->said, "again: %s", r->again.v[i]);
		status_next(c, s, p, all, r->more.moved, &r->said);
	}
	const struct said_line *next = said_command(&r->said);
	if (next) {
		r->more.next = next->text;
		r->more.remark = next->remark;
	}
}

static void print_status(struct ctx *c, const struct staging *s,
			 const struct policy *p, const struct standings *all,
			 const struct rest *r, FILE *out)
{
	ui_line(out, "%s on '%s'", s->rel.version.text, s->rel.branch);
	print_candidate(s, out);
	if (!p->list.of)
		ui_line(out, "%s has no checklist for such a release", p->name);
	print_tasks(all, &s->candidate, out);
	noted_open(c, s, out);
	said_print(c, &r->said, out);
}

/* Nothing is kept of it: that is what `fetch` does. */
static int ask_forge(struct ctx *c, struct staging *s, const struct policy *p)
{
	struct observed seen;
	int rc = with_forge ? observe(&seen, c, s, p, LIST_CLOSE) : 0;

	if (rc < 0 || !with_forge)
		return rc;
	if (seen.away)
		warning("what only the forge knows was not looked at: %s",
			seen.away);
	s->observed = seen.rec;
	s->n_observed = seen.n;
	return 0;
}

/* What was kept of its records; NULL: which release it is is not known yet. */
static struct kept_commits *use_kept(struct ctx *c, const char *typed)
{
	struct saved_error before;
	struct release rel = { 0 };
	int rc;

	error_save(&before);
	rc = release_which(c, &rel, typed);
	if (!rc)
		rc = repo_read(&c->repo);
	(void)error_restore(0, &before);
	return rc ? NULL : kept_commits_use(&c->repo, rel.version.text);
}

/* Of many records, by what was kept of them. */
static int find(struct ctx *c, struct staging *s)
{
	const char *typed = ctx_arg(c, 0);
	struct kept_commits *known = use_kept(c, typed);
	int rc = staging_find(c, typed, s);

	if (rc == 0)
		kept_commits_save(&c->repo, s->rel.version.text, known,
				  &s->evidence);
	return rc;
}

/* Nothing was recorded before it was cut short. */
static bool print_cut_short(struct ctx *c, FILE *out)
{
	struct rest r = { .again = STRVEC_INIT };
	bool is = look_pending(c, &r);

	said_print(c, &r.said, out);
	return is;
}

static int show_status(struct ctx *c, FILE *out)
{
	CLEANUP(policy) struct policy policy = { 0 };
	struct rest r = { .again = STRVEC_INIT };
	struct standings all;
	struct staging s;
	int rc = find(c, &s);

	if ((!rc || rc == E_NOTFOUND) && !c->json && !s.evidence.n &&
	    print_cut_short(c, out))
		return 0;
	if (rc < 0 || (rc = staging_need(c, &s)) < 0 ||
	    (rc = policy_look(c, &s, &policy)) < 0 ||
	    (rc = ask_forge(c, &s, &policy)) < 0 ||
	    (rc = standings_look(c, &s, &policy, &all)) < 0)
		return rc;
	look_rest(c, &s, &policy, &all, &r);
	if (c->json)
		status_json(c, &s, &all, &r.more, out);
	else
		print_status(c, &s, &policy, &all, &r, out);
	strvec_clear(&r.again);
	return 0;
}

const struct cmd cmd_status = {
	.name = "status",
	.args = "[<options>] [<version>]",
	.brief = "how far a release is qualified, and what comes next",
	.opts = opts,
	.max_args = 1,
	.flags = CMD_PENDING_OK,
	.show = show_status,
	.list = listed_releases,
};
