#include "tests/unit/unit.h"

#include "base/strbuf.h"
#include "version/version.h"

#include <stdio.h>
#include <string.h>

/* Tests run in folders of their own. */
static FILE *data;

__attribute__((constructor)) static void open_data(void)
{
	data = fopen("tests/unit/version.data", "r");
}

static enum scheme scheme_of(const char *name)
{
	enum scheme s = SCHEME_SEMVER;

	assert_ok(scheme_from_name(&s, name));
	return s;
}

static struct version parse(enum scheme s, const char *text)
{
	struct version v;

	assert_ok(version_parse(&v, s, text));
	return v;
}

#define semver(text) parse(SCHEME_SEMVER, text)
#define pep440(text) parse(SCHEME_PEP440, text)
#define calver(text) parse(SCHEME_CALVER, text)

static int sign(int n)
{
	return (n > 0) - (n < 0);
}

/* One line of the data, into its words; 0 at the end. */
static int next_line(char word[4][200])
{
	char line[900];
	int n = 0;

	while (n <= 0 && fgets(line, sizeof(line), data)) {
		if (*line != '#')
			n = sscanf(line, "%199s %199s %199s %199s", word[0],
				   word[1], word[2], word[3]);
	}
	return n;
}

static void check_line(char word[4][200], int n)
{
	enum scheme s = scheme_of(word[0]);
	struct version a, b;

	if (n == 3) {
		if (strcmp(word[2], "bad") || version_try(&a, s, word[1]))
			fail_msg("%s %s is accepted", word[0], word[1]);
		return;
	}
	a = parse(s, word[1]);
	b = parse(s, word[3]);
	int wanted = *word[2] == '<' ? -1 : 0;
	if (sign(version_cmp(&a, &b)) != wanted ||
	    sign(version_cmp(&b, &a)) != -wanted)
		fail_msg("not so: %s %s %s %s", word[0], word[1], word[2],
			 word[3]);
	assert_int_equal(version_cmp(&a, &a), 0);
}

TEST(version_order_is_as_in_version_data)
{
	char word[4][200];
	int n, lines = 0;

	assert_non_null(data);
	rewind(data);
	while ((n = next_line(word)) > 0) {
		check_line(word, n);
		lines++;
	}
	assert_true(lines > 800);
}

TEST(version_order_is_total_over_version_data)
{
	static struct version all[1000];
	char word[4][200];
	int n, count = 0;

	rewind(data);
	while ((n = next_line(word)) > 0 && count < 1000) {
		if (n == 4 && !strcmp(word[0], "pep440") && count % 7 < 6)
			all[count++] = pep440(word[1]);
		else if (n == 4 && !strcmp(word[0], "semver"))
			all[count++] = semver(word[1]);
	}
	for (int a = 0; a < count; a++) {
		for (int b = 0; b < count; b++) {
			int c = (a * 31 + b * 17) % count;

			if (all[a].scheme != all[b].scheme ||
			    all[b].scheme != all[c].scheme ||
			    version_cmp(&all[a], &all[b]) > 0 ||
			    version_cmp(&all[b], &all[c]) > 0)
				continue;
			assert_true(version_cmp(&all[a], &all[c]) <= 0);
		}
	}
}

TEST(version_keeps_the_spelling)
{
	assert_string_equal(semver("v1.2.0-rc.1+b5").text, "1.2.0-rc.1+b5");
	assert_string_equal(semver("1.2.0-rc.1+b5").build, "b5");
	assert_string_equal(pep440("1.0Alpha01").text, "1.0Alpha01");
	assert_string_equal(pep440("1.0Alpha01").pre, "a.1");
	assert_string_equal(calver("24.03.0a1").text, "24.03.0a1");
	assert_int_equal(calver("24.03.0a1").part[1], 3);
	assert_int_equal(calver("24.03.0a1").n_parts, 3);
	assert_int_equal(pep440("2!1.0").epoch, 2);
}

