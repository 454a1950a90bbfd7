#include "evidence/double_key_find.h"

#include "base/strbuf.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

enum { SIGNERS_MAX = 4096 };

struct one {
	const char *who, *key;
	size_t n_who, n_key;
};

/* The word at `p`, as long as it has blanks only between quotes. */
static size_t word(const char *p)
{
	bool quoted = false;
	size_t n = 0;

	for (; p[n] && p[n] != '\n'; n++) {
		if (p[n] == '"')
			quoted = !quoted;
		if (!quoted && (p[n] == ' ' || p[n] == '\t' || p[n] == '\r'))
			break;
	}
	return n;
}

static bool is_type(const char *p)
{
	return starts_with(p, "ssh-") || starts_with(p, "ecdsa-") ||
	       starts_with(p, "sk-");
}

/* ssh reads options in any case. */
static bool is_authority(const char *p, size_t n)
{
	static const char name[] = "cert-authority";
	size_t size = sizeof(name) - 1;

	for (size_t i = 0; i + size <= n; i++)
		if (!strncasecmp(p + i, name, size))
			return true;
	return false;
}

/* Names may stand in quotes. */
static void unquote(struct one *one)
{
	if (one->n_who > 1 && *one->who == '"' &&
	    one->who[one->n_who - 1] == '"') {
		one->who++;
		one->n_who -= 2;
	}
}

/* "<names> [<options>] <type> <key> [<comment>]"; an authority's is that of many. */
static bool take_line(const char *p, struct one *out)
{
	size_t n;

	p += strspn(p, " \t");
	n = word(p);
	*out = (struct one){ .who = p, .n_who = n };
	unquote(out);
	if (!n || *p == '#')
		return false;
	for (p += n; *p && *p != '\n'; p += n) {
		p += strspn(p, " \t\r");
		n = word(p);
		if (is_authority(p, n))
			return false;
		if (!is_type(p))
			continue;
		p += n;
		p += strspn(p, " \t");
		out->key = p;
		out->n_key = word(p);
		return out->n_key > 0;
	}
	return false;
}

static bool same(const char *a, size_t n_a, const char *b, size_t n_b)
{
	return n_a == n_b && !memcmp(a, b, n_a);
}

/* Has an earlier line the same key, for somebody else?  Or has this one two names? */
static const char *find_double(struct arena *a, const struct one *v, size_t n)
{
	const struct one *last = &v[n - 1];
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
	struct one *v = NULL, one;
	const char *found = NULL;
	size_t n = 0;

	for (const char *p = text; *p && !found && n < SIGNERS_MAX;) {
		if (take_line(p, &one)) {
			v = arena_grow(a, v, n, sizeof(*v));
			v[n++] = one;
			found = find_double(a, v, n);
		}
		p += strcspn(p, "\n");
		p += *p == '\n';
	}
	return found;
}
