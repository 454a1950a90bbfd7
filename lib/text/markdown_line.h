#ifndef TEXT_MARKDOWN_LINE_H
#define TEXT_MARKDOWN_LINE_H

/*
 * What a single line of Markdown may be, for markdown.c: each looks at
 * `n` bytes that end before the line's end.  Names are those of the
 * specification (spec.commonmark.org).  Pure.
 */
#include <stdbool.h>
#include <stddef.h>

/* Level of "## ..."; 0: none.  `*used`: the marks and white space behind. */
int scan_atx(const char *s, size_t n, size_t *used);
/* 1 for "===", 2 for "---", else 0. */
int scan_setext(const char *s, size_t n);
bool scan_rule(const char *s, size_t n);
/* Length of an opening fence, of a closing one of `mark`; 0: none. */
size_t scan_fence(const char *s, size_t n);
size_t scan_fence_end(const char *s, size_t n, char mark);
/* Length of a list marker, "-" or "12."; 0: none. */
size_t scan_marker(const char *s, size_t n, bool in_paragraph);

/* The seven kinds of HTML blocks, in the order of the specification. */
enum html {
	HTML_NONE,
	HTML_RAW,         /* <script>, <pre>, <textarea>, <style> */
	HTML_COMMENT,     /* <!-- */
	HTML_INSTRUCTION, /* <? */
	HTML_DECLARATION, /* <!X */
	HTML_CDATA,       /* <![CDATA[ */
	HTML_BLOCK,       /* <div>, </table>, ... */
	HTML_TAG,         /* any other tag, alone on its line */
};
/* Has such a block an end of its own?  The last two end at a blank line. */
static inline bool html_has_end(enum html kind)
{
	return kind < HTML_BLOCK;
}
/* Which one starts here. */
enum html scan_html(const char *s, size_t n, bool in_paragraph);
/* Does a block of that kind, which has an end of its own, end in this line? */
bool scan_html_end(const char *s, size_t n, enum html kind);

#endif
