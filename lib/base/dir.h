#ifndef BASE_DIR_H
#define BASE_DIR_H

/*
 * Folders, made and removed with all that is in them.  0, or E_FAIL with the
 * system's reason.
 */
#include "base/error.h"
#include "base/strvec.h"

int dir_make(const char *path) MUST_CHECK; /* with its parents; fine if there */
/* Remove a folder and all below it, never following links; fine if absent. */
int dir_remove(const char *path) MUST_CHECK;

/* The names in a folder, in no order.  One that cannot be read is no empty one. */
int dir_list(const char *path, struct strvec *names) MUST_CHECK;

#endif
