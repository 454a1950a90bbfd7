#ifndef GIT_REL_CMDS_H
#define GIT_REL_CMDS_H

/* The subcommands of git-rel, one file each. */
#include "cli/cmd.h"

extern const struct cmd cmd_init, cmd_start, cmd_hotfix, cmd_bump, cmd_check,
	cmd_rc, cmd_finish, cmd_tag, cmd_version, cmd_notes, cmd_status,
	cmd_log, cmd_undo, cmd_config, cmd_trust, cmd_help, cmd_verify,
	cmd_doctor, cmd_hooks, cmd_hook, cmd_pr, cmd_publish, cmd_ci, cmd_watch,
	cmd_approve;

#endif
