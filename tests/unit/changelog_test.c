#include "tests/unit/unit.h"

#include "base/cleanup.h"
#include "base/strbuf.h"
#include "changelog/changelog.h"
#include "changelog/edit.h"
#include "changelog/links.h"
#include "changelog/replace.h"

#include <stdio.h>
#include <string.h>

static struct strbuf out = STRBUF_INIT;

static struct version version_of(const char *text)
{
	struct version v;

	assert_true(version_try(&v, SCHEME_SEMVER, text) ||
		    version_try(&v, SCHEME_PEP440, text));
	return v;
}

static void read(struct changelog *cl, const char *text)
{
	changelog_read(cl, text, strlen(text), SCHEME_PEP440);
}

static const char *sections(const char *text)
{
	struct changelog cl;

	strbuf_reset(&out);
	read(&cl, text);
	for (size_t i = 0; i < cl.n; i++)
		strbuf_addf(&out, "%s%s@%d", i ? " " : "",
			    cl.section[i].unreleased ?
				    "-" :
				    cl.section[i].version.text,
			    cl.section[i].line);
	changelog_release(&cl);
	return out.buf;
}

static const char *cut(const char *text, const char *version)
{
	struct version v = version_of(version);
	char tag[80];
	const struct cut how = { .version = &v,
				 .date = "2026-01-31",
				 .tag = tag };
	struct changelog cl;

	snprintf(tag, sizeof(tag), "v%s", version);
	strbuf_reset(&out);
	read(&cl, text);
	int rc = changelog_cut(&out, &cl, &how);
	changelog_release(&cl);
	return rc ? error_message() : out.buf;
}

TEST(changelog_knows_the_titles_of_versions)
{
	assert_string_equal(sections("# Changelog\n## [Unreleased]\n"
				     "## [0.2.0] - 2026-01-31\n### 1.0 API\n"
				     "## 0.1.0rc1 (2026-01-01)\n"
				     "0.0.9 / 2025-01-01\n---\n"
				     "## v0.0.8\n## [0.0.7](x) (2024-01-01)\n"
				     "## Backend.AI 0.0.6 (2023-01-01)\n"
				     "## Plans for 0.3 and beyond\n"
				     "```\n## 0.0.1\n```\n"),
			    "-@2 0.2.0@3 0.1.0rc1@5 0.0.9@6 0.0.8@8 0.0.7@9 "
			    "0.0.6@10");
}

TEST(changelog_cut_gives_unreleased_a_version_and_a_date)
{
	assert_string_equal(
		cut("# Changelog\n\n## [Unreleased]\n\n### Added\n\n- A\n\n"
		    "## [0.1.0] - 2025-12-01\n\n- B\n\n"
		    "[Unreleased]: https://h/o/r/compare/v0.1.0...HEAD\n"
		    "[0.1.0]: https://h/o/r/releases/tag/v0.1.0\n",
		    "0.2.0"),
		"# Changelog\n\n## [Unreleased]\n\n"
		"## [0.2.0] - 2026-01-31\n\n### Added\n\n- A\n\n"
		"## [0.1.0] - 2025-12-01\n\n- B\n\n"
		"[Unreleased]: https://h/o/r/compare/v0.2.0...HEAD\n"
		"[0.2.0]: https://h/o/r/compare/v0.1.0...v0.2.0\n"
		"[0.1.0]: https://h/o/r/releases/tag/v0.1.0\n");
}

TEST(changelog_cut_keeps_comments_line_ends_and_the_end_as_they_are)
{
	assert_string_equal(cut("\xef\xbb\xbf# C\r\n## Unreleased\r\n"
				"<!-- here -->\r\n- A\r\n## 0.1.0\r\n- B",
				"0.2.0"),
			    "\xef\xbb\xbf# C\r\n## Unreleased\r\n"
			    "<!-- here -->\r\n\r\n"
			    "## 0.2.0\r\n- A\r\n"
			    "## 0.1.0\r\n- B");
	assert_string_equal(cut("## [Unreleased]\n- A", "0.2.0"),
			    "## [Unreleased]\n\n## [0.2.0] - 2026-01-31\n- A");
}

