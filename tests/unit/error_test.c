#include "tests/unit/unit.h"

#include <errno.h>
#include <string.h>

TEST(error_returns_its_code_and_keeps_the_message)
{
	assert_int_equal(error(E_STALE, "no branch '%s'", "x"), E_STALE);
	assert_string_equal(error_message(), "no branch 'x'");
}

TEST(error_escapes_control_characters)
{
	error(E_FAIL, "a\nb\x1b[2J\x7f%s", "\xc2\x9b");
	assert_string_equal(error_message(), "a\\x0ab\\x1b[2J\\x7f\\xc2\\x9b");
}

TEST(error_may_quote_the_message_it_replaces)
{
	error(E_FAIL, "inner");
	error(E_FAIL, "outer (%s)", error_message());
	assert_string_equal(error_message(), "outer (inner)");
}

TEST(error_keeps_long_messages)
{
	char long_text[20001];

	memset(long_text, 'x', 20000);
	long_text[20000] = '\0';
	error(E_FAIL, "%s", long_text);
	assert_string_equal(error_message(), long_text);
}

TEST(error_errno_adds_the_reason)
{
	errno = ENOENT;
	assert_int_equal(error_errno("cannot open '%s'", "x"), E_FAIL);
	assert_string_equal(error_message(),
			    "cannot open 'x': No such file or directory");
}

TEST(error_in_puts_the_context_in_front_and_keeps_hints)
{
	error(E_FAIL, "a\tb");
	error_hint("try %d", 1);
	error_hint("or\x07 2");
	assert_int_equal(error_in(E_CONFIG, "in '%s'", "f"), E_CONFIG);
	assert_string_equal(error_message(), "in 'f': a\\x09b");
	assert_string_equal(error_hints(), "try 1\nor\\x07 2\n");
	error(E_FAIL, "next");
	assert_string_equal(error_hints(), "");
}

TEST(error_exit_status_follows_the_code)
{
	assert_int_equal(error_exit_status(0), 0);
	assert_int_equal(error_exit_status(7), 0);
	assert_int_equal(error_exit_status(E_FAIL), 128);
	assert_int_equal(error_exit_status(E_NOTFOUND), 128);
	assert_int_equal(error_exit_status(E_STALE), 1);
	assert_int_equal(error_exit_status(E_CONFLICT), 1);
	assert_int_equal(error_exit_status(E_POLICY), 1);
	assert_int_equal(error_exit_status(E_PENDING), 1);
	assert_int_equal(error_exit_status(E_USAGE), 129);
	assert_int_equal(error_exit_status(E_NET), 128);
	assert_int_equal(error_exit_status(E_EXISTS), 1);
	assert_int_equal(error_exit_status(E_CONFIG), 128);
}
