#ifndef GIT_REL_NOTES_MAKE_H
#define GIT_REL_NOTES_MAKE_H

/*
 * The section of a version, made as the style says.
 */
#include "git-rel/notes/look.h"

/* The section as a change, unless the version has one; `nothing` says why there
 * is none. */
int notes_make(struct notes *n, struct strbuf *section) MUST_CHECK;
/* The entries that the messages of the commits make, "" if none. */
int notes_generate(struct notes *n, const struct changelog *cl,
		   struct strbuf *out) MUST_CHECK;
/* What `build` would write as the section of the version; "" if nothing. */
int notes_draft(struct notes *n, struct strbuf *out) MUST_CHECK;

#endif
