#ifndef CLI_JUDGE_PLAN_H
#define CLI_JUDGE_PLAN_H

/*
 * The rules of the project, asked about the refs that a plan moves, before
 * anything does: the same judge as that of hooks and servers, which then need not
 * say it again.
 */
#include "cli/cmd.h"

/* Faults go to stderr, with --json those of a plan that is refused to stdout, too.
 * E_POLICY where it breaks a rule.  With --no-verify nothing is judged, and that
 * is a note of the plan.  Where there are no rules it costs no process. */
int judge_plan(struct ctx *c, struct plan *p) MUST_CHECK;

#endif
