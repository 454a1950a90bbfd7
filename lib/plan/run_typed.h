#ifndef PLAN_RUN_TYPED_H
#define PLAN_RUN_TYPED_H

/*
 * A command of the project, as a person would type it: with what it reads of
 * the environment that it is run in.
 */
#include "base/strbuf.h"
#include "base/strvec.h"

/* `env` has "NAME=value"; those count that `line` mentions.  Without any it is
 * the line itself. */
void run_typed(struct strbuf *out, const struct strvec *env, const char *line);

#endif
