#include "version/version.h"

#include "base/cleanup.h"
#include "version/version_suffix.h"

#include <limits.h>
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
		     "'%s' is no version scheme: "
		     "semver, pep440 or calver",
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

bool part_from_name(enum part *out, const char *name)
{
	static const char *const names[] = { "major", "minor", "patch" };

	for (int i = 0; i < 3; i++) {
		if (!strcmp(names[i], name)) {
			*out = (enum part)i;
			return true;
		}
	}
	return false;
}

/* The step that leads to the numbers of `v`: 2.0.0 is major, 1.3.0 minor. */
static enum part step_to(const struct version *v)
{
	for (int i = VERSION_MAX_PARTS - 1; i > PART_MAJOR; i--) {
		if (v->part[i])
			return i < PART_PATCH ? PART_MINOR : PART_PATCH;
	}
	return v->part[0] ? PART_MAJOR : PART_PATCH;
}

/* Where the user writes 03, the number that takes its place has two digits. */
static void add_part(struct strbuf *sb, const struct version *v, int i,
		     unsigned long n)
{
	CLEANUP(strbuf) struct strbuf old = STRBUF_INIT;

	version_part_text(&old, v, i);
	if (i)
		strbuf_addc(sb, '.');
	strbuf_addf(sb, "%0*lu", *old.buf == '0' ? (int)old.len : 1, n);
}

int version_next(struct version *out, const struct version *v, enum part part)
{
	bool leads = (*v->pre || (v->dev >= 0 && v->post < 0)) &&
		     step_to(v) <= part;
	int n = v->n_parts > (int)part ? v->n_parts : (int)part + 1;
	CLEANUP(strbuf) struct strbuf sb = STRBUF_INIT;

	if (leads)
		n = v->n_parts;
	else if (v->part[part] == ULONG_MAX)
		return error(E_USAGE, "there is no next version after '%s'",
			     v->text);
	if (v->epoch)
		strbuf_addf(&sb, "%lu!", v->epoch);
	for (int i = 0; i < n; i++) {
		unsigned long number = v->part[i];

		if (!leads && i >= (int)part)
			number = i == (int)part ? number + 1 : 0;
		add_part(&sb, v, i, number);
	}
	return version_parse(out, v->scheme, sb.buf);
}

void version_series(struct strbuf *out, const struct version *v)
{
	if (v->epoch)
		strbuf_addf(out, "%lu!", v->epoch);
	version_part_text(out, v, 0);
	strbuf_addc(out, '.');
	version_part_text(out, v, 1);
}

void version_part_text(struct strbuf *out, const struct version *v, int i)
{
	const char *s = suffix_epoch(v->text);

	if (i < 0 || i >= v->n_parts) {
		strbuf_addc(out, '0');
		return;
	}
	while (i-- > 0)
		s += suffix_digits(s) + 1;
	strbuf_add(out, s, suffix_digits(s));
}

const char *version_type(const struct version *v)
{
	static const char *const names[] = { "major", "minor", "patch" };
	unsigned long sum = 0;

	for (int i = 0; i < v->n_parts; i++)
		sum |= v->part[i];
	if (!sum)
		return "rehearsal";
	if (version_is_pre(v))
		return version_candidate(v) < 0 ? "pre-release" : "candidate";
	return v->post >= 0 ? "patch" : names[step_to(v)];
}
