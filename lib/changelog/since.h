#ifndef CHANGELOG_SINCE_H
#define CHANGELOG_SINCE_H

/*
 * A link to what is new since a version, as Unreleased has it:
 * "compare/v0.2.0...HEAD", or of another form.  Pure.
 */
#include "changelog/heading.h"

/* The last version between `from` and `to` that has a section: its length and
 * place; 0: there is none. */
size_t since_find(const struct changelog *cl, size_t from, size_t to,
		  size_t *at);
/* The version that the link compares with. */
bool since_version(struct version *out, const struct changelog *cl, size_t from,
		   size_t to);
/* Does the link compare with a version newer than that which is put among
 * others?  It does not move back. */
bool since_newer(const struct changelog *cl, const struct cut *cut, size_t from,
		 size_t to);
/* The same link, of what is new since the version.  False: it has no form, and
 * is as it was. */
bool since_write(struct strbuf *out, const struct changelog *cl,
		 const struct cut *cut, size_t from, size_t to);

#endif
