/*
 * git backport decline: a commit that a branch shall not get, and why.
 */
#include "git-backport/cmds.h"

#include "git-backport/source/sources.h"
#include "git-backport/survey/survey.h"
#include "pick/declined.h"

#include <string.h>

static const char *reason;

static const struct opt opts[] = {
	OPT_STRING('m', "message", &reason, "reason", "why not"),
	OPT_END,
};

/* The full name of the target that was meant. */
static int find_target(struct ctx *c, struct targets *t, const char *word,
		       const char **out)
{
	int rc = targets_known_here(c, t);

	if (!rc)
		rc = targets_add(c, t, word, true);
	if (rc < 0)
		return rc;
	if (!rc)
		return targets_none(c, t, word);
	if (t->n > 1)
		return error(E_USAGE, "'%s' is more than one branch", word);
	*out = t->item[0].branch.name;
	return 0;
}

static int add_one(struct ctx *c, struct plan *p, const char *branch,
		   const git_oid *id, const struct declines *known,
		   git_oid *notes)
{
	int rc;

	if (declines_find(known, id, branch))
		return 0;
	if ((rc = declines_add(&c->repo, notes, id, branch, reason)) < 0)
		return rc;
	struct step *s = plan_add(p, STEP_OBJECT);
	s->what = plan_text(p, "note that '%s' does not get %s", branch,
			    oid_short(id));
	s->ref = DECLINED_REF;
	s->to = *notes;
	s->command = plan_text(
		p, "git notes --ref=backport append -m %s %s",
		ctx_shell(c, plan_text(p, "declined %s %s", branch, reason)),
		oid_short(id));
	return 0;
}

/* Of a topic branch, what has landed of it. */
static int add_word(struct ctx *c, struct plan *p, const struct targets *t,
		    const char *word, const struct declines *known,
		    git_oid *notes)
{
	git_oid *id;
	size_t n;
	int rc = sources_named(c, t, word, &id, &n);

	for (size_t i = 0; !rc && i < n; i++)
		rc = add_one(c, p, t->item[0].branch.name, &id[i], known,
			     notes);
	return rc;
}

static int plan_decline(struct ctx *c, struct plan *p)
{
	struct targets t = { 0 };
	struct declines known;
	const char *branch = NULL;
	git_oid was, notes;
	int rc;

	if (!reason || !*reason)
		return error(E_USAGE, "say why: -m <reason>");
	if (strchr(reason, '\n'))
		return error(E_USAGE, "the reason is one line");
	if ((rc = repo_read(&c->repo)) < 0 ||
	    (rc = find_target(c, &t, c->args.v[0], &branch)) < 0 ||
	    (rc = declines_read(&c->repo, &known)) < 0 ||
	    (rc = repo_ref(&c->repo, DECLINED_REF, &was)) < 0)
		return rc;
	notes = was;
	for (size_t i = 1; !rc && i < c->args.n; i++)
		rc = add_word(c, p, &t, c->args.v[i], &known, &notes);
	if (rc < 0)
		return rc;
	if (oid_eq(&was, &notes)) {
		p->outcome = "it is declined already";
		return 0;
	}
	struct step *s = plan_add(p, STEP_REFS);
	s->what = "keep the notes";
	step_change(p, s, DECLINED_REF, &was, &notes);
	const char *remote = branch_remote(c);
	p->outcome = plan_text(p, "declined on '%s': %s%s%s%s", branch, reason,
			       remote ? "\nto tell the others: git push " : "",
			       remote ? ctx_shell(c, remote) : "",
			       remote ? " " DECLINED_REF : "");
	return 0;
}

const struct cmd cmd_decline = {
	.name = "decline",
	.args = "-m <reason> <target> <commit>...",
	.brief = "note that a branch shall not get a commit",
	.opts = opts,
	.min_args = 2,
	.max_args = -1,
	.plan = plan_decline,
	.list = targets_list,
};
