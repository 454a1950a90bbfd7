#include "tests/unit/unit.h"

#include "base/arena.h"
#include "version/merge_version.h"

#include <string.h>

static struct strbuf out = STRBUF_INIT;

static const char *pick(enum scheme scheme, const char *base, const char *ours,
			const char *theirs)
{
	const char *v = merge_version_pick(scheme, base, ours, theirs);

	return v ? v : "(nobody)";
}

TEST(merge_version_of_the_side_that_changed_it_stays)
{
	assert_string_equal(pick(SCHEME_SEMVER, "0.1.0", "0.1.0", "0.2.0"),
			    "0.2.0");
	assert_string_equal(pick(SCHEME_SEMVER, "0.2.0", "0.1.0", "0.2.0"),
			    "0.1.0");
	assert_string_equal(pick(SCHEME_SEMVER, "0.1.0", "0.2.0", "0.2.0"),
			    "0.2.0");
	assert_string_equal(pick(SCHEME_SEMVER, "a", "b", "a"), "b");
}

TEST(merge_version_that_is_higher_wins_where_both_changed_it)
{
	assert_string_equal(pick(SCHEME_PEP440, "0.1.0", "0.3.0.dev0", "0.2.0"),
			    "0.3.0.dev0");
	assert_string_equal(pick(SCHEME_PEP440, "0.1.0", "0.2.0.dev0", "0.2.0"),
			    "0.2.0");
	assert_string_equal(pick(SCHEME_SEMVER, "0.1.0", "0.10.0-rc2",
				 "0.10.0-rc10"),
			    "0.10.0-rc10");
	assert_string_equal(pick(SCHEME_SEMVER, "0.1.0", "v0.9.0", "v0.10.0"),
			    "v0.10.0");
	assert_string_equal(pick(SCHEME_CALVER, "26.01", "26.03", "26.02.1"),
			    "26.03");
}

TEST(merge_version_of_another_scheme_is_compared_in_that_one)
{
	assert_string_equal(pick(SCHEME_SEMVER, "0.1.0", "0.3.0.dev0", "0.2.0"),
			    "0.3.0.dev0");
	assert_string_equal(pick(SCHEME_PEP440, "0.1.0", "0.3.0-x.y", "0.2.0"),
			    "0.3.0-x.y");
}

TEST(merge_version_is_left_alone_where_nothing_tells_which_is_higher)
{
	assert_string_equal(pick(SCHEME_SEMVER, "1", "next", "0.2.0"),
			    "(nobody)");
	assert_string_equal(pick(SCHEME_PEP440, "1", "0.2.0-rc.1", "0.2.0rc1"),
			    "(nobody)");
	assert_string_equal(pick(SCHEME_SEMVER, "1", "1.0.0+a", "1.0.0+b"),
			    "(nobody)");
}

TEST(merge_version_of_a_release_is_no_other)
{
	assert_true(merge_version_is(SCHEME_PEP440, "0.2.0", "0.2.0"));
	assert_true(merge_version_is(SCHEME_PEP440, "v0.2.0", "0.2.0"));
	assert_true(merge_version_is(SCHEME_PEP440, "0.2.0-rc.1", "0.2.0rc1"));
	assert_true(merge_version_is(SCHEME_SEMVER, "0.2.0+a", "0.2.0+a"));
	assert_false(merge_version_is(SCHEME_PEP440, "0.3.0.dev0", "0.2.0"));
	assert_false(merge_version_is(SCHEME_PEP440, "0.2.0.dev0", "0.2.0"));
	assert_false(merge_version_is(SCHEME_SEMVER, "0.2.0+a", "0.2.0"));
	assert_false(merge_version_is(SCHEME_SEMVER, "next", "0.2.0"));
}

static const char *put(const char *file, const char *text, const char *version)
{
	struct arena arena = ARENA_INIT;
	struct vfile *f = NULL;
	size_t n = 0;

	strbuf_reset(&out);
	assert_ok(vfile_list(&f, &n, &arena, file));
	bool ok = merge_version_put(f, text, strlen(text), version, &out);
	arena_release(&arena);
	return ok ? out.buf : "(not)";
}

TEST(merge_version_is_put_in_without_another_change)
{
	assert_string_equal(put("pyproject.toml",
				"\xef\xbb\xbf[project]\r\nname = 'a'\r\n"
				"version = '0.1.0' # x\r\n",
				"0.2.0"),
			    "\xef\xbb\xbf[project]\r\nname = 'a'\r\n"
			    "version = '0.2.0' # x\r\n");
	assert_string_equal(put("package.json", "{}", "0.2.0"), "(not)");
	assert_string_equal(put("VERSION", "0.1.0", "0.2.0\n0.3.0"), "(not)");
}

static const char *read(const char *file, const char *text)
{
	struct arena arena = ARENA_INIT;
	struct vfile *f = NULL;
	size_t n = 0;

	strbuf_reset(&out);
	assert_ok(vfile_anchors(&f, &n, &arena, file));
	bool ok = merge_version_read(f, text, strlen(text), &out);
	arena_release(&arena);
	return ok ? out.buf : "(none)";
}

TEST(merge_version_is_one_in_all_places_of_a_file)
{
	assert_string_equal(read("a*2: x={version}", "x=1.0\ny\nx=1.0\n"),
			    "1.0");
	assert_string_equal(read("a*2: x={version}", "x=1.0\nx=1.1\n"),
			    "(none)");
	assert_string_equal(read("a*2: x={version}", "x=1.0\n"), "(none)");
}
