#include "git-rel/check/rules.h"

#include "base/cleanup.h"
#include "base/json.h"
#include "cli/ui.h"
#include "git-rel/check/annotate.h"
#include "git-rel/check/event.h"
#include "git-rel/check/proposal.h"
#include "git/history.h"
#include "release/branch.h"
#include "rules/judge.h"

#include <string.h>

/* All that the remote has not, as a push would bring it. */
static int add_branch(struct proposal *p, const char *name, const git_oid *tip)
{
	struct ref_change *change;

	if (!p->changes.remote) {
		error(E_USAGE, "there is no remote to compare '%s' with", name);
		error_hint("say since when: git rel check --rules <commit>..%s",
			   ctx_shell(p->c, name));
		return E_USAGE;
	}
	git_oid there;
	int rc = branch_tracked(p->c, name, &there);
	/* one that is only behind brings nothing */
	if (rc >= 0 && !git_oid_is_zero(&there))
		rc = history_contains(&p->c->repo, tip, &there);
	if (rc)
		return rc < 0 ? rc : 0;
	change = proposal_add(p, arena_printf(&p->c->repo.arena,
					      "refs/heads/%s", name));
	*change = (struct ref_change){ .ref = change->ref,
				       .from = there,
				       .to = *tip };
	return 0;
}

/* "a..b": the commits behind the dots, as they would come to the branch that
 * is named there, or that we are on. */
static int add_range(struct proposal *p, const char *typed, const char *dots)
{
	struct arena *a = &p->c->repo.arena;
	const char *from = arena_strndup(a, typed, (size_t)(dots - typed));
	const char *to = dots[2] ? dots + 2 : "HEAD", *ref = p->head;
	struct ref_change *change;
	git_oid id;
	int rc;

	if (dots[2] == '.')
		return error(E_USAGE, "'%s' has three dots; two are meant",
			     typed);
	if ((rc = branch_ref(p->c, "heads", to, &id)) < 0)
		return rc;
	if (!git_oid_is_zero(&id))
		ref = arena_printf(a, "refs/heads/%s", to);
	change = proposal_add(p, ref ? ref : "refs/heads/HEAD");
	p->changes.way = WAY_RANGE;
	if ((rc = repo_commit(&p->c->repo, *from ? from : "HEAD",
			      &change->from)) < 0)
		return rc;
	return repo_commit(&p->c->repo, to, &change->to);
}

static int add_typed(struct proposal *p, const char *typed)
{
	const char *dots = strstr(typed, "..");
	git_oid id;
	int rc;

	if (dots)
		return add_range(p, typed, dots);
	if ((rc = branch_ref(p->c, "tags", ref_short(typed), &id)) < 0)
		return rc;
	if (!git_oid_is_zero(&id)) {
		proposal_add(p, arena_printf(&p->c->repo.arena, "refs/tags/%s",
					     ref_short(typed)))
			->to = id;
		return 0;
	}
	if ((rc = branch_ref(p->c, "heads", ref_short(typed), &id)) < 0)
		return rc;
	if (!git_oid_is_zero(&id))
		return add_branch(p, ref_short(typed), &id);
	rc = error(E_USAGE, "'%s' is no branch, tag or range here", typed);
	error_hint(
		"git rel check --rules [<branch> | <tag> | <commit>..<commit>]...");
	return rc;
}

static int propose(struct proposal *p)
{
	int rc = repo_head(&p->c->repo, &p->head, &p->at);

	p->changes.remote = branch_remote(p->c);
	for (size_t i = 0; rc >= 0 && i < p->c->args.n; i++)
		rc = add_typed(p, p->c->args.v[i]);
	if (rc < 0 || p->c->args.n)
		return rc;
	rc = event_propose(p);
	if (rc)
		return rc < 0 ? rc : 0;
	if (!p->head || git_oid_is_zero(&p->at))
		return error(
			E_USAGE,
			"HEAD is on no branch: say which commits: <commit>..HEAD");
	return add_branch(p, ref_short(p->head), &p->at);
}

static void say_kept(struct ctx *c, const struct rules *rules)
{
	CLEANUP(json) json_object *o = json_object_new_object();
	const char *from = rules->name ? rules->name : "git config";
	const char *text =
		rules->n ?
			arena_printf(&c->repo.arena,
				     rules->n == 1 ?
					     "its %zu rule is kept; from %s" :
					     "all %zu rules are kept; from %s",
				     rules->n, from) :
			arena_printf(
				&c->repo.arena,
				"there are no rules here: [rules] of .gitrel, on %s",
				setting(&c->repo.config, K_MAIN));

	json_object_object_add(o, "version", json_object_new_int(1));
	json_add_str(o, "outcome", text);
	printf("%s\n", c->json ? json_line(o) : text);
}

int check_rules(struct ctx *c, struct plan *p)
{
	CLEANUP(faults) struct faults faults = { .arena = &c->repo.arena };
	CLEANUP(rules) struct rules rules = { 0 };
	struct proposal proposal = { .c = c };
	int rc = propose(&proposal);

	p->answered = true;
	if (rc >= 0)
		rc = proposal.trunk ?
			     rules_for_ci(&rules, &c->repo, proposal.trunk,
					  &proposal.changes) :
			     rules_of_main(&rules, &c->repo, SIDE_CLIENT);
	if (rc >= 0)
		rc = judge(&c->repo, &rules, &proposal.changes, &faults);
	if (rc < 0)
		return rc;
	for (size_t i = 0; ui_quiet && !c->json && i < faults.n; i++)
		faults.v[i].hint = NULL;
	if (c->json)
		faults_print_json(&faults, stdout);
	else
		faults_print(&faults, stderr);
	if (!c->json && annotate_here())
		annotate(&faults, stdout);
	if (!faults.n && (c->json || !ui_quiet))
		say_kept(c, &rules);
	p->stops = faults_count(&faults, "error") > 0;
	return 0;
}
