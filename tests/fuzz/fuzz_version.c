#include "tests/fuzz/fuzz.h"

#include "base/cleanup.h"
#include "version/version.h"

#include <stdlib.h>
#include <string.h>

static void must(bool b)
{
	if (!b)
		abort();
}

static void check_one(const struct version *v)
{
	CLEANUP(strbuf) struct strbuf sb = STRBUF_INIT;
	struct version again, next;

	must(version_try(&again, v->scheme, v->text));
	must(version_cmp(v, &again) == 0);
	for (int part = PART_MAJOR; part <= PART_PATCH; part++) {
		if (version_next(&next, v, (enum part)part))
			continue;
		must(version_cmp(v, &next) < 0);
		must(!version_is_pre(&next));
	}
	if (!version_next_candidate(&next, v)) {
		must(version_leads_to(&next, v));
		must(version_candidate(v) < 0 || version_cmp(v, &next) < 0);
		must(!*v->pre || v->scheme == SCHEME_SEMVER ||
		     version_cmp(v, &next) < 0);
	}
	version_final(&next, v);
	must(version_is_pre(v) || !strcmp(v->text, next.text));
	version_series(&sb, v);
	for (int i = 0; i < VERSION_MAX_PARTS; i++)
		version_part_text(&sb, v, i);
	must(*version_type(v));
}

/* A byte for the scheme, then up to three versions, one a line: each is looked
 * at, and their order must be one. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	CLEANUP(strbuf) struct strbuf sb = STRBUF_INIT;
	struct version v[3];
	char *rest;
	int n = 0;

	if (!size)
		return 0;
	strbuf_add(&sb, data + 1, size - 1);
	for (char *s = strtok_r(sb.buf, "\n", &rest); s && n < 3;
	     s = strtok_r(NULL, "\n", &rest)) {
		if (version_parse(&v[n], (enum scheme)(*data % 3), s))
			continue;
		check_one(&v[n++]);
	}
	for (int i = 0; i < n; i++) {
		for (int j = 0; j < n; j++) {
			int k = 3 - i - j;

			must(version_cmp(&v[i], &v[j]) ==
			     -version_cmp(&v[j], &v[i]));
			if (n == 3 && i != j &&
			    version_cmp(&v[i], &v[j]) <= 0 &&
			    version_cmp(&v[j], &v[k]) <= 0)
				must(version_cmp(&v[i], &v[k]) <= 0);
		}
	}
	return 0;
}
