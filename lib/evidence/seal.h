#ifndef EVIDENCE_SEAL_H
#define EVIDENCE_SEAL_H

/*
 * The seal of a release: a tag object over the last record that it was made
 * with.  A ref can be rewound; how many records there were, and the SHA-256 of
 * them, stand in here, signed where git signs tags, and the next release begins
 * by naming it.  It is no version tag: it is outside refs/tags.
 *
 *	evidence of 1.2.0
 *
 *	{"version":1,"seal":"1.2.0","commit":"<the release's>","records":"17",
 *	"sha256":"<of evidence.jsonl>"}
 */
#include "evidence/evidence.h"

struct seal {
	git_oid id, tip; /* of the tag object, and what it is over */
	git_oid commit;  /* that was released */
	const char *release, *digest;
	size_t records;
};

/* Make the object, in the scratch store. */
int seal_make(struct repo *r, const struct evidence *e, const git_oid *commit,
	      bool sign, git_oid *out) MUST_CHECK;
/* The last record that a release's tag names, "Evidence: <id>"; zero: none. */
int seal_in_tag(struct repo *r, const git_oid *tag, git_oid *out) MUST_CHECK;
/* Read one.  E_FAIL where it is none. */
int seal_read(struct seal *out, struct repo *r, const git_oid *id) MUST_CHECK;

#endif
