#ifndef OBJECT_SIGNER_H
#define OBJECT_SIGNER_H

/*
 * Who has signed a tag, as git says.
 */
#include "base/error.h"
#include "git/repo.h"

enum signature {
	SIGNATURE_NONE,
	SIGNATURE_GOOD,
	SIGNATURE_STRANGER, /* whose key it is is not known here */
	SIGNATURE_BAD,
};

struct signer {
	enum signature state;
	const char *who; /* the principal of an ssh signature, the mail of an
			    OpenPGP one; NULL */
	const char *key; /* NULL */
	const char *primary; /* OpenPGP: the key that `key` belongs to; NULL */
	bool no_list; /* a stranger, for git has no file of allowed signers */
};

/* Of a tag that is here.  `signers`: the blob of a file of allowed signers to judge
 * ssh signatures by; zero: git's own settings.  Strings live in the arena. */
int signer_look(struct repo *r, struct arena *arena, const git_oid *tag,
		const git_oid *signers, struct signer *out) MUST_CHECK;

/* Has a tag object a signature?  Starts no process. */
bool signer_is_there(struct repo *r, const git_oid *tag);

#endif
