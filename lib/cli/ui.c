#include "cli/ui.h"

#include "base/cleanup.h"
#include "base/json.h"
#include "base/message.h"
#include "base/quote.h"
#include "base/strbuf.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

bool ui_quiet;

/* As git reads a truth value; `otherwise` for what is none. */
static int parse_bool(const char *s, int otherwise)
{
	if (!*s || !strcasecmp(s, "false") || !strcasecmp(s, "no") ||
	    !strcasecmp(s, "off") || !strcmp(s, "0"))
		return 0;
	if (!strcasecmp(s, "true") || !strcasecmp(s, "yes") ||
	    !strcasecmp(s, "on") || !strcmp(s, "1"))
		return 1;
	return otherwise;
}

/* GIT_ADVICE=0 is what `git --no-advice` leaves for its children. */
static bool wants_hints(void)
{
	const char *advice = getenv("GIT_ADVICE");

	return !ui_quiet && (!advice || parse_bool(advice, 1));
}

void ui_say(const char *fmt, ...)
{
	va_list ap;

	if (ui_quiet)
		return;
	va_start(ap, fmt);
	message("", fmt, ap);
	va_end(ap);
}

void ui_say_lines(const char *text)
{
	for (const char *p = text; p && *p;) {
		int n = (int)strcspn(p, "\n");
		ui_say("%.*s", n, p);
		p += n + (p[n] == '\n');
	}
}

void ui_must_say(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	message("", fmt, ap);
	va_end(ap);
}

void ui_hint(const char *fmt, ...)
{
	va_list ap;

	if (!wants_hints())
		return;
	va_start(ap, fmt);
	message("hint: ", fmt, ap);
	va_end(ap);
}

int ui_error(int code)
{
	CLEANUP(strbuf) struct strbuf sb = STRBUF_INIT;
	int status = error_exit_status(code);
	const char *hints = error_hints();

	if (!status)
		return 0;
	if (*error_message())
		message_add(&sb, status == 128 ? "fatal: " : "error: ",
			    error_message());
	if (*hints && wants_hints())
		message_add(&sb, "hint: ", hints);
	message_put(&sb);
	return status;
}

void ui_error_json(int code, FILE *out)
{
	CLEANUP(json) json_object *o = json_object_new_object();
	json_object *hints = json_object_new_array();

	for (const char *p = error_hints(); *p;) {
		CLEANUP(strbuf) struct strbuf line = STRBUF_INIT;
		size_t n = strcspn(p, "\n");
		strbuf_add_visible(&line, p, n);
		json_object_array_add(hints, json_object_new_string(line.buf));
		p += n + (p[n] == '\n');
	}
	json_object_object_add(o, "version", json_object_new_int(1));
	json_add_str(o, "error", error_message());
	json_object_object_add(o, "hints", hints);
	json_object_object_add(o, "status",
			       json_object_new_int(error_exit_status(code)));
	fprintf(out, "%s\n", json_line(o));
}

void ui_line(FILE *out, const char *fmt, ...)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	CLEANUP(strbuf) struct strbuf line = STRBUF_INIT;
	va_list ap;

	va_start(ap, fmt);
	strbuf_vaddf(&text, fmt, ap);
	va_end(ap);
	strbuf_add_visible(&line, text.buf, text.len);
	fprintf(out, "%s\n", line.buf);
}

void ui_next(FILE *out, const char *head, bool bold, const char *command,
	     const char *remark)
{
	CLEANUP(strbuf) struct strbuf line = STRBUF_INIT;

	strbuf_add_visible(&line, command, strlen(command));
	/* our own colour must get through */
	fprintf(out, "%s: %s%s%s\n", head, bold ? "\033[1m" : "", line.buf,
		bold ? "\033[m" : "");
	if (remark)
		ui_line(out, "      (%s)", remark);
}

bool ui_can_ask(void)
{
	const char *prompt = getenv("GIT_TERMINAL_PROMPT");

	return isatty(STDIN_FILENO) && isatty(STDERR_FILENO) &&
	       (!prompt || parse_bool(prompt, 1));
}

bool ui_ask(const char *fmt, ...)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	CLEANUP(strbuf) struct strbuf shown = STRBUF_INIT;
	CLEANUP(text) char *line = NULL;
	size_t alloc = 0;
	ssize_t n;
	va_list ap;

	va_start(ap, fmt);
	strbuf_vaddf(&text, fmt, ap);
	va_end(ap);
	strbuf_add_visible(&shown, text.buf, text.len);
	strbuf_adds(&shown, " [y/N] ");
	message_put(&shown);
	n = getline(&line, &alloc, stdin);
	if (n <= 0) { /* ^D: the next message starts on a line of its own */
		fputc('\n', stderr);
		return false;
	}
	if (line[n - 1] == '\n')
		line[n - 1] = '\0';
	return !strcasecmp(line, "y") || !strcasecmp(line, "yes");
}

static bool is_dumb(void)
{
	const char *term = getenv("TERM");

	return !term || !strcmp(term, "dumb");
}

bool ui_can_meter(void)
{
	return !ui_quiet && isatty(STDERR_FILENO) && !is_dumb();
}

/* "auto": what a terminal, or the pager git started for us, can show. */
static bool can_show_color(FILE *out)
{
	const char *no_color = getenv("NO_COLOR");
	const char *pager = getenv("GIT_PAGER_IN_USE");

	if (no_color && *no_color)
		return false;
	if (is_dumb())
		return false;
	return isatty(fileno(out)) ||
	       (out == stdout && pager && parse_bool(pager, 0));
}

enum ui_color ui_color(FILE *out, const char *when, const char *config)
{
	const char *value = when ? when : config;

	if (value && !strcasecmp(value, "always"))
		return UI_COLOR;
	if (value && (!strcasecmp(value, "never") || !parse_bool(value, 1)))
		return UI_PLAIN;
	return can_show_color(out) ? UI_COLOR : UI_PLAIN;
}
