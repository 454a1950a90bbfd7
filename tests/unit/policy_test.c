#include "tests/unit/unit.h"

#include "base/alloc.h"
#include "base/cleanup.h"
#include "base/strbuf.h"
#include "config/config.h"
#include "config/gitrel.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct config c;

static int read_n(const char *text, size_t n)
{
	config_release(&c);
	return config_read_gitrel(&c, text, n, ".gitrel");
}

static int read_text(const char *text)
{
	return read_n(text, strlen(text));
}

#define assert_refused(text, message)                                          \
	do {                                                                   \
		assert_error(read_text(text), E_CONFIG);                       \
		assert_string_equal(error_message(), message);                 \
		config_release(&c);                                            \
	} while (0)

TEST(policy_gives_values_with_their_lines)
{
	assert_ok(read_text("; our way\n"
			    "\n"
			    "[release]\n"
			    "model          = gitflow\n"
			    "\tmain=trunk\r\n"
			    "  develop =  \n"
			    "# done\n"
			    "commit-message = \"chore: release #{version}; \"\n"
			    "bump-message = \"\"\n"
			    "tag-message = it's {version} = done"));
	assert_ok(config_settle(&c));
	assert_string_equal(setting(&c, K_MAIN), "trunk");
	assert_string_equal(c.setting[K_MAIN].origin, ".gitrel:5");
	assert_string_equal(setting(&c, K_DEVELOP), "");
	assert_string_equal(c.setting[K_DEVELOP].origin, ".gitrel:6");
	assert_string_equal(setting(&c, K_COMMIT_MESSAGE),
			    "chore: release #{version}; ");
	assert_string_equal(setting(&c, K_BUMP_MESSAGE), "");
	assert_string_equal(setting(&c, K_TAG_MESSAGE),
			    "it's {version} = done");
	assert_string_equal(c.setting[K_TAG_MESSAGE].origin, ".gitrel:10");
	assert_true(c.configured);
	config_release(&c);
}

/* Each INI library takes some of these in its own way. */
TEST(policy_gives_back_every_byte_of_a_value)
{
	static const char *const values[] = { "\"a\\b\"",
					      "\"\\\"",
					      "\"\\\\\"",
					      "\"\\n\\t\\\\\\\"",
					      "\"C:\\x\\\"",
					      "a\\b",
					      "\\\\host\\share x",
					      "\"  two  \"",
					      "\"a;b#c\"",
					      "a = b: [c] %d %s",
					      "it's 'so'",
					      "\"it's 'so'\"",
					      "caf\u00e9 \u4f60 \u00a0x",
					      "\"\u00a0caf\u00e9 \"",
					      "\"\"",
					      "x ' y",
					      "\"[release]\"",
					      "sed 's/\\./-/g'" };

	for (size_t i = 0; i < sizeof(values) / sizeof(*values); i++) {
		CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
		CLEANUP(text) char *want = xstrdup(values[i]);

		if (*want == '"') {
			want[strlen(want) - 1] = '\0';
			memmove(want, want + 1, strlen(want));
		}
		strbuf_addf(
			&text,
			"[release]\nbump-message = %s\n[check]\nlint = %s\n",
			values[i], values[i]);
		assert_ok(read_text(text.buf));
		assert_int_equal(c.n_commands, 1);
		assert_string_equal(c.command[0].line, want);
		assert_string_equal(c.setting[K_BUMP_MESSAGE].value, want);
		config_release(&c);
	}
}

TEST(policy_may_be_empty)
{
	assert_ok(read_text(""));
	assert_ok(read_text("\n ; nothing\n\n"));
	assert_ok(read_text("[release]\n"));
	assert_false(c.configured);
	config_release(&c);
}

TEST(policy_refuses_names_nobody_knows_and_shows_the_nearest)
{
	assert_refused("[release]\nmian = x\n",
		       ".gitrel:2: unknown key 'mian' in [release]");
	assert_string_equal(error_hints(), "did you mean 'main'?\n");
	assert_refused("[relaese]\n", ".gitrel:1: unknown section [relaese]");
	assert_string_equal(error_hints(), "did you mean [release]?\n");
	assert_refused("[release]\nzzzzzz = x\n",
		       ".gitrel:2: unknown key 'zzzzzz' in [release]");
	assert_string_equal(error_hints(), "");
	assert_refused("[release]\nconfirm = no\n",
		       ".gitrel:2: unknown key 'confirm' in [release]");
	assert_string_equal(error_hints(),
			    "it is yours alone: git config rel.confirm "
			    "<value>\n");
}

TEST(policy_refuses_bad_section_and_key_lines)
{
	assert_refused("[release\n",
		       ".gitrel:1: section line does not end in ']'");
	assert_refused("[", ".gitrel:1: section line does not end in ']'");
	assert_refused("[release] ; x\n",
		       ".gitrel:1: section line does not end in ']'");
	assert_refused("[]\n", ".gitrel:1: section name is missing");
	assert_refused(
		"[Release]\n",
		".gitrel:1: section name 'Release' is not in lower case");
	assert_refused("[a:b]\n", ".gitrel:1: bad section name 'a:b'");
	assert_refused("[ release]\n",
		       ".gitrel:1: bad section name ' release'");
	assert_refused("main = x\n",
		       ".gitrel:1: key 'main' before any [section]");
	assert_refused("[release]\nmain\n",
		       ".gitrel:2: neither [section] nor key = value");
	assert_refused("[release]\n= x\n", ".gitrel:2: key name is missing");
	assert_refused("[release]\nMain = x\n",
		       ".gitrel:2: key name 'Main' is not in lower case");
	assert_refused("[release]\nrelease:main = x\n",
		       ".gitrel:2: bad key name 'release:main'");
}

