#include "tests/unit/unit.h"

#include "base/cleanup.h"
#include "base/strbuf.h"
#include "git/bypass_told.h"

static struct strbuf said = STRBUF_INIT;

/* What is told, a line each. */
static const char *told(const char *text)
{
	CLEANUP(strvec) struct strvec out = STRVEC_INIT;

	strbuf_reset(&said);
	bypass_told(&out, text);
	for (size_t i = 0; i < out.n; i++)
		strbuf_addf(&said, "%s\n", out.v[i]);
	return said.buf;
}

TEST(bypass_told_joins_what_a_forge_says_of_each_ref)
{
	assert_string_equal(
		told("remote: Bypassed rule violations for refs/heads/main:        \n"
		     "remote:         \n"
		     "remote: - Changes must be made through a pull request.   \n"
		     "remote: \n"
		     "remote: - 2 of 2 required status checks are expected.\n"
		     "remote: Bypassed rule violations for refs/tags/v1:\n"
		     "remote: - Cannot create: no.\n"
		     "To github.com:a/b\n"),
		"main: Changes must be made through a pull request.; 2 of 2 required status checks are expected.\n"
		"v1: Cannot create: no.\n");
}

TEST(bypass_told_keeps_a_ref_without_a_reason)
{
	assert_string_equal(told("remote: Bypassed rule violations for main:"),
			    "main\n");
}

TEST(bypass_told_leaves_out_what_is_said_of_other_things)
{
	assert_string_equal(
		told("Bypassed rule violations for refs/heads/main:\n- x\n"),
		"");
	assert_string_equal(
		told("remote: - x\nremote: Bypassed rule violations for \n"),
		"");
	assert_string_equal(
		told("remote: Bypassed rule violations for refs/heads/a:\n"
		     "remote: Create a pull request for 'a':\n"
		     "remote: - https://example.com\n"),
		"a\n");
}

TEST(bypass_told_shows_what_would_steer_a_terminal)
{
	assert_string_equal(
		told("remote: Bypassed rule violations for refs/heads/\033[1m\xff:\n"
		     "remote: - \033]0;x\a\n"),
		"\\x1b[1m\\xff: \\x1b]0;x\\x07\n");
}
