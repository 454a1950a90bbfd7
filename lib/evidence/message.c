#include "evidence/message.h"

#include "base/cleanup.h"
#include "base/quote.h"
#include "base/utf8.h"

#include <string.h>

/* At a character's end. */
static void cut(struct strbuf *s, size_t max)
{
	size_t at = 0;
	unsigned code;

	if (s->len <= max)
		return;
	for (;;) {
		size_t n = utf8_char(&code, s->buf + at, s->len - at);
		if (at + (n ? n : 1) > max)
			break;
		at += n ? n : 1;
	}
	strbuf_cut(s, at);
	strbuf_trim_end(s);
}

/* What it is about, in words. */
static const char *about(const struct record *rec)
{
	static const enum record_text order[] = { TEXT_ASK, TEXT_MESSAGE,
						  TEXT_REASON, TEXT_LINK };

	for (size_t i = 0; i < sizeof(order) / sizeof(*order); i++)
		if (rec->text[order[i]])
			return rec->text[order[i]];
	return NULL;
}

/* "2 fail, 1 pass: env, sps, loss": what of several came out differently. */
static bool add_counts(struct strbuf *s, const struct record *rec, size_t n)
{
	static const enum record_result order[] = { RESULT_FAIL, RESULT_PENDING,
						    RESULT_PASS, RESULT_WAIVED,
						    RESULT_NA };
	size_t same = 0;

	for (size_t i = 0; i < n; i++)
		same += rec[i].result == rec->result;
	if (same == n)
		return false;
	for (size_t o = 0; o < sizeof(order) / sizeof(*order); o++) {
		size_t count = 0;
		for (size_t i = 0; i < n; i++)
			count += rec[i].result == order[o];
		if (count)
			strbuf_addf(s, "%s%zu %s", s->len ? ", " : "", count,
				    record_results[order[o]]);
	}
	for (size_t i = 0, k = 0; i < n; i++)
		if (rec[i].text[TEXT_NAME])
			strbuf_addf(s, "%s%s", k++ ? ", " : ": ",
				    rec[i].text[TEXT_NAME]);
	return s->len > 0;
}

static void add_line(struct strbuf *out, const struct strbuf *s)
{
	CLEANUP(strbuf) struct strbuf line = STRBUF_INIT;

	strbuf_add_visible(&line, s->buf, strcspn(s->buf, "\n"));
	cut(&line, MESSAGE_SUBJECT_MAX);
	strbuf_adds(out, line.buf);
}

/* "pass sps: SPS is near 40k", "candidate 9fceb02d0a", "2 gates: ..." */
static void add_subject(struct strbuf *out, const struct record *rec, size_t n)
{
	CLEANUP(strbuf) struct strbuf s = STRBUF_INIT;
	const char *words = about(rec);

	if (add_counts(&s, rec, n)) {
		add_line(out, &s);
		return;
	}
	strbuf_adds(&s, rec->result ? record_results[rec->result] :
				      record_kinds[rec->kind]);
	if (rec->text[TEXT_NAME])
		strbuf_addf(&s, " %s", rec->text[TEXT_NAME]);
	else if (rec->kind == RECORD_OPEN || rec->kind == RECORD_CLOSE)
		strbuf_addf(&s, " %s", rec->release);
	if (rec->kind == RECORD_CANDIDATE)
		strbuf_addf(&s, " %s", oid_short(&rec->commit));
	if (n > 1)
		strbuf_addf(&s, " and %zu more", n - 1);
	if (words)
		strbuf_addf(&s, ": %s", words);
	add_line(out, &s);
}

int message_write(struct strbuf *out, const struct record *rec, size_t n)
{
	size_t begin = out->len;
	int rc;

	if (n > MESSAGE_RECORDS_MAX)
		return error(E_FAIL, "more than %d records at once",
			     MESSAGE_RECORDS_MAX);
	add_subject(out, rec, n);
	strbuf_adds(out, "\n\n");
	for (size_t i = 0; i < n; i++)
		if ((rc = record_write(&rec[i], out)) < 0)
			return rc;
	if (out->len - begin > MESSAGE_MAX)
		return error(E_FAIL, "records of more than %d bytes at once",
			     MESSAGE_MAX);
	return 0;
}

size_t message_fits(const struct record *rec, size_t n)
{
	CLEANUP(strbuf) struct strbuf lines = STRBUF_INIT;
	const size_t max = MESSAGE_MAX - 2 * MESSAGE_SUBJECT_MAX;
	size_t i = 0;

	/* of one that cannot be kept message_write() tells why */
	while (i < n && i < MESSAGE_RECORDS_MAX &&
	       record_write(&rec[i], &lines) == 0 && lines.len <= max)
		i++;
	return i ? i : 1;
}

static int take_line(struct record **rec, size_t *n, size_t first,
		     struct arena *a, const char *line, size_t len)
{
	struct record one;
	int rc = record_read(&one, a, line, len);

	if (rc < 0)
		return rc;
	if (*n > first && strcmp((*rec)[first].release, one.release) != 0)
		return error(E_FAIL, "records of '%s' and of '%s' together",
			     (*rec)[first].release, one.release);
	*rec = arena_grow(a, *rec, *n, sizeof(**rec));
	(*rec)[(*n)++] = one;
	return 0;
}

static int bad_form(void)
{
	return error(E_FAIL, "its message has not the form of a record");
}

int message_read(struct record **rec, size_t *n, struct arena *a,
		 const char *text, size_t len)
{
	const char *end = text + len, *p;
	size_t first = *n;
	int rc;

	if (len > MESSAGE_MAX || memchr(text, '\0', len))
		return bad_form();
	p = memchr(text, '\n', len);
	if (!p || p == text || p - text > MESSAGE_SUBJECT_MAX || end - p < 3 ||
	    p[1] != '\n')
		return bad_form();
	for (p += 2; p < end;) {
		const char *lf = memchr(p, '\n', (size_t)(end - p));
		if (!lf || *n - first == MESSAGE_RECORDS_MAX)
			return bad_form();
		rc = take_line(rec, n, first, a, p, (size_t)(lf - p));
		if (rc < 0)
			return rc;
		p = lf + 1;
	}
	return 0;
}

bool message_is_join(const char *text, size_t len)
{
	return len == strlen(MESSAGE_JOIN) && !memcmp(text, MESSAGE_JOIN, len);
}
