#include "tests/unit/unit.h"

#include "base/strbuf.h"
#include "changelog/changelog.h"
#include "changelog/merge.h"

#include <string.h>

static struct strbuf out = STRBUF_INIT;

static enum scheme scheme = SCHEME_PEP440;

static void read(struct changelog *cl, const char *text)
{
	changelog_read(cl, text, strlen(text), scheme);
}

static struct arena arena = ARENA_INIT;
static struct left_sections left;

static const char *merge(const char *base, const char *ours, const char *theirs)
{
	struct changelog cl[3];
	struct strbuf text[3] = { STRBUF_INIT, STRBUF_INIT, STRBUF_INIT };

	left = (struct left_sections){ .arena = &arena };
	strbuf_reset(&out);
	read(&cl[0], base);
	read(&cl[1], ours);
	read(&cl[2], theirs);
	int rc = changelog_merge(text, &left, &cl[0], &cl[1], &cl[2]);
	strbuf_add(&out, text[1].buf, text[1].len);
	for (int i = 0; i < 3; i++) {
		if (!rc && !left.n)
			assert_string_equal(text[i].buf, out.buf);
		changelog_release(&cl[i]);
		strbuf_release(&text[i]);
	}
	return rc ? error_message() : out.buf;
}

TEST(changelog_merge_takes_a_release_back_to_where_work_went_on)
{
	const char *base = "# C\n\n## [Unreleased]\n\n### Added\n\n- A (#1)\n\n"
			   "## [0.1.0] - 2025-12-01\n\n- Z\n\n"
			   "[unreleased]: h/compare/v0.1.0...HEAD\n";
	const char *ours = "# C\n\n## [Unreleased]\n\n### Added\n\n- A (#1)\n"
			   "- B (#2)\n\n### Fixed\n\n- C\n\n"
			   "## [0.1.0] - 2025-12-01\n\n- Z\n\n"
			   "[unreleased]: h/compare/v0.1.0...HEAD\n";
	const char *theirs =
		"# C\n\n## [Unreleased]\n\n## [0.2.0] - 2026-01-31\n\n"
		"### Added\n\n- A (#1)\n\n## [0.1.0] - 2025-12-01\n\n- Z\n\n"
		"[unreleased]: h/compare/v0.2.0...HEAD\n"
		"[0.2.0]: h/compare/v0.1.0...v0.2.0\n";

	assert_string_equal(
		merge(base, ours, theirs),
		"# C\n\n## [Unreleased]\n\n### Added\n\n- B (#2)\n\n"
		"### Fixed\n\n- C\n\n## [0.2.0] - 2026-01-31\n\n### Added\n\n"
		"- A (#1)\n\n## [0.1.0] - 2025-12-01\n\n- Z\n\n"
		"[unreleased]: h/compare/v0.2.0...HEAD\n"
		"[0.2.0]: h/compare/v0.1.0...v0.2.0\n");
}

TEST(changelog_merge_joins_entries_of_one_section)
{
	const char *base = "## 1.0\n\n### Fixes\n\n- A (#1)\n- B (#2)\n";

	assert_string_equal(
		merge(base,
		      "## 1.0\n\n### Fixes\n\n- A better (#1)\n- B (#2)\n",
		      "## 1.0\n\n### Fixes\n\n- A (#1)\n- D (#4)\n\n"
		      "### Docs\n\n- E\n"),
		"## 1.0\n\n### Fixes\n\n- A better (#1)\n- D (#4)\n\n"
		"### Docs\n\n- E\n");
	assert_string_equal(merge(base, "## 1.0\n\n### Fixes\n\n- X (#1)\n",
				  "## 1.0\n\n### Fixes\n\n- Y (#1)\n"),
			    "both sides changed '- Y (#1)\\x0a'");
	assert_string_equal(merge(base, base, "other\n"), "other\n");
}

