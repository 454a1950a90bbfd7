#ifndef GIT_REL_START_BEGIN_H
#define GIT_REL_START_BEGIN_H

/*
 * What start and hotfix share: their options, and how they are taken up again
 * between their stages.
 */
#include "git-rel/start/plan.h"

struct begin_options {
	int push, to_switch, no_verify, no_check, lower, open_stable;
	struct strvec set;
};
extern struct begin_options begin_options;

#define BEGIN_OPTIONS                                                          \
	OPT_BOOL(0, "push", &begin_options.push,                               \
		 "push the branch (default: rel.push)"),                       \
		OPT_BOOL(0, "switch", &begin_options.to_switch,                \
			 "go to the branch (default)"),                        \
		OPT_LIST(0, "set", &begin_options.set, "name=value",           \
			 "a value for {set.name} in templates"),               \
		OPT_FLAG(0, "no-verify", &begin_options.no_verify,             \
			 "skip commit-msg and pre-push"),                      \
		OPT_FLAG(0, "lower", &begin_options.lower,                     \
			 "let version files go down"),                         \
		OPT_FLAG(0, "no-check", &begin_options.no_check,               \
			 "do not run the checks; finish will ask for them")

/* As the options say. */
struct start begin(void);
/* Taken up again between its stages: 1 if that is planned, 0 if it is not
 * under way. */
int begin_again(struct ctx *c, struct plan *p, bool hotfix) MUST_CHECK;

#endif
