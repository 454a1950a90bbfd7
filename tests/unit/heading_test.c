#include "tests/unit/unit.h"

#include "base/strbuf.h"
#include "changelog/heading.h"

#include <string.h>

static struct strbuf out = STRBUF_INIT;

static struct version version_of(const char *text)
{
	struct version v;

	assert_true(version_try(&v, SCHEME_SEMVER, text) ||
		    version_try(&v, SCHEME_PEP440, text));
	return v;
}

struct row {
	const char *version, *text, *heading;
};

static void check_headings(const struct row *row, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct version v = version_of(row[i].version);
		const struct cut cut = { .version = &v,
					 .date = "2024-03-05",
					 .tag = "vX" };
		struct changelog cl;

		strbuf_reset(&out);
		changelog_read(&cl, row[i].text, strlen(row[i].text),
			       SCHEME_SEMVER);
		changelog_heading(&out, &cl, &cut);
		changelog_release(&cl);
		strbuf_trim_end(&out);
		assert_string_equal(out.buf, row[i].heading);
	}
}

#define CHECK(rows) check_headings(rows, sizeof(rows) / sizeof(*(rows)))

TEST(heading_does_not_copy_what_one_release_says_of_itself)
{
	static const struct row rows[] = {
		{ "1.1.0",
		  "## [1.0.1] - 2024-01-02 [YANKED]\n## [1.0.0] - 2024-01-01\n",
		  "## [1.1.0] - 2024-03-05" },
		{ "1.1.0", "## [1.0.0] - 2024-01-02 [YANKED]\n",
		  "## [1.1.0] - 2024-03-05" },
		{ "1.2.0",
		  "## 1.1.0 \"Berlin\" (2024-01-02)\n"
		  "## 1.0.0 \"Paris\" (2023-01-02)\n",
		  "## 1.2.0 (2024-03-05)" },
		{ "1.2.0",
		  "## 1.1.0 - Berlin - 2024-01-02\n## 1.0.0 - 2023-01-02\n",
		  "## 1.2.0 - 2024-03-05" },
		{ "1.2.0", "## 1.1.0 (Berlin, 2024-01-02)\n",
		  "## 1.2.0 (2024-03-05)" },
		{ "1.2.0", "## 1.1.0 (2024-01-02 12:34:56 +0100)\n",
		  "## 1.2.0 (2024-03-05)" },
		{ "1.2.0", "## 1.1.0 - 2024-01-02T12:34Z, Berlin\n",
		  "## 1.2.0 - 2024-03-05" },
		{ "1.2.0", "## ~~[1.1.0] - 2024-01-02~~\n",
		  "## [1.2.0] - 2024-03-05" },
		{ "1.2.0", "## [1.1.0] - 2024-01-02 <!-- late -->\n",
		  "## [1.2.0] - 2024-03-05" },
		{ "1.2.0", "## Release v1.1.0 (2024-01-02), Berlin\n",
		  "## Release v1.2.0 (2024-03-05)" },
	};

	CHECK(rows);
}

TEST(heading_takes_its_level_from_releases_of_its_kind)
{
	static const char *const mixed =
		"### [1.1.2](h/compare/v1.1.1...v1.1.2) (2024-01-03)\n"
		"### [1.1.1](h/compare/v1.1.0...v1.1.1) (2024-01-02)\n"
		"## [1.1.0](h/compare/v1.0.0...v1.1.0) (2024-01-01)\n";
	const struct row rows[] = {
		{ "1.2.0", mixed,
		  "## [1.2.0](h/compare/v1.1.2...v1.2.0) (2024-03-05)" },
		{ "1.1.3", mixed,
		  "### [1.1.3](h/compare/v1.1.2...v1.1.3) (2024-03-05)" },
		{ "1.1.0", "# Changes\n\n# v1.0.0\n\n- a\n", "# v1.1.0" },
		{ "1.1.0", "# Changes\n\n### 1.0.0\n\n- a\n", "### 1.1.0" },
		{ "1.1.0", "1.0.0 / 2024-01-01\n==================\n",
		  "1.1.0 / 2024-03-05\n==================" },
		{ "1.10.0", "1.9.0\n-----\n", "1.10.0\n------" },
		{ "1.1.0", "1.0.0\n--------------------\n",
		  "1.1.0\n--------------------" },
		{ "1.1.0",
		  "1.0.0 \xe2\x80\x94 2024-01-01\n"
		  "==================\n",
		  "1.1.0 \xe2\x80\x94 2024-03-05\n==================" },
		{ "1.1.0", "## 1.0.0 ##\n", "## 1.1.0 ##" },
	};

	CHECK(rows);
}

