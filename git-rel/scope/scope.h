#ifndef GIT_REL_SCOPE_SCOPE_H
#define GIT_REL_SCOPE_SCOPE_H

/*
 * What belongs to a release: the pull requests that were merged, and the issues
 * that were closed, since the release before.
 */
#include "dialect/forge.h"
#include "release/release.h"

struct scope {
	struct ctx *c;
	struct forge *forge;
	git_oid tip;         /* what is released, or will be */
	git_oid base;        /* the release before; zero: there is none */
	const char *tag;     /* the tag of `base`; or NULL */
	const char *version; /* of `tip`; NULL: the next one */
	bool is_released;    /* `tip` has its tag: nothing comes any more */
	const char *branch, *main; /* of `version`: it was merged so */
	struct forge_scope by;
	/* result: pull requests, then issues, by their numbers */
	struct forge_item *item;
	size_t n;
};

/* Ask the forge.  A pull request that is merged counts where a commit between
 * `base` and `tip` says so, or is what it landed as; with `by.since` or a
 * milestone and no base, all that the forge names. */
int scope_read(struct scope *s, bool by_commits) MUST_CHECK;

/* "#12 title": titles are other people's, and shown as such. */
void scope_add_item(const struct scope *s, const struct forge_item *item,
		    struct strbuf *out);
/* "- #12 title", one a line. */
void scope_list(const struct scope *s, struct strbuf *out);

#endif
