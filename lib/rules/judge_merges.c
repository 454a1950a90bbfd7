#include "rules/judges.h"

#include "base/cleanup.h"
#include "git/gitrel_file.h"
#include "git/history.h"
#include "plan/checks.h"
#include "rules/chain.h"
#include "rules/changelog_at.h"
#include "rules/rule_value.h"

#include <string.h>

/* A merge on main or develop, of which the branch is known. */
struct merged {
	const struct ref_change *change;
	const struct chain_link *link;
	const git_oid *parent;
	const char *branch;
	struct version version; /* n_parts 0: its name holds none */
	bool hotfix;
};
typedef int judge_merged(struct trial *t, const struct merged *m);

static bool is_listed(struct trial *t, const char *name)
{
	return names_match(t->item->value, name, t->scheme);
}

static bool is_any(struct trial *t, const char *name)
{
	(void)t;
	return *name != '\0';
}

static int judge_parent(struct trial *t, struct merged m, bool listed,
			judge_merged *judge)
{
	bool ok;
	int rc = chain_merged(t, m.link, m.parent, m.change->ref,
			      listed ? is_listed : is_any, &ok, &m.branch);

	if (rc < 0 || !ok)
		return rc;
	if (!trial_branch_version(t, m.branch, &m.version, &m.hotfix))
		m.version.n_parts = 0;
	return judge(t, &m);
}

static int each_merge(struct trial *t, const struct ref_change *c, bool listed,
		      judge_merged *judge)
{
	struct chain chain;
	int rc = chain_read(t, c, &chain);

	for (size_t i = 0; rc >= 0 && i < chain.n; i++)
		for (size_t k = 1; rc >= 0 && k < chain.v[i].n_parents; k++) {
			struct merged m = { .change = c,
					    .link = &chain.v[i],
					    .parent = &chain.v[i].parent[k] };
			rc = judge_parent(t, m, listed, judge);
		}
	return rc;
}

/* A branch of a version brings its section, any other an entry. */
static int judge_notes(struct trial *t, const struct merged *m)
{
	bool has, release = m->version.n_parts != 0;
	const char *path;
	int rc = release ? changelog_has(t, &m->link->id, &m->version, &has,
					 &path) :
			   changelog_differs(t, &m->link->parent[0],
					     &m->link->id, &has, &path);

	if (rc < 0 || has)
		return rc;
	if (release)
		trial_fault(
			t, m->change->ref, &m->link->id,
			trial_text(t, "git switch %s && git rel notes build %s",
				   trial_shell(t, m->branch), m->version.text),
			"'%s' has no section for %s, which '%s' brings", path,
			m->version.text, m->branch);
	else
		trial_fault(
			t, m->change->ref, &m->link->id,
			trial_text(t, "add what is new to '%s', and\n%s", path,
				   trial_mend(t, m->change->ref, &m->link->id,
					      "git commit --amend -a",
					      "git rebase -i --rebase-merges")),
			"'%s' brings nothing to '%s'", m->branch, path);
	return 0;
}

int judge_changelog(struct trial *t)
{
	int rc = 0;

	for (size_t i = 0; rc >= 0 && i < t->c->n; i++) {
		const struct ref_change *c = &t->c->v[i];
		if (trial_is_trunk(t, c->ref) && !c->source &&
		    !git_oid_is_zero(&c->to))
			rc = each_merge(t, c, true, judge_notes);
	}
	return rc;
}

static int judge_checks(struct trial *t, const struct merged *m)
{
	CLEANUP(config) struct config at = { 0 };
	bool release = m->version.n_parts != 0;
	const char *type = !release  ? "" :
			   m->hotfix ? "hotfix" :
				       version_type(&m->version);
	const char *const types[] = { release ? "final" : NULL, type, NULL };
	struct check one = { .commit = *m->parent,
			     .release = m->version.text,
			     .type = type };
	struct commands cmds;
	struct checks all;
	int rc = gitrel_commands(t->repo, m->parent, &at);

	if (!rc)
		rc = checks_read(t->repo, &all);
	if (rc < 0)
		return rc;
	commands_of(&at, t->arena, "check", types, &cmds);
	for (size_t i = 0; i < cmds.n; i++) {
		one.name = trial_text(t, "check.%s", cmds.item[i]->name);
		one.command = cmds.item[i]->line;
		if (checks_passed(&all, &one))
			continue;
		trial_fault(
			t, m->change->ref, &m->link->id,
			trial_text(t, "git switch %s && git rel check",
				   trial_shell(t, m->branch)),
			"check '%s' has not passed on %s, which '%s' brings",
			cmds.item[i]->name, oid_short(m->parent), m->branch);
	}
	return 0;
}

/* What has passed is noted where it ran, not on a server, nor where a pull request
 * is judged. */
int judge_gates(struct trial *t)
{
	int rc = 0;

	for (size_t i = 0; rc >= 0 && i < t->c->n; i++) {
		const struct ref_change *c = &t->c->v[i];
		const char *name = change_branch(c);
		if (name && t->rules->side == SIDE_CLIENT && !t->c->merge &&
		    !git_oid_is_zero(&c->to) &&
		    globs_match(t->item->value, name))
			rc = each_merge(t, c, false, judge_checks);
	}
	return rc;
}
