#ifndef GIT_REL_VERIFY_VERIFY_H
#define GIT_REL_VERIFY_VERIFY_H

/*
 * What the parts of `git rel verify` share.
 */
#include "git-rel/audit/finding.h"
#include "release/release.h"
#include "rules/rules.h"

struct verify {
	struct audit audit;
	struct ctx *c;
	struct release rel; /* its remote as asked, where it was */
	git_oid tag, commit;
	git_oid main; /* the newest of what it lands on; zero: nowhere */
	bool candidate;
	bool unreachable;        /* the remote did not answer */
	const char *branches[2]; /* that it may have had: release, hotfix */
	struct rules rules;
};

/* It is not there, or is no version: says which ones are. */
int verify_find(struct verify *v, const char *typed) MUST_CHECK;
/* Completion: all versions that have a tag. */
void verify_list(struct ctx *c, FILE *out);

/* verify_tag.c: what the judge says of the tag, and who signed it */
int verify_tag(struct verify *v) MUST_CHECK;
/* verify_place.c: which branches have it, where no rule says where it should be */
int verify_place(struct verify *v) MUST_CHECK;
/* verify_notes.c: changelog and notes file */
int verify_notes(struct verify *v) MUST_CHECK;
/* verify_after.c: what comes after a release: merged back, cleaned up, pushed */
int verify_after(struct verify *v) MUST_CHECK;
/* verify_checks.c: what was noted of the project's checks */
int verify_checks(struct verify *v) MUST_CHECK;
/* verify_evidence.c: was it qualified, by the records that are here? */
int verify_evidence(struct verify *v) MUST_CHECK;
/* verify_forge.c: what the forge has of it; no error where it cannot be asked */
int verify_forge(struct verify *v) MUST_CHECK;

#endif
