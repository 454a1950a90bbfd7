#include "version/version.h"

#include "version/version_suffix.h"

bool version_cmp_text(enum scheme scheme, const char *a, const char *b,
		      int *out)
{
	const enum scheme tried[] = { scheme, SCHEME_PEP440, SCHEME_SEMVER };
	struct version v, w;

	for (size_t i = 0; i < 3; i++) {
		if (!version_try(&v, tried[i], a) ||
		    !version_try(&w, tried[i], b))
			continue;
		*out = version_cmp(&v, &w);
		return true;
	}
	return false;
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

void version_normal(struct strbuf *out, const struct version *v)
{
	if (v->epoch)
		strbuf_addf(out, "%lu!", v->epoch);
	for (int i = 0; i < v->n_parts; i++)
		strbuf_addf(out, i ? ".%lu" : "%lu", v->part[i]);
	for (const char *p = v->pre; *p; p++) {
		if (*p != '.')
			strbuf_addc(out, *p);
	}
	if (v->post >= 0)
		strbuf_addf(out, ".post%ld", v->post);
	if (v->dev >= 0)
		strbuf_addf(out, ".dev%ld", v->dev);
}
