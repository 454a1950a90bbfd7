#ifndef EVIDENCE_MESSAGE_H
#define EVIDENCE_MESSAGE_H

/*
 * The message of a commit that keeps records: a subject for people, an empty
 * line, a JSON line each.  What one run has found is one commit, so that a key
 * that wants to be touched is touched once.  Pure.
 *
 * Two chains that have grown apart are joined by a commit with two parents or
 * more whose message is "join" and that has no record.
 */
#include "evidence/record.h"

enum {
	MESSAGE_MAX = 64 << 10,
	MESSAGE_SUBJECT_MAX = 72, /* bytes */
	MESSAGE_RECORDS_MAX = 1000
};

/* Subject and lines of `n` records, at least one.  E_FAIL where one cannot be
 * kept, or all together are too long. */
int message_write(struct strbuf *out, const struct record *rec,
		  size_t n) MUST_CHECK;

/* How many of `n` records go into one message; at least one. */
size_t message_fits(const struct record *rec, size_t n);

/* Back: adds to the `*n` records at `*rec`, in the arena.  E_FAIL for what is none
 * of ours. */
int message_read(struct record **rec, size_t *n, struct arena *a,
		 const char *text, size_t len) MUST_CHECK;

#define MESSAGE_JOIN "join\n"
bool message_is_join(const char *text, size_t len);

#endif
