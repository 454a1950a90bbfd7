#include "tests/unit/unit.h"

#include "base/strbuf.h"
#include "changelog/edit.h"

#include <stdio.h>
#include <string.h>

static struct strbuf out = STRBUF_INIT, left = STRBUF_INIT;

static const char *cut_as(const char *text, const char *set, struct cut how)
{
	struct version v;
	struct changelog cl;

	assert_true(version_try(&v, SCHEME_SEMVER, "1.1.0"));
	strbuf_reset(&out);
	strbuf_reset(&left);
	how.version = &v;
	how.date = "2024-03-05";
	how.tag = "v1.1.0";
	how.left = &left;
	changelog_read_with(&cl, text, strlen(text), SCHEME_SEMVER, set, NULL);
	int rc = changelog_cut(&out, &cl, &how);
	changelog_release(&cl);
	return rc ? error_message() : out.buf;
}

TEST(changelog_finds_all_sections_of_rst_behind_marks_of_fences)
{
	assert_string_equal(
		cut_as("News\n====\n\n.. towncrier\n\nUnreleased\n----------\n\n"
		       "Fixes\n~~~~~\n\n- A\n\n1.0.0\n-----\n\nFixes\n~~~~~\n\n"
		       "- B\n\n0.9.0\n-----\n\nFixes\n~~~~~\n",
		       NULL, (struct cut){ 0 }),
		"News\n====\n\n.. towncrier\n\nUnreleased\n----------\n\n"
		"1.1.0\n-----\n\nFixes\n~~~~~\n\n- A\n\n1.0.0\n-----\n\nFixes\n"
		"~~~~~\n\n- B\n\n0.9.0\n-----\n\nFixes\n~~~~~\n");
}

TEST(changelog_cut_finds_what_is_unreleased_in_any_form)
{
	static const char *const kept[] = {
		"## master (unreleased)", "## [Unreleased]",
		"# UNRELEASED",           "## Unreleased changes",
		"## Unreleased - TBD",    "## [Unreleased] - YYYY-MM-DD",
		"## Next release",        "**Unreleased**",
		"Unreleased\n==========",
	};
	static const char *const dated[] = {
		"## 1.1.0 (unreleased)",
		"## [1.1.0] - Unreleased",
		"## 1.1.0 - TBD",
		"## 1.1.0 (not yet released)",
		"## v1.1.0 (UNRELEASED)",
		"## 1.1.0 - 2024-xx-xx",
		"## 1.1.0 - 2024-__-__",
		"## 1.0.1 (unreleased)",
		"## 1.1.0 (in development)",
	};
	char text[200], want[200];

	for (size_t i = 0; i < sizeof(kept) / sizeof(*kept); i++) {
		snprintf(text, sizeof(text), "%s\n\n- A\n\n## 1.0.0\n",
			 kept[i]);
		snprintf(want, sizeof(want),
			 "%s\n\n## 1.1.0\n\n- A\n\n## 1.0.0\n", kept[i]);
		assert_string_equal(cut_as(text, NULL, (struct cut){ 0 }),
				    want);
	}
	for (size_t i = 0; i < sizeof(dated) / sizeof(*dated); i++) {
		snprintf(text, sizeof(text),
			 "%s\n\n- A\n\n## 1.0.0 (2024-01-01)\n", dated[i]);
		assert_string_equal(cut_as(text, NULL, (struct cut){ 0 }),
				    "## 1.1.0 (2024-03-05)\n\n- A\n\n"
				    "## 1.0.0 (2024-01-01)\n");
	}
	assert_string_equal(
		cut_as("## 2.0.0 (unreleased)\n\n- A\n", NULL,
		       (struct cut){ 0 }),
		"what is unreleased, line 1, is 2.0.0 and not 1.1.0");
}

TEST(changelog_cut_leaves_the_anchor_of_unreleased_where_it_is)
{
	assert_string_equal(
		cut_as("<a id=\"unreleased\"></a>\n## Unreleased\n\n- A\n\n"
		       "<a id=\"1.0.0\"></a>\n## 1.0.0\n",
		       NULL, (struct cut){ 0 }),
		"<a id=\"unreleased\"></a>\n## Unreleased\n\n"
		"<a id=\"1.1.0\"></a>\n## 1.1.0\n\n- A\n\n"
		"<a id=\"1.0.0\"></a>\n## 1.0.0\n");
	assert_string_equal(
		cut_as("<a id=\"1.1.0\"></a>\n## 1.1.0 (unreleased)\n\n- A\n\n"
		       "<a id=\"1.0.0\"></a>\n## 1.0.0\n",
		       NULL, (struct cut){ 0 }),
		"<a id=\"1.1.0\"></a>\n## 1.1.0\n\n- A\n\n"
		"<a id=\"1.0.0\"></a>\n## 1.0.0\n");
}

