#ifndef DIALECT_FORGE_TITLE_H
#define DIALECT_FORGE_TITLE_H

/*
 * At GitLab and Gitea a title that begins with a word is what makes a draft.
 * Ours have no such word: it is taken off what is read, and put before what is
 * sent.
 */
#include "dialect/forge.h"

/* Take it off; a title with such a word is that of a draft. */
void forge_title_read(enum forge_kind kind, struct forge_pull *p);

/* The title to send; NULL: it stays.  `now` is what is there, or NULL where it
 * is opened. */
const char *forge_title_sent(struct forge *f,
			     const struct forge_pull_want *want,
			     const struct forge_pull *now);

/* Must one know what is there, to change it so? */
bool forge_title_needs_now(const struct forge_pull_want *want);

#endif
