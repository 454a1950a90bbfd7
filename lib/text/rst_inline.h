#ifndef TEXT_RST_INLINE_H
#define TEXT_RST_INLINE_H

/*
 * Text in reStructuredText, by the rules of "Inline markup recognition" in its
 * specification.  Pure.
 */
#include "base/strbuf.h"

/* `n` bytes that were written for no markup in particular: what is complete,
 * *emphasis*, ``code``, a link, stays; a backslash goes before what would begin
 * markup that never ends, or lead to a target that is not there: *args,
 * __init__, |x|. */
void rst_escape(struct strbuf *out, const char *s, size_t n);

#endif
