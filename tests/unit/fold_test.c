#include "tests/unit/unit.h"

#include "base/cleanup.h"
#include "base/strbuf.h"
#include "changelog/entry.h"
#include "changelog/fold.h"
#include "changelog/groups.h"

#include <string.h>

static struct strbuf out = STRBUF_INIT, report = STRBUF_INIT;

static const char *fold_with(const char *text, const char *version,
			     const char *grouping)
{
	struct arena arena = ARENA_INIT;
	struct groups groups = { 0 };
	CLEANUP(text) char *tag = xasprintf("v%s", version);
	struct version v;
	struct fold f = { .arena = &arena,
			  .version = &v,
			  .date = "2026-02-01",
			  .tag = tag,
			  .groups = grouping ? &groups : NULL };
	struct changelog cl;

	strbuf_reset(&out);
	strbuf_reset(&report);
	assert_true(version_try(&v, SCHEME_PEP440, version));
	changelog_read(&cl, text, strlen(text), SCHEME_PEP440);
	if (grouping)
		assert_ok(groups_read(&groups, &arena, grouping,
				      strlen(grouping), "groups.md"));
	assert_ok(fold_write(&out, &f, &cl));
	fold_report(&report, &f);
	assert_int_equal(f.n_in, f.n_kept + f.n_merged + f.n_dropped);
	changelog_release(&cl);
	arena_release(&arena);
	return out.buf;
}

static const char *fold(const char *text, const char *version)
{
	return fold_with(text, version, NULL);
}

static const char two[] =
	"# Changes\n<!-- towncrier release notes start -->\n\n"
	"## 26.2.0rc2 (2026-01-20)\n\n### Features\n"
	"* Add a better X ([#1](https://h/1))\n"
	"* Add Z ([#3](https://h/3))\n\n"
	"## 26.2.0rc1 (2026-01-10)\n\n### Features\n"
	"* Add X ([#1](https://h/1))\n\n### Fixes\n"
	"* Mend Y ([#2](https://h/2))\n"
	"* Mend what rc0 broke <!-- fixes-rc --> ([#9](https://h/9))\n\n"
	"## 26.1.0 (2025-12-01)\n\n### Features\n* Old ([#1](https://h/1))\n";

TEST(fold_keeps_the_blank_lines_between_categories)
{
	assert_string_equal(
		fold("# News\n\n## 1.0.0rc1 (2020-01-01)\n\n### Features\n\n"
		     "- one\n\n\n### Bugfixes\n\n- two\n\n\n"
		     "## 0.9.0 (2019-01-01)\n\n- zero\n",
		     "1.0.0"),
		"# News\n\n## 1.0.0 (2026-02-01)\n\n### Features\n\n"
		"- one\n\n\n### Bugfixes\n\n- two\n\n\n"
		"## 0.9.0 (2019-01-01)\n\n- zero\n");
}

TEST(fold_joins_the_candidates_of_a_version)
{
	assert_string_equal(
		fold(two, "26.2.0"),
		"# Changes\n<!-- towncrier release notes start -->\n\n"
		"## 26.2.0 (2026-02-01)\n\n### Features\n"
		"* Add a better X ([#1](https://h/1))\n"
		"* Add Z ([#3](https://h/3))\n\n"
		"### Fixes\n* Mend Y ([#2](https://h/2))\n\n"
		"## 26.1.0 (2025-12-01)\n\n### Features\n"
		"* Old ([#1](https://h/1))\n");
	assert_string_equal(
		report.buf,
		"Found duplicate entries during RC consolidation (same PR "
		"number in multiple RCs).\n\nDeduplicated entries:\n"
		"  * Add X ([#1](https://h/1))\n\n"
		"Using the latest version of each entry.\n\n"
		"Dropped, for they mend what only a candidate had:\n"
		"  * Mend what rc0 broke <!-- fixes-rc --> ([#9](https://h/9))"
		"\n\n5 entries = 3 kept + 1 merged + 1 dropped\n");
}