TEST(changelog_merge_does_not_take_two_wordings_for_two_entries)
{
	const char *base = "## 1.0\n\n### Fixes\n\n- A\n- B\n";

	assert_string_equal(merge(base, "## 1.0\n\n### Fixes\n\n- A x\n- B\n",
				  "## 1.0\n\n### Fixes\n\n- A y\n- B\n"),
			    "both sides changed '- A\\x0a'");
	assert_string_equal(merge(base, "## 1.0\n\n### Fixes\n\n- A x\n- B\n",
				  "## 1.0\n\n### Fixes\n\n- A\n- B\n- C\n"),
			    "## 1.0\n\n### Fixes\n\n- A x\n- B\n- C\n");
}

TEST(changelog_merge_does_not_tell_an_entry_twice_that_a_release_took)
{
	const char *base = "## Unreleased\n\n- A\n- B (#2)\n";
	const char *cut = "## Unreleased\n\n## 1.0\n\n- A\n- B (#2)\n";

	assert_string_equal(
		merge(base, "## Unreleased\n\n- A\n- B better (#2)\n", cut),
		"both sides changed '- B (#2)\\x0a'");
	assert_string_equal(
		merge(base, "## Unreleased\n\n- A better\n- B (#2)\n", cut),
		"both sides changed '- A\\x0a'");
	assert_string_equal(merge(base, cut,
				  "## Unreleased\n\n- A better\n- B (#2)\n"),
			    "both sides changed '- A\\x0a'");
	assert_string_equal(merge(base, "## Unreleased\n\n- B (#2)\n", cut),
			    "## Unreleased\n\n## 1.0\n\n- A\n- B (#2)\n");
}

TEST(changelog_merge_leaves_no_heading_without_what_it_was_made_for)
{
	const char *base = "## Unreleased\n\n## 1.0\n\n- Z\n";
	const char *told = "## Unreleased\n\n## 1.1\n\n### Fixed\n\n"
			   "- A (#2)\n\n## 1.0\n\n- Z\n";

	assert_string_equal(merge(base,
				  "## Unreleased\n\n### Fixed\n\n- A (#2)\n\n"
				  "## 1.0\n\n- Z\n",
				  told),
			    told);
	assert_string_equal(
		merge(base,
		      "## Unreleased\n\n### Fixed\n\n- A (#2)\n- B\n\n"
		      "## 1.0\n\n- Z\n",
		      told),
		"## Unreleased\n\n### Fixed\n\n- B\n\n## 1.1\n\n### Fixed\n\n"
		"- A (#2)\n\n## 1.0\n\n- Z\n");
}

TEST(changelog_merge_lets_folded_candidates_go)
{
	const char *base = "## 2.0rc2\n\n- B\n\n## 2.0rc1\n\n- A\n\n"
			   "## 1.0\n\n- Z\n";

	assert_string_equal(merge(base,
				  "## 2.1rc1\n\n- N\n\n## 2.0rc2\n\n- B\n\n"
				  "## 2.0rc1\n\n- A\n\n## 1.0\n\n- Z\n",
				  "## 2.0\n\n- A\n- B\n\n## 1.0\n\n- Z\n"),
			    "## 2.1rc1\n\n- N\n\n## 2.0\n\n- A\n- B\n\n"
			    "## 1.0\n\n- Z\n");
}

