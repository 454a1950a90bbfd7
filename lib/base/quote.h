#ifndef BASE_QUOTE_H
#define BASE_QUOTE_H

/*
 * Text from elsewhere, made fit for a shell or a terminal.
 */
#include "base/strbuf.h"

#include <stdbool.h>

/* Quoted for the shell of a person, only where needed, so that what is shown of it
 * can be pasted: what would be shown as \xNN is $'..' there.  Ends of lines stay. */
void strbuf_add_shell(struct strbuf *sb, const char *arg);
/* ... and so are they, where all is on one line. */
void strbuf_add_shell_line(struct strbuf *sb, const char *arg);
/* The same for sh, byte by byte: a script that has tabs of its own, or is run. */
void strbuf_add_sh(struct strbuf *sb, const char *arg);
/* How long the first of some commands is, each on a line, or on several where quotes
 * hold their ends. */
size_t shell_command_length(const char *commands);
/* Control characters and broken UTF-8 as \xNN, for showing foreign text; in a log of
 * Actions also what would be a command there. */
void strbuf_add_visible(struct strbuf *sb, const char *s, size_t n);
/* As git writes paths: as it is, or between double quotes with the escapes of C
 * where something in it needs them; `high`: also bytes above 127. */
void strbuf_add_c_quoted(struct strbuf *sb, const char *s, bool high);

#endif