TEST(fold_again_changes_nothing)
{
	struct strbuf once = STRBUF_INIT;

	strbuf_adds(&once, fold(two, "26.2.0"));
	assert_string_equal(fold(once.buf, "26.2.0"), once.buf);
	assert_string_equal(fold(two, "26.3.0"), two);
	strbuf_release(&once);
}

static const char sections[] = "## [Unreleased]\n\n"
			       "## [0.2.0rc2] - 2026-01-20\n\n- B\n\n"
			       "## [0.2.0rc1] - 2026-01-10\n\n- A\n\n"
			       "## [0.1.0] - 2025-12-01\n\n- First\n\n";

/* The links of `tail` when the candidates above are folded. */
static const char *fold_links(const char *tail)
{
	CLEANUP(text) char *text = xasprintf("%s%s", sections, tail);
	const char *first = strstr(fold(text, "0.2.0"), "- First\n\n");

	assert_non_null(first);
	return first + strlen("- First\n\n");
}

TEST(fold_makes_one_link_of_those_of_the_candidates)
{
	assert_string_equal(
		fold_links("[Unreleased]: h/compare/v0.2.0rc2...HEAD\n"
			   "[0.2.0rc2]: h/compare/v0.2.0rc1...v0.2.0rc2\n"
			   "[0.2.0rc1]: h/compare/v0.1.0...v0.2.0rc1\n"
			   "[home]: h/compare/v0.2.0rc2...v9\n"
			   "[0.1.0]: h/releases/tag/v0.1.0\n"),
		"[Unreleased]: h/compare/v0.2.0...HEAD\n"
		"[0.2.0]: h/compare/v0.1.0...v0.2.0\n"
		"[home]: h/compare/v0.2.0rc2...v9\n"
		"[0.1.0]: h/releases/tag/v0.1.0\n");
}

TEST(fold_mends_the_link_that_compares_with_a_candidate)
{
	assert_string_equal(
		fold_links("[unreleased]: h/compare/v0.2.0...HEAD\n"
			   "[0.2.0]: h/compare/v0.2.0rc2...v0.2.0\n"
			   "[0.2.0rc2]: h/compare/v0.2.0rc1...v0.2.0rc2\n"
			   "[0.2.0rc1]: h/compare/v0.1.0...v0.2.0rc1\n"
			   "[0.1.0]: h/releases/tag/v0.1.0\n"),
		"[unreleased]: h/compare/v0.2.0...HEAD\n"
		"[0.2.0]: h/compare/v0.1.0...v0.2.0\n"
		"[0.1.0]: h/releases/tag/v0.1.0\n");
}

TEST(fold_keeps_order_line_ends_and_the_end_of_the_links)
{
	assert_string_equal(
		fold_links("[0.1.0]: h/releases/tag/v0.1.0\r\n\r\n"
			   "[v0.2.0rc1]: <h/compare/v0.1.0...v0.2.0rc1> "
			   "\"new\"\r\n"
			   "[v0.2.0rc2]: h/compare/v0.2.0rc1...v0.2.0rc2\r\n"
			   "[Unreleased]: h/compare/v0.2.0rc2...HEAD"),
		"[0.1.0]: h/releases/tag/v0.1.0\r\n\r\n"
		"[v0.2.0]: <h/compare/v0.1.0...v0.2.0> \"new\"\r\n"
		"[Unreleased]: h/compare/v0.2.0...HEAD");
	assert_string_equal(
		fold_links("[0.2.0rc2]: h/compare/v0.2.0rc1...v0.2.0rc2\n"
			   "[0.2.0rc1]: h/compare/v0.1.0...v0.2.0rc1"),
		"[0.2.0]: h/compare/v0.1.0...v0.2.0\n");
}

