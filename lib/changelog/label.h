#ifndef CHANGELOG_LABEL_H
#define CHANGELOG_LABEL_H

/*
 * What the definition of a link is called: "[0.2.0]: ...", ".. _0.2.0: ...".
 * Pure.
 */
#include "changelog/changelog.h"

/* "[0.2.0]", "[v0.2.0]". */
bool label_is_version(const struct changelog *cl, const struct md_block *b,
		      const char *version);
/* Unreleased, or what its heading has in brackets; a version is none. */
bool label_is_unreleased(const struct changelog *cl, const struct md_block *b);

#endif
