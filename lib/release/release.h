#ifndef RELEASE_RELEASE_H
#define RELEASE_RELEASE_H

/*
 * One release and the branches around it: how they are called, where they stand
 * here and on the remote.  What all verbs of `git rel` share.
 */
#include "cli/cmd.h"
#include "git/remote.h"
#include "plan/plan.h"
#include "text/template.h"
#include "version/version.h"

/* A branch, here and there.  Strings live as long as the repository. */
struct branch {
	const char *name; /* "main" */
	const char *ref;  /* "refs/heads/main" */
	git_oid local;    /* zero: not here */
	git_oid remote;   /* zero: not there */
	git_oid tip;      /* the newer of the two; zero: nowhere */
};

struct release {
	struct version version;
	enum scheme scheme;
	bool hotfix;
	bool candidate;     /* only a mark on the branch of a release */
	const char *branch; /* short name of its branch */
	const char *tag;    /* short name of its tag */
	const char *tag_ref;
	struct template_vars vars;
	struct remote remote; /* as asked; `name` is NULL without one */
};

/* The version a person typed: "1.2.0", "v1.2.0", or the branch or tag name. */
int release_version(struct ctx *c, const char *typed,
		    struct version *out) MUST_CHECK;
/* Fill in names from `version`. */
int release_name(struct ctx *c, struct release *rel, const struct version *v,
		 bool hotfix) MUST_CHECK;
/* If `branch` (short) is a release or hotfix branch, its version. */
bool release_of_branch(struct ctx *c, const char *branch, struct version *out,
		       bool *hotfix);
/* Which release a command without argument is about: the branch HEAD is on,
 * else the only open one.  E_NOTFOUND with a hint. */
int release_guess(struct ctx *c, struct version *out, bool *hotfix) MUST_CHECK;
/* Fill in names of the release that is meant: what was typed, or, where that
 * is NULL, the guess.  A hotfix is known by its branch here. */
int release_which(struct ctx *c, struct release *rel,
		  const char *typed) MUST_CHECK;
/* Once the remote was asked: the hotfix branch may be only there. */
int release_where(struct ctx *c, struct release *rel) MUST_CHECK;

/* Open release and hotfix branches here, as short names. */
int release_branches(struct ctx *c, struct strvec *out) MUST_CHECK;
/* Completion: the versions of these. */
void release_list(struct ctx *c, FILE *out);

/* Ask the configured remote, unless `offline` or there is none. */
int release_remote(struct ctx *c, struct release *rel, bool offline) MUST_CHECK;

/* Where a branch stands.  E_STALE when both sides have commits of their own;
 * what is only there is fetched into the scratch store. */
int branch_look(struct ctx *c, const struct remote *remote, const char *name,
		struct branch *out) MUST_CHECK;

/* The newest version among the tags, here and on the remote; `found` is false
 * if there is none.  With `within`, only tags on commits behind it. */
int release_last(struct ctx *c, const struct remote *remote,
		 const git_oid *within, struct version *out, git_oid *commit,
		 bool *found) MUST_CHECK;

/* The same, but only of final versions: a candidate is no release. */
int release_last_final(struct ctx *c, const struct remote *remote,
		       const git_oid *within, struct version *out,
		       git_oid *commit, bool *found) MUST_CHECK;

/* The highest final version that is tagged on just this commit. */
int release_on_commit(struct ctx *c, const struct remote *remote,
		      const git_oid *commit, struct version *out,
		      bool *found) MUST_CHECK;

/* Fill in {previous}: the newest version below this one, of a final version
 * the newest final one. */
int release_previous(struct ctx *c, struct release *rel) MUST_CHECK;

/* Is the history whole?  E_POLICY for a shallow clone. */
int need_history(struct ctx *c) MUST_CHECK;
/* Is there a branch called like the tag, or a tag like the branch? */
int check_namesakes(struct ctx *c, const struct release *rel) MUST_CHECK;

/* E_CONFIG unless a remote can be used for --push. */
int need_remote(struct ctx *c, const struct release *rel) MUST_CHECK;

#endif