TEST(fold_makes_one_link_for_bitbucket)
{
	assert_string_equal(
		fold_links(
			"[Unreleased]: h/branches/compare/HEAD%0Dv0.2.0rc2\n"
			"[0.2.0rc2]: h/branches/compare/v0.2.0rc2%0Dv0.2.0rc1\n"
			"[0.2.0rc1]: h/branches/compare/v0.2.0rc1%0Dv0.1.0\n"),
		"[Unreleased]: h/branches/compare/HEAD%0Dv0.2.0\n"
		"[0.2.0]: h/branches/compare/v0.2.0%0Dv0.1.0\n");
}

TEST(fold_links_the_first_version_of_all_as_its_candidate_was)
{
	assert_string_equal(
		fold_links("[Unreleased]: h/compare/v0.2.0rc2...HEAD\n"
			   "[0.2.0rc2]: h/compare/v0.2.0rc1...v0.2.0rc2\n"
			   "[0.2.0rc1]: h/releases/tag/v0.2.0rc1\n"),
		"[Unreleased]: h/compare/v0.2.0...HEAD\n"
		"[0.2.0]: h/releases/tag/v0.2.0\n");
}

TEST(fold_leaves_links_that_tell_of_no_candidate)
{
	static const char *const tails[] = {
		"[Unreleased]: h/compare/v0.3.0...HEAD\n"
		"[0.2.0rc10]: h/compare/v0.2.0rc9...v0.2.0rc10\n"
		"[0.2.0]: h/compare/v0.1.0...v0.2.0\n",
		"[Unreleased]: h/compare/v0.2.0rc10...HEAD\n",
		"[Unreleased]: h/compare/v10.2.0rc1...HEAD\n",
		"[Unreleased]: h/commits\n",
		"Not a [0.2.0rc1]: h\n",
	};

	for (size_t i = 0; i < sizeof(tails) / sizeof(*tails); i++)
		assert_string_equal(fold_links(tails[i]), tails[i]);
	assert_string_equal(fold_links(""), "");
}

TEST(fold_keeps_prose_and_groups_of_the_final_section)
{
	assert_string_equal(
		fold("## 1.0 (2026-01-30)\n\nA great release.\n\n"
		     "### Features\n\n#### Scheduler\nImplemented it.\n\n"
		     "* Add a ([#1](h))\n\n"
		     "## 1.0rc1 (2026-01-01)\n\nTry it.\n\n"
		     "### features\n* Add a, old ([#1](h))\n* Add b ([#2](h))\n"
		     "  with a second line\n\n      and code\n\n"
		     "* No number\n",
		     "1.0"),
		"## 1.0 (2026-01-30)\n\nA great release.\n\nTry it.\n\n"
		"### Features\n\n#### Scheduler\nImplemented it.\n\n"
		"* Add a ([#1](h))\n\n"
		"#### Other Features\n* Add b ([#2](h))\n"
		"  with a second line\n\n      and code\n\n* No number\n");
}

TEST(fold_takes_sections_without_categories)
{
	assert_string_equal(fold("## 1.0rc10\n* c (#3)\n\n"
				 "## 1.0rc9\n* a (#1)\n* b (#2)\n\n## 0.9\n",
				 "1.0"),
			    "## 1.0\n* a (#1)\n* b (#2)\n"
			    "* c (#3)\n\n## 0.9\n");
}

TEST(fold_keeps_two_entries_of_one_change_apart)
{
	const char *text = fold("## 1.0rc2\n### A\n* new a (#1)\n\n"
				"## 1.0rc1\n### A\n* a (#1)\n\n"
				"### B\n* b (#1)\n* b2 (#1)\n",
				"1.0");

	assert_non_null(strstr(text, "* new a (#1)\n"));
	assert_non_null(strstr(text, "* b (#1)\n* b2 (#1)\n"));
	assert_null(strstr(text, "* a (#1)\n"));
}

