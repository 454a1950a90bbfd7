#ifndef CHANGELOG_CATEGORY_WORDS_H
#define CHANGELOG_CATEGORY_WORDS_H

/*
 * What a changelog calls the kinds of changes: "Fixed", "Bug fixes",
 * "### 🐛 Fixes", "**Fixes:**".  Pure.
 */
#include "base/arena.h"
#include "changelog/changelog.h"

enum category {
	CATEGORY_BREAKING,
	CATEGORY_ADDED,
	CATEGORY_CHANGED,
	CATEGORY_PERFORMANCE,
	CATEGORY_DEPRECATED,
	CATEGORY_REMOVED,
	CATEGORY_FIXED,
	CATEGORY_REVERTED,
	CATEGORY_SECURITY,
	CATEGORIES
};

struct category_words {
	const char *of[CATEGORIES]; /* all set */
	/* the marks around them in a line of its own; NULL: they are headings */
	const char *before, *after;
	bool none; /* sections are lists without any */
};

/* As the newest section has it that has such a category; words that are found
 * nowhere are those of Keep a Changelog where others are, or `keep`, else those
 * of towncrier.  `cl` NULL: there is no changelog.  To the arena. */
void category_words_read(struct category_words *out, struct arena *arena,
			 const struct changelog *cl, bool keep);

#endif
