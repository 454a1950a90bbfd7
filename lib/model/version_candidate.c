#include "base/cleanup.h"
#include "model/version_suffix.h"

#include <limits.h>
#include <string.h>

/* "rc", "rc.2", "RC.2" in the normalised pre-release, and nothing behind. */
static bool is_candidate(const struct version *v)
{
	const char *p = v->pre;

	if (v->dev >= 0 || suffix_lower(p[0]) != 'r' ||
	    suffix_lower(p[1]) != 'c')
		return false;
	return !p[2] || (p[2] == '.' && p[3] && !p[3 + suffix_digits(p + 3)]);
}

long version_candidate(const struct version *v)
{
	unsigned long n = 0;

	if (!is_candidate(v))
		return -1;
	if (v->pre[2] &&
	    !suffix_number(&n, v->pre + 3, suffix_digits(v->pre + 3)))
		return LONG_MAX;
	return n > LONG_MAX ? LONG_MAX : (long)n;
}

/* How much of the text is the epoch and the numbers. */
static size_t numbers(const struct version *v)
{
	const char *s = suffix_epoch(v->text);

	for (int i = 0; i < v->n_parts; i++)
		s += (i > 0) + suffix_digits(s + (i > 0));
	return (size_t)(s - v->text);
}

int version_make_candidate(struct version *out, const struct version *v, long n)
{
	CLEANUP(strbuf) struct strbuf sb = STRBUF_INIT;
	size_t end = numbers(v);

	strbuf_add(&sb, v->text, end + strcspn(v->text + end, "0123456789+"));
	strbuf_addf(&sb, "%ld", n);
	if (is_candidate(v) && version_try(out, v->scheme, sb.buf) &&
	    version_candidate(out) == n)
		return 0;
	strbuf_reset(&sb);
	strbuf_add(&sb, v->text, end);
	strbuf_addf(&sb, v->scheme == SCHEME_SEMVER ? "-rc%ld" : "rc%ld", n);
	return version_parse(out, v->scheme, sb.buf);
}

int version_next_candidate(struct version *out, const struct version *v)
{
	long n = version_candidate(v);

	if (n == LONG_MAX)
		return error(E_USAGE, "there is no candidate after '%s'",
			     v->text);
	return version_make_candidate(out, v, n < 0 ? 1 : n + 1);
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
	return is_candidate(candidate) && version_same_numbers(candidate, v);
}
