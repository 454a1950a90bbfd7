#ifndef STAGE_CMDS_H
#define STAGE_CMDS_H

/*
 * The verbs of `git staging`, one file each.
 */
#include "cli/cmd.h"

extern const struct cmd cmd_close, cmd_fetch, cmd_finding, cmd_known_issue,
	cmd_push, cmd_rehearse, cmd_report, cmd_request, cmd_run_gates,
	cmd_start, cmd_status, cmd_tick, cmd_verify, cmd_wait, cmd_withdraw;

#endif
