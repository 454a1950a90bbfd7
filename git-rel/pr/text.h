#ifndef GIT_REL_PR_TEXT_H
#define GIT_REL_PR_TEXT_H

/*
 * What the pull request of a release says.
 */
#include "release/branch.h"
#include "release/release.h"

/* A title by its form; `what`: whose, for messages.  E_USAGE: it is empty, or more
 * than a line. */
int pr_title(const struct release *rel, const char *form, const char *what,
	     struct strbuf *out) MUST_CHECK;
/* The form that the setting `key` names, a file of the branch, with {notes} and
 * {issues} beside what all templates have; the latter is asked of the forge. */
int pr_form(struct ctx *c, const struct release *rel, const struct branch *b,
	    enum key_id key, struct strbuf *out) MUST_CHECK;
/* The body: the form that forge.pr-body names; without one, the notes of the
 * version. */
int pr_body(struct ctx *c, const struct release *rel, const struct branch *b,
	    struct strbuf *out) MUST_CHECK;
/* The notes of a version in a commit: its section, or its file; "" if none. */
int pr_notes(struct ctx *c, const struct release *rel, const git_oid *at,
	     struct strbuf *out) MUST_CHECK;

#endif