TEST(fold_puts_entries_into_the_groups_of_a_file)
{
	const char *groups = "# Groups\n\n## Fair Share Scheduler\n"
			     "Implemented fair sharing.\n\n- #1 #3\n\n"
			     "## Storage\n- 2\n";
	struct strbuf once = STRBUF_INIT;

	strbuf_adds(&once, fold_with("## 1.0rc1\n\n### Features\n* a (#1)\n"
				     "* b (#2)\n* c (#3)\n* d (#4)\n\n"
				     "### Fixes\n* e (#5)\n",
				     "1.0", groups));
	assert_string_equal(once.buf, "## 1.0\n\n### Features\n\n"
				      "#### Fair Share Scheduler\n"
				      "Implemented fair sharing.\n\n* a (#1)\n"
				      "* c (#3)\n\n#### Storage\n* b (#2)\n\n"
				      "#### Other Features\n* d (#4)\n\n"
				      "### Fixes\n* e (#5)\n");
	assert_string_equal(fold_with(once.buf, "1.0", groups), once.buf);
	strbuf_release(&once);
}

TEST(fold_keeps_the_rest_behind_new_groups)
{
	const char *text = fold_with("## 1.0\n\n### Features\n\n#### Other "
				     "Features\n* a (#1)\n\n#### Old\n"
				     "* o (#7)\n\n## 1.0rc1\n\n"
				     "### Features\n* b (#2)\n",
				     "1.0", "## New\n- #2\n");

	assert_string_equal(text, "## 1.0\n\n### Features\n\n#### Old\n"
				  "* o (#7)\n\n#### New\n* b (#2)\n\n"
				  "#### Other Features\n* a (#1)\n");
}

TEST(groups_refuse_what_is_neither_number_nor_path)
{
	struct arena arena = ARENA_INIT;
	struct groups groups = { 0 };

	assert_error(groups_read(&groups, &arena, "## A\n\n- what\n", 13, "g"),
		     E_CONFIG);
	assert_string_equal(error_message(),
			    "g:3: 'what' is neither a number nor a path");
	arena_release(&arena);
}

TEST(entry_ids_are_those_of_the_brackets_at_the_end)
{
	struct arena arena = ARENA_INIT;
	const char *text = "* Undo #7 of C#8 (#12, [#3](h/issues/3)).\n";
	unsigned long *id;
	size_t n;

	entry_ids(&arena, text, strlen(text), &id, &n);
	assert_int_equal(n, 2);
	assert_int_equal(id[0], 3);
	assert_int_equal(id[1], 12);
	text = "- see !4 and https://h/o/r/pull/5, not &#39;";
	entry_ids(&arena, text, strlen(text), &id, &n);
	assert_int_equal(n, 2);
	assert_int_equal(id[0] * 10 + id[1], 45);
	arena_release(&arena);
}

TEST(fold_mends_the_link_in_the_heading_of_unreleased)
{
	assert_string_equal(
		fold("## [Unreleased](h/compare/v0.2.0rc2...HEAD)\n\n"
		     "## [0.2.0rc2](h/compare/v0.2.0rc1...v0.2.0rc2)\n\n- B\n\n"
		     "## [0.2.0rc1](h/compare/v0.1.0...v0.2.0rc1)\n\n- A\n\n"
		     "## [0.1.0](h/compare/v0.0.1...v0.1.0)\n\n- Z\n",
		     "0.2.0"),
		"## [Unreleased](h/compare/v0.2.0...HEAD)\n\n"
		"## [0.2.0](h/compare/v0.1.0...v0.2.0)\n\n- A\n- B\n\n"
		"## [0.1.0](h/compare/v0.0.1...v0.1.0)\n\n- Z\n");
	assert_string_equal(
		fold(".. x\n\n0.1.0\n-----\n\n- Z\n\n0.2.0rc1\n--------\n\n"
		     "- A\n\n"
		     "`Unreleased <h/compare/HEAD%0Dv0.2.0rc1>`_\n"
		     "------------------------------------------\n",
		     "0.2.0"),
		".. x\n\n0.1.0\n-----\n\n- Z\n\n0.2.0\n-----\n\n- A\n\n"
		"`Unreleased <h/compare/HEAD%0Dv0.2.0>`_\n"
		"---------------------------------------\n");
	assert_string_equal(
		fold("## [0.3.0] - Unreleased\n\n- C\n\n## 0.2.0rc1\n\n- A\n\n"
		     "[0.3.0]: h/compare/v0.2.0rc1...HEAD\n",
		     "0.2.0"),
		"## [0.3.0] - Unreleased\n\n- C\n\n## 0.2.0\n\n- A\n\n"
		"[0.3.0]: h/compare/v0.2.0...HEAD\n");
	/* what compares with another stays */
	assert_non_null(strstr(fold("## [Unreleased](h/compare/v0.1.0...HEAD)\n"
				    "## 0.2.0rc1\n- A\n## 0.1.0\n- Z\n",
				    "0.2.0"),
			       "## [Unreleased](h/compare/v0.1.0...HEAD)\n"));
}

