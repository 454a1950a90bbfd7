#ifndef VERSION_PLACEHOLDER_H
#define VERSION_PLACEHOLDER_H

/*
 * A word that becomes the version.  In Python it can be a name in the code: it
 * becomes a string there, and stays where it is imported or assigned.  Pure.
 */
#include "base/error.h"
#include "base/strbuf.h"

/* E_CONFIG unless it is one: printable, without a blank. */
int placeholder_check(const char *word) MUST_CHECK;

/* The text of the file `path` with the version for that word is added to `out`. */
void placeholder_replace(struct strbuf *out, const char *path,
			 const struct strbuf *text, const char *word,
			 const char *version);

#endif