TEST(changelog_merge_leaves_two_sections_of_one_version_to_git)
{
	static const char *const names[][2] = {
		{ "server 0.1.0", "client 0.1.0" },
		{ "[0.1.0] - 2020-01-01", "0.1.0" },
		{ "0.1.0+1", "0.1.0+2" },
		{ "0.1.0", "v0.1.0" },
		{ "Unreleased", "[Unreleased]" },
	};
	static const char *const begin[] = {
		"## 0.2.0\n\n- A\n",
		"## 0.2.0\n\n- A\n- B\n",
		"## 0.3.0\n\n- C\n\n## 0.2.0\n\n- A\n",
	};

	scheme = SCHEME_SEMVER; /* builds count in the other one */
	for (size_t i = 0; i < 5; i++)
		for (int one = 0; one < 3; one++) {
			struct strbuf text[3] = { STRBUF_INIT, STRBUF_INIT,
						  STRBUF_INIT };
			for (int k = 0; k < 3; k++) {
				strbuf_addf(&text[k], "%s\n## %s\n\n- S\n",
					    begin[k], names[i][0]);
				if (one == k)
					strbuf_addf(&text[k],
						    "\n## %s\n\n- K\n",
						    names[i][1]);
			}
			const char *is =
				merge(text[0].buf, text[1].buf, text[2].buf);
			assert_non_null(strstr(is, "has two sections"));
			for (int k = 0; k < 3; k++)
				strbuf_release(&text[k]);
		}
	scheme = SCHEME_PEP440;
}

TEST(changelog_merge_takes_sections_of_one_version_in_their_order)
{
#define PACKAGES "## server 0.1.0\n\n- S\n\n## client 0.1.0\n\n- K"

	assert_string_equal(
		merge("## 0.2.0\n\n- A\n\n" PACKAGES "\n",
		      "## 0.2.0\n\n- A\n- B\n\n" PACKAGES "!\n",
		      "## 0.3.0\n\n- C\n\n## 0.2.0\n\n- A\n\n" PACKAGES "\n"),
		"## 0.3.0\n\n- C\n\n## 0.2.0\n\n- A\n- B\n\n" PACKAGES "!\n");
	assert_int_equal(left.n, 0);
	merge("## 0.2.0\n\n- A\n\n" PACKAGES "\n",
	      "## 0.2.0\n\n- A\n- B\n\n" PACKAGES "\n- L\n",
	      "## 0.2.0\n\n- A\n- C\n\n" PACKAGES "\n- M\n");
	assert_int_equal(left.n, 1);
	assert_string_equal(left.item[0].why, "'0.1.0' has two sections");
	assert_int_equal(left.item[0].line, 10);
}

#define OLD "## 0.1.0\n\n- Z\n\n## Fixed\n\n- Y\n"

TEST(changelog_merge_leaves_one_section_with_a_stray_heading)
{
	const char *base = "## Unreleased\n\n- A\n\n" OLD;
	const char *cut = "## Unreleased\n\n## 0.2.0\n\n- A\n\n" OLD;

	assert_string_equal(merge(base, "## Unreleased\n\n- A\n- B\n\n" OLD,
				  cut),
			    "## Unreleased\n\n- B\n\n## 0.2.0\n\n- A\n\n" OLD);
	assert_int_equal(left.n, 0);
	/* one side alone changed it, below the stray and above */
	assert_string_equal(
		merge(base, "## Unreleased\n\n- A\n- B\n\n" OLD "- X\n", cut),
		"## Unreleased\n\n- B\n\n## 0.2.0\n\n- A\n\n" OLD "- X\n");
	/* both did */
	assert_string_equal(
		merge(base, "## Unreleased\n\n- A\n- B\n\n" OLD "- X\n",
		      "## Unreleased\n\n- A\n- C\n\n## 0.1.0\n\n- Z!\n"
		      "\n## Fixed\n\n- Y\n"),
		"## Unreleased\n\n- A\n- B\n- C\n\n" OLD "- X\n");
	assert_int_equal(left.n, 1);
	assert_string_equal(left.item[0].why,
			    "a heading in it is as high as its own");
	assert_int_equal(left.item[0].line, 10);
}

TEST(changelog_merge_leaves_two_links_of_one_name_to_git)
{
	const char *base = "## 1.0\n\n- A\n\n[1.0]: a\n[x]: b\n[X]: c\n";

	assert_string_equal(
		merge(base, "## 1.0\n\n- A\n\n[1.0]: b\n[x]: b\n[X]: c\n",
		      "## 1.0\n\n- A\n\n[1.0]: a\n[x]: b\n[X]: d\n"),
		"there are two links of one name");
}

