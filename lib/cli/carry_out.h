#ifndef CLI_CARRY_OUT_H
#define CLI_CARRY_OUT_H

/*
 * A plan is shown, asked about and carried out, the same for all commands.
 */
#include "cli/cmd.h"

/* The exit status, or a negative error.  A dry run only prints it. */
int carry_out(struct ctx *c, struct plan *p) MUST_CHECK;

#endif
