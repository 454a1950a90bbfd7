#ifndef CLI_UI_H
#define CLI_UI_H

/*
 * What a person sees: messages on stderr, questions, colour.  Results go to
 * stdout and are the commands' own business.
 */
#include "base/error.h"

#include <stdbool.h>
#include <stdio.h>

extern bool ui_quiet; /* -q: no progress, no hints, no "done" lines */

void ui_say(const char *fmt, ...) PRINTF(1, 2); /* progress; stderr */
void ui_say_lines(const char *text); /* each of several; NULL: none */
void ui_must_say(const char *fmt, ...) PRINTF(1, 2); /* with -q, too */
void ui_hint(const char *fmt, ...) PRINTF(1, 2);     /* "hint: ..." */

/* Print the recorded error and its hints: "error: " for status 1 and 129,
 * "fatal: " for 128.  Returns the exit status for `code`. */
int ui_error(int code);

/* The same for a program: {"version":1,"error":..,"hints":[..],"status":N}. */
void ui_error_json(int code, FILE *out);

/* A line of a result, for people: what it holds of foreign text cannot move the
 * cursor, nor begin another line. */
void ui_line(FILE *out, const char *fmt, ...) PRINTF(2, 3);

/* What comes next: "next: <command>", to be pasted as it is, and a remark (NULL: none)
 * on a line of its own.  `head` is "next" or, 4 wide as well, another way. */
void ui_next(FILE *out, const char *head, bool bold, const char *command,
	     const char *remark);

/* Can a person answer?  stdin and stderr are terminals and
 * GIT_TERMINAL_PROMPT is not 0. */
bool ui_can_meter(void); /* stderr is a terminal that can erase a line */
bool ui_can_ask(void);
/* "question [y/N] "; true for yes.  Only after ui_can_ask(). */
bool ui_ask(const char *fmt, ...) PRINTF(1, 2);

/* Should `out` be coloured?  `when`: --color's value (always, never, auto) or
 * NULL, `config`: color.rel or color.ui or NULL; then NO_COLOR, TERM, isatty. */
enum ui_color { UI_PLAIN, UI_COLOR };
enum ui_color ui_color(FILE *out, const char *when, const char *config);

#endif
