#include "tests/fuzz/fuzz.h"

#include "base/cleanup.h"
#include "pick/provenance.h"

#include <stdlib.h>
#include <string.h>

#define MUST(x)                                                                \
	do {                                                                   \
		if (!(x))                                                      \
			abort();                                               \
	} while (0)

#define ID "0123456789abcdef0123456789abcdef01234567"

static void check_commit(const struct pointer *p)
{
	size_t n = p->id ? strlen(p->id) : 0;

	if (!p->id) {
		MUST(p->kind == POINTER_REVERT || p->kind == POINTER_REAPPLY);
		MUST(p->subject);
		return;
	}
	MUST(n >= 7 && n <= 40);
	MUST(strspn(p->id, "0123456789abcdef") == n);
}

static void check(const struct pointer *p, size_t lines)
{
	MUST(p->form && *p->form);
	MUST(p->line >= 1 && p->line <= lines);
	MUST(p->kind <= POINTER_TITLE);
	MUST(!p->subject || !strpbrk(p->subject, "\r\n"));
	MUST(!p->url || *p->url);
	switch (p->kind) {
	case POINTER_TITLE:
		MUST(!p->id && p->subject && *p->subject);
		break;
	case POINTER_PICK_CHANGE:
		MUST(p->id && *p->id && strlen(p->id) <= 9);
		MUST(!p->id[strspn(p->id, "0123456789")]);
		break;
	case POINTER_CHANGE:
		MUST(p->id && *p->id && strlen(p->id) <= 64);
		break;
	default:
		check_commit(p);
	}
}

/* Whatever a message holds, the paragraph behind it is read. */
static void check_last(struct arena *arena, const uint8_t *data, size_t n)
{
	static const char last[] = "\n\n(cherry picked from commit " ID ")\n";
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	struct provenance from = { .arena = arena };

	strbuf_add(&text, data, n);
	strbuf_adds(&text, last);
	provenance_read(&from, text.buf, text.len);
	MUST(from.n);
	const struct pointer *p = &from.v[from.n - 1];
	if (p->kind == POINTER_TITLE && from.n > 1)
		p--;
	MUST(p->kind == POINTER_PICK || p->kind == POINTER_EDITED);
	MUST(!strcmp(p->id, ID));
}

/* The message of a commit. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	CLEANUP(arena) struct arena arena = ARENA_INIT;
	struct provenance from = { .arena = &arena };
	size_t lines = 1;

	for (size_t i = 0; i < n; i++)
		lines += data[i] == '\n';
	provenance_read(&from, (const char *)data, n);
	for (size_t i = 0; i < from.n; i++)
		check(&from.v[i], lines);
	MUST(from.conflicts <= lines);
	check_last(&arena, data, n);
	return 0;
}
