#include "version/version_semver.h"

#include "version/version_suffix.h"

#include <string.h>

/* "rc10" and "rc-10" count as "rc.10", so that the number is one. */
static bool add_identifier(struct version *v, const char *s, size_t n)
{
	size_t word = n, letters = strcspn(s, "0123456789-.+");

	if (letters > n)
		letters = n;
	while (word > 0 && suffix_digits(s + word - 1))
		word--;
	if (*v->pre && !ADD(v->pre, ".", 1))
		return false;
	if (word == 0)
		return ADD_NUMBER(v->pre, s, n);
	if (word == n || !letters ||
	    (word != letters && !(word == letters + 1 && s[letters] == '-')))
		return ADD(v->pre, s, n);
	return ADD(v->pre, s, letters) && ADD(v->pre, ".", 1) &&
	       ADD_NUMBER(v->pre, s + word, n - word);
}

static const char *semver_pre(struct version *v, const char **s)
{
	do {
		size_t n = suffix_word(++*s, "-");

		if (!n)
			return "the pre-release has an empty part; write 1.2.0-rc1";
		if (n > 1 && **s == '0' && suffix_digits(*s) == n)
			return "a number of the pre-release starts with 0; write 1.2.0-rc.1";
		if (!add_identifier(v, *s, n))
			return suffix_too_long;
		*s += n;
	} while (**s == '.');
	return NULL;
}

static const char *semver_build(struct version *v, const char **s)
{
	const char *from = *s + 1;

	do {
		size_t n = suffix_word(++*s, "-");

		if (!n)
			return "the build has an empty part; write 1.2.0+build.5";
		*s += n;
	} while (**s == '.');
	return ADD(v->build, from, (size_t)(*s - from)) ? NULL :
							  suffix_too_long;
}

const char *semver_suffix(struct version *v, const char *s)
{
	const char *fault = NULL;

	if (*s == '-')
		fault = semver_pre(v, &s);
	if (!fault && *s == '+')
		fault = semver_build(v, &s);
	if (fault || !*s)
		return fault;
	return "three numbers, then -pre or +build, as in 1.2.0 or 1.2.0-rc1";
}

int semver_suffix_cmp(const struct version *a, const struct version *b)
{
	if (!*a->pre || !*b->pre)
		return (*a->pre == '\0') - (*b->pre == '\0');
	return suffix_cmp(a->pre, b->pre, 1);
}
