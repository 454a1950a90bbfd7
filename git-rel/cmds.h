#ifndef GIT_REL_CMDS_H
#define GIT_REL_CMDS_H

/* The subcommands of git-rel, one file each. */
#include "cli/cmd.h"

extern const struct cmd cmd_init, cmd_start, cmd_hotfix, cmd_bump, cmd_rc,
	cmd_finish, cmd_tag, cmd_scope, cmd_pr, cmd_ci, cmd_watch, cmd_approve,
	cmd_publish, cmd_protect, cmd_version, cmd_status, cmd_log, cmd_undo,
	cmd_notes, cmd_check, cmd_config, cmd_trust, cmd_verify, cmd_doctor,
	cmd_hooks, cmd_hook, cmd_help;

#endif
