#include "tests/unit/unit.h"

#include "base/strbuf.h"
#include "checklist/values.h"

#include <string.h>

static struct arena arena;
static struct values values;

static int read_text(const char *text, size_t n)
{
	arena_release(&arena);
	values = (struct values){ 0 };
	return values_read(&values, &arena, text, n);
}

#define READ(text) read_text(text, sizeof(text) - 1)

TEST(values_are_read_line_by_line_and_the_last_counts)
{
	assert_ok(READ(
		"sps = 41200\r\n\n  sps-min=39010\nlink=https://x/?a=b\nsps=41300"));
	assert_int_equal(values.n, 3);
	assert_string_equal(values_get(&values, "sps"), "41300");
	assert_string_equal(values_get(&values, "sps-min"), "39010");
	assert_string_equal(values_get(&values, "link"), "https://x/?a=b");
	assert_null(values_get(&values, "sp"));
	assert_ok(READ(""));
	assert_int_equal(values.n, 0);
	arena_release(&arena);
}

TEST(values_that_cannot_be_are_refused_with_their_line)
{
	struct strbuf text = STRBUF_INIT;

	assert_error(READ("a=1\nb\n"), E_CONFIG);
	assert_string_equal(error_message(), "line 2: no name=value");
	assert_error(READ("A=1\n"), E_CONFIG);
	assert_string_equal(error_message(),
			    "line 1: 'A' is no name of a value");
	assert_error(READ("=1\n"), E_CONFIG);
	assert_error(READ("a=1\nb=\x1b[1m\n"), E_CONFIG);
	assert_string_equal(error_message(), "line 2: b: control character");
	assert_error(READ("a=1\0b=2\n"), E_CONFIG);
	assert_string_equal(error_message(), "line 1: NUL byte");
	for (int i = 0; i < 101; i++)
		strbuf_addf(&text, "v%d=1\n", i);
	assert_error(read_text(text.buf, text.len), E_CONFIG);
	assert_string_equal(error_message(), "line 101: more than 100 values");
	strbuf_reset(&text);
	strbuf_adds(&text, "a=");
	for (int i = 0; i < 1001; i++)
		strbuf_addc(&text, '1');
	assert_error(read_text(text.buf, text.len), E_CONFIG);
	assert_string_equal(error_message(), "line 1: a: more than 1000 bytes");
	strbuf_release(&text);
	arena_release(&arena);
}

TEST(values_of_two_releases_meet_a_condition)
{
	struct values before = { 0 };
	struct values_two two = { &values, &before };
	struct strbuf why = STRBUF_INIT;
	struct condition c;

	assert_ok(READ("ms=110\n"));
	assert_ok(condition_read(&c, &arena, "ms <= 110% of previous"));
	assert_false(condition_met(&c, values_of_two, &two, &why));
	assert_string_equal(why.buf, "there is no ms of the release before");
	assert_ok(values_set(&before, &arena, "ms", "100"));
	assert_true(condition_met(&c, values_of_two, &two, &why));
	two.before = NULL;
	assert_false(condition_met(&c, values_of_two, &two, &why));
	strbuf_release(&why);
	arena_release(&arena);
}