TEST(changelog_merge_tells_entries_of_two_categories_apart)
{
	const char *base = "## 1.0\n\n### Added\n\n- X\n\n### Fixed\n\n- C\n";
	const char *typo = "## 1.0\n\n### Added\n\n- X\n\n"
			   "### Fixed\n\n- C\n- T\n";
	const char *same = "## 1.0\n\n### Added\n\n- X\n\n"
			   "### Fixed\n\n- C\n- X\n";

	assert_string_equal(merge(base, typo, same),
			    "## 1.0\n\n### Added\n\n- X\n\n"
			    "### Fixed\n\n- C\n- T\n- X\n");
	assert_string_equal(merge(base, same, typo),
			    "## 1.0\n\n### Added\n\n- X\n\n"
			    "### Fixed\n\n- C\n- X\n- T\n");
	/* from one to the other */
	const char *moved = "## 1.0\n\n### Fixed\n\n- C\n- X\n";
	assert_string_equal(merge(base, typo, moved),
			    "## 1.0\n\n### Fixed\n\n- C\n- T\n- X\n");
	assert_string_equal(merge(base, moved, typo),
			    "## 1.0\n\n### Fixed\n\n- C\n- X\n- T\n");
	assert_string_equal(merge(base, moved,
				  "## 1.0\n\n### Added\n\n- X, better\n\n"
				  "### Fixed\n\n- C\n"),
			    "both sides changed '- X\\x0a'");
	assert_string_equal(merge(base, moved,
				  "## 1.0\n\n### Other\n\n- X\n\n"
				  "### Fixed\n\n- C\n"),
			    "both sides changed '- X\\x0a'");
}

TEST(changelog_merge_counts_entries_of_the_same_words)
{
	const char *base = "## 1.0\n\n- X\n- A\n";

	assert_string_equal(merge(base, "## 1.0\n\n- X\n- A\n- B\n",
				  "## 1.0\n\n- X\n- A\n- X\n"),
			    "## 1.0\n\n- X\n- A\n- B\n- X\n");
	assert_string_equal(merge("## 1.0\n\n- X\n- A\n- X\n",
				  "## 1.0\n\n- X\n- A\n- X\n- B\n", base),
			    "## 1.0\n\n- X\n- A\n- B\n");
	assert_string_equal(merge(base, "## 1.0\n\n- X\n- A\n- N\n- B\n",
				  "## 1.0\n\n- X\n- A\n- N\n- C\n"),
			    "## 1.0\n\n- X\n- A\n- N\n- B\n- C\n");
}

#define UPGRADE "## 1.0\n\n### Changed\n\nTo upgrade:\n```\n"
#define RESTART "```\nthen restart.\n\n- A\n"

TEST(changelog_merge_leaves_prose_and_code_where_they_are)
{
	const char *base = UPGRADE "old\n" RESTART;

	assert_string_equal(merge(base, UPGRADE "old\n" RESTART "- B\n",
				  UPGRADE "new\n  --now\n" RESTART),
			    UPGRADE "new\n  --now\n" RESTART "- B\n");
	assert_string_equal(merge(base, UPGRADE "  old\n" RESTART,
				  UPGRADE "old\n" RESTART "- B\n"),
			    UPGRADE "  old\n" RESTART "- B\n");
	assert_string_equal(merge(base, UPGRADE "old\n" RESTART "- B\n",
				  UPGRADE "  old\n" RESTART),
			    UPGRADE "  old\n" RESTART "- B\n");
	assert_string_equal(merge(base, UPGRADE "older\n" RESTART,
				  UPGRADE "new\n" RESTART),
			    "both sides changed '```\\x0aold\\x0a```\\x0a'");
	assert_string_equal(merge(base, UPGRADE "old\n" RESTART "\nBye.\n",
				  UPGRADE "old\n" RESTART "- B\n"),
			    "both sides added to one place, 'Bye.\\x0a'");
}

