#ifndef STAGE_SAID_H
#define STAGE_SAID_H

/*
 * The lines behind the tasks of a status, of which one may be the next command: for
 * people they are printed, for programs the command is taken out.  Strings live in the
 * repository's arena.
 */
#include "cli/cmd.h"

#include <stdio.h>

struct said_line {
	const char *text; /* the command, where it is one */
	const char *remark;
	bool next;
};

struct said {
	struct said_line *v;
	size_t n;
};

void said_add(struct ctx *c, struct said *out, const char *fmt, ...)
	PRINTF(3, 4);
/* `remark`: for people, without parentheses; or NULL. */
void said_next(struct ctx *c, struct said *out, const char *command,
	       const char *remark);
/* The next command; NULL: there is none. */
const struct said_line *said_command(const struct said *said);
void said_print(const struct ctx *c, const struct said *said, FILE *out);

#endif
