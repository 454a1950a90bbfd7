#include "tests/unit/unit.h"

#include "base/strbuf.h"
#include "checklist/condition.h"
#include "checklist/condition_clash.h"
#include "checklist/decimal.h"
#include "checklist/duration.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>

static struct arena arena;

/* "sps=41200 sps-min=39010 previous:sps=40000" */
static const char *value_in(void *data, const char *name, bool previous)
{
	struct strbuf key = STRBUF_INIT;
	const char *p = data;
	char *found = NULL;

	strbuf_addf(&key, "%s%s=", previous ? "previous:" : "", name);
	while (*p && !found) {
		size_t n = strcspn(p, " ");
		if (starts_with(p, key.buf))
			found = arena_strndup(&arena, p + key.len, n - key.len);
		p += n + strspn(p + n, " ");
	}
	strbuf_release(&key);
	return found;
}

/* What is wrong: "" if nothing is. */
static const char *judge_in(const char *text, const char *values)
{
	struct strbuf why = STRBUF_INIT;
	struct condition c;
	char copy[4000];

	assert_true(strlen(values) < sizeof(copy));
	memcpy(copy, values, strlen(values) + 1);
	assert_ok(condition_read(&c, &arena, text));
	bool met = condition_met(&c, value_in, copy, &why);
	assert_int_equal(met, !why.len);
	const char *said = arena_strdup(&arena, why.buf);
	strbuf_release(&why);
	return said;
}

#define assert_says(text, values, want)                                        \
	do {                                                                   \
		assert_string_equal(judge_in(text, values), want);             \
		arena_release(&arena);                                         \
	} while (0)

TEST(condition_compares_decimals_as_they_are_written)
{
	static const char *const met[][2] = {
		{ "c >= 80", "c=80" },
		{ "c >= 80", "c=80.0" },
		{ "c >= 80", "c=080.000" },
		{ "c == 80.0", "c=80" },
		{ "c < 80", "c=79.96" },
		{ "c > 79.9", "c=79.96" },
		{ "c != 80", "c=80.00000000000000000000000000001" },
		{ "c >= -1", "c=-0.5" },
		{ "c == 0", "c=-0.0" },
		{ "c < 0.1", "c=.09" },
		{ "c>=80", "c=80" },
		{ "c >= 80%", "c=80" },
		{ "c >= 1 and c <= 2", "c=1.5" },
	};

	for (size_t i = 0; i < sizeof(met) / sizeof(*met); i++)
		assert_says(met[i][0], met[i][1], "");
	assert_says("c >= 80", "c=79.96", "c is 79.96, not >= 80");
	assert_says("c > 80", "c=80.0", "c is 80.0, not > 80");
	assert_says("c != 80", "c=80.0", "c is 80.0, not != 80");
	assert_says("c >= 0", "c=-0.001", "c is -0.001, not >= 0");
}

TEST(condition_compares_with_other_values_and_with_the_release_before)
{
	assert_says("sps >= 38000 and sps-min >= 90% of sps",
		    "sps=41200 sps-min=39010", "");
	assert_says(
		"sps >= 38000 and sps-min >= 90% of sps",
		"sps=37000 sps-min=33299.9",
		"sps is 37000, not >= 38000; sps-min is 33299.9, not >= 90% of sps (33300)");
	assert_says("start-ms <= 110% of previous",
		    "start-ms=110 previous:start-ms=100", "");
	assert_says("start-ms <= 110% of previous",
		    "start-ms=110.01 previous:start-ms=100",
		    "start-ms is 110.01, not <= 110% of previous (110)");
	assert_says("a <= 1.5 of b", "a=3 b=2", "");
	assert_says("a <= -0.5 of b", "a=3 b=-6", "");
}

TEST(condition_fails_where_a_value_is_missing_or_no_number)
{
	assert_says("c >= 0", "d=1", "there is no c");
	assert_says("c >= 0", "c=", "there is no c");
	assert_says("c >= 1% of d", "c=1", "there is no d");
	assert_says("c >= 1% of previous", "c=1",
		    "there is no c of the release before");
	assert_says("c != 1", "c=nan", "c is no number: 'nan'");
	assert_says("c != 1", "c=80,0", "c is no number: '80,0'");
	assert_says("c != 1", "c=1e3", "c is no number: '1e3'");
	assert_says("c != 1", "c=inf", "c is no number: 'inf'");
	assert_says("c != 1", "c=0x10", "c is no number: '0x10'");
	assert_says("c != 1", "c=5.", "c is no number: '5.'");
	assert_says("c != 1", "c=80%", "c is no number: '80%'");
	assert_says("c >= 1% of previous", "c=1 previous:c=x",
		    "c of the release before is no number: 'x'");
}

TEST(condition_means_the_same_in_each_locale)
{
	if (!setlocale(LC_ALL, "de_DE.UTF-8"))
		setlocale(LC_ALL, "C.UTF-8");
	assert_says("c >= 79.96", "c=79.96", "");
	assert_says("c >= 50.5% of d", "c=50.5 d=100", "");
	assert_says("c >= 80", "c=80,0", "c is no number: '80,0'");
	setlocale(LC_ALL, "C");
}

