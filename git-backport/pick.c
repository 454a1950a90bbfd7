/*
 * git backport: commits onto other branches.
 */
#include "git-backport/cmds.h"

#include "base/cleanup.h"
#include "git-backport/survey/deps.h"
#include "git-backport/pick/labels.h"
#include "git-backport/fanout/moves.h"
#include "git-backport/pick/opening.h"
#include "git-backport/pick/pick_options.h"
#include "git-backport/pick/remarks.h"
#include "git-backport/pick/report.h"
#include "git-backport/pick/stop.h"
#include "git-backport/pick/summary.h"

#include <string.h>

static const struct opt opts[] = {
	OPT_LIST(0, "to", &pick_options.to, "branch",
		 "bring them to this branch"),
	OPT_BOOL(0, "direct", &pick_options.direct,
		 "the target itself gets the commits, not a branch of its own"),
	OPT_STRING(0, "branch", &pick_options.branch, "name",
		   "name of the branch; {target} stands for the target"),
	OPT_BOOL(0, "push", &pick_options.push, "push the branches as well"),
	OPT_BOOL(0, "submit", &pick_options.submit,
		 "push them, and open their pull requests"),
	OPT_BOOL(0, "from-labels", &pick_options.from_labels,
		 "the labels of the pull request name the targets"),
	OPT_COUNT('m', "mainline", &pick_options.mainline, "parent",
		  "of merges, the parent that counts"),
	OPT_STRING(0, "trailer", &pick_options.trailer, "(git|kernel|none)",
		   "how origins are named"),
	OPT_BOOL('x', NULL, &pick_options.x, "the same as --trailer=git"),
	OPT_BOOL('s', "signoff", &pick_options.sign_off, "add a Signed-off-by"),
	OPT_STRING(
		0, "on-conflict", &pick_options.on_conflict, "(stop|skip)",
		"stop: set it up in the work tree; skip: leave the target out"),
	OPT_STRING(0, "empty", &pick_options.empty, "(drop|keep)",
		   "picks that change nothing there"),
	OPT_BOOL(0, "with-deps", &pick_options.with_deps,
		 "pick what a commit needs before it, where that is little"),
	OPT_BOOL(0, "cascade", &pick_options.cascade,
		 "the next target gets what came of it on the one before"),
	OPT_BOOL(0, "unmerged", &pick_options.unmerged,
		 "also what has not been merged"),
	OPT_BOOL(0, "force-new", &pick_options.force,
		 "replace what the branch of a backport has"),
	PORCELAIN_OPTS,
	OPT_END,
};

/* Cells for all sources; what the branches are called stays. */
static void renew_lanes(struct ctx *c, struct fanout *f)
{
	for (size_t i = 0; i < f->n; i++) {
		f->lane[i].n_new = 0;
		f->lane[i].conflicts = false;
		f->lane[i].cell = arena_alloc(
			&c->repo.arena, f->sources->n * sizeof(struct cell));
	}
}

static void make_lanes(struct ctx *c, struct fanout *f)
{
	f->n = f->targets->n;
	f->lane = arena_alloc(&c->repo.arena, f->n * sizeof(*f->lane));
	for (size_t i = 0; i < f->n; i++)
		f->lane[i].target = &f->targets->item[i];
	renew_lanes(c, f);
}

static void count(const struct fanout *f, size_t *done, size_t *left)
{
	*done = *left = 0;
	for (size_t i = 0; i < f->n; i++) {
		*done += f->lane[i].n_new && !f->lane[i].conflicts;
		*left += f->lane[i].conflicts;
	}
}

/* The same command, for a person who wants to see the conflicts. */
static const char *typed_stop(struct ctx *c, const struct fanout *f)
{
	CLEANUP(strbuf) struct strbuf out = STRBUF_INIT;
	CLEANUP(strvec) struct strvec words = STRVEC_INIT;
	const struct naming how = { .branch = pick_options.branch };

	if (pick_options.direct)
		strvec_push(&words, "--direct");
	else if (strcmp(f->sources->id, sources_id(c, f->sources)) != 0)
		strvec_pushf(&words, "--branch=%s",
			     names_template(c, f->sources, &how));
	else if (pick_options.branch)
		strvec_pushf(&words, "--branch=%s", pick_options.branch);
	pick_options_add(c, &words);
	if (pick_options.unmerged)
		strvec_push(&words, "--unmerged");
	for (size_t i = 0; i < f->n; i++)
		if (f->lane[i].conflicts)
			strvec_push(&words, f->lane[i].target->branch.name);
	strvec_push(&words, "--");
	sources_words(f->sources, true, &words);
	strbuf_addf(&out, "%s --on-conflict=stop", c->program->call);
	for (size_t i = 0; i < words.n; i++)
		strbuf_addf(&out, " %s", ctx_shell(c, words.v[i]));
	return arena_strdup(&c->repo.arena, out.buf);
}

