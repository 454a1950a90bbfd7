#include "version/version.h"

#include "base/cleanup.h"
#include "version/version_suffix.h"

#include <limits.h>
#include <string.h>

/* Of "rc", "rc.2", "RC.2" in the normalised pre-release, and nothing behind. */
static long number(const struct version *v)
{
	const char *p = v->pre;
	unsigned long n = 0;

	if (suffix_lower(p[0]) != 'r' || suffix_lower(p[1]) != 'c')
		return -1;
	if (!p[2])
		return 0;
	if (p[2] != '.' || !p[3] || p[3 + suffix_digits(p + 3)])
		return -1;
	if (!suffix_number(&n, p + 3, suffix_digits(p + 3)) || n > LONG_MAX)
		return LONG_MAX;
	return (long)n;
}

long version_candidate(const struct version *v)
{
	return v->dev < 0 ? number(v) : -1;
}

/* How much of the text is the epoch and the numbers. */
static size_t numbers(const struct version *v)
{
	const char *s = suffix_epoch(v->text);

	for (int i = 0; i < v->n_parts; i++)
		s += (i > 0) + suffix_digits(s + (i > 0));
	return (size_t)(s - v->text);
}

/* Candidate `n` of what `v` leads to, spelt as `v` if that is a candidate, else
 * as 1.2.0-rc1 (semver) or 1.2.0rc1. */
static int make_candidate(struct version *out, const struct version *v, long n)
{
	CLEANUP(strbuf) struct strbuf sb = STRBUF_INIT;
	size_t end = numbers(v);

	strbuf_add(&sb, v->text, end + strcspn(v->text + end, "0123456789+"));
	strbuf_addf(&sb, "%ld", n);
	if (version_candidate(v) >= 0 && version_try(out, v->scheme, sb.buf) &&
	    version_candidate(out) == n)
		return 0;
	strbuf_reset(&sb);
	strbuf_add(&sb, v->text, end);
	strbuf_addf(&sb, v->scheme == SCHEME_SEMVER ? "-rc%ld" : "rc%ld", n);
	return version_parse(out, v->scheme, sb.buf);
}

int version_next_candidate(struct version *out, const struct version *v)
{
	long n = number(v);

	if (n >= 0 && v->dev >= 0 && v->post < 0) /* rc2.dev1 leads to rc2 */
		return make_candidate(out, v, n);
	if (n == LONG_MAX)
		return error(E_USAGE, "there is no candidate after '%s'",
			     v->text);
	return make_candidate(out, v, n < 0 ? 1 : n + 1);
}

void version_final(struct version *out, const struct version *v)
{
	CLEANUP(strbuf) struct strbuf sb = STRBUF_INIT;

	strbuf_add(&sb, v->text, numbers(v));
	if (!version_is_pre(v) || (!*v->pre && v->post >= 0) ||
	    !version_try(out, v->scheme, sb.buf))
		*out = *v;
}

bool version_same_numbers(const struct version *a, const struct version *b)
{
	for (int i = 0; i < VERSION_MAX_PARTS; i++)
		if (a->part[i] != b->part[i])
			return false;
	return a->epoch == b->epoch;
}

bool version_leads_to(const struct version *candidate, const struct version *v)
{
	return version_candidate(candidate) >= 0 &&
	       version_same_numbers(candidate, v);
}
