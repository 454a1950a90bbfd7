#include "cli/cmd.h"

static const struct cmd *const cmds[] = { NULL };

static const struct program program = {
	.name = "git-staging",
	.call = "git staging",
	.brief = "Qualification of a release on a staging branch.",
	.cmds = cmds,
};

int main(int argc, char **argv)
{
	return cmd_main(&program, argc, argv);
}
