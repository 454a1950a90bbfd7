#ifndef EVIDENCE_APPEND_H
#define EVIDENCE_APPEND_H

/*
 * Commits of a chain of evidence, made in the scratch store: no ref moves.
 */
#include "evidence/record.h"
#include "git/repo.h"

struct kept_file {
	const char *name; /* one part of a path */
	const void *data;
	size_t n;
	const char *path; /* where it was read */
};
enum { KEPT_FILE_MAX = 1 << 20 };
/* The folder that they are in, of each record's tree. */
#define APPEND_FILES "files"

/* A commit with these records behind `parent` (zero: it is the first), signed
 * where commit.gpgSign says so or `sign`; hooks of commits do not run, for it is
 * none of the project's.  Files are kept beside those of the parent. */
int append_make(struct repo *r, const git_oid *parent, const struct record *rec,
		size_t n, const struct kept_file *file, size_t n_files,
		bool sign, git_oid *out) MUST_CHECK;

/* A commit that joins two chains of one release that have grown apart, with the
 * files of both. */
int append_join(struct repo *r, const git_oid *theirs, const git_oid *ours,
		git_oid *out) MUST_CHECK;

#endif
