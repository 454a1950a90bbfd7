#include "tests/unit/unit.h"

#include "base/run.h"
#include "base/strbuf.h"
#include "text/markdown.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct strbuf told = STRBUF_INIT;

/* "H1@1 P@3": kinds, levels and lines of all blocks. */
static const char *blocks(const char *text)
{
	struct md md;

	strbuf_reset(&told);
	md_scan(&md, text, strlen(text));
	for (size_t i = 0; i < md.n_blocks; i++) {
		const struct md_block *b = &md.block[i];
		strbuf_adds(&told, i ? " " : "");
		strbuf_addc(&told, "HPICMQRL"[b->kind]);
		if (b->level)
			strbuf_addf(&told, "%d", b->level);
		strbuf_addf(&told, "@%d", b->line);
	}
	md_release(&md);
	return told.buf;
}

/* What is between the begin and the end of block `i`, and its text. */
static const char *part(const char *text, size_t i, bool inner)
{
	struct md md;

	strbuf_reset(&told);
	md_scan(&md, text, strlen(text));
	assert_true(i < md.n_blocks);
	const struct md_block *b = &md.block[i];
	size_t from = inner ? b->text : b->begin;
	strbuf_add(&told, text + from, (inner ? b->text_end : b->end) - from);
	md_release(&md);
	return told.buf;
}

TEST(markdown_tells_headings_of_both_kinds)
{
	assert_string_equal(blocks("# A\n\nB\n===\nC\nD\n---\n"),
			    "H1@1 H1@3 H2@5");
	assert_string_equal(part("##  A b ## \n", 0, true), "A b");
	assert_string_equal(part("x\n\nC\nD\n---\n", 1, true), "C\nD");
	assert_string_equal(blocks("#A\n####### B\n    # C\n"), "P@1");
}

TEST(markdown_knows_what_only_looks_like_a_heading)
{
	assert_string_equal(blocks("```\n# A\n```\n# B\n"), "C@1 H1@4");
	assert_string_equal(blocks("<!--\n# A\n\n# B\n-->\n# C\n"), "M@1 H1@6");
	assert_string_equal(blocks("text\n\n    # A\n"), "P@1 C@3");
	assert_string_equal(blocks("- a\n  # A\n\n  # B\n# C\n"), "I@1 H1@5");
	assert_string_equal(blocks("> # A\n# B\n"), "Q@1 H1@2");
	assert_string_equal(blocks("~~~~\n~~~\n# A\n"), "C@1");
}

TEST(markdown_tells_each_item_with_what_is_nested_in_it)
{
	assert_string_equal(blocks("- a\n  - b\n- c\n\n  d\n* e\n"),
			    "I@1 I@3 I@6");
	assert_string_equal(part("- a\n  - b\n- c\n", 0, false),
			    "- a\n  - b\n");
	assert_string_equal(part("-   a\nlazy\n\ntext\n", 0, false),
			    "-   a\nlazy\n");
}

TEST(markdown_tells_link_definitions)
{
	const char *text = "[a]: /x\n[b]: <y>\n  'title'\nrest\n";

	assert_string_equal(blocks(text), "L@1 L@2 P@1");
	assert_string_equal(part(text, 0, true), "a");
	assert_string_equal(part(text, 1, false), "[b]: <y>\n  'title'\n");
	assert_string_equal(part(text, 2, false), "rest\n");
	assert_string_equal(blocks("[a]: /x\n===\n"), "L@1 P@1");
}

TEST(markdown_takes_any_line_end_and_a_mark_in_front)
{
	assert_string_equal(blocks("\xef\xbb\xbf# A\r\n\r\nB\r\n===\r\n"),
			    "H1@1 H1@3");
	assert_string_equal(blocks("# A\r# B\r"), "H1@1 H1@2");
	assert_string_equal(part("# A\r\ntext", 1, false), "text");
	assert_string_equal(blocks(""), "");
}

/* ---- beside cmark --------------------------------------------------------- */

static unsigned long seed;

static unsigned long pick(unsigned long n)
{
	seed = seed * 6364136223846793005UL + 1442695040888963407UL;
	return (seed >> 33) % n;
}

static void make_text(struct strbuf *text)
{
	static const char *const piece[] = {
		"#",     "## ",    "a",       " ",     "  ",      "    ",
		"\t",    "- ",     "* ",      "1. ",   "2) ",     "> ",
		"```",   "~~~",    "===",     "---",   "<!-- ",   "-->",
		"<div>", "</div>", "<a b=c>", "[a]:",  " /u",     " 'b'",
		"[b",    "]",      "\\",      "***",   "<script", "</script>",
		"<!A>",  "<?",     "+",       "\n",    "\n\n",    "text",
		"0",     "<pre",   "=",       "_ _ _",
	};

	strbuf_reset(text);
	for (unsigned long i = pick(60) + 3; i; i--) {
		strbuf_adds(text, piece[pick(sizeof(piece) / sizeof(*piece))]);
		if (!pick(3))
			strbuf_addc(text, '\n');
	}
}

static void ours(struct strbuf *out, const struct strbuf *text)
{
	struct md md;

	strbuf_reset(out);
	md_scan(&md, text->buf, text->len);
	for (size_t i = 0; i < md.n_blocks; i++)
		if (md.block[i].kind == MD_HEADING)
			strbuf_addf(out, "%d@%d\n", md.block[i].level,
				    md.block[i].line);
	md_release(&md);
}

/* Headings that are children of the document: two spaces in front of them. */
static void theirs(struct strbuf *out, const struct strbuf *text)
{
	const char *argv[] = { "cmark", "-t", "xml", "--sourcepos", NULL };
	struct strbuf xml = STRBUF_INIT;
	struct run run = {
		.argv = argv, .in = text->buf, .in_len = text->len, .out = &xml
	};
	int rc = run_command(&run), line, level;

	if (rc == E_NOTFOUND)
		skip();
	assert_int_equal(rc, 0);
	strbuf_reset(out);
	for (char *p = xml.buf; p; p = strchr(p, '\n')) {
		p += *p == '\n';
		if (sscanf(p,
			   "  <heading sourcepos=\"%d:%*d-%*d:%*d\" "
			   "level=\"%d\"",
			   &line, &level) == 2 &&
		    p[2] == '<')
			strbuf_addf(out, "%d@%d\n", level, line);
	}
	strbuf_release(&xml);
}

TEST(markdown_finds_the_headings_that_cmark_finds)
{
	struct strbuf text = STRBUF_INIT, a = STRBUF_INIT, b = STRBUF_INIT;
	const char *more = getenv("ROUNDS");
	long rounds = more ? strtol(more, NULL, 10) : 300;

	for (long i = 0; i < rounds; i++) {
		seed = (unsigned long)i;
		make_text(&text);
		theirs(&b, &text);
		ours(&a, &text);
		if (strcmp(a.buf, b.buf))
			print_error("text %ld:\n%s\n", i, text.buf);
		assert_string_equal(a.buf, b.buf);
	}
	strbuf_release(&text);
	strbuf_release(&a);
	strbuf_release(&b);
}
