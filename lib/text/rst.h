#ifndef TEXT_RST_H
#define TEXT_RST_H

/*
 * The headings of reStructuredText: a line of marks below the title, or below
 * and above it; its level is told by which marks came first.  And what links
 * lead to.  Pure.
 */
#include "text/markdown.h"

/* Is it that, and no Markdown?  It has directives, or a version underlined with
 * other marks than "=" and "-". */
bool rst_is(const char *text, size_t n);
/* Does a heading begin at `at`, the beginning of a line?  Its level, with
 * where its title is and where it ends; 0: none. */
int rst_heading(struct md *md, size_t at, struct md_block *out);
/* Is the line at `at`, or that and the next one, a hyperlink target,
 * ".. _label: https://..."?  Told as the definition of a link. */
bool rst_target(const struct md *md, size_t at, struct md_block *out);
/* The marks of such a level. */
char rst_marks(const struct md *md, int level);
/* A heading, `level` 1 being the highest, with the marks that the text has for
 * it, or some that it has for no other; "## name" where `md` is NULL or
 * Markdown. */
void rst_write(struct strbuf *out, const struct md *md, int level,
	       const char *name, const char *eol);

#endif