TEST(fold_mends_the_link_in_the_heading_of_the_final_section)
{
	assert_non_null(strstr(
		fold("## [0.2.0](h/compare/v0.2.0rc2...v0.2.0)\n\n- C\n\n"
		     "## [0.2.0rc2](h/compare/v0.2.0rc1...v0.2.0rc2)\n\n- B\n\n"
		     "## [0.2.0rc1](h/compare/v0.1.0...v0.2.0rc1)\n\n- A\n\n"
		     "## [0.1.0](h/compare/v0.0.1...v0.1.0)\n\n- Z\n",
		     "0.2.0"),
		"## [0.2.0](h/compare/v0.1.0...v0.2.0)\n\n"));
}

TEST(fold_knows_what_is_unreleased_by_any_name)
{
	static const char *const heads[] = { "## [Upcoming]",
					     "## [Next release]" };
	CLEANUP(arena) struct arena a = ARENA_INIT;

	for (size_t i = 0; i < 2; i++) {
		const char *name =
			arena_strndup(&a, heads[i] + 4, strlen(heads[i]) - 5);
		const char *text = arena_printf(
			&a,
			"%s\n\n## [0.2.0rc1]\n\n- A\n\n"
			"[%s]: h/compare/v0.2.0rc1...HEAD\n"
			"[0.2.0rc1]: h/compare/v0.1.0...v0.2.0rc1\n",
			heads[i], name);
		const char *want =
			arena_printf(&a,
				     "\n[%s]: h/compare/v0.2.0...HEAD\n"
				     "[0.2.0]: h/compare/v0.1.0...v0.2.0\n",
				     name);
		assert_non_null(strstr(fold(text, "0.2.0"), want));
	}
}

TEST(fold_knows_the_newer_side_by_its_version)
{
	assert_string_equal(
		fold_links("[Unreleased]: h/compare/HEAD..v0.2.0rc2\n"
			   "[0.2.0]: h/compare/v0.2.0..v0.2.0rc2\n"
			   "[0.2.0rc2]: h/compare/v0.2.0rc2..v0.2.0rc1\n"
			   "[0.2.0rc1]: h/compare/v0.2.0rc1..v0.1.0\n"
			   "[0.1.0]: h/compare/v0.1.0..v0.0.1\n"),
		"[Unreleased]: h/compare/HEAD..v0.2.0\n"
		"[0.2.0]: h/compare/v0.2.0..v0.1.0\n"
		"[0.1.0]: h/compare/v0.1.0..v0.0.1\n");
	assert_string_equal(
		fold_links("[Unreleased]: h/compare/HEAD%0Dv0.2.0rc2\n"
			   "[0.2.0rc1]: h/compare/v0.2.0rc1%0Dv0.1.0\n"),
		"[Unreleased]: h/compare/HEAD%0Dv0.2.0\n"
		"[0.2.0]: h/compare/v0.2.0%0Dv0.1.0\n");
	/* a host that compares in another way */
	assert_string_equal(fold_links("[Unreleased]: h/log/v0.2.0rc2..main\n"
				       "[0.2.0rc1]: h/log/v0.1.0..v0.2.0rc1\n"),
			    "[Unreleased]: h/log/v0.2.0..main\n"
			    "[0.2.0]: h/log/v0.1.0..v0.2.0\n");
}

