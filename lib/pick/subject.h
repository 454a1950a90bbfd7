#ifndef PICK_SUBJECT_H
#define PICK_SUBJECT_H

/*
 * What the first line of a message says besides notations with an id: what is
 * taken back, the numbers that squash merges add, what bots put around a title,
 * the name of the branch that was merged.  Pure.
 */
#include "pick/cursor.h"
#include "pick/provenance.h"

/* What the first line is. */
struct subject {
	size_t line;  /* of the message, from 1 */
	size_t begin; /* where notations may begin: behind Revert "..." */
	bool reapply; /* takes reverts back */
	bool edited;  /* "BACKPORT:" of Android: picks were changed */
};

/* Add its pointers: POINTER_REVERT, POINTER_REAPPLY and POINTER_TITLE with a
 * subject, POINTER_CHANGE and POINTER_PICK_CHANGE with a number, those of a
 * branch name. */
void subject_read(struct provenance *out, const struct cursor *message,
		  struct subject *subject);

#endif
