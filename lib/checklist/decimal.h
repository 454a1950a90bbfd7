#ifndef CHECKLIST_DECIMAL_H
#define CHECKLIST_DECIMAL_H

/*
 * Decimal numbers as they are written, "79.96": compared and multiplied exactly,
 * whatever the locale.  No exponent, no comma, no infinity.  Pure.
 */
#include "base/strbuf.h"

#include <stdbool.h>

#define DECIMAL_MAX 1000 /* bytes of a number */

/* "-0.5", "12", "007", ".5"; not "5.", "+1", "1e3", "nan", "". */
bool decimal_ok(const char *s);
/* <0, 0, >0; both are decimal_ok(). */
int decimal_compare(const char *a, const char *b);
/* Adds the product of two that are decimal_ok(), `shift` digits smaller: with 2
 * it is divided by 100.  Without zeros that say nothing. */
void decimal_multiply(struct strbuf *out, const char *a, const char *b,
		      size_t shift);

#endif
