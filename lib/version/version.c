#include "version/version.h"

#include "version/version_pep440.h"
#include "version/version_semver.h"
#include "version/version_suffix.h"

#include <string.h>

static const struct {
	const char *name, *called;
	int min_parts, max_parts;
	const char *wanted;
} schemes[] = {
	[SCHEME_SEMVER] = { "semver", "semantic", 3, 3,
			    "three numbers, as in 1.2.0" },
	[SCHEME_PEP440] = { "pep440", "PEP 440", 1, VERSION_MAX_PARTS,
			    "one to six numbers, as in 1.2.0" },
	[SCHEME_CALVER] = { "calver", "calendar", 2, VERSION_MAX_PARTS,
			    "two to six numbers, as in 26.2.0" },
};

static const char leading_zero[] =
	"a number starts with 0; write it without, as in 1.2.0";

int scheme_from_name(enum scheme *out, const char *name)
{
	for (int i = 0; i <= SCHEME_CALVER; i++) {
		if (!strcmp(schemes[i].name, name)) {
			*out = (enum scheme)i;
			return 0;
		}
	}
	return error(E_USAGE,
		     "'%s' is no version scheme: semver, pep440 or calver",
		     name);
}

/* The numbers in front; `*s` moves behind them. */
static const char *read_parts(struct version *v, const char **s)
{
	for (;;) {
		size_t n = suffix_digits(*s);

		if (!n || v->n_parts == schemes[v->scheme].max_parts)
			return schemes[v->scheme].wanted;
		if (v->scheme == SCHEME_SEMVER && n > 1 && **s == '0')
			return leading_zero;
		if (!suffix_number(&v->part[v->n_parts++], *s, n))
			return "a number is too large";
		*s += n;
		if (**s != '.' || !suffix_digits(*s + 1))
			break;
		++*s;
	}
	return v->n_parts < schemes[v->scheme].min_parts ?
		       schemes[v->scheme].wanted :
		       NULL;
}

/* NULL, or what is wrong. */
static const char *parse(struct version *v, enum scheme scheme, const char *s)
{
	const char *fault;
	size_t n;

	s += *s == 'v' || *s == 'V';
	n = strlen(s);
	*v = (struct version){ .scheme = scheme, .post = -1, .dev = -1 };
	if (n >= sizeof(v->text))
		return "longer than 127 bytes";
	memcpy(v->text, s, n + 1);
	if (scheme == SCHEME_PEP440 && suffix_epoch(s) != s) {
		if (!suffix_number(&v->epoch, s, suffix_digits(s)))
			return "a number is too large";
		s = suffix_epoch(s);
	}
	fault = read_parts(v, &s);
	if (fault)
		return fault;
	return scheme == SCHEME_SEMVER ? semver_suffix(v, s) :
					 pep440_suffix(v, s);
}

int version_parse(struct version *out, enum scheme scheme, const char *text)
{
	const char *fault = parse(out, scheme, text);

	if (!fault)
		return 0;
	error(E_USAGE, "'%s' is no %s version: %s", text,
	      schemes[scheme].called, fault);
	if (fault == leading_zero)
		error_hint("release.scheme calver keeps leading zeros");
	return E_USAGE;
}

bool version_try(struct version *out, enum scheme scheme, const char *text)
{
	return !parse(out, scheme, text);
}

static int number_cmp(unsigned long a, unsigned long b)
{
	return (a > b) - (a < b);
}

int version_cmp(const struct version *a, const struct version *b)
{
	int r = number_cmp(a->epoch, b->epoch);

	for (int i = 0; !r && i < VERSION_MAX_PARTS; i++)
		r = number_cmp(a->part[i], b->part[i]);
	if (r)
		return r;
	if (a->scheme == SCHEME_SEMVER && b->scheme == SCHEME_SEMVER)
		return semver_suffix_cmp(a, b);
	return pep440_suffix_cmp(a, b);
}

bool version_is_pre(const struct version *v)
{
	return *v->pre || v->dev >= 0;
}
