#include "tests/fuzz/fuzz.h"

#include "base/cleanup.h"
#include "evidence/message.h"
#include "evidence/record_line.h"

#include <stdlib.h>
#include <string.h>

static bool same_text(const char *a, const char *b)
{
	return a && b ? !strcmp(a, b) : a == b;
}

static void compare(const struct record *a, const struct record *b)
{
	if (a->kind != b->kind || a->result != b->result ||
	    !same_text(a->release, b->release) ||
	    !oid_eq(&a->commit, &b->commit) || !oid_eq(&a->tree, &b->tree) ||
	    a->n_values != b->n_values)
		abort();
	for (int i = 0; i < N_RECORD_TEXTS; i++)
		if (!same_text(a->text[i], b->text[i]))
			abort();
	for (size_t i = 0; i < a->n_values; i++)
		if (!same_text(record_value(b, a->value[i].name),
			       a->value[i].value))
			abort();
}

/* What is read in one pass is what json-c makes of it, which reads what has a blank
 * in front. */
static void look_at_form(struct arena *arena, const char *text, size_t n)
{
	CLEANUP(strbuf) struct strbuf blank = STRBUF_INIT;
	struct record rec, again;

	if (n >= RECORD_LINE_MAX || !record_line_read(&rec, arena, text, n))
		return;
	strbuf_addc(&blank, ' ');
	strbuf_add(&blank, text, n);
	if (record_line_read(&again, arena, blank.buf, blank.len) ||
	    record_read(&again, arena, blank.buf, blank.len) < 0)
		abort();
	compare(&rec, &again);
}

/* What one line says is said again by the line that is written of it.  That may be
 * longer than a line can be, for the first need not be ours. */
static void look_at_line(struct arena *arena, const char *text, size_t n)
{
	CLEANUP(strbuf) struct strbuf line = STRBUF_INIT;
	struct record rec, again;

	look_at_form(arena, text, n);
	if (record_read(&rec, arena, text, n) < 0 ||
	    record_write(&rec, &line) < 0)
		return;
	if (record_read(&again, arena, line.buf, line.len - 1) < 0)
		abort();
	compare(&rec, &again);
}

/* A message of a commit, and each of its lines by itself. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	CLEANUP(strbuf) struct strbuf message = STRBUF_INIT;
	CLEANUP(arena) struct arena arena = ARENA_INIT;
	struct record *rec = NULL, *again = NULL;
	size_t n = 0, n_again = 0;

	look_at_line(&arena, (const char *)data, size);
	if (message_read(&rec, &n, &arena, (const char *)data, size) < 0)
		return 0;
	if (!n || message_is_join((const char *)data, size))
		abort();
	for (size_t i = 0; i < n; i++)
		look_at_line(&arena, rec[i].line, strlen(rec[i].line));
	if (message_fits(rec, n) > n)
		abort();
	if (message_write(&message, rec, n) < 0)
		return 0;
	if (message_read(&again, &n_again, &arena, message.buf, message.len) <
		    0 ||
	    n_again != n)
		abort();
	for (size_t i = 0; i < n; i++)
		compare(&rec[i], &again[i]);
	return 0;
}
