#ifndef CHANGELOG_DATE_H
#define CHANGELOG_DATE_H

/*
 * Dates as people write them in the headings of a changelog: "2026-01-31",
 * "31.01.2026", "January 31, 2026", "Sat, 31st Jan 2026".  Pure.
 */
#include "base/strbuf.h"

/* How a date is written; what one date alone cannot tell is -1. */
struct date_form {
	const char *shape; /* one of ours, compared by address; NULL: no date */
	int padded;        /* "03", not "3" */
	int full;          /* "March", not "Mar" */
	int day_first;     /* 31/01, not 01/31 */
	char weekday;      /* 'a': "Sat", 'A': "Saturday", '\0': none */
	bool comma;        /* behind the weekday */
	bool dot;          /* behind a short month */
	bool ordinal;      /* "31st" */
};

/* The first date in `n` bytes: its length, with a time that stands behind it,
 * and where it begins.  0: there is none. */
size_t date_find(struct date_form *out, const char *s, size_t n, size_t *at);
/* What `form` leaves open, as another of the same shape has it. */
void date_learn(struct date_form *form, const struct date_form *other);
bool date_same_form(const struct date_form *a, const struct date_form *b);
/* `date` is YYYY-MM-DD. */
void date_write(struct strbuf *out, const struct date_form *form,
		const char *date);

#endif
