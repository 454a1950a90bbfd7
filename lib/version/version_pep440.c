#include "version/version_pep440.h"

#include "version/version_suffix.h"

#include <string.h>

static const char *separator(const char *s)
{
	return *s && strchr("-_.", *s) ? s + 1 : s;
}

/* One of `words` (any case) at `*s`, perhaps behind a separator.  Returns its
 * place in the list, -1 if there is none; `*s` moves behind it. */
static int word(const char **s, const char *const *words)
{
	const char *from = separator(*s);

	for (int i = 0; words[i]; i++) {
		size_t n = 0;

		while (words[i][n] && suffix_lower(from[n]) == words[i][n])
			n++;
		if (words[i][n])
			continue;
		*s = from + n;
		return i;
	}
	return -1;
}

/* The number behind a word: it may be missing, and counts as 0 then. */
static const char *number(long *out, const char **s)
{
	unsigned long n = 0;

	*s = separator(*s);
	for (; suffix_digits(*s); ++*s) {
		if (n > 99999999999999999UL)
			return "a number is too large";
		n = 10 * n + (unsigned long)(**s - '0');
	}
	*out = (long)n;
	return NULL;
}

static const char *pep440_pre(struct version *v, const char **s)
{
	static const char *const words[] = { "alpha", "a",       "beta",
					     "b",     "preview", "pre",
					     "rc",    "c",       NULL };
	static const char *const normal[] = { "a.",  "a.",  "b.",  "b.",
					      "rc.", "rc.", "rc.", "rc." };
	int i = word(s, words);
	size_t n;

	if (i < 0)
		return NULL;
	*s = separator(*s);
	n = suffix_digits(*s);
	if (!ADD(v->pre, normal[i], strlen(normal[i])) ||
	    !ADD_NUMBER(v->pre, *s, n))
		return suffix_too_long;
	*s += n;
	return NULL;
}

static const char *pep440_post(struct version *v, const char **s)
{
	static const char *const words[] = { "post", "rev", "r", NULL };

	if (**s == '-' && suffix_digits(*s + 1))
		return number(&v->post, s);
	return word(s, words) >= 0 ? number(&v->post, s) : NULL;
}

static const char *pep440_dev(struct version *v, const char **s)
{
	static const char *const words[] = { "dev", NULL };

	return word(s, words) >= 0 ? number(&v->dev, s) : NULL;
}

/* Normalised: lower case, dots, numbers without leading zeros. */
static const char *pep440_local(struct version *v, const char **s)
{
	do {
		const char *from = ++*s;
		size_t n = suffix_word(from, "");

		if (!n)
			return "the part behind '+' is incomplete; write 1.2.0+local.1";
		if (*v->build && !ADD(v->build, ".", 1))
			return suffix_too_long;
		*s += n;
		if (suffix_digits(from) >= n) {
			if (!ADD_NUMBER(v->build, from, n))
				return suffix_too_long;
			continue;
		}
		for (size_t i = 0; i < n; i++) {
			char c = suffix_lower(from[i]);

			if (!ADD(v->build, &c, 1))
				return suffix_too_long;
		}
	} while (**s && strchr("-_.", **s));
	return NULL;
}

const char *pep440_suffix(struct version *v, const char *s)
{
	const char *fault = pep440_pre(v, &s);

	if (!fault)
		fault = pep440_post(v, &s);
	if (!fault)
		fault = pep440_dev(v, &s);
	if (!fault && *s == '+')
		fault = pep440_local(v, &s);
	if (fault || !*s)
		return fault;
	return "numbers, then a1, b1, rc1, .post1 or .dev1, as in 1.2.0 or 1.2.0rc1";
}

/* 1.0.dev1 < 1.0a1 < 1.0rc1 < 1.0 = 1.0.post1, as far as this goes. */
static int pre_rank(const struct version *v)
{
	if (*v->pre)
		return 0;
	return v->dev >= 0 && v->post < 0 ? -1 : 1;
}

int pep440_suffix_cmp(const struct version *a, const struct version *b)
{
	int r = pre_rank(a) - pre_rank(b);

	if (!r)
		r = suffix_cmp(a->pre, b->pre, 1);
	if (!r)
		r = (a->post > b->post) - (a->post < b->post);
	if (!r && (a->dev < 0 || b->dev < 0))
		r = (a->dev < 0) - (b->dev < 0);
	if (!r)
		r = (a->dev > b->dev) - (a->dev < b->dev);
	return r ? r : suffix_cmp(a->build, b->build, -1);
}
