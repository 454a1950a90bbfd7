#include "git-rel/cmds.h"

static const struct cmd *const cmds[] = {
	&cmd_init,   &cmd_start,   &cmd_hotfix,  &cmd_bump,    &cmd_rc,
	&cmd_finish, &cmd_tag,     &cmd_scope,   &cmd_pr,      &cmd_ci,
	&cmd_watch,  &cmd_approve, &cmd_publish, &cmd_protect, &cmd_version,
	&cmd_status, &cmd_log,     &cmd_undo,    &cmd_notes,   &cmd_check,
	&cmd_config, &cmd_trust,   &cmd_verify,  &cmd_doctor,  &cmd_hooks,
	&cmd_hook,   &cmd_help,    NULL,
};

static const struct program program = {
	.name = "git-rel",
	.call = "git rel",
	.brief =
		"Releases that happen completely or not at all, here and on the remote.",
	.default_verb = "status",
	.cmds = cmds,
};

int main(int argc, char **argv)
{
	return cmd_main(&program, argc, argv);
}
