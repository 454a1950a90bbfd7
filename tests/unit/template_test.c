#include "tests/unit/unit.h"

#include "base/strbuf.h"
#include "base/strvec.h"
#include "text/template.h"

#include <string.h>

static struct strbuf out = STRBUF_INIT;

static const char *expand(const char *text, const struct template_vars *v)
{
	strbuf_reset(&out);
	assert_ok(template_expand(&out, text, v));
	return out.buf;
}

static const char *match(const char *text, const char *name)
{
	strbuf_reset(&out);
	return template_match(text, name, &out) ? out.buf : NULL;
}

TEST(template_expand_fills_every_placeholder)
{
	const struct template_vars v = {
		.version = "1.2.3",
		.series = "1.2",
		.major = "1",
		.minor = "2",
		.patch = "3",
		.candidate = "4",
		.final = "1.2.4",
		.type = "patch",
		.date = "2026-02-03",
		.description = "d",
		.branch = "b",
		.tag = "t",
		.previous = "p",
	};

	assert_string_equal(
		expand("{version}|{series}|{major}|{minor}|"
		       "{patch}|{candidate}|{final}|{type}|{date}|{description}|"
		       "{branch}|{tag}|{previous}",
		       &v),
		"1.2.3|1.2|1|2|3|4|1.2.4|patch|2026-02-03|d|b|t|p");
	assert_string_equal(expand("", &v), "");
	assert_string_equal(expand("no placeholder\n", &v), "no placeholder\n");
	strbuf_release(&out);
}

TEST(template_doubled_braces_are_plain_ones)
{
	const struct template_vars v = { .version = "1" };

	assert_string_equal(expand("{{version}} {{{version}}} }}{{", &v),
			    "{version} {1} }{");
	strbuf_release(&out);
}

TEST(template_values_are_not_expanded_again)
{
	const struct template_vars v = { .version = "{tag}", .tag = "x" };

	assert_string_equal(expand("{version}", &v), "{tag}");
	strbuf_release(&out);
}

TEST(template_set_takes_the_last_value_of_a_name)
{
	struct strvec set = STRVEC_INIT;
	struct template_vars v = { .set = &set };

	strvec_pushl(&set, "web=1", "webui=3", "web=2=x",
		     "empty=", (char *)NULL);
	assert_string_equal(expand("{set.web}|{set.webui}|{set.empty}", &v),
			    "2=x|3|");
	strvec_clear(&set);
	strbuf_release(&out);
}

TEST(template_check_refuses_what_it_does_not_know)
{
	static const char *const bad[] = {
		"{",          "}",
		"{version",   "version}",
		"{versions}", "{Version}",
		"{}",         "{ver{tag}",
		"{set.}",     "{set.a b}",
		"{ version}", "{set.\n}",
		"{version}}", "{{{version}}",
	};

	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		assert_error(template_check(bad[i]), E_CONFIG);
	assert_error(template_check("{versoin}"), E_CONFIG);
	assert_string_equal(error_message(), "unknown placeholder '{versoin}'");
	assert_non_null(strstr(error_hints(), "{version}"));
	assert_ok(template_check("{set.web-UI_2} {version}"));
}

TEST(template_expand_names_what_is_missing_and_adds_nothing)
{
	const struct template_vars v = { .version = "1" };

	strbuf_adds(&out, "kept");
	assert_error(template_expand(&out, "{version} {description}", &v),
		     E_USAGE);
	assert_string_equal(error_message(), "no value for '{description}'");
	assert_string_equal(error_hints(), "give it with -m <text>\n");
	assert_error(template_expand(&out, "{version} {set.web}", &v), E_USAGE);
	assert_string_equal(error_hints(), "give it with --set web=<value>\n");
	assert_error(template_expand(&out, "{candidate}", &v), E_USAGE);
	assert_string_equal(error_message(), "no value for '{candidate}'");
	assert_string_equal(error_hints(),
			    "only a release candidate has a number\n");
	assert_error(template_expand(&out, "{previous}", &v), E_USAGE);
	assert_string_equal(error_hints(), "");
	assert_error(template_expand(&out, "{x}", &v), E_CONFIG);
	assert_string_equal(out.buf, "kept");
	strbuf_release(&out);
}

static const char *match_line(const char *text, const char *name)
{
	strbuf_reset(&out);
	return template_match_line(text, name, &out) ? out.buf : NULL;
}

TEST(template_match_line_takes_the_series_out_of_a_name)
{
	assert_string_equal(match_line("stable/v{series}", "stable/v1.2"),
			    "1.2");
	assert_string_equal(match_line("stable/v{series}.x", "stable/v1.2.x"),
			    "1.2");
	assert_string_equal(match_line("nm-{major}-{minor}", "nm-1-58"),
			    "1.58");
	assert_string_equal(match_line("{major}.x", "12.x"), "12");
	assert_string_equal(match_line("{major}{minor}", "123"), "12.3");
	assert_string_equal(match_line("legacy", "legacy"), "");
	assert_string_equal(match_line("a{{b{series}", "a{b1.0"), "1.0");
	assert_null(match_line("stable/v{series}", "stable/v"));
	assert_null(match_line("stable/v{series}", "stable/v1/2"));
	assert_null(match_line("stable/v{series}.x", "stable/v1.2"));
	assert_null(match_line("nm-{major}-{minor}", "nm-1-x"));
	assert_null(match_line("legacy", "legacy2"));
	assert_null(match_line("{type}", "minor"));
	assert_null(match_line("{series", "1.0"));
}

TEST(template_match_takes_the_version_out_of_a_name)
{
	assert_string_equal(match("release/v{version}", "release/v1.2.0"),
			    "1.2.0");
	assert_string_equal(match("{version}", "1.2.0"), "1.2.0");
	assert_string_equal(match("stable/{series}.x", "stable/6.x"), "6");
	assert_string_equal(match("a{{{version}}}", "a{1}"), "1");
	assert_null(match("release/v{version}", "release/1.2.0"));
	assert_null(match("release/v{version}", "release/v"));
	assert_null(match("stable/{series}.x", "stable/.x"));
	assert_null(match("aa{version}aa", "aaa"));
	assert_null(match("release", "release"));
	assert_null(match("{version}{version}", "11"));
	assert_null(match("{type}/{version}", "minor/1"));
	assert_null(match("{date}", "1"));
	assert_null(match("{version}{", "1{"));
	strbuf_release(&out);
}
