#include "tests/unit/unit.h"

#include "text/secret.h"

#include <string.h>

#define TWENTY "0123456789abcdefghij"
#define FORTY TWENTY TWENTY

static const char *in(const char *text)
{
	const char *what = secret_in(text, strlen(text));

	return what ? what : "";
}

TEST(secret_knows_tokens_wherever_they_stand)
{
	assert_string_equal(in("ghp_" FORTY), "a token of GitHub");
	assert_string_equal(in("see (ghs_" FORTY ")"), "a token of GitHub");
	assert_string_equal(in("token=github_pat_" FORTY), "a token of GitHub");
	assert_string_equal(in("a\nglpat-" TWENTY "\n"), "a token of GitLab");
	assert_string_equal(in("AKIA0123456789ABCDEF"), "a key of AWS");
	assert_string_equal(in("pypi-" FORTY FORTY), "a token of PyPI");
}

TEST(secret_knows_keys_and_passwords)
{
	assert_string_equal(in("x\n-----BEGIN OPENSSH PRIVATE KEY-----\nabc\n"),
			    "a private key");
	assert_string_equal(in("-----BEGIN PRIVATE KEY-----"), "a private key");
	assert_string_equal(in("https://ada:s3cret@example.com/x"),
			    "a password");
}

TEST(secret_lets_words_pass)
{
	assert_string_equal(in(""), "");
	assert_string_equal(in("ghp_short, and glpat-short"), "");
	assert_string_equal(in("xghp_" FORTY), "");
	assert_string_equal(in("-----BEGIN PUBLIC KEY-----"), "");
	assert_string_equal(in("-----BEGIN x\nPRIVATE KEY"), "");
	assert_string_equal(in("https://example.com:8080/a@b:c@d"), "");
	assert_string_equal(in("https://ada@example.com/x"), "");
	assert_string_equal(in("https://ada:@example.com/x"), "");
	assert_string_equal(in("ssh://git@example.com:22/x"), "");
	assert_string_equal(in("9fceb02d0ae598e95dc970b74767f19372d61af8"), "");
}
