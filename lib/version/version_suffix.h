#ifndef VERSION_VERSION_SUFFIX_H
#define VERSION_VERSION_SUFFIX_H

/*
 * What the two grammars of what follows the numbers of a version share: lists
 * of identifiers between dots, "rc.10".  For version*.c only.
 */
#include "version/version.h"

#include <stddef.h>

extern const char suffix_too_long[];

size_t suffix_digits(const char *s); /* how many there are at `s` */
bool suffix_number(unsigned long *out, const char *s,
		   size_t n);            /* false: too large */
const char *suffix_epoch(const char *s); /* behind "1!", if that is there */
char suffix_lower(char c);
size_t suffix_word(const char *s,
		   const char *more); /* letters, digits, `more` */

/* Add to a field of `size` bytes; false if it does not fit.  Numbers lose
 * leading zeros. */
bool suffix_add(char *to, size_t size, const char *s, size_t n);
bool suffix_add_number(char *to, size_t size, const char *s, size_t n);
#define ADD(field, s, n) suffix_add(field, sizeof(field), s, n)
#define ADD_NUMBER(field, s, n) suffix_add_number(field, sizeof(field), s, n)

/* One identifier after the other, numbers by value, words by letter; the
 * shorter list is lower.  `number_first`: 1 or -1, where numbers stand. */
int suffix_cmp(const char *a, const char *b, int number_first);

#endif