TEST(changelog_merge_changes_an_entry_where_it_is)
{
	const char *rest = "\nProse.\n\n```\ncode\n```\n";
	struct strbuf base = STRBUF_INIT, a = STRBUF_INIT, b = STRBUF_INIT,
		      both = STRBUF_INIT;

	strbuf_addf(&base, "## 1.0\n- one\n<!-- read -->\n- two\n%s", rest);
	strbuf_addf(&a, "## 1.0\n- one (#12)\n<!-- read -->\n- two\n%s", rest);
	strbuf_addf(&b, "## 1.0\n- one\n<!-- read -->\n- two, better\n%s",
		    rest);
	strbuf_addf(&both,
		    "## 1.0\n- one (#12)\n<!-- read -->\n- two, better\n"
		    "%s",
		    rest);
	assert_string_equal(merge(base.buf, a.buf, b.buf), both.buf);
	assert_string_equal(merge(base.buf, b.buf, a.buf), both.buf);
	strbuf_release(&base);
	strbuf_release(&a);
	strbuf_release(&b);
	strbuf_release(&both);
}

TEST(changelog_merge_takes_prose_along_that_a_release_took)
{
	const char *base = "## Unreleased\n\nProse.\n\n- A\n\nMore.\n";
	const char *cut = "## Unreleased\n\n## 1.0\n\nProse.\n\n- A\n\nMore.\n";

	assert_string_equal(
		merge(base, "## Unreleased\n\nProse.\n\n- A\n- B\n\nMore.\n",
		      cut),
		"## Unreleased\n\n- B\n\n"
		"## 1.0\n\nProse.\n\n- A\n\nMore.\n");
	assert_string_equal(
		merge(base, "## Unreleased\n\nProse!\n\n- A\n\nMore.\n", cut),
		"both sides changed 'Prose.\\x0a'");
}

TEST(changelog_merge_keeps_empty_categories_and_blank_lines)
{
	const char *base = "# C\n\n\n## Unreleased\n\n### Added\n\n### Fixed\n"
			   "\n\n## 1.0\n- A\n\n\n\n## 0.9\n- Z\n"
			   "<!-- links -->\n[1.0]: a\n\n[0.9]: b\n";
	const char *ours = "# C\n\n\n## Unreleased\n\n### Added\n\n- B\n\n"
			   "### Fixed\n\n\n## 1.0\n- A\n\n\n\n## 0.9\n- Z\n"
			   "<!-- links -->\n[1.0]: a\n\n[0.9]: b\n";
	const char *theirs = "# C\n\n\n## Unreleased\n\n### Added\n\n"
			     "### Fixed\n\n### Gone\n\n"
			     "\n## 1.0\n- A!\n\n\n\n## 0.9\n- Z\n"
			     "<!-- links -->\n[1.0]: a\n\n[0.9]: b\n";

	assert_string_equal(merge(base, ours, theirs),
			    "# C\n\n\n## Unreleased\n\n### Added\n\n- B\n\n"
			    "### Fixed\n\n### Gone\n\n\n## 1.0\n- A!\n\n\n\n"
			    "## 0.9\n- Z\n"
			    "<!-- links -->\n[1.0]: a\n\n[0.9]: b\n");
}

TEST(changelog_merge_leaves_a_category_told_twice_to_git)
{
	const char *base = "## 1.0\n\n### A\n\n- a\n\n### B\n\n- b\n\n"
			   "### A\n\n- c\n";

	merge(base,
	      "## 1.0\n\n### A\n\n- a!\n\n### B\n\n- b\n\n"
	      "### A\n\n- c\n",
	      "## 1.0\n\n### A\n\n- a\n\n### B\n\n- b\n\n"
	      "### A\n\n- c\n- d\n");
	assert_int_equal(left.n, 1);
	assert_string_equal(left.item[0].why, "a section has two parts 'A'");
}