TEST(changelog_cut_leaves_old_sections_that_were_never_released)
{
	assert_string_equal(cut_as("## Unreleased\n- A\n## 1.0.0\n- B\n"
				   "## 0.9.0 - Unreleased\n- C\n",
				   NULL, (struct cut){ 0 }),
			    "## Unreleased\n## 1.1.0\n- A\n## 1.0.0\n- B\n"
			    "## 0.9.0 - Unreleased\n- C\n");
}

TEST(changelog_cut_does_as_is_set)
{
	const struct cut drop = { .drop = true }, empty = { .empty = true };

	assert_string_equal(cut_as("## HEAD\n- A\n## 1.0.0\n", "## HEAD",
				   (struct cut){ 0 }),
			    "## HEAD\n\n## 1.1.0\n- A\n## 1.0.0\n");
	assert_string_equal(cut_as("_Next_\n\n- A\n\n# 1.0.0\n", "_Next_",
				   (struct cut){ 0 }),
			    "_Next_\n\n# 1.1.0\n\n- A\n\n# 1.0.0\n");
	assert_string_equal(cut_as("## 1.1.0 soon\n- A\n## 1.0.0\n",
				   "## {version} soon", (struct cut){ 0 }),
			    "## 1.1.0\n- A\n## 1.0.0\n");
	assert_string_equal(
		cut_as("## [Unreleased]\n- A\n## [1.0.0]\n\n"
		       "[Unreleased]: h/compare/v1.0.0...HEAD\n"
		       "[1.0.0]: h/tree/v1.0.0\n",
		       NULL, drop),
		"## [1.1.0]\n- A\n## [1.0.0]\n\n"
		"[1.1.0]: h/compare/v1.0.0...v1.1.0\n[1.0.0]: h/tree/v1.0.0\n");
	assert_string_equal(cut_as("## Unreleased\n\n## 1.0.0\n", NULL, empty),
			    "## Unreleased\n\n## 1.1.0\n\n## 1.0.0\n");
}

TEST(changelog_cut_forms_links_at_the_end_for_any_host)
{
	static const char *const form[] = {
		"h/-/compare/v%s...v%s",
		"h/compare/%s...%s",
		"h/branchCompare?baseVersion=GTv%s&targetVersion=GTv%s",
		"h/-/compare/rel-%s...rel-%s",
		"h/branches/compare/r%2$s%%0Dr%1$s",
	};
	char text[400], want[400], a[99], b[99], c[99], d[99];

	for (size_t i = 0; i < 5; i++) {
		snprintf(a, sizeof(a), form[i], "0.9.0", "1.0.0");
		snprintf(b, sizeof(b), form[i], "0.8.0", "0.9.0");
		snprintf(c, sizeof(c), form[i], "1.0.0", "1.1.0");
		snprintf(d, sizeof(d), "h/log/v%s", "1.0.0");
		snprintf(text, sizeof(text),
			 "## [Unreleased]\n- A\n## [1.0.0]\n## [0.9.0]\n"
			 "## [0.8.0]\n\n[unreleased]: %s\n[1.0.0]: %s\n"
			 "[0.9.0]: %s\n[0.8.0]: h\n",
			 d, a, b);
		snprintf(want, sizeof(want),
			 "\n\n[unreleased]: h/log/v1.1.0\n[1.1.0]: %s\n"
			 "[1.0.0]: %s\n[0.9.0]: %s\n[0.8.0]: h\n",
			 c, a, b);
		const char *now = cut_as(text, NULL, (struct cut){ 0 });
		assert_non_null(strstr(now, want));
		assert_string_equal(left.buf, "");
	}
}

TEST(changelog_cut_keeps_the_order_of_links_and_tells_what_is_left)
{
	assert_non_null(
		strstr(cut_as("## Unreleased\n- A\n## [1.0.0]\n## [0.9.0]\n\n"
			      "[0.9.0]: h/t/0.9.0\n[1.0.0]: h/t/1.0.0\n"
			      "[Unreleased]: h/tree/next\n",
			      NULL, (struct cut){ 0 }),
		       "\n[0.9.0]: h/t/0.9.0\n[1.0.0]: h/t/1.0.0\n"
		       "[1.1.0]: h/t/1.1.0\n[Unreleased]: h/tree/next\n"));
	assert_string_equal(left.buf, "the link of 'Unreleased', line 8, is "
				      "left as it is\n");
	assert_non_null(
		strstr(cut_as("## [Unreleased](h/compare/1.0.0...HEAD)\n"
			      "- A\n## [1.0.0](h/t/1.0.0)\n",
			      NULL, (struct cut){ 0 }),
		       "## [Unreleased](h/compare/1.1.0...HEAD)\n\n"
		       "## [1.1.0](h/t/1.1.0)\n- A\n"));
}

