#ifndef CHANGELOG_TITLE_H
#define CHANGELOG_TITLE_H

/*
 * What the title of a section says: a version or "Unreleased", or both.  Pure.
 */
#include "changelog/changelog.h"

/* "[Unreleased]", "0.2.0", "Release v0.2.0 (date)", "master (unreleased)",
 * "[0.2.0] - TBD": fills in `name`, `version`, `open`.  A name or a date may
 * come before the version, but no sentence. */
bool title_read(const struct changelog *cl, struct section *s);
/* The version that text is, in the scheme of the changelog or in any other. */
bool title_version(struct version *out, const struct changelog *cl,
		   size_t begin, size_t end);
/* Does what is behind a version say that it is not released? */
bool title_says_open(const char *s, size_t n);
/* Is block `b` the heading of what is unreleased that the project has set? */
bool title_is_set(const struct changelog *cl, const struct md_block *b,
		  struct section *s);

#endif