TEST(changelog_merge_leaves_what_does_not_come_out_whole_to_git)
{
	/* an open fence takes all that comes behind it */
	assert_string_equal(merge("## 1.1\n\n- B\n",
				  "## 1.1\n\n- B\n\n```\nopen\n",
				  "## 1.1\n\n- B\n\n## 1.0\n\n- A\n"),
			    "the merged changelog does not hold all there was");
}

/* A release that is open, 1.3.0, and the hotfix 1.2.1 that comes in. */
static const char *merge_hotfix(const char *base, const char *release,
				const char *hotfix)
{
	static const char new[] = "v1.2.1...v1.3.0";
	bool now = strstr(merge(base, hotfix, release), new) != NULL;

	/* either side may be ours */
	const char *text = merge(base, release, hotfix);
	assert_int_equal(now, strstr(text, new) != NULL);
	return text;
}

TEST(changelog_merge_compares_an_open_release_with_the_hotfix)
{
	assert_string_equal(
		merge_hotfix("## [Unreleased]\n\n## [1.2.0]\n\n- Z\n\n"
			     "[Unreleased]: h/compare/v1.2.0...HEAD\n"
			     "[1.2.0]: h/compare/v1.1.0...v1.2.0\n",
			     "## [Unreleased]\n\n## [1.3.0]\n\n- A\n\n"
			     "## [1.2.0]\n\n- Z\n\n"
			     "[Unreleased]: h/compare/v1.3.0...HEAD\n"
			     "[1.3.0]: h/compare/v1.2.0...v1.3.0\n"
			     "[1.2.0]: h/compare/v1.1.0...v1.2.0\n",
			     "## [Unreleased]\n\n## [1.2.1]\n\n- X\n\n"
			     "## [1.2.0]\n\n- Z\n\n"
			     "[Unreleased]: h/compare/v1.2.1...HEAD\n"
			     "[1.2.1]: h/compare/v1.2.0...v1.2.1\n"
			     "[1.2.0]: h/compare/v1.1.0...v1.2.0\n"),
		"## [Unreleased]\n\n## [1.3.0]\n\n- A\n\n## [1.2.1]\n\n- X\n\n"
		"## [1.2.0]\n\n- Z\n\n"
		"[Unreleased]: h/compare/v1.3.0...HEAD\n"
		"[1.3.0]: h/compare/v1.2.1...v1.3.0\n"
		"[1.2.1]: h/compare/v1.2.0...v1.2.1\n"
		"[1.2.0]: h/compare/v1.1.0...v1.2.0\n");
}

