#include "text/secret.h"

#include <stdbool.h>
#include <string.h>

struct shape {
	const char *prefix;
	size_t least; /* so many letters behind it */
	const char *what;
};

static const struct shape shapes[] = {
	{ "ghp_", 36, "a token of GitHub" },
	{ "gho_", 36, "a token of GitHub" },
	{ "ghu_", 36, "a token of GitHub" },
	{ "ghs_", 36, "a token of GitHub" },
	{ "ghr_", 36, "a token of GitHub" },
	{ "github_pat_", 22, "a token of GitHub" },
	{ "glpat-", 20, "a token of GitLab" },
	{ "glrt-", 20, "a token of GitLab" },
	{ "gldt-", 20, "a token of GitLab" },
	{ "npm_", 36, "a token of npm" },
	{ "pypi-", 50, "a token of PyPI" },
	{ "hf_", 34, "a token of Hugging Face" },
	{ "xoxb-", 20, "a token of Slack" },
	{ "xoxp-", 20, "a token of Slack" },
	{ "sk-ant-", 20, "a key of an API" },
	{ "sk-proj-", 20, "a key of an API" },
	{ "AKIA", 16, "a key of AWS" },
};

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9');
}

static size_t token_length(const char *text, size_t n)
{
	size_t i = 0;

	while (i < n &&
	       (is_letter(text[i]) || text[i] == '_' || text[i] == '-'))
		i++;
	return i;
}

static bool begins(const char *text, size_t n, const char *with)
{
	return n >= strlen(with) && !memcmp(text, with, strlen(with));
}

static const char *token_at(const char *text, size_t n)
{
	for (size_t i = 0; i < sizeof(shapes) / sizeof(*shapes); i++) {
		size_t len = strlen(shapes[i].prefix);
		if (begins(text, n, shapes[i].prefix) &&
		    token_length(text + len, n - len) >= shapes[i].least)
			return shapes[i].what;
	}
	return NULL;
}

/* "-----BEGIN OPENSSH PRIVATE KEY-----" */
static bool is_private_key(const char *text, size_t n)
{
	static const char begin[] = "-----BEGIN ", end[] = "PRIVATE KEY";
	const char *lf = memchr(text, '\n', n);
	size_t line = lf ? (size_t)(lf - text) : n;

	return begins(text, n, begin) &&
	       memmem(text, line, end, sizeof(end) - 1);
}

/* "://user:password@" */
static bool is_password(const char *text, size_t n)
{
	size_t i = 3;
	bool colon = false;

	if (!begins(text, n, "://"))
		return false;
	for (; i < n && (unsigned char)text[i] > 32 && text[i] != '/'; i++) {
		if (text[i] == '@')
			return colon;
		/* not where there is nothing behind it */
		colon = colon || (text[i] == ':' && i > 3 && i + 1 < n &&
				  text[i + 1] != '@');
	}
	return false;
}

const char *secret_in(const char *text, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const char *what = NULL;
		if (text[i] == ':' && is_password(text + i, n - i))
			return "a password";
		if (text[i] == '-' && is_private_key(text + i, n - i))
			return "a private key";
		if (is_letter(text[i]) && (!i || !is_letter(text[i - 1])))
			what = token_at(text + i, n - i);
		if (what)
			return what;
	}
	return NULL;
}
