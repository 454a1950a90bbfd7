#include "tests/unit/unit.h"

#include "base/cleanup.h"
#include "dialect/forge_rule.h"

#include <string.h>

TEST(a_name_that_fits_a_glob_is_made_of_it)
{
	static const char *const globs[] = {
		"main",   "release/*",      "v*.*.*",       "a?c",
		"**/x",   "release/[0-9]*", "[!a-z]x",      "[^0-9]",
		"[]x]",   "[[:upper:]]-*",  "[a-c][x-z]",   "feature[",
		"[!0]",   "v[!0-9]",        "[!0-9a-zA-Z]", "[:@]x",
		"[*-~]x", "a\\.b",          "v[.]x",
	};
	CLEANUP(arena) struct arena a = ARENA_INIT;
	struct forge f = { .arena = &a };

	for (size_t i = 0; i < sizeof(globs) / sizeof(*globs); i++) {
		const char *name = rule_sample(&f, globs[i]);
		if (!rule_fits(globs[i], name))
			fail_msg("'%s' does not fit '%s'", name, globs[i]);
		/* what no ref can have; but a '[' that begins no set */
		assert_null(strpbrk(name, " ~^:?*\\"));
	}
}

TEST(nothing_is_lacking_of_what_is_as_it_shall_be)
{
	static const char *const checks[] = { "ci", "Build", NULL };
	static const char *const some[] = { "CI", NULL };
	CLEANUP(arena) struct arena a = ARENA_INIT;
	struct forge f = { .arena = &a };
	struct rule_gap gap[MAX_RULE_GAPS];
	struct forge_rule want = rule_open("main", false);
	struct forge_rule is = rule_open("main", false);

	assert_int_equal(rule_gaps(&f, &want, &is, gap), 0);
	want.force = 0;
	want.approvals = 2;
	want.check = checks;
	is.approvals = 1;
	is.check = some;
	assert_int_equal(rule_gaps(&f, &want, &is, gap), 3);
	assert_string_equal(gap[0].what, "may be forced");
	assert_string_equal(gap[1].what, "needs fewer than 2 approvals");
	assert_string_equal(gap[2].what, "need not have passed 'Build'");
	assert_string_equal(gap[0].need, "no force");
	assert_string_equal(gap[1].need, "2 approvals");
	assert_string_equal(gap[2].need, "check 'Build'");
	is = rule_unseen("main", false);
	assert_int_equal(rule_gaps(&f, &want, &is, gap), 3);
	assert_int_equal(gap[0].state, FORGE_UNSEEN);
	assert_int_equal(gap[1].state, FORGE_UNSEEN);
	assert_int_equal(rule_gaps(&f, &want, &want, gap), 0);
}
