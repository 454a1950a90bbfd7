#include "git/progress.h"

#include "base/cleanup.h"
#include "base/clock.h"
#include "base/quote.h"

#include <stdio.h>
#include <string.h>

enum { PATIENCE_MS = 1000 };

bool progress_wanted;
bool progress_lines;

/* The server writes it, too: no control character of its goes through. */
static void show(const char *meter, size_t n)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;

	strbuf_add_visible(&text, meter, n);
	fprintf(stderr, "%s\033[K\r", text.buf);
	fflush(stderr);
}

/* A meter is written over and over, each time ended by a carriage return. */
static void heard(void *arg, const struct strbuf *err)
{
	struct progress *p = arg;

	for (;;) {
		const char *at = err->buf + p->used;
		size_t n = strcspn(at, "\r\n");
		if (!at[n])
			return;
		p->used += n + 1;
		if (at[n] != '\r' || !n || clock_ms() - p->begun < PATIENCE_MS)
			continue;
		while (n && at[n - 1] == ' ') /* which erase, elsewhere */
			n--;
		show(at, n);
		p->shown = true;
	}
}

void progress_start(struct progress *p, struct run *run, struct strvec *argv)
{
	*p = (struct progress){ .begun = clock_ms() };
	if (!progress_wanted)
		return;
	strvec_push(argv, "--progress");
	run->heard = heard;
	run->heard_arg = p;
}

static bool is_meter(const char *line, size_t n)
{
	static const char end[] = ", done.";
	size_t len = sizeof(end) - 1;

	return memchr(line, '\r', n) ||
	       (n >= len && !memcmp(line + n - len, end, len));
}

void progress_end(struct progress *p, struct strbuf *err)
{
	size_t kept = 0;

	if (p->shown)
		fputs("\033[K", stderr);
	for (size_t at = 0; progress_wanted && at < err->len;) {
		size_t n = strcspn(err->buf + at, "\n");
		n += err->buf[at + n] == '\n';
		bool meter = is_meter(err->buf + at,
				      n - (err->buf[at + n - 1] == '\n'));
		if (!meter)
			memmove(err->buf + kept, err->buf + at, n);
		kept += meter ? 0 : n;
		at += n;
	}
	if (progress_wanted)
		strbuf_cut(err, kept);
}
