#ifndef CHANGELOG_PATTERN_H
#define CHANGELOG_PATTERN_H

/*
 * Text in which versions stand, taken from one place of a changelog and formed
 * anew for another version: "[0.2.0](h/compare/v0.1.0...v0.2.0)".  In a pattern
 * bytes below PATTERN_LAST stand for what they are called.  Pure.
 */
#include "changelog/changelog.h"

enum pattern_code {
	PATTERN_VERSION = 1, /* as a title spells it */
	PATTERN_FULL,        /* as it is called, where that differs */
	PATTERN_PREVIOUS,    /* the release before it */
	PATTERN_DASHES,      /* 1-2-0 */
	PATTERN_LOW_LINES,   /* 1_2_0 */
	PATTERN_DIGITS,      /* 120 */
	PATTERN_DATE,
	PATTERN_LAST
};

/* The pattern of `n` bytes that belong to `spelled` (with `full`, or NULL). */
void pattern_make(struct strbuf *out, const struct changelog *cl, const char *s,
		  size_t n, const char *spelled, const char *full);
/* False if there is no previous version, and it takes one; `date` may be NULL
 * for those that have none. */
bool pattern_fill(struct strbuf *out, const char *pattern, const char *spelled,
		  const char *full, const char *previous, const char *date);
bool pattern_has(const char *pattern, enum pattern_code code);
/* Does it hold the version in any form? */
bool pattern_has_version(const char *pattern);
/* The version of a changelog's section that begins at `at`, not part of a longer
 * one: its length, 0 if there is none. */
size_t pattern_find(const struct changelog *cl, const char *s, size_t n,
		    size_t at);

#endif