TEST(policy_refuses_what_is_said_twice)
{
	assert_refused("[release]\nmain = a\nmain = a\n",
		       ".gitrel:3: key 'main' again, first in line 2");
	assert_refused("[release]\n\n[release]\n",
		       ".gitrel:3: section [release] again, first in line 1");
}

TEST(policy_refuses_values_that_readers_disagree_about)
{
	assert_refused("[release]\nmain = a;b\n",
		       ".gitrel:2: value with ';' or '#' must be in '\"'");
	assert_refused("[release]\nmain = # nothing\n",
		       ".gitrel:2: value with ';' or '#' must be in '\"'");
	assert_refused("[release]\nmain = \"a\n",
		       ".gitrel:2: value has no closing '\"'");
	assert_refused("[release]\nmain = \"\n",
		       ".gitrel:2: value has no closing '\"'");
	assert_refused("[release]\nmain = \"a\" ; x\n",
		       ".gitrel:2: text behind the closing '\"'");
	assert_refused("[release]\nmain = \"a\\\"b\"\n",
		       ".gitrel:2: text behind the closing '\"'");
	assert_refused("[release]\nmain = a\"b\"\n",
		       ".gitrel:2: '\"' inside a value");
	assert_refused("[release]\nmain = 'a'\n",
		       ".gitrel:2: single quotes do not quote; use '\"'");
	assert_refused("[release]\nmain = a\tb\n", ".gitrel:2: tab in a value");
	assert_refused("[release]\nmain = a\\ \nb\n",
		       ".gitrel:2: '\\' at the end of a line");
	assert_refused("; a comment \\\n[release]\n",
		       ".gitrel:1: '\\' at the end of a line");
}

TEST(policy_refuses_bytes_that_are_no_plain_text)
{
	assert_refused("\xef\xbb\xbf[release]\n",
		       ".gitrel:1: byte order mark in front; save without it");
	assert_refused("\n;\033[2J\n", ".gitrel:2: control character");
	assert_refused("; a\rb\n", ".gitrel:1: control character");
	assert_refused("; a\r", ".gitrel:1: control character");
	assert_refused("; \xff\n", ".gitrel:1: invalid UTF-8 or invisible "
				   "control character");
	assert_refused("; \xe2\x80\xae\n", ".gitrel:1: invalid UTF-8 or "
					   "invisible control character");
	assert_error(read_n("[release]\n\0", 11), E_CONFIG);
	assert_string_equal(error_message(), ".gitrel:2: NUL byte");
	assert_ok(read_text("; \xc3\xbc\n"));
	config_release(&c);
}

TEST(policy_has_limits_for_lines_and_file)
{
	char *text = malloc(70000);

	memset(text, ';', 70000);
	assert_ok(read_n(text, 1000));
	assert_error(read_n(text, 1001), E_CONFIG);
	assert_string_equal(error_message(),
			    ".gitrel:1: line is longer than 1000 bytes");
	memset(text, '\n', 70000);
	assert_ok(read_n(text, 65536));
	assert_error(read_n(text, 65537), E_CONFIG);
	assert_string_equal(error_message(), ".gitrel: more than 65536 bytes");
	free(text);
	config_release(&c);
}

TEST(policy_longest_value_survives_the_parser)
{
	char text[1100] = "[release]\nbump-message = ";
	size_t used = strlen(text);

	memset(text + used, 'x', 1010 - used);
	assert_ok(read_text(text));
	assert_int_equal(strlen(setting(&c, K_BUMP_MESSAGE)), 1010 - used);
	config_release(&c);
}

TEST(policy_checks_values_by_the_type_of_the_key)
{
	assert_refused("[release]\nsign = maybe\n",
		       ".gitrel:2: sign: 'maybe' is none of: "
		       "required auto annotated lightweight");
	assert_refused("[release]\nsign =\n",
		       ".gitrel:2: sign: '' is none of: "
		       "required auto annotated lightweight");
	assert_refused("[release]\nmain = a..b\n",
		       ".gitrel:2: main: 'a..b' is no branch name");
	assert_refused("[release]\nmain = refs/heads/main\n",
		       ".gitrel:2: main: 'refs/heads/main' is no branch name");
	assert_refused("[release]\nremote = https://example.org/x\n",
		       ".gitrel:2: remote: 'https://example.org/x' is no name "
		       "of a remote");
	assert_refused("[release]\ntag-message = {versoin}\n",
		       ".gitrel:2: tag-message: unknown placeholder "
		       "'{versoin}'");
	assert_refused("[release]\ntag = v1\n",
		       ".gitrel:2: tag: 'v1' must hold {version} or {series} "
		       "once and no other placeholder");
	assert_refused("[release]\ntag = v{series}\n",
		       ".gitrel:2: tag: 'v{series}' does not hold {version}");
	assert_refused("[release]\nbranch = {type}/{version}\n",
		       ".gitrel:2: branch: '{type}/{version}' must hold "
		       "{version} or {series} once and no other placeholder");
	assert_refused("[release]\nbranch = release/{version}.lock\n",
		       ".gitrel:2: branch: 'release/{version}.lock' would be "
		       "no valid ref: 'release/1.0.0.lock'");
}

TEST(policy_errors_show_foreign_bytes_escaped_on_one_line)
{
	assert_error(read_text("[release]\na\xc3\xa9\xf0\x9f = x\n"), E_CONFIG);
	assert_null(strchr(error_message(), '\n'));
	assert_error(read_text("[release]\nma\tin = x\n"), E_CONFIG);
	assert_string_equal(error_message(),
			    ".gitrel:2: bad key name 'ma\\x09in'");
	config_release(&c);
}
