#ifndef OBJECT_BUILD_H
#define OBJECT_BUILD_H

/*
 * New objects: commits, merges and tags.  They go to the scratch store; no ref,
 * index or file is touched.  Messages are cleaned up as git does, and hooks have
 * their say (commit_hooks.h).
 */
#include "base/error.h"
#include "base/strbuf.h"
#include "base/strvec.h"
#include "git/repo.h"
#include "object/settle.h"

struct merge {
	const char *branch; /* that is merged into, short: for messages */
	const char *what;   /* what is merged, as a person would name it */
	git_oid ours, theirs;
	git_oid also; /* `theirs` has what this has, a squash of it; or zero */
	git_oid tag;  /* that `theirs` was named by; zero: it was a branch */
	const char *message;
	bool no_verify;
	const struct template_vars *vars; /* for the changelog's path, or NULL */
	const char *release; /* the version it makes; NULL: it goes onward */
	const char *key; /* the setting that its message is from; NULL: none */

	/* out */
	git_oid tree; /* with what is settled, also when E_CONFLICT */
	struct strvec conflicts;      /* paths, when E_CONFLICT */
	struct settled_file *settled; /* by structure; a conflict may be left */
	size_t n_settled;
	struct settle_left *left; /* of changelogs, to git */
	size_t n_left;
};

/* A merge commit, never a fast-forward, with the tree `git merge` would make,
 * but for the files we own (settle.h).
 * E_CONFLICT when it would stop; E_POLICY when a hook says no. */
int build_merge(struct repo *r, struct merge *m, git_oid *out) MUST_CHECK;

/* The same, from `made`: a merge that a person resolved, of commits that ours
 * and theirs have moved on from.  Its message and its resolution stay.
 * E_CONFLICT, without paths, when what came since does not fit to it. */
int build_merge_again(struct repo *r, struct merge *m, const git_oid *made,
		      git_oid *out) MUST_CHECK;

struct commit {
	const char *branch; /* it is for, short: for messages */
	git_oid tree;
	git_oid parent[2];
	size_t n_parents;
	git_oid tag;      /* a tag that is merged, kept if signed; zero: none */
	const char *what; /* is merged, as a person would name it; or NULL */
	const char *key;  /* the setting that its message is from; NULL: none */
	git_oid amends;   /* the commit it takes the place of; zero: none */
	const char *message;
	const char *author; /* "Name <mail> seconds zone"; NULL: who we are */
	bool as_is;         /* the message has been cleaned up */
	bool no_verify;
	/* none of the project's history: no hook runs, it is UTF-8 whatever
	 * i18n.commitEncoding says, and its signature is not tried at once */
	bool apart;
	bool sign; /* whatever commit.gpgSign says */
};

/* A commit as `git commit` would make it: message cleaned up, hooks run, signed
 * where commit.gpgSign says so (not in a dry run).  E_POLICY when a hook says
 * no. */
int build_commit(struct repo *r, const struct commit *m,
		 git_oid *out) MUST_CHECK;

enum tag_kind { TAG_SIGNED, TAG_ANNOTATED, TAG_LIGHTWEIGHT };
/* A tag object for `target`; signed ones are verified.  In a dry run they are
 * left unsigned, for a signature may ask for a passphrase.  For
 * TAG_LIGHTWEIGHT `out` is the target itself. */
int build_tag(struct repo *r, enum tag_kind kind, const char *name,
	      const char *message, const git_oid *target,
	      git_oid *out) MUST_CHECK;

#endif
