#ifndef CHANGELOG_REPLACE_H
#define CHANGELOG_REPLACE_H

/*
 * The text of one section, written anew by a person.  Pure.
 */
#include "changelog/changelog.h"

/* Another text, with the heading, in the place of a section; the blank lines
 * behind it and all else stay.  E_POLICY unless it is the section of the same
 * version, and no other. */
int changelog_replace(struct strbuf *out, const struct changelog *cl,
		      const struct section *s, const char *text,
		      size_t n) MUST_CHECK;

#endif