TEST(changelog_cut_forms_the_heading_as_those_before)
{
	const char *text = cut("## Unreleased\n- A\n\n"
			       "## Release v0.1.0 (2025-12-01), Berlin\n",
			       "0.2.0");

	assert_non_null(strstr(text, "\n## Release v0.2.0 (2026-01-31)\n"
				     "- A\n"));
	text = cut("Unreleased\n==\n- A\n\n0.1.0 / 2025-12-01\n===\n", "0.2.0");
	assert_non_null(strstr(text, "\n0.2.0 / 2026-01-31\n"
				     "==================\n- A\n"));
}

TEST(changelog_cut_refuses_what_would_be_wrong)
{
	assert_string_equal(cut("## 0.2.0\n", "0.2.0"),
			    "version 0.2.0 has a section already, in line 1");
	assert_string_equal(cut("# C\n", "0.2.0"),
			    "there is no section 'Unreleased'");
	assert_string_equal(cut("## [Unreleased]\n### Added\n<!-- a -->\n",
				"0.2.0"),
			    "nothing is noted under 'Unreleased', line 1");
}

static const char *insert(const char *text, const char *version,
			  const char *section)
{
	struct version v = version_of(version);
	struct changelog cl;

	strbuf_reset(&out);
	read(&cl, text);
	assert_ok(changelog_insert(&out, &cl, &v, section, strlen(section),
				   NULL));
	changelog_release(&cl);
	return out.buf;
}

TEST(changelog_insert_puts_a_section_where_its_version_belongs)
{
	assert_string_equal(insert("# C\n\n## 2.0\n\n- B\n\n## 1.0\n\n- A\n",
				   "1.5", "## 1.5\n\n- X\n"),
			    "# C\n\n## 2.0\n\n- B\n\n## 1.5\n\n- X\n\n"
			    "## 1.0\n\n- A\n");
	assert_string_equal(insert("# C\n\n<!-- towncrier release notes start "
				   "-->\n",
				   "1.5", "## 1.5\n- X\n"),
			    "# C\n\n<!-- towncrier release notes start -->\n\n"
			    "## 1.5\n- X\n");
	assert_string_equal(insert("# C\n## 2.0\n- B\n\n[2.0]: x\n", "1.5",
				   "## 1.5\n- X"),
			    "# C\n## 2.0\n- B\n\n## 1.5\n- X\n\n[2.0]: x\n");
}

TEST(changelog_insert_moves_the_link_in_the_heading_of_unreleased)
{
	static const char text[] =
		"## [Unreleased](h/compare/v1.0.0...HEAD)\n\n"
		"## [1.0.0](h/t/v1.0.0)\n- Z\n";
	struct version v = version_of("1.1.0");
	const struct cut cut = { .version = &v, .tag = "v1.1.0" };
	struct changelog cl;

	read(&cl, text);
	strbuf_reset(&out);
	assert_ok(changelog_insert(&out, &cl, &v, "## 1.1.0\n- A\n", 15, &cut));
	assert_non_null(
		strstr(out.buf, "(h/compare/v1.1.0...HEAD)\n\n## 1.1.0"));
	changelog_release(&cl);
}

TEST(changelog_sections_stand_as_far_apart_as_the_others)
{
	assert_string_equal(insert("# C\n\n## 2.0\n\n- B\n\n\n## 1.0\n\n- A\n",
				   "1.5", "## 1.5\n\n- X\n"),
			    "# C\n\n## 2.0\n\n- B\n\n\n## 1.5\n\n- X\n\n\n"
			    "## 1.0\n\n- A\n");
	/* before the first, and behind the last */
	assert_string_equal(insert("# C\n\n## 2.0\n\n- B\n\n\n## 1.0\n\n- A\n",
				   "2.5", "## 2.5\n\n- X\n"),
			    "# C\n\n## 2.5\n\n- X\n\n\n## 2.0\n\n- B\n\n\n"
			    "## 1.0\n\n- A\n");
	assert_string_equal(
		insert("## 2.0\n\n- B\n\n\n## 1.0\n\n- A\n\n[1.0]: h\n", "0.5",
		       "## 0.5\n\n- X\n"),
		"## 2.0\n\n- B\n\n\n## 1.0\n\n- A\n\n\n## 0.5\n\n- X\n\n"
		"[1.0]: h\n");
	assert_string_equal(cut("# C\n\n## [Unreleased]\n\n- A\n\n\n"
				"## [0.9.0] - 2026-01-01\n\n- Z\n",
				"1.0.0"),
			    "# C\n\n## [Unreleased]\n\n\n"
			    "## [1.0.0] - 2026-01-31\n\n- A\n\n\n"
			    "## [0.9.0] - 2026-01-01\n\n- Z\n");
}