/* Nothing could be done at all: an error, with all that is known. */
static int only_conflicts(struct ctx *c, const struct fanout *f)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	int rc = error(E_CONFLICT, "nothing was picked: it conflicts");

	report_text(c, f, &text);
	for (char *save, *line = strtok_r(text.buf, "\n", &save); line;
	     line = strtok_r(NULL, "\n", &save))
		error_detail("%s", line);
	error_hint("to resolve it in the work tree: %s", typed_stop(c, f));
	return rc;
}

/* Lines for programs.  They take the place of the plan. */
static int tell_programs(struct ctx *c, struct plan *p, const struct fanout *f,
			 bool made)
{
	struct porcelain lines;
	int rc = porcelain_init(&lines, c, stdout);

	if (rc < 0)
		return rc;
	if (c->json)
		report_json(c, f, stdout);
	if (lines.out)
		report_porcelain(f, made, &lines);
	p->answered = lines.out && c->dry_run;
	return 0;
}

static int tell(struct ctx *c, struct plan *p, const struct fanout *f,
		bool stops)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	size_t done, left;

	count(f, &done, &left);
	int rc = tell_programs(c, p, f, !c->dry_run && !(left && stops));
	if (rc < 0)
		return rc;
	if (left && !stops && !done && !c->dry_run && !pick_options.summary)
		return only_conflicts(c, f);
	report_text(c, f, &text);
	for (size_t i = 0; i < pick_options.missed.n; i++)
		strbuf_addf(&text, "'%s' names no branch to pick onto\n",
			    pick_options.missed.v[i]);
	strbuf_trim_end(&text);
	if (c->dry_run && !c->json && !p->answered)
		fprintf(stdout, "%s\n\n", text.buf);
	if (p->stops)
		p->outcome = plan_text(p, "%s\n%s", text.buf, p->outcome);
	else
		p->outcome = plan_text(p, "%s", text.buf);
	p->about = plan_text(p, "%s", text.buf);
	p->stops = p->stops || left ||
		   (pick_options.summary && pick_options.missed.n);
	return 0;
}

/* The same command, by what its words stood for: HEAD is elsewhere by then. */
static void add_again(struct ctx *c, const struct fanout *f,
		      const struct naming *how, struct strvec *out)
{
	strvec_push(out, c->program->name);
	if (how->direct)
		strvec_push(out, "--direct");
	else
		strvec_pushf(out, "--branch=%s",
			     names_template(c, f->sources, how));
	pick_options_add(c, out);
	strvec_pushl(out, "--on-conflict=stop", "--unmerged", (char *)NULL);
	for (size_t i = 0; i < f->n; i++)
		strvec_push(out, f->lane[i].target->branch.name);
	strvec_push(out, "--");
	sources_words(f->sources, false, out);
}

static int move(struct ctx *c, struct plan *p, struct fanout *f,
		const struct naming *how, struct opening *open)
{
	const struct remote *to = &f->targets->remote;
	int rc = 0;

	if (f->targets->away)
		to = NULL;
	else if (pick_options.submit && !how->direct)
		rc = opening_remote(open, &to);
	else if (!pick_options.push && !pick_options.submit)
		to = NULL;
	return rc < 0 ? rc : moves_write(c, p, f, how, to);
}

/* The remote did not answer: what was to go there is left. */
static void tell_unpushed(struct ctx *c, struct plan *p, const struct fanout *f)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	const char *remote = f->targets->remote.name;

	if (!f->targets->away)
		return;
	if (!pick_options.push && !pick_options.submit) {
		plan_note(p, "as the last fetch saw '%s': %s", remote,
			  f->targets->away);
		return;
	}
	strbuf_addf(&text, "%s\n%s, so this is left:", p->outcome,
		    f->targets->away);
	if (!pick_options.submit)
		strbuf_addf(&text, "\n  $ git push --atomic %s",
			    ctx_shell(c, remote));
	for (size_t i = 0; i < f->n; i++)
		if (f->lane[i].n_new && !f->lane[i].conflicts)
			strbuf_addf(&text,
				    pick_options.submit ?
					    "\n  $ git backport submit %s" :
					    " %s",
				    branch_word(c, NULL,
						f->lane[i].branch.name));
	p->outcome = plan_text(p, "%s", text.buf);
	p->stops = true;
}

