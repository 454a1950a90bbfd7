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

struct entry_style {
	const char *bullet; /* NULL: "-" */
	const char *form;   /* see entry_form.h; NULL, "": the usual one */
	const char *eol;
	bool rst; /* what commits say is escaped */
};

/* A list item: with the bullet, unless the form has one of its own; with the
 * texts of its "BREAKING CHANGE:" below it.  Is there anything below it? */
bool commit_entry_write(struct strbuf *out, const struct commit_entry *e,
			const struct entry_style *style);

#endif
