#ifndef BASE_MESSAGE_H
#define BASE_MESSAGE_H

/*
 * Messages for people, on stderr, in git's form.  What a room further up says
 * beside errors: its warnings.
 */
#include "base/error.h"
#include "base/strbuf.h"

#include <stdarg.h>

/* "warning: ...", also where the user wants to hear little. */
void warning(const char *fmt, ...) PRINTF(1, 2);

/* Add `text`, each of its lines behind `prefix`: a name that holds a newline
 * cannot pass for a message of ours.  Other control characters are escaped. */
void message_add(struct strbuf *sb, const char *prefix, const char *text);
/* To stderr in one piece, behind what went to stdout before. */
void message_put(const struct strbuf *sb);
/* Both, of a formatted text. */
void message(const char *prefix, const char *fmt, va_list ap)
	__attribute__((format(printf, 2, 0)));

#endif