TEST(changelog_cut_forms_the_first_links_of_bitbucket)
{
	assert_non_null(strstr(
		cut_as("## [Unreleased]\n- A\n\n"
		       "[unreleased]: h/branches/compare/HEAD%0Dv1.0.0#diff\n",
		       NULL, (struct cut){ 0 }),
		"\n[unreleased]: h/branches/compare/HEAD%0Dv1.1.0#diff\n"
		"[1.1.0]: h/branches/compare/v1.1.0%0Dv1.0.0#diff\n"));
	assert_string_equal(left.buf, "");
}

/* What a changelog has become, without the sections of older releases. */
#define CUT(text) cut_as(text, NULL, (struct cut){ 0 })

TEST(changelog_cut_gives_a_version_its_own_link_where_it_was_unreleased)
{
	assert_string_equal(CUT("## [1.1.0] - Unreleased\n\n- A\n\n"
				"## [1.0.0] - 2024-01-01\n\n"
				"[1.1.0]: h/compare/v1.0.0...HEAD\n"
				"[1.0.0]: h/compare/v0.9.0...v1.0.0\n"),
			    "## [1.1.0] - 2024-03-05\n\n- A\n\n"
			    "## [1.0.0] - 2024-01-01\n\n"
			    "[1.1.0]: h/compare/v1.0.0...v1.1.0\n"
			    "[1.0.0]: h/compare/v0.9.0...v1.0.0\n");
	assert_string_equal(CUT("## [Unreleased]\n\n## [1.1.0] - Unreleased\n"
				"- A\n## [1.0.0] - 2024-01-01\n\n"
				"[Unreleased]: h/compare/v1.0.0...HEAD\n"
				"[1.1.0]: h/compare/v1.0.0...HEAD\n"
				"[1.0.0]: h/v1.0.0\n"),
			    "## [Unreleased]\n\n## [1.1.0] - 2024-03-05\n"
			    "- A\n## [1.0.0] - 2024-01-01\n\n"
			    "[Unreleased]: h/compare/v1.1.0...HEAD\n"
			    "[1.1.0]: h/compare/v1.0.0...v1.1.0\n"
			    "[1.0.0]: h/v1.0.0\n");
	assert_non_null(strstr(CUT("## [1.1.0][v1.1.0] - Unreleased\n- A\n"
				   "## [1.0.0][v1.0.0]\n\n"
				   "[v1.1.0]: h/compare/v1.0.0...HEAD\n"
				   "[v1.0.0]: h/compare/v0.9.0...v1.0.0\n"),
			       "\n[v1.1.0]: h/compare/v1.0.0...v1.1.0\n"
			       "[v1.0.0]: "));
	CUT("## [1.1.0] - Unreleased\n- A\n## 1.0.0\n\n[1.1.0]: h/next\n");
	assert_string_equal(left.buf,
			    "the link of 1.1.0, line 5, is left as it is\n");
}

TEST(changelog_cut_calls_a_link_as_the_others_are_called)
{
	assert_string_equal(CUT("## [Unreleased]\n- A\n"
				"## [1.0.0][v1.0.0] - 2024-01-01\n\n"
				"[unreleased]: h/compare/v1.0.0...HEAD\n"
				"[v1.0.0]: h/compare/v0.9.0...v1.0.0\n"),
			    "## [Unreleased]\n\n"
			    "## [1.1.0][v1.1.0] - 2024-03-05\n- A\n"
			    "## [1.0.0][v1.0.0] - 2024-01-01\n\n"
			    "[unreleased]: h/compare/v1.1.0...HEAD\n"
			    "[v1.1.0]: h/compare/v1.0.0...v1.1.0\n"
			    "[v1.0.0]: h/compare/v0.9.0...v1.0.0\n");
}

TEST(changelog_cut_compares_the_newer_side_first_where_others_do)
{
	assert_string_equal(CUT("## [Unreleased]\n- A\n## [1.0.0]\n\n"
				"[Unreleased]: h/compare/HEAD..v1.0.0\n"
				"[1.0.0]: h/compare/v1.0.0..v0.9.0\n"),
			    "## [Unreleased]\n\n## [1.1.0]\n- A\n"
			    "## [1.0.0]\n\n"
			    "[Unreleased]: h/compare/HEAD..v1.1.0\n"
			    "[1.1.0]: h/compare/v1.1.0..v1.0.0\n"
			    "[1.0.0]: h/compare/v1.0.0..v0.9.0\n");
}

