#ifndef BACKPORT_SOURCES_H
#define BACKPORT_SOURCES_H

/*
 * The commits that are brought to other branches, in the order of history.
 */
#include "git-backport/source/targets.h"
#include "dialect/forge.h"

struct source {
	git_oid id, parent; /* the parent that its change is against */
	const char *subject;
	bool of_pull;              /* a pull request was named that has it */
	const struct target *only; /* the target that needs it; NULL: all */
};

struct sources {
	unsigned mainline; /* -m: of merges, the parent that counts; 0: none */
	bool unmerged;     /* a branch that has not landed is fine */
	struct source *item;
	size_t n;
	bool forwarded; /* a topic that landed as it was: only its last is here */
	const char *id; /* what the backport is called: a number, or 12 digits */
	const char **topic; /* branches that were named, short */
	size_t n_topics;
	struct forge_pull *pull; /* pull requests that were named */
	size_t n_pulls;
};

/* What was typed: commits, ranges, branches; none means HEAD.  A topic branch
 * stands for what has landed of it.  E_POLICY for what is merged nowhere. */
int sources_read(struct ctx *c, const struct targets *t, struct sources *s,
		 char *const *word, size_t n) MUST_CHECK;

/* The commits that one word stands for, by the branches as they are known here: what
 * has landed of a topic branch; the commit itself; of a pull request, for which the
 * forge is asked, what it became.  In the repository's arena. */
int sources_named(struct ctx *c, const struct targets *t, const char *word,
		  git_oid **out, size_t *n) MUST_CHECK;

/* The words that mean them again, where HEAD is elsewhere; `brief`: for a person. */
void sources_words(const struct sources *s, bool brief, struct strvec *out);
/* The same pull request is asked for once.  In the repository's arena. */
int sources_pull(struct ctx *c, const struct targets *t, struct sources *s,
		 long number, const struct forge_pull **out) MUST_CHECK;

/* What the backport would be called if its commits had been typed one by one. */
const char *sources_id(struct ctx *c, const struct sources *s);

/* Put a commit that is no merge in front of number `at`, for one target. */
int sources_insert(struct ctx *c, struct sources *s, size_t at,
		   const git_oid *id, const struct target *only) MUST_CHECK;

#endif
