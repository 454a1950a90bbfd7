#include "tests/unit/unit.h"

#include "base/cleanup.h"
#include "text/html.h"
#include "text/markdown_text.h"

#include <string.h>

static void markdown_is(const char *text, const char *want)
{
	CLEANUP(strbuf) struct strbuf out = STRBUF_INIT;

	markdown_text_add(&out, text);
	assert_string_equal(out.buf, want);
}

TEST(markdown_text_makes_no_markup)
{
	markdown_is(NULL, "");
	markdown_is("plain words, 1.2.0", "plain words, 1.2.0");
	markdown_is("a*b_c`d~e<f>[g](h)|#&$",
		    "a\\*b\\_c\\`d\\~e\\<f>\\[g\\](h)\\|\\#\\&\\$");
	markdown_is("back\\slash", "back\\\\slash");
	/* an issue is a link, and is not closed */
	markdown_is("slow (#8), x >= 80", "slow (#8), x >= 80");
	markdown_is("fixes #8", "fixes \\#8");
}

TEST(markdown_text_begins_no_list_and_no_rule)
{
	markdown_is("- x", "\\- x");
	markdown_is("+ x", "\\+ x");
	markdown_is("> x", "\\> x");
	markdown_is("===", "\\===");
	markdown_is("1. x", "1\\. x");
	markdown_is("12) x", "12\\) x");
	markdown_is("1.2", "1.2");
	markdown_is("1.", "1\\.");
	markdown_is("12 x.", "12 x.");
}

TEST(markdown_text_stays_in_its_line_and_is_seen)
{
	markdown_is("a\nb\r\tc\x7f", "a b  c ");
	markdown_is("a\xe2\x80\xae"
		    "b",
		    "a\\\\xe2\\\\x80\\\\xaeb");
	markdown_is("\xff", "\\\\xff");
	markdown_is("\xc3\xa9", "\xc3\xa9");
}

static void link_is(const char *link, const char *want)
{
	CLEANUP(strbuf) struct strbuf out = STRBUF_INIT;

	markdown_text_link(&out, link);
	assert_string_equal(out.buf, want);
}

TEST(markdown_text_links_lead_to_the_web_only)
{
	link_is(NULL, "");
	link_is("javascript:alert(1)", "");
	link_is("https://a.example/?b=<c> d\"\n", " <https://a.example/?b=cd>");
}

static void html_is(const char *text, const char *want)
{
	CLEANUP(strbuf) struct strbuf out = STRBUF_INIT;

	html_add(&out, text);
	assert_string_equal(out.buf, want);
}

TEST(html_text_makes_no_tag_and_no_entity)
{
	html_is("<script>alert('1')</script>",
		"&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;");
	html_is("a & \"b\"", "a &amp; &quot;b&quot;");
	html_is("a\xe2\x80\xae\n\xff"
		"b",
		"a\\xe2\\x80\\xae\\x0a\\xffb");
}
