#ifndef CLI_CMD_RUN_H
#define CLI_CMD_RUN_H

/*
 * One command of a program; for cmd_main.c.
 */
#include "cli/cmd.h"

/* NULL: there is no such verb. */
const struct cmd *cmd_find(const struct program *p, const char *name);

/* Run it, from its words on: a verb and what comes behind it, or what the
 * program does without one.  The exit status. */
int cmd_run(struct ctx *c, int argc, const char *const *argv);
void cmd_release(struct ctx *c);

/* The repository and its settings; `leniently`: wrong ones are passed over. */
int cmd_open(struct ctx *c) MUST_CHECK;
int cmd_open_leniently(struct ctx *c) MUST_CHECK;
/* Remove what processes that were killed have left. */
void cmd_sweep(struct ctx *c);

/* Say what went wrong, to everybody who wants to know.  The exit status. */
int cmd_fail(struct ctx *c, int code);
/* A command line that cannot be read may ask for JSON behind the mistake. */
bool cmd_asks_json(int argc, const char *const *argv);

#endif