TEST(heading_writes_the_date_as_others_have_it)
{
	static const struct row rows[] = {
		{ "1.1.0", "## 1.0.0 (March 13, 2024)\n",
		  "## 1.1.0 (March 5, 2024)" },
		{ "1.1.0", "## 1.0.0 (Jan 03, 2024)\n",
		  "## 1.1.0 (Mar 05, 2024)" },
		{ "1.1.0", "## 1.0.0 (3 February 2024)\n",
		  "## 1.1.0 (5 March 2024)" },
		{ "1.1.0", "## 1.0.0, 3rd Feb 2024\n",
		  "## 1.1.0, 5th Mar 2024" },
		{ "1.1.0", "## 1.0.0 (Mon, Jan 1, 2024)\n",
		  "## 1.1.0 (Tue, Mar 5, 2024)" },
		{ "1.1.0", "## 1.0.0 (31.01.2024)\n", "## 1.1.0 (05.03.2024)" },
		{ "1.1.0", "## 1.0.0 - 1/31/2024\n## 0.9.0 - 1/2/2024\n",
		  "## 1.1.0 - 3/5/2024" },
		{ "1.1.0", "## 1.0.0 - 2024/01/31\n", "## 1.1.0 - 2024/03/05" },
		{ "1.1.0", "## 1.0.0 (May 2023)\n## 0.9.0 (Jan 2023)\n",
		  "## 1.1.0 (Mar 2024)" },
		{ "1.1.0", "## Version 1.0.0, released 2024-01-01\n",
		  "## Version 1.1.0, released 2024-03-05" },
		{ "1.1.0", "## 2024-01-01, Version 1.0.0\n",
		  "## 2024-03-05, Version 1.1.0" },
		{ "1.1.0", "## 1.0.0\n## 0.9.0\n## 0.8.0 (2020-01-01)\n",
		  "## 1.1.0" },
		{ "1.1.0", "## 1.0.0 (2024-01-01)\n## 0.9.0\n",
		  "## 1.1.0 (2024-03-05)" },
	};

	CHECK(rows);
}

TEST(heading_forms_links_and_anchors_anew)
{
	static const struct row rows[] = {
		{ "1.1.0",
		  "## [1.0.0](https://h/o/r/-/compare/v0.9.0...v1.0.0) "
		  "(2024-01-01)\n"
		  "## [0.9.0](https://h/o/r/-/tags/v0.9.0) (2023-01-01)\n",
		  "## [1.1.0](https://h/o/r/-/compare/v1.0.0...v1.1.0) "
		  "(2024-03-05)" },
		{ "1.1.0",
		  "## [1.0.0](https://h/o/r/branches/compare/v1.0.0..v0.9.0) - "
		  "2024-01-01\n",
		  "## [1.1.0](https://h/o/r/branches/compare/v1.1.0..v1.0.0) - "
		  "2024-03-05" },
		{ "1.1.0",
		  "## [1.0.0](https://h/o/r/branches/compare/"
		  "v1.0.0%0Dv0.9.0#diff) - 2024-01-01\n",
		  "## [1.1.0](https://h/o/r/branches/compare/"
		  "v1.1.0%0Dv1.0.0#diff) - 2024-03-05" },
		{ "1.1.0",
		  "## [1.0.0](https://h/o/r/branches/compare/1.0.0%0D0.9.0)\n",
		  "## [1.1.0](https://h/o/r/branches/compare/1.1.0%0D1.0.0)" },
		{ "1.1.0", "## [v1.0.0](https://h/o/r/releases/tag/v1.0.0)\n",
		  "## [v1.1.0](https://h/o/r/releases/tag/v1.1.0)" },
		{ "1.1.0", "## [1.0.0](https://h/~o/r/refs/r-1.0.0)\n",
		  "## [1.1.0](https://h/~o/r/refs/r-1.1.0)" },
		{ "1.1.0", "## [1.0.0](https://blog/first) - 2024-01-01\n",
		  "## [1.1.0] - 2024-03-05" },
		{ "1.1.0", "## 1.0.0 - 2024-01-01 {#v1-0-0}\n",
		  "## 1.1.0 - 2024-03-05 {#v1-1-0}" },
		{ "1.1.0", "## 1.0.0 - 2024-01-01 {: #x-100 }\n",
		  "## 1.1.0 - 2024-03-05 {: #x-110 }" },
		{ "1.1.0", "## <a name=\"1.0.0\"></a>1.0.0 (2024-01-01)\n",
		  "## <a name=\"1.1.0\"></a>1.1.0 (2024-03-05)" },
		{ "1.2.0", "## [1.1][] - 2024-01-01\n## [1.0][] - 2023-01-01\n",
		  "## [1.2][] - 2024-03-05" },
	};

	CHECK(rows);
}

