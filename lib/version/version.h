#ifndef VERSION_VERSION_H
#define VERSION_VERSION_H

/*
 * Versions in three schemes: SemVer 2.0.0 (semver.org), PEP 440
 * (packaging.python.org/specifications/version-specifiers) and CalVer
 * (dotted numbers, leading zeros kept).  The user's spelling is kept; order is
 * by the numbers.  Candidate numbers count as numbers in every scheme: rc10
 * comes after rc9, also written "-rc9".  Pure.
 */
#include "base/error.h"
#include "base/strbuf.h"

#include <stdbool.h>

enum scheme { SCHEME_SEMVER, SCHEME_PEP440, SCHEME_CALVER };

#define VERSION_MAX_PARTS 6
struct version {
	char text[128]; /* as the user spelt it, no "v" */
	enum scheme scheme;
	unsigned long part[VERSION_MAX_PARTS]; /* release numbers */
	int n_parts;
	/* private: order key of what follows the release numbers */
	char pre[96];   /* normalised pre-release, "" if none */
	char build[64]; /* semver build / pep440 local, "" if none */
	long post, dev; /* pep440, -1: none */
	unsigned long epoch;
};

int scheme_from_name(enum scheme *out, const char *name) MUST_CHECK;

/* "1.2.0" or "v1.2.0".  E_USAGE with a message that says what is wrong and
 * shows an example that would do. */
int version_parse(struct version *out, enum scheme scheme,
		  const char *text) MUST_CHECK;
/* The same without a message, for text that may well be none (tag names). */
bool version_try(struct version *out, enum scheme scheme, const char *text);

int version_cmp(const struct version *a, const struct version *b);
/* The same for two that a file carries.  Ecosystems spell a candidate so or so:
 * where `scheme` does not know both, one that does counts.  False: none. */
bool version_cmp_text(enum scheme scheme, const char *a, const char *b,
		      int *out);
bool version_is_pre(const struct version *v); /* any pre-release or dev */

enum part { PART_MAJOR, PART_MINOR, PART_PATCH };
/* "major", "minor", "patch"; false: none of them. */
bool part_from_name(enum part *out, const char *name);
/* The next final version after `v`; of a pre-release the final it leads to,
 * where that is at least such a step. */
int version_next(struct version *out, const struct version *v,
		 enum part part) MUST_CHECK;

/* The number of a candidate: 2 of 1.2.0-rc2, 0 of 1.2.0-rc; -1: `v` is none. */
long version_candidate(const struct version *v);
/* The candidate after `v`, or the first one of what it leads to: spelt as `v` if
 * that is a candidate, else as 1.2.0-rc1 (semver) or 1.2.0rc1. */
int version_next_candidate(struct version *out,
			   const struct version *v) MUST_CHECK;
/* The final version that a pre-release leads to: 1.2.0 of 1.2.0-rc1; any other
 * leads to itself. */
void version_final(struct version *out, const struct version *v);
/* Same epoch, same numbers: a version, what leads to it, what mends it. */
bool version_same_numbers(const struct version *a, const struct version *b);
/* Is `candidate` one of the version whose numbers `v` has? */
bool version_leads_to(const struct version *candidate, const struct version *v);

/* "1.2" of 1.2.3; "26.2" of 26.2.0. */
void version_series(struct strbuf *out, const struct version *v);
/* Part `i` as spelt by the user ("03" stays), "0" where there is none. */
void version_part_text(struct strbuf *out, const struct version *v, int i);
/* The public version as PEP 440 normalises it: "1.2rc1" of v1.2.RC-1+x. */
void version_normal(struct strbuf *out, const struct version *v);
/* What kind of release `v` is: "major", "minor", "patch", "candidate",
 * "pre-release"; of nothing but zeros, 0.0.0-test, "rehearsal". */
const char *version_type(const struct version *v);

#endif