TEST(condition_takes_numbers_of_hundreds_of_digits)
{
	char values[3000] = "c=1", *end = values + 3;

	memset(end, '0', 400);
	memcpy(end + 400, ".5", 3);
	assert_says("c > 1", values, "");
	assert_says("c <= 100% of c", values, "");
	assert_true(
		starts_with(judge_in("c < 100% of c", values), "c is 1000"));
	arena_release(&arena);
}

TEST(condition_refuses_a_threshold_of_hundreds_of_digits)
{
	char text[500] = "c >= ", *digits = text + 5;
	struct condition c;

	memset(digits, '9', 101);
	assert_error(condition_read(&c, &arena, text), E_CONFIG);
	assert_string_equal(error_message(), "a number has at most 100 digits");
	memset(digits, '9', 400);
	assert_error(condition_read(&c, &arena, text), E_CONFIG);
	assert_string_equal(error_message(), "a number has at most 100 digits");
	digits[100] = '\0';
	assert_ok(condition_read(&c, &arena, text));
	assert_string_equal(c.term[0].number, digits);
	arena_release(&arena);
}

TEST(decimal_multiplies_exactly)
{
	static const struct {
		const char *a, *b;
		size_t shift;
		const char *product;
	} rows[] = {
		{ "90", "37000", 2, "33300" },  { "110", "0.07", 2, "0.077" },
		{ "33.3", "0.1", 2, "0.0333" }, { "0", "12", 2, "0" },
		{ "-0", "12", 0, "0" },         { "-2", "0.5", 0, "-1" },
		{ "-2", "-.5", 0, "1" },        { "999", "999", 0, "998001" },
		{ "007.500", "2", 0, "15" },    { "100", "1", 2, "1" },
		{ "1", "1", 2, "0.01" },        { "1", "100", 0, "100" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct strbuf out = STRBUF_INIT;
		decimal_multiply(&out, rows[i].a, rows[i].b, rows[i].shift);
		assert_string_equal(out.buf, rows[i].product);
		strbuf_release(&out);
	}
}

TEST(condition_refuses_what_is_none)
{
	static const char *const rows[][2] = {
		{ "", "the name of a value is missing" },
		{ "c", "there is no comparison: >= <= > < == !=" },
		{ "c = 80", "'=' is none of >= <= > < == !=" },
		{ "c => 80", "'=>' is none of >= <= > < == !=" },
		{ "c at least 80", "'at' is none of >= <= > < == !=" },
		{ "c >=", "there is no number behind '>='" },
		{ "c >= 80,0", "'80,0' is no decimal number" },
		{ "c >= 1e3", "'1e3' is no decimal number" },
		{ "c >= nan", "'nan' is no decimal number" },
		{ "c >= 80 %x", "'x' where 'and' may stand" },
		{ "c >= 80 or d >= 1", "'or' where 'and' may stand" },
		{ "c >= 80 and", "the name of a value is missing" },
		{ "and >= 80", "'and' is no name of a value" },
		{ "C >= 80", "'C' is no name of a value" },
		{ "(c >= 80)", "'(c' is no name of a value" },
		{ "c >= 90% of", "the name of a value is missing" },
		{ "c >= 90% of 3", "'3' is no name of a value" },
		{ "c >= 90% of d e", "'e' where 'and' may stand" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct condition c;
		assert_error(condition_read(&c, &arena, rows[i][0]), E_CONFIG);
		assert_string_equal(error_message(), rows[i][1]);
	}
	arena_release(&arena);
}

static bool clashes(const char *text)
{
	const struct term *a, *b;
	struct condition c;

	assert_ok(condition_read(&c, &arena, text));
	bool clash = condition_clash(&c, &a, &b);
	arena_release(&arena);
	return clash;
}

TEST(condition_that_no_number_meets_is_known)
{
	assert_true(clashes("c >= 80 and c < 70"));
	assert_true(clashes("c > 80 and c <= 80.0"));
	assert_true(clashes("c == 1 and d > 3 and c == 2"));
	assert_true(clashes("c == 1 and c != 1.0"));
	assert_false(clashes("c >= 80 and c <= 80"));
	assert_false(clashes("c >= 80 and d < 70"));
	assert_false(clashes("c >= 80 and c < 70% of d"));
	assert_false(clashes("c != 1 and c != 2"));
}

TEST(duration_is_a_number_with_its_unit)
{
	static const char *const bad[] = {
		"",    "10",  "m",    "0m",     "1w",
		"1 d", "-1d", "1.5h", "10001d", "99999999999999s"
	};
	long long s;

	assert_ok(duration_read(&s, "30s"));
	assert_int_equal(s, 30);
	assert_ok(duration_read(&s, "10m"));
	assert_int_equal(s, 600);
	assert_ok(duration_read(&s, "24h"));
	assert_int_equal(s, 86400);
	assert_ok(duration_read(&s, "7d"));
	assert_int_equal(s, 604800);
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		assert_error(duration_read(&s, bad[i]), E_CONFIG);
	assert_string_equal(
		error_message(),
		"'99999999999999s' is no duration: 30s, 10m, 24h, 7d");
}
