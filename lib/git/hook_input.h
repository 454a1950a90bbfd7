#ifndef GIT_HOOK_INPUT_H
#define GIT_HOOK_INPUT_H

/*
 * What git tells a hook about refs: lines on stdin, three arguments, options of
 * a push.  All of it comes from outside, and is read strictly.
 *
 *	pre-push		<local ref> <local id> <remote ref> <remote id>
 *	pre-receive		<old id> <new id> <ref>
 *	reference-transaction	<old id> <new id> <ref>
 */
#include "base/arena.h"
#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

enum hook_form {
	HOOK_PRE_PUSH,
	HOOK_RECEIVE,
	/* only branches count: HEAD and what is symbolic is passed over */
	HOOK_TRANSACTION,
};

/* A ref that moves.  Ids are as git writes them, of 40 or 64 digits; NULL for
 * one that is all zeros: it is made, or deleted. */
struct hook_line {
	const char *ref, *from, *to;
	const char *local; /* pre-push: what was typed; else NULL */
};

struct hook_lines {
	struct arena *arena; /* set by the caller; strings live there */
	struct hook_line *v;
	size_t n;
};

/* Add all lines.  E_FAIL, with the number of the line, for what is not of that
 * form. */
int hook_lines_read(struct hook_lines *out, enum hook_form form,
		    const char *text, size_t n) MUST_CHECK;
/* Add one that was not on a line: the arguments of update. */
int hook_lines_add(struct hook_lines *out, const char *ref, const char *from,
		   const char *to) MUST_CHECK;

/* A URL without the password in it; of another form it stays as it is. */
const char *hook_url(struct arena *a, const char *url);

enum { HOOK_OPTIONS_MAX = 1000, HOOK_REASON_MAX = 1000 };

/* What `git push -o` may ask of rules. */
struct hook_options {
	const char **bypass; /* names of rules, NULL at the end */
	size_t n;
	const char *reason; /* NULL: none */
};

/* Read "rel.bypass=<rule>" and "rel.reason=<text>"; options that do not begin
 * with "rel." are others'.  E_POLICY for one that we do not have, one without
 * the other, or a reason that could not be shown. */
int hook_options_read(struct hook_options *out, struct arena *a,
		      const char *const *option, size_t n) MUST_CHECK;

#endif