TEST(changelog_merge_compares_in_headings_with_the_hotfix)
{
	assert_string_equal(
		merge_hotfix("## [Unreleased](h/compare/v1.2.0...HEAD)\n\n"
			     "## [1.2.0](h/compare/v1.1.0...v1.2.0)\n\n- Z\n",
			     "## [Unreleased](h/compare/v1.3.0...HEAD)\n\n"
			     "## [1.3.0](h/compare/v1.2.0...v1.3.0)\n\n"
			     "### Fixes\n\n- A\n\n### Fixes\n\n- B\n\n"
			     "## [1.2.0](h/compare/v1.1.0...v1.2.0)\n\n- Z\n",
			     "## [Unreleased](h/compare/v1.2.1...HEAD)\n\n"
			     "## [1.2.1](h/compare/v1.2.0...v1.2.1)\n\n- X\n\n"
			     "## [1.2.0](h/compare/v1.1.0...v1.2.0)\n\n- Z\n"),
		"## [Unreleased](h/compare/v1.3.0...HEAD)\n\n"
		"## [1.3.0](h/compare/v1.2.1...v1.3.0)\n\n"
		"### Fixes\n\n- A\n\n### Fixes\n\n- B\n\n"
		"## [1.2.1](h/compare/v1.2.0...v1.2.1)\n\n- X\n\n"
		"## [1.2.0](h/compare/v1.1.0...v1.2.0)\n\n- Z\n");
	assert_string_equal(
		merge_hotfix(".. x\n\n`1.2.9 <h/compare/v1.2.8...v1.2.9>`_\n"
			     "------------------------------------\n\n- Z\n",
			     ".. x\n\n`1.3.0 <h/compare/v1.3.0..v1.2.9>`_\n"
			     "-----------------------------------\n\n- A\n\n"
			     "`1.2.9 <h/compare/v1.2.8...v1.2.9>`_\n"
			     "------------------------------------\n\n- Z\n",
			     ".. x\n\n`1.2.10 <h/compare/v1.2.9...v1.2.10>`_\n"
			     "--------------------------------------\n\n- X\n\n"
			     "`1.2.9 <h/compare/v1.2.8...v1.2.9>`_\n"
			     "------------------------------------\n\n- Z\n"),
		".. x\n\n`1.3.0 <h/compare/v1.3.0..v1.2.10>`_\n"
		"------------------------------------\n\n- A\n\n"
		"`1.2.10 <h/compare/v1.2.9...v1.2.10>`_\n"
		"--------------------------------------\n\n- X\n\n"
		"`1.2.9 <h/compare/v1.2.8...v1.2.9>`_\n"
		"------------------------------------\n\n- Z\n");
}

TEST(changelog_merge_compares_unreleased_with_a_hotfix_that_had_none)
{
	static const char base[] = "# Changelog\n\n## [1.2.0]\n\n- Z\n\n"
				   "[1.2.0]: h/compare/v1.1.0...v1.2.0\n";
	static const char hotfix[] =
		"# Changelog\n\n## [1.2.1]\n\n- X\n\n## [1.2.0]\n\n- Z\n\n"
		"[1.2.1]: h/compare/v1.2.0...v1.2.1\n"
		"[1.2.0]: h/compare/v1.1.0...v1.2.0\n";
	static const char main[] = "# Changelog\n\n## [Unreleased]\n\n- N\n\n"
				   "## [1.2.0]\n\n- Z\n\n"
				   "[Unreleased]: h/compare/v1.2.0...HEAD\n"
				   "[1.2.0]: h/compare/v1.1.0...v1.2.0\n";
	static const char want[] = "[Unreleased]: h/compare/v1.2.1...HEAD\n"
				   "[1.2.1]: h/compare/v1.2.0...v1.2.1\n";

	assert_non_null(strstr(merge(base, main, hotfix), want));
	assert_non_null(strstr(merge(base, hotfix, main),
			       "[Unreleased]: h/compare/v1.2.1...HEAD\n"));
}

TEST(changelog_merge_leaves_links_that_compare_with_another_version)
{
	/* 1.2.1 is there already; 1.4.0 compares with 1.3.0, 1.3.0 with 1.1.0 */
	assert_string_equal(
		merge_hotfix("## [1.3.0]\n\n## 1.2.0\n\n"
			     "[1.3.0]: h/compare/v1.2.0...v1.3.0\n",
			     "## [1.4.0]\n\n- A\n\n## [1.3.0]\n\n## 1.2.0\n\n"
			     "[1.4.0]: h/compare/v1.2.0...v1.4.0\n"
			     "[1.3.0]: h/compare/v1.2.0...v1.3.0\n",
			     "## [1.3.0]\n\n## [1.2.1]\n\n- X\n\n## 1.2.0\n\n"
			     "[1.3.0]: h/compare/v1.2.0...v1.3.0\n"
			     "[1.2.1]: h/compare/v1.2.0...v1.2.1\n"),
		"## [1.4.0]\n\n- A\n\n## [1.3.0]\n\n## [1.2.1]\n\n- X\n\n"
		"## 1.2.0\n\n"
		"[1.4.0]: h/compare/v1.2.0...v1.4.0\n"
		"[1.3.0]: h/compare/v1.2.0...v1.3.0\n"
		"[1.2.1]: h/compare/v1.2.0...v1.2.1\n");
}

