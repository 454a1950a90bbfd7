#ifndef BASE_QUOTE_H
#define BASE_QUOTE_H

/*
 * Text from elsewhere, made fit for a shell or a terminal.
 */
#include "base/strbuf.h"

#include <stdbool.h>

/* Quoted for a POSIX shell, only where needed: what a person may paste. */
void strbuf_add_shell(struct strbuf *sb, const char *arg);
/* Control characters and broken UTF-8 as \xNN, for showing foreign text; in a log of
 * Actions also what would be a command there. */
void strbuf_add_visible(struct strbuf *sb, const char *s, size_t n);
/* As git writes paths: as it is, or between double quotes with the escapes of C
 * where something in it needs them; `high`: also bytes above 127. */
void strbuf_add_c_quoted(struct strbuf *sb, const char *s, bool high);

#endif
