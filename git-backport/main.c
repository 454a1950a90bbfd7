#include "cli/cmd.h"

static const struct cmd *const cmds[] = { NULL };

static const struct program program = {
	.name = "git-backport",
	.call = "git backport",
	.brief =
		"Commits onto stable branches, without touching the work tree.",
	.cmds = cmds,
};

int main(int argc, char **argv)
{
	return cmd_main(&program, argc, argv);
}
