#include "tests/unit/unit.h"

#include "base/strbuf.h"
#include "changelog/drop_told.h"

#include <string.h>

static struct strbuf out = STRBUF_INIT;

/* What is left where `version` has told its part, and how many went. */
static const char *left_over(const char *text, const char *version,
			     size_t *dropped)
{
	struct version v;
	struct changelog cl;

	assert_true(version_try(&v, SCHEME_PEP440, version));
	*dropped = 0;
	strbuf_reset(&out);
	changelog_read(&cl, text, strlen(text), SCHEME_PEP440);
	changelog_drop_told(&out, &cl, &v, dropped);
	changelog_release(&cl);
	return out.buf;
}

TEST(changelog_drop_told_takes_entries_and_empty_categories)
{
	size_t n;

	assert_string_equal(
		left_over("# C\n\n## [Unreleased]\n\n### Added\n\n- A\n\n"
			  "### Fixed\n\n- B\n\n## 1.1\n\n### Fixed\n\n- B\n",
			  "1.1", &n),
		"# C\n\n## [Unreleased]\n\n### Added\n\n- A\n\n"
		"## 1.1\n\n### Fixed\n\n- B\n");
	assert_int_equal(n, 1);
	/* the same change, in other words */
	assert_string_equal(left_over("## [Unreleased]\n- B, once (#7)\n- C\n\n"
				      "## 1.1\n- B (#7)\n",
				      "1.1", &n),
			    "## [Unreleased]\n- C\n\n## 1.1\n- B (#7)\n");
	assert_int_equal(n, 1);
	/* nothing is left */
	assert_string_equal(
		left_over("## [Unreleased]\n\n- B\n\n## 1.1\n\n- B\n", "1.1",
			  &n),
		"## [Unreleased]\n\n## 1.1\n\n- B\n");
	assert_int_equal(n, 1);
}

TEST(changelog_drop_told_leaves_what_is_not_told)
{
	static const char *const same[] = {
		"## [Unreleased]\n\n- A (#7), (#8)\n\n## 1.1\n\n- B (#7)\n",
		"## 1.2\n\n- B\n\n## 1.1\n\n- B\n",
		"## [Unreleased]\n\n- B\n\n## 1.0\n\n- B\n",
		"",
	};
	size_t n;

	for (size_t i = 0; i < sizeof(same) / sizeof(*same); i++) {
		assert_string_equal(left_over(same[i], "1.1", &n), same[i]);
		assert_int_equal(n, 0);
	}
}
