#ifndef GIT_REL_CI_JOB_SETTINGS_H
#define GIT_REL_CI_JOB_SETTINGS_H

#include "cli/cmd.h"

/* A job of CI has .gitrel and no .git/config: note each setting that only the
 * latter has, with the command that puts it into the former. */
void job_settings_note(struct ctx *c, struct plan *p);

#endif