TEST(version_parse_says_what_is_wrong_and_what_would_do)
{
	struct version v;
	char text[200] = "1.0.0-";

	assert_error(version_parse(&v, SCHEME_SEMVER, "1.2"), E_USAGE);
	assert_string_equal(error_message(),
			    "'1.2' is no semantic version: three numbers, "
			    "as in 1.2.0");
	assert_error(version_parse(&v, SCHEME_SEMVER, "1.02.0"), E_USAGE);
	assert_string_equal(error_message(),
			    "'1.02.0' is no semantic version: a number starts "
			    "with 0; write it without, as in 1.2.0");
	assert_string_equal(error_hints(),
			    "release.scheme calver keeps leading zeros\n");
	assert_error(version_parse(&v, SCHEME_SEMVER, "1.2.0rc1"), E_USAGE);
	assert_non_null(strstr(error_message(), "1.2.0-rc1"));
	assert_error(version_parse(&v, SCHEME_CALVER, "26"), E_USAGE);
	assert_non_null(strstr(error_message(), "26.2.0"));
	assert_error(version_parse(&v, SCHEME_PEP440, "0.0.0-test"), E_USAGE);
	assert_non_null(strstr(error_message(), "1.2.0rc1"));
	assert_error(version_parse(&v, SCHEME_SEMVER, ""), E_USAGE);
	memset(text + 6, 'a', 121);
	assert_error(version_parse(&v, SCHEME_SEMVER, text), E_USAGE);
	text[127] = 'a';
	assert_error(version_parse(&v, SCHEME_SEMVER, text), E_USAGE);
	text[101] = '\0';
	assert_ok(version_parse(&v, SCHEME_SEMVER, text));
	assert_error(scheme_from_name(&v.scheme, "SemVer"), E_USAGE);
}

static void next_is(struct version v, enum part part, const char *wanted)
{
	struct version next;

	assert_ok(version_next(&next, &v, part));
	assert_string_equal(next.text, wanted);
	assert_int_equal(next.scheme, v.scheme);
	assert_true(version_cmp(&v, &next) < 0);
}

TEST(version_next_of_a_final_steps_on)
{
	next_is(semver("1.2.3"), PART_MAJOR, "2.0.0");
	next_is(semver("1.2.3"), PART_MINOR, "1.3.0");
	next_is(semver("1.2.3+b"), PART_PATCH, "1.2.4");
	next_is(pep440("1!1.9"), PART_MINOR, "1!1.10");
	next_is(pep440("1.9"), PART_PATCH, "1.9.1");
	next_is(pep440("1"), PART_PATCH, "1.0.1");
	next_is(pep440("1.2.3.4"), PART_PATCH, "1.2.4.0");
	next_is(pep440("1.2.3.post1"), PART_PATCH, "1.2.4");
	next_is(pep440("1.2.3.post1.dev2"), PART_PATCH, "1.2.4");
	next_is(calver("24.03.0"), PART_PATCH, "24.03.1");
	next_is(calver("24.03.0"), PART_MINOR, "24.04.0");
	next_is(calver("24.09.05"), PART_MINOR, "24.10.00");
}

TEST(version_next_of_a_pre_release_is_its_final_if_that_is_a_step)
{
	next_is(semver("2.0.0-rc1"), PART_PATCH, "2.0.0");
	next_is(semver("2.0.0-rc1"), PART_MAJOR, "2.0.0");
	next_is(semver("1.3.0-rc1"), PART_MINOR, "1.3.0");
	next_is(semver("1.3.0-rc1"), PART_MAJOR, "2.0.0");
	next_is(semver("1.2.4-rc1"), PART_PATCH, "1.2.4");
	next_is(semver("1.2.4-rc1"), PART_MINOR, "1.3.0");
	next_is(semver("0.0.0-test"), PART_PATCH, "0.0.0");
	next_is(semver("0.0.0-test"), PART_MINOR, "0.1.0");
	next_is(semver("0.0.0-test"), PART_MAJOR, "1.0.0");
	next_is(pep440("1.3.dev4"), PART_PATCH, "1.3");
	next_is(pep440("1.3rc1.post2"), PART_PATCH, "1.3");
	next_is(calver("26.2.0rc2"), PART_PATCH, "26.2.0");
}

