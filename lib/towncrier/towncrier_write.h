#ifndef TOWNCRIER_TOWNCRIER_WRITE_H
#define TOWNCRIER_TOWNCRIER_WRITE_H

/*
 * From rendered notes to the news file.  Pure.
 */
#include "towncrier/towncrier.h"

struct news_value {
	const char *name, *value;
};

/* A format of Python's: "{name} {version}", "{{" for a bracket. */
void towncrier_format(struct strbuf *out, const char *format,
		      const struct news_value *values, size_t n);

/* For towncrier.c: the title with its underline, and the lines of a rendered
 * template, wrapped if so set. */
void towncrier_title(struct strbuf *out, const struct towncrier *t,
		     const struct news *news);
void towncrier_lines(struct strbuf *out, const struct towncrier *t,
		     const struct strbuf *text);

/* A section put into the news file (`n` 0: there is none yet). */
void towncrier_write(struct strbuf *out, const struct towncrier *t,
		     const char *old, size_t n, const struct strbuf *section);
/* The name of the news file: with single_file off, one per version. */
void towncrier_filename(struct strbuf *out, const struct towncrier *t,
			const struct news *news);

#endif
