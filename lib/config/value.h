#ifndef CONFIG_VALUE_H
#define CONFIG_VALUE_H

/*
 * What a setting may hold.  Pure: the rules of git check-ref-format and of
 * git's booleans, without asking git.
 */
#include "base/error.h"
#include "config/keys.h"

#include <stddef.h>

/* May `value` stand for this key?  E_CONFIG, with a message that starts after
 * the place and the key: "'maybe' is no boolean". */
int value_check(const struct key *k, const char *value) MUST_CHECK;

/* 1, 0, or -1 if it is none.  NULL (a key without "=") is 1, "" is 0. */
int value_bool(const char *value);

/* As git check-ref-format refs/heads/<name>, and no "-" in front. */
bool refname_ok(const char *name);

/* What is wrong with text that a person wrote into a file: NULL for nothing.
 * Line ends and tabs count as control characters unless `lines`. */
const char *text_fault(const char *s, size_t n, bool lines);

#endif
