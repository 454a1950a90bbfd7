#ifndef CLI_EDITOR_H
#define CLI_EDITOR_H

/*
 * A person's editor, as git would open it: core.editor, $GIT_EDITOR, $VISUAL,
 * $EDITOR, run through the shell.
 */
#include "base/error.h"
#include "base/strbuf.h"

#include <stdbool.h>

/* Let `text` be edited in a file called `name`, whose suffix tells what it is.
 * With `json`, stdout is ours alone.  E_FAIL, and `text` as it was, where the
 * editor cannot be run or fails. */
int editor_edit(const char *name, struct strbuf *text, bool json) MUST_CHECK;

#endif
