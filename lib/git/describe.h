#ifndef GIT_DESCRIBE_H
#define GIT_DESCRIBE_H

/*
 * The version of HEAD, derived from tags as setuptools-scm does by default
 * (guess-next-dev, no local part): on v0.2.0 it is 0.2.0, three commits later
 * 0.2.1.dev3.  git finds the tag, as `git describe --tags --dirty` would.
 *
 * It differs in two cases, where setuptools-scm stops or takes what comes
 * first: a tag that is no version is passed over, and of several on one commit
 * the highest version counts, so a final wins over its candidates.
 */
#include "base/error.h"
#include "git/repo.h"
#include "version/version.h"

struct described {
	const char *tag;        /* the nearest that is a version; NULL: none */
	struct version base;    /* of the tag, 0.0 without one; in PEP 440 */
	unsigned long distance; /* commits that HEAD has and the tag has not */
	bool dirty;             /* files that git knows are changed */
	const char *commit;     /* HEAD, abbreviated by git; NULL: not born */
};

/* Strings live as long as the repository. */
int describe_head(struct repo *r, struct described *out) MUST_CHECK;

/* The same as seen from a tag (short) that HEAD has, which holds `version`: not
 * the nearest one, perhaps. */
int describe_from(struct repo *r, const char *tag, const struct version *v,
		  struct described *out) MUST_CHECK;

/* Is HEAD just what the tag names? */
bool describe_is_exact(const struct described *d);

/* The version: the tag's own, else that of the next release, ".dev" and the
 * distance.  E_POLICY for a tag from which nothing follows, such as
 * 1.0.dev3. */
int describe_version(struct strbuf *out, const struct described *d) MUST_CHECK;

/* As `git describe --tags --dirty` prints it; the commit where there is no
 * tag. */
void describe_plain(struct strbuf *out, const struct described *d);

/* Is a tag a release (version_tag_fits()), and which one in PEP 440?  Pure. */
bool describe_tag(struct version *out, const char *tag, const char *name,
		  enum scheme scheme);

#endif