TEST(version_next_ends_where_numbers_end)
{
	struct version v = semver("1.2.18446744073709551615"), next;

	assert_error(version_next(&next, &v, PART_PATCH), E_USAGE);
	assert_ok(version_next(&next, &v, PART_MINOR));
	assert_string_equal(next.text, "1.3.0");
}

static const char *series(struct version v)
{
	static struct strbuf sb = STRBUF_INIT;
	static char text[200];

	version_series(&sb, &v);
	snprintf(text, sizeof(text), "%s", sb.buf);
	strbuf_release(&sb);
	return text;
}

TEST(version_series_and_parts_keep_zeros)
{
	struct strbuf sb = STRBUF_INIT;
	struct version v = calver("24.03.0a1");

	assert_string_equal(series(semver("1.2.3")), "1.2");
	assert_string_equal(series(v), "24.03");
	assert_string_equal(series(pep440("6")), "6.0");
	assert_string_equal(series(pep440("1!2.3.4")), "1!2.3");
	for (int i = -1; i < 7; i++)
		version_part_text(&sb, &v, i);
	assert_string_equal(sb.buf, "024030"
				    "0000");
	strbuf_release(&sb);
}

TEST(a_version_of_nothing_but_zeros_is_a_rehearsal)
{
	static const char *const tests[][2] = {
		{ "semver", "0.0.0-test" },
		{ "semver", "0.0.0" },
		{ "pep440", "0.0.0.dev1" },
		{ "calver", "00.0.0rc1" },
	};

	for (size_t i = 0; i < sizeof(tests) / sizeof(*tests); i++) {
		struct version v = parse(scheme_of(tests[i][0]), tests[i][1]);

		assert_string_equal(version_type(&v), "rehearsal");
	}
}

TEST(version_type_says_what_kind_of_release)
{
	static const char *const tests[][3] = {
		{ "semver", "1.0.0", "major" },
		{ "semver", "1.2.0", "minor" },
		{ "semver", "1.2.3", "patch" },
		{ "semver", "1.2.0-rc1", "candidate" },
		{ "semver", "1.2.0-RC.1", "candidate" },
		{ "semver", "1.2.0-rc", "candidate" },
		{ "semver", "1.2.0-rcx", "pre-release" },
		{ "semver", "1.2.0-rc.10r.1", "pre-release" },
		{ "semver", "1.2.0-beta.1", "pre-release" },
		{ "semver", "1.2.0+b", "minor" },
		{ "pep440", "1.0c1", "candidate" },
		{ "pep440", "1.0rc1.dev1", "pre-release" },
		{ "pep440", "1.0.dev1", "pre-release" },
		{ "pep440", "1.0.post1", "patch" },
		{ "pep440", "1.2.0.1", "patch" },
		{ "calver", "24.03.0b5", "pre-release" },
		{ "calver", "26.2.0", "minor" },
	};

	for (size_t i = 0; i < sizeof(tests) / sizeof(*tests); i++) {
		struct version v = parse(scheme_of(tests[i][0]), tests[i][1]);

		assert_string_equal(version_type(&v), tests[i][2]);
		assert_int_equal(version_is_pre(&v),
				 strstr("candidate pre-release", tests[i][2]) !=
					 NULL);
	}
}

static void candidate_is(struct version v, long n, const char *wanted)
{
	struct version made;

	assert_ok(version_next_candidate(&made, &v));
	assert_string_equal(made.text, wanted);
	assert_int_equal(version_candidate(&made), n);
}