TEST(changelog_cut_drops_the_name_that_a_release_has_in_its_brackets)
{
	static const char *const was[][2] = {
		{ "## [1.0.0 \"Ada\"] - 2024-01-01",
		  "## [1.1.0] - 2024-03-05" },
		{ "## [v1.0.0 - Ada](h/t/v1.0.0) (2024-01-01)",
		  "## [v1.1.0](h/t/v1.1.0) (2024-03-05)" },
		/* what all of them have is no name */
		{ "## [1.0.0 LTS] - 2024-01-01\n\n## [0.9.0 LTS] - 2023-01-01",
		  "## [1.1.0 LTS] - 2024-03-05" },
		{ "## [1.0.0 - 2024-01-01](h/t/v1.0.0)",
		  "## [1.1.0 - 2024-03-05](h/t/v1.1.0)" },
	};
	char text[200], want[200];

	for (size_t i = 0; i < sizeof(was) / sizeof(*was); i++) {
		snprintf(text, sizeof(text), "## [Unreleased]\n- A\n%s\n- B\n",
			 was[i][0]);
		snprintf(want, sizeof(want),
			 "## [Unreleased]\n\n%s\n- A\n%s\n- B\n", was[i][1],
			 was[i][0]);
		assert_string_equal(CUT(text), want);
	}
}

TEST(changelog_cut_forms_the_targets_of_rst)
{
	static const char links[] = ".. _Unreleased: h/compare/v%s...HEAD\n%s"
				    ".. _1.0.0: h/compare/v0.9.0...v1.0.0\n";
	static const char own[] = ".. _1.1.0: h/compare/v1.0.0...v1.1.0\n";
	static const char *const title[] = { "`%s`_", "%s_" };
	static const char marks[] = "--------------";
	char text[500], want[500], a[60], b[60], name[40];

	for (size_t i = 0; i < 2; i++) {
		snprintf(name, sizeof(name), title[i], "1.0.0");
		int n = (int)strlen(name);
		snprintf(b, sizeof(b), "%s\n%.*s\n\n", name, n, marks);
		snprintf(a, sizeof(a), title[i], "Unreleased");
		n = snprintf(text, sizeof(text), "%s\n%s\n\n- A\n\n%s", a,
			     marks, b);
		snprintf(text + n, sizeof(text) - (size_t)n, links, "1.0.0",
			 "");
		n = snprintf(want, sizeof(want), "%s\n%s\n\n%s- A\n\n%s", a,
			     marks, b, b);
		memcpy(strstr(want, "1.0.0"), "1.1.0", 5);
		snprintf(want + n, sizeof(want) - (size_t)n, links, "1.1.0",
			 own);
		assert_string_equal(CUT(text), want);
	}
	assert_string_equal(CUT("Unreleased\n~~~~~~~~~~\n\n- A\n\n`1.0.0`_\n"
				"~~~~~~~~\n\n.. _`1.0.0`: h/t/v1.0.0\n"),
			    "Unreleased\n~~~~~~~~~~\n\n`1.1.0`_\n~~~~~~~~\n\n"
			    "- A\n\n`1.0.0`_\n~~~~~~~~\n\n"
			    ".. _`1.1.0`: h/t/v1.1.0\n"
			    ".. _`1.0.0`: h/t/v1.0.0\n");
}

TEST(changelog_cut_forms_links_in_headings_of_rst_and_their_underlines)
{
	assert_string_equal(
		CUT(".. x\n\n"
		    "`Unreleased <h/compare/1.0...HEAD>`__\n"
		    "-------------------------------------\n\n- A\n\n"
		    "`1.0 <h/compare/v0.9...v1.0>`__ - 2024-01-01\n"
		    "--------------------------------------------\n"),
		".. x\n\n"
		"`Unreleased <h/compare/1.1.0...HEAD>`__\n"
		"---------------------------------------\n\n"
		"`1.1 <h/compare/v1.0...v1.1>`__ - 2024-03-05\n"
		"--------------------------------------------\n\n- A\n\n"
		"`1.0 <h/compare/v0.9...v1.0>`__ - 2024-01-01\n"
		"--------------------------------------------\n");
	/* the first of all compares with nothing */
	assert_string_equal(CUT(".. x\n\n1.1.0 (unreleased)\n"
				"------------------\n\n- A\n\n"
				"`1.2.0 <h/v1.0...v1.2>`_ - 2024-01-01\n"
				"-------------------------------------\n"),
			    ".. x\n\n`1.1.0` - 2024-03-05\n"
			    "--------------------\n\n- A\n\n"
			    "`1.2.0 <h/v1.0...v1.2>`_ - 2024-01-01\n"
			    "-------------------------------------\n");
}

