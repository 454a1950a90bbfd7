#ifndef TEXT_MARKDOWN_PARAGRAPH_H
#define TEXT_MARKDOWN_PARAGRAPH_H

/*
 * The paragraph that is being read, and the definitions of links at its top.
 * For markdown.c.
 */
#include "text/markdown_block.h"

/* The rest of the line goes to the paragraph. */
void md_add_line(struct scan *sc);
/* What is left of the paragraph when its definitions are told as blocks of
 * their own.  Is there anything left? */
bool md_settle(struct scan *sc);

#endif
