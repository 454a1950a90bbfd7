#include "tests/unit/unit.h"

#include "changelog/from_commits.h"
#include "text/markdown.h"
#include "text/rst_inline.h"

#include <string.h>

static struct strbuf out = STRBUF_INIT;

/* What docutils 0.19 shows as it was written, without a complaint. */
TEST(rst_escape_keeps_what_is_complete_and_escapes_what_never_ends)
{
	static const char *const row[][2] = {
		{ "Fix `foo` and ``bar``", "Fix `foo` and ``bar``" },
		{ "*a* and **b**", "*a* and **b**" },
		{ "see `docs <http://x/y>`_ now",
		  "see `docs <http://x/y>`_ now" },
		{ ":func:`foo` and ``\\d``", ":func:`foo` and ``\\d``" },
		{ "2*3 * 4, a|b, my_var, _x", "2*3 * 4, a|b, my_var, _x" },
		{ "f(*args, **kwargs)", "f(\\*args, \\**kwargs)" },
		{ "glob *.c of |x|", "glob \\*.c of \\|x|" },
		{ "rename foo_ to foo", "rename foo\\_ to foo" },
		{ "call __init__", "call __init\\_\\_" },
		{ "`a`_ and [1]_", "`a`\\_ and [1]\\_" },
		{ "C:\\new, \\d+", "C:\\\\new, \\\\d+" },
		{ "``open and `open", "\\``open and \\`open" },
		{ "* and `", "* and `" },
		{ "\u201c*x and \u2014``y", "\u201c\\*x and \u2014\\``y" },
		{ "caf\u00e9_ and _`y", "caf\u00e9\\_ and \\_`y" },
		{ "say it::", "say it:\\:" },
		{ "", "" },
	};

	for (size_t i = 0; i < sizeof(row) / sizeof(*row); i++) {
		strbuf_reset(&out);
		rst_escape(&out, row[i][0], strlen(row[i][0]));
		assert_string_equal(out.len ? out.buf : "", row[i][1]);
	}
}

TEST(rst_targets_are_definitions_of_links)
{
	static const char text[] = "Text\n.. _no: text\n\n"
				   ".. _1.0.0: https://h\n.. _`a: b`: c\n"
				   ".. _anchor:\n\n.. __: x\n\n"
				   ".. Links\n.. _b:\n   https://h\n";
	struct md md;

	md_scan_any(&md, text, strlen(text), true);
	assert_int_equal(md.n_blocks, 7);
	assert_int_equal(md.block[0].kind, MD_PARAGRAPH);
	assert_int_equal(md.block[1].kind, MD_LINKDEF);
	assert_int_equal(md.block[1].line, 4);
	assert_memory_equal(text + md.block[1].text, "1.0.0: ", 7);
	assert_int_equal(md.block[1].text_end - md.block[1].text, 5);
	assert_int_equal(md.block[2].kind, MD_LINKDEF);
	assert_memory_equal(text + md.block[2].text, "a: b`", 5);
	assert_int_equal(md.block[2].text_end - md.block[2].text, 4);
	assert_int_equal(md.block[6].kind, MD_LINKDEF);
	assert_int_equal(md.block[6].end, strlen(text));
	md_release(&md);
}

TEST(entries_from_commits_are_escaped_for_rst)
{
	struct arena arena = ARENA_INIT;
	struct commit_notes notes = { .arena = &arena, .candidate = true };
	struct category_words words;
	const struct md rst = { .text = "", .rst = true };
	const struct commit_source of[] = {
		{ .message = "fix: take *args\n\nFixes-RC: 1" },
		{ .message = "fix(x_)!: call __init__\n\n"
			     "BREAKING CHANGE: drop foo_\nas is" },
		{ .message = "fix!: other" },
		{ .message = "feat: `a` and *b" },
	};

	category_words_read(&words, &arena, NULL, true);
	assert_ok(commits_categories(&notes, "", &words));
	for (size_t i = 0; i < 4; i++)
		commits_add(&notes, &of[i]);
	strbuf_reset(&out);
	commits_write(&out, &notes, &rst, 1, "\n");
	assert_string_equal(out.buf, "Breaking Changes\n================\n\n"
				     "- Other\n"
				     "- x\\_: call __init\\_\\_\n\n"
				     "  - drop foo\\_\n    as is\n\n"
				     "Added\n=====\n\n- `a` and \\*b\n\n"
				     "Fixed\n=====\n\n- Take \\*args\n\n"
				     "  .. fixes-rc\n");
	commits_release(&notes);
	arena_release(&arena);
}
