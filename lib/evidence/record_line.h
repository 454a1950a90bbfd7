#ifndef EVIDENCE_RECORD_LINE_H
#define EVIDENCE_RECORD_LINE_H

/*
 * A record's line in the very form that record_write() gives it: its members in
 * that order, no blanks between them.  Read in one pass, for most of what is read
 * of a release are such lines.  Pure; for record.c.
 */
#include "evidence/record.h"

/* False: it has another form, and json-c has to tell what it says.  Strings in the
 * arena; nothing is recorded. */
bool record_line_read(struct record *out, struct arena *a, const char *line,
		      size_t n);

#endif
