#include "git-stage/cmds.h"

static const struct cmd *const cmds[] = {
	&cmd_status,    &cmd_start,       &cmd_push,     &cmd_fetch,
	&cmd_run_gates, &cmd_wait,        &cmd_request,  &cmd_tick,
	&cmd_finding,   &cmd_known_issue, &cmd_withdraw, &cmd_close,
	&cmd_verify,    &cmd_report,      &cmd_rehearse, NULL
};

static const struct program program = {
	.name = "git-staging",
	.call = "git staging",
	.brief = "Qualification of a release on a staging branch.",
	.default_verb = "status",
	.shares = true,
	.by_main = true,
	.cmds = cmds,
};

int main(int argc, char **argv)
{
	return cmd_main(&program, argc, argv);
}