TEST(changelog_sections_stand_as_far_apart_as_most_others)
{
	/* a line too much behind what is unreleased, as somebody left it */
	assert_string_equal(cut("# C\n\n## [Unreleased]\n\n- A\n\n\n"
				"## [0.9.0] - 2026-01-01\n\n- Z\n\n"
				"## [0.8.0] - 2026-01-01\n\n- Y\n\n"
				"## [0.7.0] - 2026-01-01\n\n- X\n",
				"1.0.0"),
			    "# C\n\n## [Unreleased]\n\n"
			    "## [1.0.0] - 2026-01-31\n\n- A\n\n\n"
			    "## [0.9.0] - 2026-01-01\n\n- Z\n\n"
			    "## [0.8.0] - 2026-01-01\n\n- Y\n\n"
			    "## [0.7.0] - 2026-01-01\n\n- X\n");
	/* as many of each: as the newer ones */
	assert_string_equal(
		insert("## 3.0\n\n- C\n\n\n## 2.0\n\n- B\n\n## 1.0\n\n- A\n",
		       "3.5", "## 3.5\n\n- X\n"),
		"## 3.5\n\n- X\n\n\n## 3.0\n\n- C\n\n\n"
		"## 2.0\n\n- B\n\n## 1.0\n\n- A\n");
}

/* A hotfix of 1.1 comes to where 1.2.0 is. */
static const char *insert_hotfix(const char *text)
{
	struct version v = version_of("1.1.1");
	const struct cut cut = { .version = &v, .tag = "v1.1.1" };
	struct changelog cl;

	read(&cl, text);
	strbuf_reset(&out);
	assert_ok(changelog_insert(&out, &cl, &v, "## [1.1.1]\n\n- X\n", 16,
				   &cut));
	changelog_release(&cl);
	return out.buf;
}

