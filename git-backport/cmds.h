#ifndef BACKPORT_CMDS_H
#define BACKPORT_CMDS_H

/*
 * The verbs of `git backport`, one file each.
 */
#include "cli/cmd.h"

extern const struct cmd cmd_audit, cmd_ci, cmd_decline, cmd_missing, cmd_pick,
	cmd_refresh, cmd_status, cmd_submit, cmd_verify, cmd_why;

#endif
