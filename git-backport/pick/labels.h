#ifndef BACKPORT_LABELS_H
#define BACKPORT_LABELS_H

/*
 * Targets that the labels of a pull request name.
 */
#include "git-backport/source/sources.h"

/* Of the pull requests among the words.  E_NOTFOUND where no label names one. */
int labels_targets(struct ctx *c, struct targets *t, struct sources *s,
		   char *const *word, size_t n) MUST_CHECK;

#endif
