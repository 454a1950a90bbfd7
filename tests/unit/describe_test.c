#include "tests/unit/unit.h"

#include "git/describe.h"

#include <string.h>

static char text[200];

/* The normal form of the version in a tag's name, "-" where there is none. */
static const char *of_tag(const char *tag, const char *name)
{
	struct strbuf sb = STRBUF_INIT;
	struct version v;

	if (describe_tag(&v, tag, name, SCHEME_PEP440))
		version_normal(&sb, &v);
	else
		strbuf_addc(&sb, '-');
	snprintf(text, sizeof(text), "%s", sb.buf);
	strbuf_release(&sb);
	return text;
}

#define assert_tag(tag, want)                                                  \
	assert_string_equal(of_tag(tag, "v{version}"), want)

TEST(describe_takes_the_tags_that_fit_the_template)
{
	assert_tag("v0.2.0", "0.2.0");
	assert_tag("v1.0.0-rc1", "1.0.0rc1");
	assert_tag("v1.0-1", "1.0.post1");
	assert_tag("v1.0+local.1", "1.0");
	assert_tag("v1!2.0", "1!2.0");
	assert_tag("v24.03.0a1", "24.3.0a1");
	assert_tag("v1.0_alpha", "1.0a0");
	assert_string_equal(of_tag("core/1.2", "core/{version}"), "1.2");
}

TEST(describe_passes_over_tags_that_do_not_fit)
{
	assert_tag("latest", "-");
	assert_tag("0.2.0", "-");
	assert_tag("py-v3.0.0", "-");
	assert_tag("nightly-2024-01-15", "-");
	assert_tag("v0.0.0-test", "-");
	assert_tag("", "-");
	assert_string_equal(of_tag("v1.2", "core/{version}"), "-");
	assert_string_equal(of_tag("other-1.2", "{version}"), "-");
}

TEST(describe_takes_only_versions_of_the_scheme)
{
	struct version v;

	assert_false(describe_tag(&v, "v1.2", "v{version}", SCHEME_SEMVER));
	assert_true(
		describe_tag(&v, "v1.2.0+a-1", "v{version}", SCHEME_SEMVER));
}

static const char *derive(const char *tag, unsigned long distance, bool dirty)
{
	struct described d = { .tag = tag,
			       .distance = distance,
			       .dirty = dirty };
	struct strbuf sb = STRBUF_INIT;

	assert_true(version_try(&d.base, SCHEME_PEP440, tag ? tag : "0.0"));
	snprintf(text, sizeof(text), "%s",
		 describe_version(&sb, &d) < 0 ? "-" : sb.buf);
	strbuf_release(&sb);
	return text;
}

TEST(describe_counts_on_from_the_last_number)
{
	assert_string_equal(derive("v0.2.0", 0, false), "0.2.0");
	assert_string_equal(derive("v0.2.0", 3, false), "0.2.1.dev3");
	assert_string_equal(derive("v0.1.2", 10, true), "0.1.3.dev10");
	assert_string_equal(derive("v0.2.0", 0, true), "0.2.1.dev0");
	assert_string_equal(derive("v1.0rc9", 2, false), "1.0rc10.dev2");
	assert_string_equal(derive("v1.0.post1", 2, false), "1.0.post2.dev2");
	assert_string_equal(derive(NULL, 7, false), "0.1.dev7");
	assert_string_equal(derive("1!2.0", 1, false), "1!2.1.dev1");
}

TEST(describe_lets_dev_0_lead_to_what_it_names)
{
	assert_string_equal(derive("v1.0.dev0", 0, false), "1.0.dev0");
	assert_string_equal(derive("v1.0.dev0", 4, false), "1.0.dev4");
	assert_string_equal(derive("v1.0.dev3", 0, false), "1.0.dev3");
	assert_string_equal(derive("v1.0.dev3", 4, false), "-");
	assert_non_null(strstr(error_message(), ".dev number"));
}

TEST(describe_prints_as_git_does)
{
	struct described d = {
		.tag = "v1.0", .distance = 3, .dirty = true, .commit = "abc1234"
	};
	struct strbuf sb = STRBUF_INIT;

	describe_plain(&sb, &d);
	assert_string_equal(sb.buf, "v1.0-3-gabc1234-dirty");
	d.distance = 0;
	strbuf_reset(&sb);
	describe_plain(&sb, &d);
	assert_string_equal(sb.buf, "v1.0-dirty");
	d.tag = NULL;
	strbuf_reset(&sb);
	describe_plain(&sb, &d);
	assert_string_equal(sb.buf, "abc1234-dirty");
	strbuf_release(&sb);
}
