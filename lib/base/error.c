#include "base/error.h"

#include "base/quote.h"
#include "base/strbuf.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static struct strbuf message = STRBUF_INIT, hints = STRBUF_INIT;

/*
 * The arguments may well point into the message that is replaced, so the new
 * one is formatted aside.
 */
static void record(const char *fmt, va_list ap, const char *reason)
	__attribute__((format(printf, 1, 0)));

static void record(const char *fmt, va_list ap, const char *reason)
{
	struct strbuf raw = STRBUF_INIT;

	strbuf_vaddf(&raw, fmt, ap);
	if (reason) {
		strbuf_adds(&raw, ": ");
		strbuf_adds(&raw, reason);
	}
	strbuf_reset(&message);
	strbuf_add_visible(&message, raw.buf, raw.len);
	strbuf_release(&raw);
}

int error(int code, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	record(fmt, ap, NULL);
	va_end(ap);
	strbuf_reset(&hints);
	return code;
}

int error_errno(const char *fmt, ...)
{
	const char *reason = strerror(errno);
	va_list ap;

	va_start(ap, fmt);
	record(fmt, ap, reason);
	va_end(ap);
	strbuf_reset(&hints);
	return E_FAIL;
}

int error_in(int code, const char *fmt, ...)
{
	va_list ap;
	char *inner = strbuf_detach(&message);

	va_start(ap, fmt);
	record(fmt, ap, NULL);
	va_end(ap);
	strbuf_adds(&message, ": ");
	strbuf_adds(&message, inner); /* was made visible when it came in */
	free(inner);
	return code;
}

void error_hint(const char *fmt, ...)
{
	struct strbuf raw = STRBUF_INIT;
	va_list ap;

	va_start(ap, fmt);
	strbuf_vaddf(&raw, fmt, ap);
	va_end(ap);
	strbuf_add_visible(&hints, raw.buf, raw.len);
	strbuf_addc(&hints, '\n');
	strbuf_release(&raw);
}

void error_detail(const char *fmt, ...)
{
	struct strbuf raw = STRBUF_INIT;
	va_list ap;

	va_start(ap, fmt);
	strbuf_vaddf(&raw, fmt, ap);
	va_end(ap);
	strbuf_adds(&message, "\n  ");
	strbuf_add_visible(&message, raw.buf, raw.len);
	strbuf_release(&raw);
}

void error_save(struct saved_error *saved)
{
	saved->message = strbuf_detach(&message);
	saved->hints = strbuf_detach(&hints);
}

int error_restore(int code, struct saved_error *saved)
{
	strbuf_reset(&message);
	strbuf_reset(&hints);
	strbuf_adds(&message, saved->message);
	strbuf_adds(&hints, saved->hints);
	error_drop(saved);
	return code;
}

void error_drop(struct saved_error *saved)
{
	free(saved->message);
	free(saved->hints);
}

const char *error_message(void)
{
	return message.buf;
}

const char *error_hints(void)
{
	return hints.buf;
}

int error_exit_status(int code)
{
	if (code >= 0)
		return 0;
	switch (code) {
	case E_STALE:
	case E_CONFLICT:
	case E_POLICY:
	case E_PENDING:
	case E_EXISTS:
		return 1;
	case E_USAGE:
		return 129;
	default:
		return 128;
	}
}