TEST(changelog_insert_of_an_older_version_moves_no_link_back)
{
	static const char sections[] =
		"## [Unreleased]\n\n## [1.2.0]\n\n- B\n\n## [1.1.0]\n\n- A\n\n"
		"## [1.0.0]\n\n- Z\n\n";
	static const char *const links[][2] = {
		{ "[Unreleased]: h/compare/v1.2.0...HEAD\n"
		  "[1.2.0]: h/compare/v1.1.0...v1.2.0\n"
		  "[1.1.0]: h/compare/v1.0.0...v1.1.0\n"
		  "[1.0.0]: h/t/v1.0.0\n",
		  "[Unreleased]: h/compare/v1.2.0...HEAD\n"
		  "[1.2.0]: h/compare/v1.1.0...v1.2.0\n"
		  "[1.1.1]: h/compare/v1.1.0...v1.1.1\n"
		  "[1.1.0]: h/compare/v1.0.0...v1.1.0\n"
		  "[1.0.0]: h/t/v1.0.0\n" },
		/* the newest last */
		{ "[1.0.0]: h/t/v1.0.0\n"
		  "[1.1.0]: h/compare/v1.0.0...v1.1.0\n"
		  "[1.2.0]: h/compare/v1.1.0...v1.2.0\n"
		  "[Unreleased]: h/compare/v1.2.0...HEAD\n",
		  "[1.0.0]: h/t/v1.0.0\n"
		  "[1.1.0]: h/compare/v1.0.0...v1.1.0\n"
		  "[1.1.1]: h/compare/v1.1.0...v1.1.1\n"
		  "[1.2.0]: h/compare/v1.1.0...v1.2.0\n"
		  "[Unreleased]: h/compare/v1.2.0...HEAD\n" },
		/* no other tells the form; turned; a host of another form */
		{ "[Unreleased]: h/compare/v1.2.0...HEAD\n",
		  "[Unreleased]: h/compare/v1.2.0...HEAD\n"
		  "[1.1.1]: h/compare/v1.1.0...v1.1.1\n" },
		{ "[Unreleased]: h/compare/HEAD%0Dv1.2.0\n",
		  "[Unreleased]: h/compare/HEAD%0Dv1.2.0\n"
		  "[1.1.1]: h/compare/v1.1.1%0Dv1.1.0\n" },
		{ "[Unreleased]: h/log/v1.2.0..main\n"
		  "[1.2.0]: h/log/v1.1.0..v1.2.0\n",
		  "[Unreleased]: h/log/v1.2.0..main\n"
		  "[1.2.0]: h/log/v1.1.0..v1.2.0\n"
		  "[1.1.1]: h/log/v1.1.0..v1.1.1\n" },
		/* one that has no section is newer all the same */
		{ "[Unreleased]: h/compare/v1.3.0...HEAD\n"
		  "[1.1.0]: h/compare/v1.0.0...v1.1.0\n",
		  "[Unreleased]: h/compare/v1.3.0...HEAD\n"
		  "[1.1.1]: h/compare/v1.1.0...v1.1.1\n"
		  "[1.1.0]: h/compare/v1.0.0...v1.1.0\n" },
	};
	for (size_t i = 0; i < sizeof(links) / sizeof(*links); i++) {
		CLEANUP(text)
		char *text = xasprintf("%s%s", sections, links[i][0]);
		const char *now = strstr(insert_hotfix(text), "- Z\n\n");
		assert_non_null(now);
		assert_string_equal(now + 5, links[i][1]);
	}
	assert_non_null(strstr(
		insert_hotfix("## [Unreleased](h/compare/v1.2.0...HEAD)\n\n"
			      "## [1.2.0](h/compare/v1.1.0...v1.2.0)\n\n- B\n\n"
			      "## [1.1.0](h/compare/v1.0.0...v1.1.0)\n\n- A\n"),
		"## [Unreleased](h/compare/v1.2.0...HEAD)\n\n## [1.2.0]"));
}

TEST(changelog_insert_leaves_an_anchor_with_its_heading)
{
	static const char *const anchors[] = { "<a name=\"1.0\"></a>\n",
					       "<a id=\"1.0\"></a>\n\n",
					       "<a id=x>\n\n", ".. _v1.0:\n\n",
					       "(v1-0)=\n" };

	for (size_t i = 0; i < sizeof(anchors) / sizeof(*anchors); i++) {
		struct strbuf text = STRBUF_INIT, want = STRBUF_INIT;
		strbuf_addf(&text, "# C\n\n%s## 1.0\n\n- A\n", anchors[i]);
		strbuf_addf(&want, "# C\n\n## 1.5\n\n- X\n\n%s## 1.0\n\n- A\n",
			    anchors[i]);
		assert_string_equal(insert(text.buf, "1.5", "## 1.5\n\n- X"),
				    want.buf);
		strbuf_release(&text);
		strbuf_release(&want);
	}
}

TEST(changelog_sync_brings_missing_versions_over)
{
	const char *into = "## 2.0\n\n- B\n\n## 1.0\n\n- A\n";
	const char *from = "## [Unreleased]\n- no\n## 1.2\n\n- D\n\n"
			   "## 1.2rc1\n- no\n\n## 1.1\n\n- C\n\n"
			   "## 1.0\n\n- other\n";
	struct changelog a, b;
	size_t n = 0;

	strbuf_reset(&out);
	read(&a, into);
	read(&b, from);
	assert_ok(changelog_sync(&out, &a, &b, false, &n));
	assert_int_equal(n, 2);
	assert_string_equal(out.buf, "## 2.0\n\n- B\n\n## 1.2\n\n- D\n\n"
				     "## 1.1\n\n- C\n\n## 1.0\n\n- A\n");
	changelog_release(&a);
	changelog_release(&b);
}

