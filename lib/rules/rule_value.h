#ifndef RULES_RULE_VALUE_H
#define RULES_RULE_VALUE_H

/*
 * Values of rules, and what fits them.  All of these take values that
 * rule_check() has let pass.  Pure.
 */
#include "base/strbuf.h"
#include "rules/rule.h"
#include "version/version.h"

/* Is it there only to say that there is no such rule? */
bool rule_is_off(enum rule_id id, const char *value);

/* The next of a list: between blanks or, for '|', trimmed of them. */
struct word {
	const char *s;
	size_t n;
};
bool word_next(const char **list, char separator, struct word *out);

bool globs_match(const char *list, const char *name);
/* Globs, and templates for names that hold a version or a series. */
bool names_match(const char *list, const char *name, enum scheme scheme);
bool subjects_match(const char *list, const char *subject, size_t n);

/* "5M" */
unsigned long long size_value(const char *value);
/* "7d" is 7; -1: no age. */
long age_value(const char *value);
/* Does a day, "2026-12-24", lie in one of the ranges? */
bool freeze_holds(const char *value, const char *day, struct word *range);
bool freeze_after_rc(const char *value);

#endif