/* Pairs: what is folded, and what comes of it. */
TEST(fold_keeps_blank_lines_as_the_file_has_them)
{
	static const char *const text[][2] = {
		/* none at all */
		{ "# C\n## 0.2.0rc2\n### Added\n- B\n### Fixed\n- F\n"
		  "## 0.2.0rc1\n### Added\n- A\n## 0.1.0\n- Z\n",
		  "# C\n## 0.2.0\n### Added\n- A\n- B\n### Fixed\n- F\n"
		  "## 0.1.0\n- Z\n" },
		{ "# C\n## 0.2.0\n- C\n## 0.2.0rc1\n- A\n\n[0.2.0]: h\n",
		  "# C\n## 0.2.0\n- C\n- A\n\n[0.2.0]: h\n" },
		/* before what was not glued there is one */
		{ "## 0.2.0rc2\n- B\n## 0.2.0rc1\n- A\n\n## 0.1.0\n- Z\n",
		  "## 0.2.0\n- A\n- B\n\n## 0.1.0\n- Z\n" },
		/* other sections tell what one candidate cannot */
		{ "## 0.2.0rc2\n\n### Added\n\n- B\n\n\n"
		  "## 0.2.0rc1\n\n### Fixed\n\n- G\n\n\n"
		  "## 0.1.0\n\n### Added\n\n- Z\n\n\n### Fixed\n\n- Y\n",
		  "## 0.2.0\n\n### Fixed\n\n- G\n\n\n### Added\n\n- B\n\n\n"
		  "## 0.1.0\n\n### Added\n\n- Z\n\n\n### Fixed\n\n- Y\n" },
		{ "## 0.2.0rc2\n\n- B\n\n## 0.2.0rc1\n\n- A\n\n"
		  "## 0.1.0\n\n- Z\n\n- Y\n",
		  "## 0.2.0\n\n- A\n\n- B\n\n## 0.1.0\n\n- Z\n\n- Y\n" },
		/* a loose list makes no other one loose */
		{ "## 0.2.0rc2\n\n- B\n- D\n\n## 0.2.0rc1\n\n- A\n\n- C\n",
		  "## 0.2.0\n\n- A\n\n- C\n\n- B\n- D\n" },
		/* a block of HTML takes what is right below it */
		{ "## 0.2.0rc2\n### Added\n- B\n### Fixed\n- F\n"
		  "## 0.2.0rc1\n### Added\n<div>\n\n### Docs\n- D\n",
		  "## 0.2.0\n### Added\n<div>\n\n- B\n\n### Docs\n- D\n"
		  "### Fixed\n- F\n" },
	};

	for (size_t i = 0; i < sizeof(text) / sizeof(*text); i++)
		assert_string_equal(fold(text[i][0], "0.2.0"), text[i][1]);
}

TEST(fold_takes_a_number_within_a_sentence_for_no_name)
{
	const char *text = fold(
		"## 1.1.0rc2\n\n### Fixed\n\n- Typo, see #1 in the tracker\n"
		"- Light (#6)\n- Dark, second half (#5)\n\n"
		"## 1.1.0rc1\n\n### Fixed\n\n- Step #1 of the tool\n"
		"- Nested:\n  - one\n  - two (#5)\n- [#6](h): Light at last\n",
		"1.1.0");

	assert_non_null(strstr(text, "- Step #1 of the tool\n"));
	assert_non_null(strstr(text, "- Typo, see #1 in the tracker\n"));
	assert_non_null(strstr(text, "- Nested:\n  - one\n  - two (#5)\n"));
	assert_null(strstr(text, "Light at last"));
	text = fold(
		"## 1.1.0rc2\n\n- Mend foo ([#12](u)) ([abc](u))\n"
		"- Bar (#13) by @jane\n\n## 1.1.0rc1\n\n"
		"- Mend fo ([#12](u)) ([abd](u))\n- Ba (#13). Thanks @jane!\n",
		"1.1.0");
	assert_null(strstr(text, "- Mend fo "));
	assert_null(strstr(text, "- Ba "));
}