TEST(version_candidates_are_counted_and_spelt_alike)
{
	struct version v = semver("1.2.0-beta1");

	assert_int_equal(version_candidate(&v), -1);
	v = pep440("1.0rc");
	assert_int_equal(version_candidate(&v), 0);
	candidate_is(semver("1.2.0"), 1, "1.2.0-rc1");
	candidate_is(semver("1.2.0-rc9"), 10, "1.2.0-rc10");
	candidate_is(semver("1.2.0-rc.9+b"), 10, "1.2.0-rc.10");
	candidate_is(semver("1.2.0-rc-9"), 10, "1.2.0-rc-10");
	candidate_is(semver("1.2.0-beta.3"), 1, "1.2.0-rc1");
	candidate_is(pep440("1!1.2rc1.post3"), 2, "1!1.2rc2");
	candidate_is(pep440("1.2c1"), 2, "1.2c2");
	candidate_is(pep440("1.2rcR2"), 1, "1.2rc1");
	candidate_is(calver("24.03.0"), 1, "24.03.0rc1");
	candidate_is(calver("24.03.0b5"), 1, "24.03.0rc1");
}

static void next_candidate_is(struct version v, const char *wanted)
{
	struct version next;

	assert_ok(version_next_candidate(&next, &v));
	assert_string_equal(next.text, wanted);
	assert_true(version_is_pre(&v) == (version_cmp(&v, &next) < 0));
}

TEST(version_next_candidate_counts_by_the_number)
{
	struct version v = semver("1.2.0-rc99999999999999999999"), next;

	next_candidate_is(semver("1.2.0"), "1.2.0-rc1");
	next_candidate_is(semver("1.2.0-beta.3"), "1.2.0-rc1");
	next_candidate_is(semver("1.2.0-rc9"), "1.2.0-rc10");
	next_candidate_is(semver("1.2.0-rc"), "1.2.0-rc1");
	next_candidate_is(pep440("26.2.0rc1"), "26.2.0rc2");
	next_candidate_is(pep440("26.2.0rc2.dev1"), "26.2.0rc2");
	next_candidate_is(pep440("26.2.0rc2.post1.dev1"), "26.2.0rc3");
	next_candidate_is(pep440("26.2.0.dev1"), "26.2.0rc1");
	next_candidate_is(calver("24.03.0rc09"), "24.03.0rc10");
	assert_error(version_next_candidate(&next, &v), E_USAGE);
	assert_string_equal(error_message(), "there is no candidate after "
					     "'1.2.0-rc99999999999999999999'");
}

static void final_is(struct version v, const char *wanted)
{
	struct version final;

	version_final(&final, &v);
	assert_string_equal(final.text, wanted);
}

TEST(version_final_is_what_a_pre_release_leads_to)
{
	final_is(semver("1.2.0-rc1"), "1.2.0");
	final_is(semver("1.2.0-rc.1+b"), "1.2.0");
	final_is(semver("1.2.0+b"), "1.2.0+b");
	final_is(calver("24.03.0a1"), "24.03.0");
	final_is(pep440("1!1.2rc1.post3"), "1!1.2");
	final_is(pep440("1.2.post1.dev2"), "1.2.post1.dev2");
	final_is(pep440("1!1.2.dev3"), "1!1.2");
	final_is(pep440("1.2.post1"), "1.2.post1");
}

TEST(version_leads_to_the_final_of_the_same_numbers)
{
	struct version rc = pep440("1.2rc1"), dev = pep440("1.2.dev1");
	struct version same = pep440("1.2.0"), next = pep440("1.2.1");
	struct version epoch = pep440("1!1.2");

	assert_true(version_leads_to(&rc, &same));
	assert_false(version_leads_to(&rc, &next));
	assert_false(version_leads_to(&rc, &epoch));
	assert_false(version_leads_to(&dev, &same));
	assert_false(version_leads_to(&same, &same));
}

TEST(version_part_names_are_three)
{
	enum part p;

	assert_true(part_from_name(&p, "minor"));
	assert_int_equal(p, PART_MINOR);
	assert_false(part_from_name(&p, "rc"));
	assert_false(part_from_name(&p, "1.0.0"));
}