static int write_plan(struct ctx *c, struct plan *p, struct fanout *f,
		      const struct naming *how)
{
	CLEANUP(strvec) struct strvec again = STRVEC_INIT;
	struct opening open = { .c = c,
				.p = p,
				.targets = f->targets,
				.left = STRBUF_INIT,
				.told = STRBUF_INIT };
	size_t done, left;
	bool stops = false;
	int rc = pick_options_stops(c, &stops);

	count(f, &done, &left);
	for (size_t i = 0; !rc && i < f->n; i++) {
		struct lane *l = &f->lane[i];
		if (l->conflicts ? stops : l->n_new > 0)
			rc = names_check(c, f, l, how);
	}
	if (rc < 0)
		return rc;
	add_again(c, f, how, &again);
	if (left && stops)
		rc = stop_write(c, p, f, &again);
	else
		rc = move(c, p, f, how, &open);
	if (!rc && !(left && stops))
		stop_forget(c, p, f);
	bool opens = pick_options.submit && !f->targets->away;
	if (!rc && opens && !(left && stops))
		rc = opening_lanes(&open, f);
	if (!rc && opens && !(left && stops))
		rc = summary_add(&open, f, pick_options.summary);
	if (!rc)
		rc = tell(c, p, f, stops);
	if (!rc)
		opening_tell(&open);
	if (!rc && done && !(left && stops))
		tell_unpushed(c, p, f);
	return rc;
}

/* libgit2 does not know what replaces what. */
static int rewritten_history(void)
{
	int rc = error(
		E_POLICY,
		"refs/replace or grafts rewrite the history of this repository");
	error_hint(
		"remove them (git replace -d), or work in a clone, which has none");
	return rc;
}

static int check_options(const struct ctx *c, const struct targets *t)
{
	struct porcelain lines;
	int rc = porcelain_init(&lines, c, stdout);

	if (rc < 0 || (rc = pick_options_check()) < 0)
		return rc;
	if (c->repo.rewritten)
		return rewritten_history();
	if ((!pick_options.push && !pick_options.submit) || t->remote.name)
		return 0;
	rc = error(E_CONFIG, "there is no remote to push to");
	error_hint(
		"name one: --remote=<name>, or git config rel.remote <name>");
	return rc;
}

/* Each target can bring up what it needs in turn, and that something else. */
static int fan_out(struct ctx *c, struct fanout *f)
{
	int rc = fanout_make(c, f);

	for (size_t i = 0; !rc && pick_options.with_deps && i < 2 * f->n; i++) {
		rc = deps_add(c, f);
		if (rc <= 0)
			return rc;
		renew_lanes(c, f);
		rc = fanout_make(c, f);
	}
	return rc;
}

/* With --from-labels all words are sources, of which one is a pull request. */
static int read_targets(struct ctx *c, struct targets *t, struct sources *s,
			size_t *n)
{
	*n = 0;
	return pick_options.from_labels ?
		       labels_targets(c, t, s, c->args.v, c->args.n) :
		       targets_read(c, t, &pick_options.to, n);
}

static int plan_pick(struct ctx *c, struct plan *p)
{
	CLEANUP(resolve) struct resolve none = { 0 };
	struct targets targets = { .local = !pick_options.summary,
				   .lines_only = pick_options.lines_only,
				   .missed = pick_options.summary ?
						     &pick_options.missed :
						     NULL };
	struct sources sources = { .mainline = (unsigned)pick_options.mainline,
				   .unmerged = pick_options.unmerged };
	struct naming how = { pick_options.branch, pick_options.direct,
			      pick_options.force };
	struct fanout f = { .targets = &targets, .sources = &sources };
	size_t n;
	int rc;

	if ((rc = targets_look(c, &targets)) < 0 ||
	    (rc = check_options(c, &targets)) < 0 ||
	    (rc = read_targets(c, &targets, &sources, &n)) < 0 ||
	    (rc = pick_options_style(c, &f.style)) < 0 ||
	    (rc = pick_options_empty(&f.keeps_empty)) < 0 ||
	    (rc = sources_read(c, &targets, &sources, c->args.v + n,
			       c->args.n - n)) < 0 ||
	    (rc = targets_settle(c, &targets, how.direct ? NULL : p)) < 0 ||
	    (rc = resolve_read(&none, &c->repo)) < 0)
		return rc;
	f.resolved = none;
	f.cascade = pick_options.cascade;
	for (size_t i = 0; how.direct && i < targets.n; i++)
		targets.item[i].tip = targets.item[i].branch.tip;
	make_lanes(c, &f);
	rc = names_look(c, &f, &how);
	if (!rc)
		rc = fan_out(c, &f);
	if (rc < 0)
		return rc;
	if ((rc = remarks_note(c, p, &f)) < 0)
		return rc;
	return write_plan(c, p, &f, &how);
}

const struct cmd cmd_pick = {
	.name = "pick",
	.args = "[<options>] <target>... [--] [<commit> | <range>]...",
	.brief = "bring commits to the branches of older releases",
	.opts = opts,
	.max_args = -1,
	.flags = CMD_CONFIRM,
	.plan = plan_pick,
	.list = targets_list,
};
