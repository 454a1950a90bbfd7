#ifndef STAGE_VERIFY_PROOF_FAULT_H
#define STAGE_VERIFY_PROOF_FAULT_H

/*
 * A proof in the making, and what is wrong with it so far.
 */
#include "base/error.h"
#include "evidence/seal.h"
#include "evidence/signatures.h"
#include "staging/staging.h"

struct fault {
	bool is_warning; /* to be looked at; no fault by itself */
	const char *text;
};

struct proof {
	struct ctx *c;
	const struct staging *s;
	struct signers_rules rules; /* of signatures */
	struct signers_of of;
	const struct signed_by *by; /* as evidence.link */
	struct seal seal;
	bool is_sealed;
	bool seal_signed;       /* by whomever */
	const char *sealed_by;  /* who has signed the seal; NULL */
	git_oid released;       /* the commit of the tag; zero: none */
	git_oid named;          /* the record that the tag names; zero: none */
	bool name_required;     /* it has to */
	const char *double_key; /* who are one to git (double_key.h); NULL */
	size_t n_sealed;        /* records that it has the digest of */
	struct fault *fault;
	size_t n;
};

/* Something that should not be; or that is worth a look. */
void proof_fault(struct proof *p, const char *fmt, ...) PRINTF(2, 3);
void proof_warn(struct proof *p, const char *fmt, ...) PRINTF(2, 3);
/* Is the object what its name says?  A fault where it is not; E_FAIL where it
 * cannot be read. */
int proof_bytes(struct proof *p, const git_oid *id) MUST_CHECK;

#endif