TEST(changelog_counts_entries_and_tells_a_section)
{
	const char *text = "## 1.0\n\n### A\n\n- a\n- b\n\n### B\n\n"
			   "#### C\n- c\n\n### D\n\n## 0.9\n";
	struct version v = version_of("1.0");
	struct changelog cl;
	size_t entries, categories;

	read(&cl, text);
	section_count(&cl, changelog_find(&cl, &v), &entries, &categories);
	assert_int_equal(entries, 3);
	assert_int_equal(categories, 2);
	strbuf_reset(&out);
	section_text(&out, &cl, changelog_find(&cl, &v));
	assert_string_equal(out.buf, "### A\n\n- a\n- b\n\n### B\n\n#### C\n"
				     "- c\n\n### D\n");
	assert_true(section_is_empty(&cl, &cl.section[1]));
	changelog_release(&cl);
}

/* The section of 1.0 replaced, or the message. */
static const char *replaced(const char *text, const char *by)
{
	struct version v = version_of("1.0");
	struct changelog cl;

	read(&cl, text);
	strbuf_reset(&out);
	if (changelog_replace(&out, &cl, changelog_find(&cl, &v), by,
			      strlen(by)) < 0)
		strbuf_adds(&out, error_message());
	changelog_release(&cl);
	return out.buf;
}

TEST(changelog_replace_changes_one_section_only)
{
	const char *text = "# C\n\n## 1.1\n\n- N\n\n## 1.0\n\n- A\n\n\n"
			   "## 0.9\n- Z\n\n[1.0]: h\n";

	assert_string_equal(replaced(text, "## 1.0 (new)\n- B"),
			    "# C\n\n## 1.1\n\n- N\n\n## 1.0 (new)\n- B\n\n\n"
			    "## 0.9\n- Z\n\n[1.0]: h\n");
	assert_string_equal(replaced("## 1.0\r\n- A\r\n", "## 1.0\n- B\n\n"),
			    "## 1.0\r\n- B\r\n");
	assert_string_equal(replaced("## 1.0\n- A\n\n[1.0]: h\n",
				     "## 1.0\n- B [x]\n\n[x]: g\n"),
			    "## 1.0\n- B [x]\n\n[x]: g\n\n[1.0]: h\n");
}

TEST(changelog_replace_refuses_what_is_not_that_section)
{
	static const char *const bad[] = {
		"## 2.0\n- B",        "- B",
		"words\n## 1.0\n- B", "## 1.0\n- B\n## 0.8\n- Y",
		"## 1.0\n<!-- open",  "# 1.0\n- B",
		"## 1.0\n```",        "",
		"## 1.0\n- B\n## Y"
	};

	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		assert_string_equal(replaced("## 1.0\n- A\n\n## 0.9\n- Z\n",
					     bad[i]),
				    "that is not the section of 1.0 alone");
	assert_string_equal(replaced("1.0\n---\n\nAdded\n~~~~~\n\n- A\n",
				     "1.0\n---\n\nAdded\n-----\n\n- A\n"),
			    "that is not the section of 1.0 alone");
}

TEST(changelog_sync_brings_their_links_over)
{
	static const char into[] = "## [2.0.0]\n\n- N\n\n## [1.0.0]\n\n- A\n\n"
				   "[2.0.0]: h/t/2\n[1.0.0]: h/t/1\n";
	static const char from[] = "## [1.0.1]\n\n- M\n\n## [1.0.0]\n\n- A\n\n"
				   "[1.0.1]: h/t/1.0.1\n[1.0.0]: h/t/1\n";
	struct changelog a, b;
	size_t n = 0;

	strbuf_reset(&out);
	changelog_read(&a, into, strlen(into), SCHEME_SEMVER);
	changelog_read(&b, from, strlen(from), SCHEME_SEMVER);
	assert_ok(changelog_sync(&out, &a, &b, false, &n));
	assert_string_equal(out.buf,
			    "## [2.0.0]\n\n- N\n\n## [1.0.1]\n\n- M\n\n"
			    "## [1.0.0]\n\n- A\n\n[2.0.0]: h/t/2\n"
			    "[1.0.1]: h/t/1.0.1\n[1.0.0]: h/t/1\n");
	changelog_release(&a);
	changelog_release(&b);
}
