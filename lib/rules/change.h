#ifndef RULES_CHANGE_H
#define RULES_CHANGE_H

/*
 * What somebody is about to do: refs that go from A to B, or one commit that is
 * not made yet.
 */
#include "git/remote.h"
#include "rules/rules.h"

enum way {
	WAY_PUSH,  /* on a server, or by a client to `remote` */
	WAY_PLAN,  /* a push that a command of ours has planned */
	WAY_HERE,  /* such a plan that moves refs here and pushes nothing */
	WAY_RANGE, /* commits somebody asks about: `git rel check --rules` */
	WAY_DONE,  /* a push that CI looks at: the remote has it */
};

struct ref_change {
	const char *ref;  /* "refs/heads/main" */
	git_oid from, to; /* zero: it is made, or deleted */
	bool unknown;     /* `from` is not known: on a client, by a lease */
	/* it does not move: a pull request comes from it, and its commits are judged
	 * by that name; of a fork, where nobody here names branches */
	bool source, of_fork;
};

/* A commit that a hook of git sees before it is made. */
struct draft {
	const char *ref;     /* of the branch it goes to */
	const char *message; /* cleaned up; NULL: not known yet */
	const char *email;   /* of the author; NULL: not known */
	const git_oid *parent;
	size_t n_parents; /* more than one: a merge */
};

struct changes {
	enum way way;
	const char *by;             /* who pushes, as the server knows; NULL */
	const char *remote;         /* client: where to; NULL: nowhere */
	const struct remote *there; /* what it has, if it was asked; NULL: what
				     * the last fetch saw */
	struct ref_change *v;
	size_t n;
	const git_oid *made; /* commits that the plan makes */
	size_t n_made;
	/* a merge that stands in for what the forge will make of a pull request, of
	 * which message, signature and shape are not known yet; NULL */
	const git_oid *merge;
	/* server: rules that the pusher asks to pass over, NULL-terminated or
	 * NULL, and why: both or none */
	const char *const *bypass;
	const char *reason;
	bool alone; /* the hook is not told what else the push brings */
	/* server: is a release qualified at this commit, by the records that end at
	 * `tip`?  `why` in words where it is not; NULL: only the form is looked at */
	int (*vet)(void *arg, const char *release, const git_oid *tip,
		   const git_oid *commit, const char **why);
	void *vet_arg;
};

#endif
