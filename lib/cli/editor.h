#ifndef CLI_EDITOR_H
#define CLI_EDITOR_H

/*
 * A person's editor, as git would open it: core.editor, $GIT_EDITOR, $VISUAL,
 * $EDITOR, run through the shell.
 */
#include "base/error.h"
#include "base/strbuf.h"

#include <stdbool.h>

/* Let `text` be edited in the file `path`, whose suffix tells what it is, and
 * which is left there.  With `json`, stdout is ours alone.  `text` is then what
 * the file holds, also where the editor failed: E_FAIL.  `lost`: that could not be
 * read, and may be anything. */
int editor_edit(const char *path, struct strbuf *text, bool json,
		bool *lost) MUST_CHECK;

#endif
