#ifndef GIT_OID_H
#define GIT_OID_H

/*
 * Names of objects and refs, and errors, in the words of both sides: libgit2's
 * types, git's spelling.
 */
#include "base/error.h"

#include <git2/oid.h>
#include <stdbool.h>

/* Newer ones have their names of old in <git2/deprecated.h>, word for word so. */
#ifndef GIT_OID_HEXSZ
#define GIT_OID_RAWSZ GIT_OID_SHA1_SIZE
#define GIT_OID_HEXSZ GIT_OID_SHA1_HEXSIZE
#endif

/* Record what libgit2 says behind our own words; returns E_FAIL. */
int error_git(const char *fmt, ...) PRINTF(1, 2);

/* From 40 hex digits and no more; libgit2 need not be started for it. */
bool oid_from_hex(git_oid *out, const char *hex);
/* Hex of an id: one of 64 buffers in turn; keep none across other calls. */
const char *oid_hex(const git_oid *id);
const char *oid_short(const git_oid *id); /* ten digits; "(none)" for zero */
static inline bool oid_eq(const git_oid *a, const git_oid *b)
{
	return git_oid_equal(a, b) != 0;
}

/* "main" for "refs/heads/main", "v1" for "refs/tags/v1"; others as they are. */
const char *ref_short(const char *ref);

#endif
