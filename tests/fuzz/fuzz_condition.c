#include "tests/fuzz/fuzz.h"

#include "base/cleanup.h"
#include "checklist/condition.h"
#include "checklist/condition_clash.h"
#include "checklist/decimal.h"
#include "checklist/values.h"

#include <stdlib.h>
#include <string.h>

/* The second line is the value of all names, the third that of the release
 * before. */
struct lines {
	const char *now, *before;
};

static const char *value_of(void *data, const char *name, bool previous)
{
	const struct lines *v = data;

	(void)name;
	return previous ? v->before : v->now;
}

static char *next_line(char **text)
{
	return *text ? strsep(text, "\n") : NULL;
}

/* The same to both sides of zero, and to itself. */
static void compare(const char *a, const char *b)
{
	CLEANUP(strbuf) struct strbuf same = STRBUF_INIT;

	if (!a || !b || !decimal_ok(a) || !decimal_ok(b))
		return;
	int order = decimal_compare(a, b), back = decimal_compare(b, a);
	if ((order > 0) != (back < 0) || (order == 0) != (back == 0))
		abort();
	decimal_multiply(&same, a, "100", 2);
	if (decimal_compare(a, same.buf) != 0)
		abort();
}

/* As lines of values: each is found by its name. */
static void read_values(const uint8_t *data, size_t size)
{
	CLEANUP(arena) struct arena arena = ARENA_INIT;
	struct values values = { 0 };

	if (values_read(&values, &arena, (const char *)data, size) < 0)
		return;
	for (size_t i = 0; i < values.n; i++)
		if (values_get(&values, values.v[i].name) != values.v[i].text ||
		    strchr(values.v[i].text, '\n'))
			abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	CLEANUP(text) char *copy = xstrndup((const char *)data, size);
	CLEANUP(arena) struct arena arena = ARENA_INIT;
	CLEANUP(strbuf) struct strbuf why = STRBUF_INIT;
	char *rest = copy, *text = next_line(&rest);
	struct lines v = { .now = next_line(&rest) };
	const struct term *a, *b;
	struct condition c;

	v.before = next_line(&rest);
	compare(v.now, v.before);
	read_values(data, size);
	if (condition_read(&c, &arena, text) < 0)
		return 0;
	if (!c.n || condition_met(&c, value_of, &v, &why) != !why.len)
		abort();
	if (condition_clash(&c, &a, &b) && !why.len)
		abort();
	return 0;
}
