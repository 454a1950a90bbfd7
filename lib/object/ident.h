#ifndef OBJECT_IDENT_H
#define OBJECT_IDENT_H

/*
 * Who makes a commit or tag, and when.
 */
#include "git/repo.h"

/* "Name <mail> seconds zone" as git would write it now; `committer` or author.
 * E_CONFIG with git's advice when the identity is not known. */
int ident_now(struct repo *r, bool committer, const char **out) MUST_CHECK;
/* Just the address of who commits. */
int ident_mail(struct repo *r, const char **out) MUST_CHECK;

#endif
