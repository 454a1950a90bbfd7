#ifndef RELEASE_RELEASE_H
#define RELEASE_RELEASE_H

/*
 * One release and the branches around it: how they are called, where they stand
 * here and on the remote.  What all verbs of `git rel` share.
 */
#include "base/strvec.h"
#include "cli/cmd.h"
#include "git/remote.h"
#include "plan/plan.h"
#include "text/template.h"
#include "version/version.h"

struct release {
	struct version version;
	enum scheme scheme;
	bool hotfix;
	bool candidate;     /* only a mark on the branch of a release */
	const char *branch; /* short name of its branch */
	const char *tag;    /* short name of its tag */
	const char *tag_ref;
	/* where it lands and is merged back to: the stable branch of its
	 * series, which is merged nowhere, or rel.main and rel.develop */
	const char *main, *develop; /* short names; develop "": none */
	const char *main_key;       /* the setting of `main`; NULL: none */
	const char *stable;         /* its stable branch, there or not; NULL */
	bool on_stable;             /* it is there, so `main` is that */
	const char *evidence; /* the record that its tag names, hex; NULL: none */
	git_oid at; /* a commit that will be part of it; zero: not known */
	struct template_vars vars;
	struct remote remote; /* as asked; `name` is NULL without one */
};

/* The version a person typed: "1.2.0", "v1.2.0", or the branch or tag name. */
int release_version(struct ctx *c, const char *typed,
		    struct version *out) MUST_CHECK;
/* Fill in names from `version`. */
int release_name(struct ctx *c, struct release *rel, const struct version *v,
		 bool hotfix) MUST_CHECK;
/* The same; 1: its tag is here already, on whatever branch; else 0. */
int release_is_tagged(struct ctx *c, struct release *rel,
		      const struct version *v) MUST_CHECK;
/* The first version after `last` that no tag here or on the remote has; its names
 * are filled in. */
int release_next_free(struct ctx *c, struct release *rel,
		      const struct version *last, enum part part,
		      bool hotfix) MUST_CHECK;
/* If `branch` (short) is a release or hotfix branch, its version. */
bool release_of_branch(struct ctx *c, const char *branch, struct version *out,
		       bool *hotfix);

/* Look again where it lands, once the remote was asked or `branch` is another. */
int release_line(struct ctx *c, struct release *rel) MUST_CHECK;

/* Is there no such remote as somebody has set?  Only the default may be missing. */
bool release_lacks_remote(struct ctx *c);
/* Ask the configured remote, unless `offline` or there is none.  E_CONFIG where it
 * is lacking. */
int release_remote(struct ctx *c, struct release *rel, bool offline) MUST_CHECK;
/* Is there a branch called like the tag, or a tag like the branch? */
int check_namesakes(struct ctx *c, const struct release *rel) MUST_CHECK;

/* E_CONFIG unless a remote can be used for --push. */
int need_remote(struct ctx *c, const struct release *rel) MUST_CHECK;

#endif
