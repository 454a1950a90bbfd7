#ifndef OBJECT_COMMIT_TEXT_H
#define OBJECT_COMMIT_TEXT_H

/*
 * The text of a commit or tag, as git writes it down.
 */
#include "base/error.h"
#include "base/strbuf.h"
#include "git/repo.h"

/* As `git merge -m` and `git tag -m` leave it: no blank space at the ends of
 * lines, no empty lines around it, one newline at its end; with a `comment`
 * character, without the lines that begin with it (0: they stay).  `text` may be
 * that of `out`. */
int commit_text_tidy(struct strbuf *out, const char *text,
		     char comment) MUST_CHECK;

/* What commits are written in, by i18n.commitEncoding; NULL: UTF-8. */
const char *commit_text_encoding(struct repo *r);
/* Does an encoding of this name need no header? */
bool commit_text_is_utf8(const char *encoding);

#endif
