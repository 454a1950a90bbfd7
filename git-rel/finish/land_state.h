#ifndef GIT_REL_FINISH_LAND_STATE_H
#define GIT_REL_FINISH_LAND_STATE_H

/*
 * A release that is landing: what is asked, what is there, what it will come to.
 */
#include "object/build.h"
#include "plan/resolve.h"
#include "release/branch.h"
#include "release/release.h"

/* An open branch that gets the result, beside main. */
struct onward {
	struct branch branch; /* that moves */
	git_oid to;
	const char *into;     /* it is the head of a pull request into this one;
			     NULL: of none */
	bool made;            /* that head is new */
	struct branch merged; /* the head of one that is merged; name NULL */
};

struct land {
	struct release rel;
	struct branch branch, main, develop; /* develop.name NULL: none */
	const char *description;
	bool keep, no_verify, pushes;
	bool no_switch;              /* HEAD stays */
	const struct strvec *into;   /* branches that get it, too */
	const struct strvec *except; /* open releases that do not */
	bool forge;                  /* the forge merges */
	bool squashed;               /* it came without its commits */
	bool by_tag;                 /* only the tag tells that it came */
	bool stays;                  /* the branch: it has what did not */
	struct resolve resolve;
	/* the merge into main that was made and qualified before; NULL: none */
	const git_oid *prepared;

	/* out */
	git_oid tagged;  /* what the tag is on already; zero: none */
	git_oid landed;  /* the commit on main */
	git_oid main_to; /* where main is then */
	bool tags;       /* the tag is made now */
	git_oid tag_target;
	git_oid tag_local, tag_remote, tag_to;
	struct onward *onward; /* develop first, then open releases */
	size_t n_onward;
	struct strvec left; /* open releases that were left out */
	const char *next;   /* the version that `goes_on` carries then; NULL */
	const char *goes_on;
	struct merge conflict; /* the one that does not merge; branch NULL */
	const git_oid *resolved_before; /* it, of older tips; or NULL */
};

/* The branch that gets it, at once or by a pull request. */
static inline const char *onward_name(const struct onward *o)
{
	return o->into ? o->into : o->branch.name;
}

#endif
