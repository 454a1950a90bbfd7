#ifndef TEXT_GLOB_H
#define TEXT_GLOB_H

/*
 * Globs as `git branch --list` and `git tag --list` take them: "*" is any
 * text, slashes too, "?" one byte, "[a-z]" one of several, "\" takes the next as
 * it is.  Takes time in proportion to both lengths multiplied, whatever is in
 * them.  Pure.
 */
#include <stdbool.h>
#include <stddef.h>

bool glob_match(const char *glob, size_t n, const char *text, size_t len);

/* What is wrong with it: NULL for nothing. */
const char *glob_fault(const char *glob, size_t n);

#endif
