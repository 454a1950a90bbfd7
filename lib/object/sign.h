#ifndef OBJECT_SIGN_H
#define OBJECT_SIGN_H

/*
 * Signatures, made and checked as git is configured: gpg.format openpgp, ssh
 * or x509, gpg.program, gpg.<format>.program, user.signingKey,
 * gpg.ssh.defaultKeyCommand.
 */
#include "base/error.h"
#include "base/strbuf.h"
#include "git/repo.h"

/* Is a key configured, so that signing is expected to work? */
bool sign_configured(struct repo *r);

/* A detached, armoured signature of `data`, ended by '\n'.  E_CONFIG with the
 * program's own words when it cannot be made. */
int sign_buffer(struct repo *r, struct strbuf *signature, const char *data,
		size_t n) MUST_CHECK;

/* Does git accept the signature on this tag or commit (in the scratch store or
 * the repository)?  E_CONFIG if not.  `data` and `signature` are what the tag
 * or commit
 * was made of: where git cannot tell who signed, at least they must fit. */
int sign_verify_tag(struct repo *r, const git_oid *tag, const char *data,
		    size_t n, const struct strbuf *signature) MUST_CHECK;
int sign_verify_commit(struct repo *r, const git_oid *commit, const char *data,
		       size_t n, const struct strbuf *signature) MUST_CHECK;

/* Where the signature in a tag's text begins; `n` if it has none. */
size_t sign_find(const char *text, size_t n);

/* False for ssh signatures without gpg.ssh.allowedSignersFile. */
bool sign_can_tell_who(struct repo *r);

#endif
