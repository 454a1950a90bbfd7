#ifndef RULES_RULES_H
#define RULES_RULES_H

/*
 * The rules in force, and the settings that they are about.
 *
 *	struct rules rules;
 *	rules_of_main(&rules, &repo, SIDE_CLIENT);
 *	judge(...)
 *	rules_release(&rules);
 *
 * .gitrel of `main` counts, as it was before the change: on a server that of its
 * own ref, on a client what the last fetch saw of it (without a remote, the
 * branch here).  On a client rel.rule.<name> is judged besides, so it can only
 * tighten; on a server it takes the place of the committed value, and "" switches
 * the rule off.
 */
#include "config/config.h"
#include "git/repo.h"
#include "rules/rule.h"

struct changes;

enum side { SIDE_CLIENT, SIDE_SERVER };

struct rules_item {
	enum rule_id id;
	bool warn;
	const char *value;  /* never empty */
	const char *origin; /* "origin/main:.gitrel:41", "local file:..." */
};

struct rules {
	const struct config *config; /* settled: names of branches, templates */
	enum side side;
	struct rules_item *item; /* in the order of the table */
	size_t n;
	const char *since;       /* value of `since`; NULL */
	const char *audit_since; /* client: from where on one wants to be told;
				  * NULL */
	const char *name; /* of the policy, "origin/main:.gitrel"; NULL: none */
	git_oid commit;   /* that it is of; zero */
	/* private */
	struct config *own;
};

/* Those that a configuration holds, which outlives `out`: what is written in the
 * work tree.  E_CONFIG with file and line for a value that cannot be, and for a
 * policy that nobody can meet. */
int rules_read(struct rules *out, const struct config *c,
	       enum side side) MUST_CHECK;
/* Those in force.  E_CONFIG as above: a server may then judge a push to main by
 * no rules, { .config = ..., .side = ... }, so that who mends the policy can; what
 * cannot be read does not come in by that either. */
int rules_of_main(struct rules *out, struct repo *r, enum side side) MUST_CHECK;
/* The same by main at this commit, which the remote has told; zero: as it is known
 * here. */
int rules_of_main_at(struct rules *out, struct repo *r, enum side side,
		     const git_oid *main) MUST_CHECK;
/* Take .gitrel of main into the settings of a repository, whose work tree has none,
 * and settle them anew.  E_CONFIG. */
int rules_stand_in(struct repo *r) MUST_CHECK;
/* Those that CI judges by, of a client: nothing counts that the work tree or what is
 * judged says.  `trunk` is a branch that nobody moves unseen: its .gitrel tells which
 * branch is main, and main, before the changes, has the policy.  E_NOTFOUND: this
 * clone does not have them. */
int rules_for_ci(struct rules *out, struct repo *r, const char *trunk,
		 const struct changes *c) MUST_CHECK;
/* Could .gitrel of that commit be the policy?  E_CONFIG with what is wrong. */
int rules_can_be(struct repo *r, const git_oid *commit,
		 enum side side) MUST_CHECK;
void rules_release(struct rules *r);
static inline void cleanup_rules(struct rules *r)
{
	rules_release(r);
}

#endif
