#ifndef CHANGELOG_COMMIT_ENTRY_H
#define CHANGELOG_COMMIT_ENTRY_H

/*
 * One change, as its commit tells it, and the entry that it becomes.  Pure.
 */
#include "base/strbuf.h"

/* The message; the rest may be NULL where no form asks for it. */
struct commit_source {
	const char *message, *hash, *commit, *author, *date;
};

struct commit_entry {
	struct commit_source from;
	int category;
	bool breaking, candidate_only;
	const char *type, *scope, *text;
	size_t type_n, scope_n, text_n;
	const char *body; /* behind the subject */
};

/* A list item: with `bullet`, unless the form has one of its own; in a form of
 * entry_form.h, NULL or "" standing for the usual one; with the texts of its
 * "BREAKING CHANGE:" below it. */
void commit_entry_write(struct strbuf *out, const struct commit_entry *e,
			const char *bullet, const char *form, const char *eol);

#endif
