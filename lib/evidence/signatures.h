#ifndef EVIDENCE_SIGNATURES_H
#define EVIDENCE_SIGNATURES_H

/*
 * Who has signed the records: what git says, never what a record or its committer
 * says.  git is asked about many at once, on all cores, and what it found good is
 * kept, for a commit of this id stays what it is:
 *
 * File "verified" in the state folder, lines "<commit> <settings> <key> <who>"
 * where <settings> is the SHA-256 of the signers' file and the settings that it
 * was judged by, and of when GnuPG's keys last changed.  Of our own key <commit> is
 * a digest of that key's settings.
 */
#include "evidence/signers.h"

struct signed_by {
	/* git's letter: 'G' good, 'B' bad, 'U' good, of one who is not known;
	 * 'N' none; 'E' cannot be checked; 'X', 'Y', 'R': it or the key has
	 * expired, was revoked */
	char state;
	const char *who; /* the principal, or the name of a key; of 'G' only */
	const char *key; /* fingerprint; NULL: not known */
	bool unbegun; /* nobody known has begun the release, so there are no signers */
	bool gone; /* 'G', of one whom later signers have left out, see who.h */
	bool unseen; /* 'N', and yet there is one: git has no signers' file to
			judge it by */
};

/* One for each link, in the repository's arena. */
int signatures_look(struct repo *r, const struct evidence *e,
		    const struct signers_of *of,
		    struct signed_by **out) MUST_CHECK;
/* That of the one link `at`, by these signers. */
int signatures_look_one(struct repo *r, const struct evidence *e, size_t at,
			const struct signers *signers,
			struct signed_by *out) MUST_CHECK;
/* The same of the one link `at`, which we have signed just now by the name of
 * `mail`.  git is asked once for each key. */
int signatures_look_own(struct repo *r, const struct evidence *e, size_t at,
			const struct signers *signers, const char *mail,
			struct signed_by *out) MUST_CHECK;

#endif
