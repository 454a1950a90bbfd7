#ifndef VERSION_VFILE_MASK_H
#define VERSION_VFILE_MASK_H

/*
 * A program's text with blanks where the version cannot be: its length, its
 * lines and all other bytes stay, so places found in it are those of the text.
 * For vfile*.c only.  Pure.
 */
#include "base/strbuf.h"

struct mask {
	const char *line;     /* what begins a comment to the end of its line */
	bool block;           /* comments of C */
	bool triple, heredoc; /* """ and ''', for text of several lines; of one
				 line where not `heredoc`: a string */
};

/* Comments, and texts of several lines. */
void vfile_mask(struct strbuf *out, const struct mask *m, const char *text,
		size_t n);
/* All that is within brackets of what vfile_mask() made, but for the braces
 * behind one of the words `open`, which end with NULL. */
void vfile_mask_brackets(struct strbuf *text, const char *const *open);
/* The line from `at` on, up to its end. */
void vfile_mask_line(struct strbuf *text, size_t at);

#endif
