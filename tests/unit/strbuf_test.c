#include "tests/unit/unit.h"

#include "base/file.h"
#include "base/quote.h"
#include "base/strbuf.h"
#include "base/strvec.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

TEST(strbuf_is_a_string_at_any_time)
{
	struct strbuf sb = STRBUF_INIT;

	assert_string_equal(sb.buf, "");
	strbuf_reset(&sb);
	strbuf_adds(&sb, "");
	assert_string_equal(sb.buf, "");
	strbuf_add(&sb, "ab\0c", 4);
	assert_int_equal(sb.len, 4);
	assert_memory_equal(sb.buf, "ab\0c", 5);
	strbuf_reset(&sb);
	assert_string_equal(sb.buf, "");
	for (int i = 0; i < 1000; i++)
		strbuf_addf(&sb, "%03d", i);
	strbuf_addc(&sb, '!');
	assert_int_equal(strlen(sb.buf), 3001);
	strbuf_release(&sb);
	assert_string_equal(sb.buf, "");
}

TEST(strbuf_trim_end_takes_white_space_only_from_the_end)
{
	struct strbuf sb = STRBUF_INIT;

	strbuf_trim_end(&sb);
	strbuf_adds(&sb, " a b \t\r\n\n");
	strbuf_trim_end(&sb);
	assert_string_equal(sb.buf, " a b");
	strbuf_reset(&sb);
	strbuf_adds(&sb, " \n");
	strbuf_trim_end(&sb);
	assert_string_equal(sb.buf, "");
	strbuf_release(&sb);
}

TEST(strbuf_detach_gives_the_memory_away)
{
	struct strbuf sb = STRBUF_INIT;
	char *s = strbuf_detach(&sb);

	assert_string_equal(s, "");
	free(s);
	strbuf_adds(&sb, "x");
	s = strbuf_detach(&sb);
	assert_string_equal(s, "x");
	assert_string_equal(sb.buf, "");
	free(s);
}

static void assert_shell(const char *arg, const char *want)
{
	struct strbuf sb = STRBUF_INIT;

	strbuf_add_shell(&sb, arg);
	assert_string_equal(sb.buf, want);
	strbuf_release(&sb);
}

TEST(strbuf_add_shell_quotes_only_where_needed)
{
	assert_shell("refs/heads/release/1.2", "refs/heads/release/1.2");
	assert_shell("--format=%h", "--format=%h");
	assert_shell("HEAD^", "HEAD^");
	assert_shell("", "''");
	assert_shell("a b", "'a b'");
	assert_shell("it's", "'it'\\''s'");
	assert_shell("$(x)", "'$(x)'");
	assert_shell("~", "'~'");
	assert_shell("a\nb", "'a\nb'");
}

TEST(strbuf_add_shell_means_the_same_where_it_is_shown)
{
	struct strbuf sb = STRBUF_INIT;

	assert_shell("a\033[1mb\nc", "$'a\\033[1mb\\nc'");
	assert_shell("it's\t\\", "$'it\\'s\\t\\\\'");
	assert_shell("\3771", "$'\\3771'");
	assert_shell("\342\200\256x",
		     "$'\\342\\200\\256x'"); /* right to left */
	assert_shell("gr\303\274n x", "'gr\303\274n x'");
	strbuf_add_shell_line(&sb, "a\nb");
	assert_string_equal(sb.buf, "$'a\\nb'");
	strbuf_release(&sb);
}

TEST(shell_command_length_knows_quotes)
{
	assert_int_equal(shell_command_length("git a\ngit b"), 5);
	assert_int_equal(shell_command_length("git 'a\nb'\ngit c"), 9);
	assert_int_equal(shell_command_length("git \"a\\\"\nb\"\nc"), 11);
	assert_int_equal(shell_command_length("a 'b\\'\nc"), 6);
	assert_int_equal(shell_command_length("a $'b\\'\nc' d\ne"), 12);
	assert_int_equal(shell_command_length("a it\\'s\nb"), 7);
	assert_int_equal(shell_command_length("# it's\nb"), 6);
	assert_int_equal(shell_command_length("a 'b\nc"), 4);
	assert_int_equal(shell_command_length(""), 0);
}

static void assert_c_quoted(const char *s, bool high, const char *want)
{
	struct strbuf sb = STRBUF_INIT;

	strbuf_add_c_quoted(&sb, s, high);
	assert_string_equal(sb.buf, want);
	strbuf_release(&sb);
}

