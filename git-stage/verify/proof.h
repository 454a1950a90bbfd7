#ifndef STAGE_VERIFY_PROOF_H
#define STAGE_VERIFY_PROOF_H

/*
 * Is the evidence of a release what it was?  From the repository alone, years
 * later.
 */
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

/* Look at everything; what is wrong is in `fault`. */
int proof_make(struct proof *p) MUST_CHECK;
bool proof_fails(const struct proof *p);

#endif