TEST(changelog_cut_takes_no_link_that_begins_with_a_version_for_a_release)
{
	assert_string_equal(
		CUT("## [Unreleased]\n\n### [1.1.0 guide](m)\n\n- A\n\n"
		    "## [1.0.0] - 2024-01-01\n\n### [1.0.0 guide](m)\n"),
		"## [Unreleased]\n\n## [1.1.0] - 2024-03-05\n\n"
		"### [1.1.0 guide](m)\n\n- A\n\n"
		"## [1.0.0] - 2024-01-01\n\n### [1.0.0 guide](m)\n");
}

TEST(changelog_cut_knows_a_branch_that_is_called_like_a_version)
{
	assert_non_null(strstr(CUT("## [Unreleased]\n- A\n## [1.0.5]\n\n"
				   "[Unreleased]: h/compare/1.0.5...1.0\n"
				   "[1.0.5]: h/1.0.5\n"),
			       "[1.1.0]: h/"));
	assert_null(strstr(out.buf, "v1.1.0...1.0"));
}

TEST(changelog_cut_leaves_anonymous_targets_of_rst_to_a_person)
{
	static const char *const title[] = { "`Unreleased`__", "Unreleased__" };
	char text[200];

	for (size_t i = 0; i < 2; i++) {
		snprintf(text, sizeof(text),
			 "%s\n--------------\n\n.. __: h\n\n- A\n", title[i]);
		assert_string_equal(CUT(text),
				    "there is no section 'Unreleased'");
	}
}

TEST(changelog_cut_moves_the_end_of_a_range_and_nothing_behind_it)
{
	cut_as("## [Unreleased]\n\n- A\n\n## [1.0.0]\n\n- B\n\n"
	       "[Unreleased]: h/compare/v1.0.0...HEAD?x=1.0.0\n",
	       NULL, (struct cut){ 0 });
	assert_non_null(strstr(
		out.buf, "[Unreleased]: h/compare/v1.1.0...HEAD?x=1.0.0\n"));
}

TEST(changelog_cut_dates_a_version_whose_line_below_says_unreleased)
{
	static const char *const rows[][2] = {
		{ "1.1\n---\n\nUnreleased\n\n- x\n\n1.0\n---\n\n"
		  "Released on May 3rd 2023\n\n- y\n",
		  "1.1\n---\n\nReleased on March 5th 2024\n\n- x\n\n1.0\n---\n\n"
		  "Released on May 3rd 2023\n\n- y\n" },
		{ "# 1.1.0\n\n*Release date: TBD*\n\n- x\n",
		  "# 1.1.0\n\n*Release date: 2024-03-05*\n\n- x\n" },
		{ "# 1.1.0\n\n*unreleased*\n\n- x\n",
		  "# 1.1.0\n\n*Released 2024-03-05*\n\n- x\n" },
		/* others have their dates above */
		{ "# 1.1.0\n\nUnreleased\n\n- x\n\n# 1.0.0 (2024-01-02)\n\n- y\n",
		  "# 1.1.0 (2024-03-05)\n\n- x\n\n# 1.0.0 (2024-01-02)\n\n- y\n" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		const char *got = cut_as(rows[i][0], NULL, (struct cut){ 0 });
		assert_string_equal(got, rows[i][1]);
	}
}

TEST(changelog_cut_leaves_no_blank_lines_where_sections_have_none)
{
	assert_string_equal(
		cut_as("## Unreleased\n- A\n## 1.0.0\n- Z\n## 0.9.0\n- Y\n",
		       NULL, (struct cut){ 0 }),
		"## Unreleased\n## 1.1.0\n- A\n## 1.0.0\n- Z\n## 0.9.0\n- Y\n");
}

TEST(changelog_takes_a_bold_unreleased_below_a_version_for_a_section)
{
	static const char text[] = "# C\n\n## 1.1.0\n\n**Unreleased**\n\n- x\n";
	struct changelog cl;

	changelog_read(&cl, text, strlen(text), SCHEME_SEMVER);
	assert_int_equal(cl.n, 2);
	assert_int_equal(cl.section[0].end, cl.section[1].begin);
	assert_false(cl.section[0].open);
	changelog_release(&cl);
}
