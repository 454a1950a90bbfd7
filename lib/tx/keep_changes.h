#ifndef TX_KEEP_CHANGES_H
#define TX_KEEP_CHANGES_H

/*
 * What is about to be dropped from a work tree, kept for some weeks.
 */
#include "base/error.h"
#include "base/strbuf.h"
#include "git/repo.h"

/* The tracked files of `dir` that are not as in HEAD, new ones that are in the
 * index and unmerged ones too, as they are in the folder: a commit on HEAD that
 * no ref names, so git keeps it until it prunes.  `id` gets its id; nothing
 * where all is as in HEAD.  The index is not touched, whatever state it is in. */
int keep_changes(struct repo *r, const char *dir, const char *message,
		 struct strbuf *id) MUST_CHECK;

#endif