TEST(strbuf_add_c_quoted_writes_paths_as_git_does)
{
	assert_c_quoted("", true, "");
	assert_c_quoted("a b'$", true, "a b'$");
	assert_c_quoted("a\"b\\c", true, "\"a\\\"b\\\\c\"");
	assert_c_quoted("\a\b\t\n\v\f\r", true, "\"\\a\\b\\t\\n\\v\\f\\r\"");
	assert_c_quoted("\001\033\177", true, "\"\\001\\033\\177\"");
	assert_c_quoted("\xc3\xa9", true, "\"\\303\\251\"");
	assert_c_quoted("\xc3\xa9", false, "\xc3\xa9");
	assert_c_quoted("\xc3\xa9\t", false, "\"\xc3\xa9\\t\"");
}

static void assert_visible(const char *s, size_t n, const char *want)
{
	struct strbuf sb = STRBUF_INIT;

	strbuf_add_visible(&sb, s, n);
	assert_string_equal(sb.buf, want);
	strbuf_release(&sb);
}

TEST(strbuf_add_visible_keeps_text_and_escapes_the_rest)
{
	assert_visible("gr\xc3\xbc\xc3\x9f \xe2\x82\xac \xf0\x9f\x98\x80", 15,
		       "gr\xc3\xbc\xc3\x9f \xe2\x82\xac \xf0\x9f\x98\x80");
	assert_visible("a\0b", 3, "a\\x00b");
	assert_visible("\x1b]0;x\x07", 6, "\\x1b]0;x\\x07");
	assert_visible("\xc0\xaf", 2, "\\xc0\\xaf");
	assert_visible("\xed\xa0\x80", 3, "\\xed\\xa0\\x80");
	assert_visible("\xe0\x80\xaf", 3, "\\xe0\\x80\\xaf");
	assert_visible("\xf4\x90\x80\x80", 4, "\\xf4\\x90\\x80\\x80");
	assert_visible("\xff\xe2\x82", 3, "\\xff\\xe2\\x82");
	assert_visible("\xe2\x80\xae", 3, "\\xe2\\x80\\xae");
	/* marks of direction, a space without width, a tag */
	assert_visible("\xe2\x80\x8f", 3, "\\xe2\\x80\\x8f");
	assert_visible("\xd8\x9c", 2, "\\xd8\\x9c");
	assert_visible("\xe2\x80\x8b", 3, "\\xe2\\x80\\x8b");
	assert_visible("\xf3\xa0\x81\x81", 4, "\\xf3\\xa0\\x81\\x81");
	/* a family is one character of several */
	assert_visible("\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7", 11,
		       "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7");
}

TEST(strbuf_read_file_has_a_limit)
{
	struct strbuf sb = STRBUF_INIT;

	assert_ok(file_replace("f", "12345", 5));
	assert_ok(strbuf_read_file(&sb, "f", 5, true));
	assert_string_equal(sb.buf, "12345");
	assert_error(strbuf_read_file(&sb, "f", 4, true), E_FAIL);
	strbuf_release(&sb);
}

TEST(strbuf_read_file_takes_regular_files_only)
{
	struct strbuf sb = STRBUF_INIT;

	assert_error(strbuf_read_file(&sb, "none", 9, false), E_NOTFOUND);
	assert_error(strbuf_read_file(&sb, ".", 9, false), E_FAIL);
	assert_int_equal(mkfifo("fifo", 0600), 0);
	assert_error(strbuf_read_file(&sb, "fifo", 9, false), E_FAIL);
	assert_ok(file_replace("f", "1", 1));
	assert_int_equal(symlink("f", "link"), 0);
	assert_error(strbuf_read_file(&sb, "link", 9, true), E_FAIL);
	assert_non_null(strstr(error_message(), "symbolic link"));
	assert_ok(strbuf_read_file(&sb, "link", 9, false));
	assert_string_equal(sb.buf, "1");
	strbuf_release(&sb);
}

TEST(strvec_is_a_list_that_ends_with_null)
{
	struct strvec v = STRVEC_INIT;

	for (int i = 0; i < 20; i++) {
		strvec_pushf(&v, "%d", i);
		assert_null(v.v[v.n]);
	}
	strvec_pushl(&v, "a", "b", (char *)NULL);
	assert_int_equal(v.n, 22);
	assert_string_equal(v.v[19], "19");
	assert_string_equal(v.v[21], "b");
	assert_null(v.v[22]);
	strvec_clear(&v);
	assert_int_equal(v.n, 0);
	strvec_clear(&v);
}

TEST(starts_with_and_ends_with_compare_the_whole_piece)
{
	assert_true(starts_with("refs/heads/x", "refs/"));
	assert_true(starts_with("x", ""));
	assert_false(starts_with("ref", "refs/"));
	assert_true(ends_with("a.lock", ".lock"));
	assert_true(ends_with("a", ""));
	assert_false(ends_with("lock", ".lock"));
}