TEST(heading_of_rst_has_the_marks_of_others)
{
	static const struct row rows[] = {
		{ "1.1.0",
		  "History\n=======\n\n1.0.0 (2024-01-01)\n~~~~~~~~~~~~~~~~~~\n\n"
		  "Fixes\n^^^^^\n\n- a\n\n0.9.0 (2023-01-01)\n"
		  "~~~~~~~~~~~~~~~~~~\n\n- b\n",
		  "1.1.0 (2024-03-05)\n~~~~~~~~~~~~~~~~~~" },
		{ "1.10.0", "1.0.0\n^^^^^\n\n- a\n\n0.9.0\n^^^^^\n",
		  "1.10.0\n^^^^^^" },
		{ "1.1.0",
		  "*****\n1.0.0\n*****\n\nFixes\n+++++\n\n- a\n\n*****\n"
		  "0.9.0\n*****\n",
		  "*****\n1.1.0\n*****" },
		{ "1.1.0", "1.0.0\n#####\n\n- a\n", "1.1.0\n#####" },
		{ "1.1.0", ".. x:: y\n\n======\n 1.0.0\n======\n\n- a\n",
		  "======\n1.1.0\n======" },
	};

	CHECK(rows);
}

TEST(heading_gets_the_anchor_line_that_others_have)
{
	static const struct row rows[] = {
		{ "1.1.0",
		  "<a name=\"1.0.0\"></a>\n## 1.0.0 (2024-01-01)\n\n- a\n\n"
		  "<a name=\"0.9.0\"></a>\n## 0.9.0 (2023-01-01)\n",
		  "<a name=\"1.1.0\"></a>\n## 1.1.0 (2024-03-05)" },
		{ "1.2.0",
		  "Changes\n=======\n\n.. _v1.1.0:\n\n1.1.0\n-----\n\n- a\n\n"
		  ".. _v1.0.0:\n\n1.0.0\n-----\n",
		  ".. _v1.2.0:\n\n1.2.0\n-----" },
		{ "1.2.0", "(v1-1-0)=\n## 1.1.0\n\n(v1-0-0)=\n## 1.0.0\n",
		  "(v1-2-0)=\n## 1.2.0" },
		{ "1.2.0",
		  "<a id=\"history\"></a>\n## 1.1.0 ##\n\n## 1.0.0 ##\n",
		  "## 1.2.0 ##" },
		{ "1.2.0",
		  "<a id=\"1.2.0\"></a>\n## 1.2.0 (unreleased)\n\n- a\n\n"
		  "## 1.1.0\n",
		  "<a id=\"1.2.0\"></a>\n## 1.2.0" },
	};

	CHECK(rows);
}

