#include "tests/unit/unit.h"

#include "changelog/category_words.h"

#include <string.h>

/* What fixes, then what new things are called, with their marks. */
static void check_words(const char *text, bool keep, const char *fixed,
			const char *added, const char *before)
{
	struct arena arena = ARENA_INIT;
	struct category_words words;
	struct changelog cl;

	changelog_read(&cl, text, strlen(text), SCHEME_SEMVER);
	category_words_read(&words, &arena, &cl, keep);
	assert_string_equal(words.of[CATEGORY_FIXED], fixed);
	assert_string_equal(words.of[CATEGORY_ADDED], added);
	assert_string_equal(words.before ? words.before : "", before);
	changelog_release(&cl);
	arena_release(&arena);
}

TEST(category_words_are_those_of_the_newest_section)
{
	check_words(
		"# C\n\n## 1.1.0\n\n### Bug fixes\n\n- a\n\n"
		"## 1.0.0\n\n### Bugfixes\n\n- b\n\n### New features\n\n- c\n",
		false, "Bug fixes", "New features", "");
}

TEST(category_words_keep_emoji_and_marks)
{
	check_words("## 1.1.0\n\n### \xf0\x9f\x90\x9b Bug Fixes\n\n- a\n\n"
		    "### :rocket: Features:\n\n- b\n",
		    true, "\xf0\x9f\x90\x9b Bug Fixes",
		    ":rocket: Features:", "");
	check_words("## 1.1.0\n\n***Fixed:***\n\n- a\n", false, "Fixed",
		    "Added", "***");
}

TEST(category_words_that_are_nowhere_go_with_the_others)
{
	check_words("## 1.1.0\n\n### Fixed\n\n- a\n", false, "Fixed", "Added",
		    "");
	check_words("## 1.1.0\n\n- a\n", false, "Fixes", "Features", "");
	check_words("## 1.1.0\n\n- a\n", true, "Fixed", "Added", "");
	check_words("## 1.1.0\n\n### Change\n\n- a\n", false, "Fixes",
		    "Features", "");
	/* text in bold is no category where there are headings */
	check_words("## 1.1.0\n\n**Fixes**\n\n### Highlights\n\n- a\n", false,
		    "Fixes", "Features", "");
}
