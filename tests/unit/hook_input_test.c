#include "tests/unit/unit.h"

#include "base/cleanup.h"
#include "git/hook_input.h"

#include <string.h>

#define A "1111111111111111111111111111111111111111"
#define B "2222222222222222222222222222222222222222"
#define ZERO "0000000000000000000000000000000000000000"
#define LONG A "333333333333333333333333"
#define LONG_ZERO ZERO "000000000000000000000000"

static int read_lines(struct hook_lines *l, struct arena *a,
		      enum hook_form form, const char *text)
{
	*l = (struct hook_lines){ .arena = a };
	return hook_lines_read(l, form, text, strlen(text));
}

TEST(hook_lines_of_a_push_are_four_words)
{
	CLEANUP(arena) struct arena a = ARENA_INIT;
	struct hook_lines l;

	assert_ok(read_lines(&l, &a, HOOK_PRE_PUSH,
			     "refs/heads/x " A " refs/heads/main " B "\n"
			     "(delete) " ZERO " refs/heads/old " A "\n"
			     ":/two words " A " refs/tags/v1 " ZERO "\n"));
	assert_int_equal(l.n, 3);
	assert_string_equal(l.v[0].local, "refs/heads/x");
	assert_string_equal(l.v[0].ref, "refs/heads/main");
	assert_string_equal(l.v[0].from, B);
	assert_string_equal(l.v[0].to, A);
	assert_null(l.v[1].to);
	assert_string_equal(l.v[2].local, ":/two words");
	assert_null(l.v[2].from);
}

TEST(hook_lines_of_a_server_are_three_words)
{
	CLEANUP(arena) struct arena a = ARENA_INIT;
	struct hook_lines l;

	assert_ok(read_lines(&l, &a, HOOK_RECEIVE,
			     ZERO " " A " refs/heads/x\n" LONG " " LONG_ZERO
				  " refs/tags/v1\n"));
	assert_int_equal(l.n, 2);
	assert_null(l.v[0].from);
	assert_null(l.v[0].local);
	assert_string_equal(l.v[1].from, LONG);
	assert_null(l.v[1].to);
	assert_ok(read_lines(&l, &a, HOOK_RECEIVE, ""));
	assert_int_equal(l.n, 0);
}

TEST(hook_lines_of_a_transaction_are_those_of_branches)
{
	CLEANUP(arena) struct arena a = ARENA_INIT;
	struct hook_lines l;

	assert_ok(read_lines(
		&l, &a, HOOK_TRANSACTION,
		ZERO " " A " HEAD\n"
		     "ref:refs/heads/x " ZERO " refs/heads/y\n" ZERO " " A
		     " refs/remotes/origin/x\n" ZERO " " A " refs/heads/x\n"));
	assert_int_equal(l.n, 1);
	assert_string_equal(l.v[0].ref, "refs/heads/x");
	assert_error(read_lines(&l, &a, HOOK_TRANSACTION,
				"1 " A " refs/heads/x\n"),
		     E_FAIL);
}

TEST(hook_lines_of_another_form_are_refused)
{
	static const char *const bad[] = {
		"\n",
		A " " B " refs/heads/x",
		A " " B "\n",
		A "  " B " refs/heads/x\n",
		A " " B " refs/heads/x \n",
		A " " B " HEAD\n",
		A " " B " refs/\n",
		A " " B " refs/heads/\033[2J\n",
		A " " B "0 refs/heads/x\n",
		A " 22 refs/heads/x\n",
		A " 222222222222222222222222222222222222222G refs/heads/x\n",
		A " 000 refs/heads/x\n",
	};
	CLEANUP(arena) struct arena a = ARENA_INIT;
	struct hook_lines l;

	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		assert_int_equal(read_lines(&l, &a, HOOK_RECEIVE, bad[i]),
				 E_FAIL);
		assert_non_null(strstr(error_message(), "line 1 of stdin"));
		assert_int_equal(read_lines(&l, &a, HOOK_PRE_PUSH, bad[i]),
				 E_FAIL);
	}
}

static const char *const urls[][2] = {
	{ "https://ada:secret@example.com/x", "https://ada@example.com/x" },
	{ "https://ada:se@cr:et@example.com/x", "https://ada@example.com/x" },
	{ "https://:secret@example.com/x", "https://@example.com/x" },
	{ "https://example.com:8080/a@b:c", "https://example.com:8080/a@b:c" },
	{ "https://ada@example.com", "https://ada@example.com" },
	{ "git@example.com:x.git", "git@example.com:x.git" },
	{ "/srv/x:y@z", "/srv/x:y@z" },
	{ "", "" },
};

TEST(hook_url_has_no_password)
{
	CLEANUP(arena) struct arena a = ARENA_INIT;

	for (size_t i = 0; i < sizeof(urls) / sizeof(*urls); i++)
		assert_string_equal(hook_url(&a, urls[i][0]), urls[i][1]);
}

TEST(hook_options_are_a_rule_and_a_reason)
{
	CLEANUP(arena) struct arena a = ARENA_INIT;
	static const char *const good[] = { "ci.skip", "rel.bypass=protect",
					    "rel.reason=the site is down",
					    "rel.bypass=message" };
	struct hook_options o;

	assert_ok(hook_options_read(&o, &a, good, 4));
	assert_int_equal(o.n, 2);
	assert_string_equal(o.bypass[0], "protect");
	assert_string_equal(o.bypass[1], "message");
	assert_null(o.bypass[2]);
	assert_string_equal(o.reason, "the site is down");
	assert_ok(hook_options_read(&o, &a, good, 1));
	assert_int_equal(o.n, 0);
	assert_null(o.reason);
}

TEST(hook_options_that_are_half_or_unknown_are_refused)
{
	static const char *const bad[][2] = {
		{ "x", "rel.bypass=protect" },
		{ "x", "rel.reason=why" },
		{ "rel.bypass=", "rel.reason=why" },
		{ "rel.bypass=protect", "rel.reason=" },
		{ "rel.bypass=protect", "rel.reason=  " },
		{ "rel.bypass=protect", "rel.reason=\033[2J" },
		{ "rel.bypass=protect", "rel.reason=\xff" },
		{ "rel.reason=why", "rel.reason=why" },
		{ "rel.bypas=protect", "rel.reason=why" },
	};
	CLEANUP(arena) struct arena a = ARENA_INIT;
	struct hook_options o;

	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		assert_int_equal(hook_options_read(&o, &a, bad[i], 2),
				 E_POLICY);
}