TEST(heading_of_the_first_release_is_like_what_is_unreleased)
{
	static const struct row rows[] = {
		{ "1.0.0", "", "## [1.0.0] - 2024-03-05" },
		{ "1.0.0", "# Unreleased\n", "# 1.0.0 - 2024-03-05" },
		{ "1.0.0", "## [Unreleased]\n", "## [1.0.0] - 2024-03-05" },
		{ "1.0.0", "## v1.0.0 (unreleased)\n",
		  "## v1.0.0 (2024-03-05)" },
		{ "1.0.0", "## [1.0.0] - Unreleased\n",
		  "## [1.0.0] - 2024-03-05" },
		{ "1.1.0", "## 1.1.0 (unreleased)\n\n## 1.0.0 - 2024-01-01\n",
		  "## 1.1.0 - 2024-03-05" },
	};

	CHECK(rows);
}

/* ---- what is unreleased --------------------------------------------------- */

TEST(heading_is_a_bold_line_where_releases_have_such)
{
	static const struct row rows[] = {
		{ "1.1.0", "**1.0.0 (2024-01-02)**\n\n- A\n",
		  "**1.1.0 (2024-03-05)**" },
		{ "1.1.0", "**v1.0.0** - 2024-01-02\n- A\n",
		  "**v1.1.0** - 2024-03-05" },
		{ "1.1.0", "# Log\n\n**1.0.0**\n\n**0.9.0**\n", "**1.1.0**" },
		{ "1.1.0", "**Unreleased**\n\n- A\n",
		  "**1.1.0 - 2024-03-05**" },
		{ "1.1.0", "**1.1.0 (unreleased)**\n\n- A\n",
		  "**1.1.0 (2024-03-05)**" },
		/* bold versions that are no sections */
		{ "1.1.0", "**1.0.0**\n\n## 0.9.0\n", "## 1.1.0" },
	};

	CHECK(rows);
}

TEST(changelog_reads_bold_lines_as_sections_only_where_no_heading_is_one)
{
	static const char bold[] =
		"**1.0.1 (2024-01-02)**\n\n## Fixed\n\n- A\n\n"
		"**1.0.0 (2024-01-01)**\n- B\n";
	static const char mixed[] = "## 1.0.1\n\n**1.0.0 is gone**\n\n"
				    "**1.0.0**\n\n- A\n";
	struct changelog cl;

	changelog_read(&cl, bold, strlen(bold), SCHEME_SEMVER);
	assert_int_equal(cl.n, 2);
	assert_int_equal(cl.section[0].level, 1);
	assert_int_equal(cl.section[0].stray, 0);
	assert_int_equal(cl.section[0].end, cl.section[1].begin);
	changelog_release(&cl);
	changelog_read(&cl, mixed, strlen(mixed), SCHEME_SEMVER);
	assert_int_equal(cl.n, 1);
	changelog_release(&cl);
}

TEST(heading_has_the_line_below_it_that_says_when)
{
	static const struct row rows[] = {
		{ "1.2.0",
		  "Version 1.1.0\n-------------\n\nReleased 2024-01-02\n\n- x\n\n"
		  "Version 1.0.0\n-------------\n\nReleased 2023-01-02\n\n- x\n",
		  "Version 1.2.0\n-------------\n\nReleased 2024-03-05" },
		{ "1.2.0",
		  "## 1.1.0\n*Release date: January 12th, 2024*\n\n* x\n",
		  "## 1.2.0\n*Release date: March 5th, 2024*" },
		{ "1.2.0",
		  "## 1.1.0\n\n_2024-01-02_\n\n* x\n## 1.0.0\n\n_2023-01-02_\n",
		  "## 1.2.0\n\n_2024-03-05_" },
		/* most have none */
		{ "1.2.0",
		  "## 1.1.0 (2024-01-02)\n\n## 1.0.0 (2023-01-02)\n\n"
		  "## 0.9.0\n\nReleased 2022-01-02\n",
		  "## 1.2.0 (2024-03-05)" },
		/* a sentence is none */
		{ "1.2.0",
		  "## 1.1.0\n\nReleased 2024-01-02, with thanks to all.\n",
		  "## 1.2.0" },
		{ "1.2.0", "## 1.1.0 (2024-01-02)\n\nReleased 2024-01-03\n",
		  "## 1.2.0 (2024-03-05)" },
	};

	CHECK(rows);
}
