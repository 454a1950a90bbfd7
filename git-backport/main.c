#include "git-backport/cmds.h"

static const struct cmd *const cmds[] = {
	&cmd_status,  &cmd_audit,  &cmd_missing, &cmd_verify, &cmd_why,
	&cmd_decline, &cmd_submit, &cmd_refresh, &cmd_ci,     NULL,
};

static const struct program program = {
	.name = "git-backport",
	.call = "git backport",
	.brief =
		"Commits onto stable branches, without touching the work tree.",
	.bare = &cmd_pick,
	.skips = true,
	.cmds = cmds,
};

int main(int argc, char **argv)
{
	return cmd_main(&program, argc, argv);
}
