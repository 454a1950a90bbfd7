#include "evidence/double_key_find.h"

#include "evidence/signer_line.h"

#include <stdbool.h>
#include <string.h>

enum { SIGNERS_MAX = 4096 };

static bool same(const char *a, size_t n_a, const char *b, size_t n_b)
{
	return n_a == n_b && !memcmp(a, b, n_a);
}

/* Has an earlier line the same key, for somebody else?  Or has this one two names? */
static const char *find_double(struct arena *a, const struct signer_line *v,
			       size_t n)
{
	const struct signer_line *last = &v[n - 1];
	const char *comma = memchr(last->who, ',', last->n_who);

	if (comma)
		return arena_printf(a, "%.*s", (int)last->n_who, last->who);
	for (size_t i = 0; i + 1 < n; i++)
		if (same(v[i].key, v[i].n_key, last->key, last->n_key) &&
		    !same(v[i].who, v[i].n_who, last->who, last->n_who))
			return arena_printf(a, "%.*s and %.*s", (int)v[i].n_who,
					    v[i].who, (int)last->n_who,
					    last->who);
	return NULL;
}

const char *double_key_find(struct arena *a, const char *text)
{
	struct signer_line *v = NULL, one;
	const char *found = NULL;
	size_t n = 0;

	for (const char *p = text; *p && !found && n < SIGNERS_MAX;) {
		if (signer_line_take(&one, p) && !one.is_authority) {
			v = arena_grow(a, v, n, sizeof(*v));
			v[n++] = one;
			found = find_double(a, v, n);
		}
		p += strcspn(p, "\n");
		p += *p == '\n';
	}
	return found;
}
