#ifndef BACKPORT_PICK_OPTIONS_H
#define BACKPORT_PICK_OPTIONS_H

/*
 * What was asked for besides commits and targets; verbs that pick as `git
 * backport` does fill them in.
 */
#include "cli/cmd.h"
#include "pick/message.h"

struct pick_options {
	struct strvec to;
	struct strvec labels; /* of these alone, if there are any */
	struct strvec missed; /* words and labels that name no target */
	int mainline, sign_off, direct, push, unmerged, force, x, with_deps,
		cascade, submit, from_labels,
		lines_only, /* see struct targets */
		summary; /* conflicts, and what is missed, become a comment */
	const char *trailer, *branch, *on_conflict, *empty;
};

extern struct pick_options pick_options;

/* E_USAGE for a word that is none of an option's. */
int pick_options_style(struct ctx *c, struct pick_style *out) MUST_CHECK;
int pick_options_empty(bool *keeps) MUST_CHECK;
/* Does a person get to see a conflict now? */
int pick_options_stops(struct ctx *c, bool *out) MUST_CHECK;
/* E_USAGE for those that do not go together. */
int pick_options_check(void) MUST_CHECK;

/* All but the branch's name and what becomes of conflicts: options as they are
 * typed, unquoted. */
void pick_options_add(const struct ctx *c, struct strvec *out);

#endif
