#include "release/set_values.h"

#include "base/cleanup.h"
#include "base/strvec.h"
#include "text/similar.h"

#include <string.h>
#include <strings.h>

void set_values_list(struct ctx *c, struct strvec *names)
{
	const char *p = setting(&c->repo.config, K_PARAMETERS);

	for (;;) {
		p += strspn(p, " \t");
		size_t n = strcspn(p, " \t");
		if (!n)
			return;
		strvec_pushf(names, "%.*s", (int)n, p);
		p += n;
	}
}

static bool names(const char *given, const char *name)
{
	size_t n = strlen(name);

	return !strncmp(given, name, n) && given[n] == '=';
}

const char *set_values_get(const struct strvec *set, const char *name)
{
	for (size_t i = set ? set->n : 0; i-- > 0;)
		if (names(set->v[i], name))
			return set->v[i] + strlen(name) + 1;
	return NULL;
}

static int unknown(const char *given, const struct strvec *known)
{
	CLEANUP(text) char *name = xstrndup(given, strcspn(given, "="));
	CLEANUP(strbuf) struct strbuf all = STRBUF_INIT;
	struct similar near = similar_init(name);
	int rc = error(E_USAGE, "'%s' is no parameter of this project", name);

	for (size_t i = 0; i < known->n; i++) {
		strbuf_addf(&all, " %s", known->v[i]);
		similar_offer(&near, known->v[i]);
		if (!strcasecmp(known->v[i], name))
			near = (struct similar){ name, known->v[i], 0 };
	}
	if (near.best)
		error_hint("did you mean '%s'?", near.best);
	else
		error_hint("it has:%s", all.buf);
	return rc;
}

int set_values_check(struct ctx *c, const struct strvec *set)
{
	CLEANUP(strvec) struct strvec known = STRVEC_INIT;

	set_values_list(c, &known);
	for (size_t i = 0; known.n && set && i < set->n; i++) {
		bool found = false;
		for (size_t k = 0; k < known.n; k++)
			found |= names(set->v[i], known.v[k]);
		if (!found)
			return unknown(set->v[i], &known);
	}
	return 0;
}
