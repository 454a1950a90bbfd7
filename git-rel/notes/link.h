#ifndef GIT_REL_NOTES_LINK_H
#define GIT_REL_NOTES_LINK_H

/*
 * Fragments that are symbolic links: one text that counts for two issues.
 */
#include "git-rel/notes/files.h"

/* The text of a file or link, by its path in n->at.  E_POLICY if the link leads
 * to no file of that commit. */
int notes_link_read(struct notes *n, const struct listed *file,
		    struct strbuf *out) MUST_CHECK;

#endif
