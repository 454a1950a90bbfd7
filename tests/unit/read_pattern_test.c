#include "tests/unit/unit.h"

#include "base/alloc.h"
#include "checklist/read_output.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

static struct arena arena;

/* "a=1 b=2" of the last line that fits, "-" if none does */
static const char *look_n(const char *pattern, const char *text, size_t n,
			  size_t piece)
{
	struct read_pattern p;
	struct read_output r = READ_OUTPUT(&p);
	struct strbuf out = STRBUF_INIT;

	arena_release(&arena);
	assert_ok(read_pattern_read(&p, &arena, pattern));
	for (size_t i = 0; i < n; i += piece)
		read_output_add(&r, text + i, n - i < piece ? n - i : piece);
	if (!read_output_end(&r))
		strbuf_adds(&out, "-");
	for (size_t i = 0; r.found && i < p.n_names; i++)
		strbuf_addf(&out, "%s%s=%s", i ? " " : "", p.name[i],
			    r.value[i].buf);
	const char *said = arena_strdup(&arena, out.buf);
	strbuf_release(&out);
	read_output_release(&r);
	return said;
}

static const char *look(const char *pattern, const char *text)
{
	return look_n(pattern, text, strlen(text), 7);
}

TEST(read_pattern_takes_the_values_of_a_whole_line)
{
	static const char *const rows[][3] = {
		{ "TOTAL * {c}%", "TOTAL      1234     56    95%\n", "c=95" },
		{ "TOTAL * {c}%", "TOTAL 95%\n", "-" },
		{ "TOTAL * {c}%", "SUBTOTAL 1 2 95%\n", "-" },
		{ "TOTAL * {c}%", "TOTAL 1 2 95% of it\n", "-" },
		{ "Job ID: {id}", "Job ID: 42", "id=42" },
		{ "Job ID: {id}", "the Job ID: 42", "-" },
		{ "Job ID: {id}", "Job ID: 42 done", "-" },
		{ "*Job ID: {id}", "INFO Job ID: 42", "id=42" },
		{ "*Job ID: {id} *", "x Job ID: y Job ID: 42 z", "id=y" },
		{ "{x}", "  a  ", "x=a" },
		{ "{x}", "a b", "-" },
		{ "{x}", "", "-" },
		{ "{a}:{b}", "1:2:3", "a=1 b=2:3" },
		{ "{a}:{b}:{c}", "1:2:3", "a=1 b=2 c=3" },
		{ "*:{b}", "1:2:3", "b=3" },
		{ "* {a}={b} *", "x y a=1= b=2 z", "a=a b=1=" },
		{ "p50={a} * p99={b}ms", "p50=3ms p90=7ms p99=12ms",
		  "a=3ms b=12" },
		{ "{a}, {b} *", "x y, z 3", "-" },
		{ "a {x} * b {y} * c", "a 1 2 b 3 4 c", "x=1 y=3" },
		{ "a {x} * b {y} * c", "a 1 b 3 c", "-" },
		{ "*a{x}b*", "aaaab b", "x=aaa" },
		{ "*aa b{x} *", "aaa aa bc d", "x=c" },
		{ "{{x}}: {x}", "{x}: 7", "x=7" },
		{ "50% of {x}?", "50% of 7?", "x=7" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		if (strcmp(look(rows[i][0], rows[i][1]), rows[i][2]) != 0)
			fail_msg("'%s' of '%s': %s, not %s", rows[i][0],
				 rows[i][1], look(rows[i][0], rows[i][1]),
				 rows[i][2]);
}

TEST(read_pattern_takes_the_last_line_that_fits)
{
	assert_string_equal(look("c {x}", "c 1\nc 2\r\nd 3\nc 4 5\n"), "x=2");
	assert_string_equal(look("c {x}", "c 1\rc 2\rc 3\r"), "x=3");
	assert_string_equal(look("c {x}", "c 1\nc"), "x=1");
}

TEST(read_pattern_does_not_see_how_a_terminal_shows_it)
{
	static const char nul[] = "c\0 \0"
				  "8\0"
				  "0\0\r\0\n";

	assert_string_equal(
		look("c {x}%", "\x1b[1;32mc\x1b[0m \x1b[31m80\x1b[m%"), "x=80");
	assert_string_equal(
		look("c {x}", "\x1b]8;;http://x\x1b\\c\x1b]8;;\a 80"), "x=80");
	assert_string_equal(look("c {x}", "\tc\t\t 80 \x1b[K\x1b("), "x=80");
	assert_string_equal(look("c  d   {x}", "c d 80"), "x=80");
	assert_string_equal(look("c {x}", "\x1b[\x1b[\x1b]\x1b"), "-");
	assert_string_equal(look_n("c {x}", nul, sizeof(nul) - 1, 100), "x=80");
}

TEST(read_pattern_takes_no_value_that_is_no_text)
{
	char *text = xcalloc(1, 3000);

	assert_string_equal(look("c {x}", "c 1\nc \xff\n"), "x=1");
	memset(text, 'x', 3000);
	memcpy(text, "c 1\nc ", 6);
	assert_int_equal(
		strlen(look_n("c {x}", text, 6 + READ_VALUE_MAX, 9999)),
		2 + READ_VALUE_MAX);
	assert_string_equal(look_n("c {x}", text, 7 + READ_VALUE_MAX, 9999),
			    "x=1");
	free(text);
}

static double seconds(const char *pattern, const char *unit, size_t size)
{
	char *text = xcalloc(1, size);
	size_t n = strlen(unit);
	clock_t start = clock();

	for (size_t i = 0; i < size; i++)
		text[i] = unit[i % n];
	look_n(pattern, text, size, size);
	free(text);
	return (double)(clock() - start) / CLOCKS_PER_SEC;
}

/* Quadratic, each would take minutes.  (An address sanitizer looks at all that
 * memmem() may read.) */
TEST(read_pattern_takes_megabytes_in_one_line)
{
	static const char *const rows[][2] = {
		{ "*a{x}b", "a" },
		{ "*a{x}b*", "a" },
		{ "*a{x}b{y}c*", "ab" },
		{ "*a*a*a*a{x}b*", "a" },
		{ "*a {x} {y} {z}b*", "a " },
		{ "{x}b", "a" },
		{ "*aaaa{x}aab*", "a" },
		{ "{x} b*", " " },
		{ "c {x}", "\r" },
		{ "c {x}", "\x1b" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		assert_true(seconds(rows[i][0], rows[i][1], 1 << 20) < 5);
}

TEST(read_pattern_passes_over_lines_without_end)
{
	char *text = xcalloc(1, READ_LINE_MAX + 100);

	memset(text, 'x', READ_LINE_MAX + 100);
	memcpy(text, "c 1\nc 2 ", 8);
	memcpy(text + READ_LINE_MAX + 90, "\nd 2\nc 33", 9);
	assert_string_equal(look_n("c {x} *", text, READ_LINE_MAX + 99, 65536),
			    "-");
	memcpy(text, "c 1 y\nc 2 ", 10);
	assert_string_equal(look_n("c {x} *", text, READ_LINE_MAX + 99, 65536),
			    "x=1");
	free(text);
}

TEST(read_pattern_refuses_what_is_none)
{
	static const char *const rows[][2] = {
		{ "", "there is no {name} for what is read" },
		{ "TOTAL *", "there is no {name} for what is read" },
		{ "{a}{b}", "there must be text between '*' and names" },
		{ "*{a}", "there must be text between '*' and names" },
		{ "x **{a}", "there must be text between '*' and names" },
		{ "{a} {a}", "'{a}' stands there twice" },
		{ "{A}", "'{A}' is no name of a value" },
		{ "{}", "'{}' is no name of a value" },
		{ "{a} {b} {c} {d} {e} {f} {g} {h} {i}", "more than 8 names" },
	};
	struct read_pattern p;

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		assert_error(read_pattern_read(&p, &arena, rows[i][0]),
			     E_CONFIG);
		assert_string_equal(error_message(), rows[i][1]);
	}
	assert_error(read_pattern_read(&p, &arena, "x {a"), E_CONFIG);
	arena_release(&arena);
}