TEST(changelog_merge_leaves_links_that_do_not_compare_with_it)
{
	/* 1.1.0 compares with nothing: the next link is another's */
	assert_string_equal(
		merge_hotfix("## [1.0.0]\n\n- Z\n\n[1.0.0]: h/t/v1.0.0\n",
			     "## [1.1.0]\n\n- A\n\n## [1.0.0]\n\n- Z\n\n"
			     "[1.1.0]: h/t/v1.1.0\n[1.0.0]: h/t/v1.0.0\n",
			     "## [1.0.1]\n\n- X\n\n## [1.0.0]\n\n- Z\n\n"
			     "[1.0.1]: h/compare/v1.0.0...v1.0.1\n"
			     "[1.0.0]: h/t/v1.0.0\n"),
		"## [1.1.0]\n\n- A\n\n## [1.0.1]\n\n- X\n\n"
		"## [1.0.0]\n\n- Z\n\n"
		"[1.1.0]: h/t/v1.1.0\n"
		"[1.0.1]: h/compare/v1.0.0...v1.0.1\n"
		"[1.0.0]: h/t/v1.0.0\n");
	/* the link spells 1.0 otherwise than its heading */
	assert_string_equal(
		merge_hotfix("## [1.0.0]\n\n- Z\n",
			     "## [1.1.0]\n\n- A\n\n## [1.0.0]\n\n- Z\n\n"
			     "[1.1.0]: h/compare/v1.0...v1.1.0\n",
			     "## [1.0.1]\n\n- X\n\n## [1.0.0]\n\n- Z\n"),
		"## [1.1.0]\n\n- A\n\n## [1.0.1]\n\n- X\n\n"
		"## [1.0.0]\n\n- Z\n\n"
		"[1.1.0]: h/compare/v1.0...v1.1.0\n");
}

TEST(changelog_merge_drops_what_a_hotfix_has_told)
{
	assert_string_equal(
		merge("## [Unreleased]\n\n## [1.0.0]\n\n- z\n",
		      "## [Unreleased]\n\n- A\n- Fix of crash (#13)\n\n"
		      "## [1.0.0]\n\n- z\n",
		      "## [Unreleased]\n\n## [1.0.1]\n\n- Fix of crash (#13)\n\n"
		      "## [1.0.0]\n\n- z\n"),
		"## [Unreleased]\n\n- A\n\n## [1.0.1]\n\n- Fix of crash (#13)\n\n"
		"## [1.0.0]\n\n- z\n");
	/* a few words may be said twice */
	assert_string_equal(
		merge("## [Unreleased]\n\n## [1.0.0]\n\n- z\n",
		      "## [Unreleased]\n\n- Update all\n\n## [1.0.0]\n\n- z\n",
		      "## [Unreleased]\n\n## [1.0.1]\n\n- Update all\n\n"
		      "## [1.0.0]\n\n- z\n"),
		"## [Unreleased]\n\n- Update all\n\n## [1.0.1]\n\n- Update all\n\n"
		"## [1.0.0]\n\n- z\n");
}

TEST(changelog_merge_keeps_what_another_category_tells)
{
	assert_string_equal(
		merge("## [Unreleased]\n\n## [1.0.0]\n\n- z\n",
		      "## [Unreleased]\n\n### Removed\n\n- The old form (#7)\n\n"
		      "## [1.0.0]\n\n- z\n",
		      "## [Unreleased]\n\n## [1.0.1]\n\n### Deprecated\n\n"
		      "- The old form (#7)\n\n## [1.0.0]\n\n- z\n"),
		"## [Unreleased]\n\n### Removed\n\n- The old form (#7)\n\n"
		"## [1.0.1]\n\n### Deprecated\n\n- The old form (#7)\n\n"
		"## [1.0.0]\n\n- z\n");
}
