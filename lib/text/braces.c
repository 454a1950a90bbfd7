#include "text/braces.h"

#include <string.h>

int piece_next(struct piece *p, const char **text)
{
	const char *s = *text, *end;

	if (!*s)
		return 0;
	*p = (struct piece){ s, strcspn(s, "{}"), false };
	if (!p->n && s[0] == s[1]) {
		p->n = 1;
		*text = s + 2;
		return 1;
	}
	if (!p->n && *s == '}')
		return error(E_CONFIG, "'}' without '{' (a plain one is '}}')");
	if (!p->n) {
		end = s + 1 + strcspn(s + 1, "{}");
		if (*end != '}')
			return error(E_CONFIG,
				     "'{' without '}' (a plain one is '{{')");
		*p = (struct piece){ s + 1, (size_t)(end - s - 1), true };
		*text = end + 1;
		return 1;
	}
	*text = s + p->n;
	return 1;
}

bool piece_is(const struct piece *p, const char *name)
{
	return p->placeholder && strlen(name) == p->n &&
	       !memcmp(p->s, name, p->n);
}

size_t piece_index(const struct piece *p, const char *const *names, size_t n)
{
	size_t i = 0;

	while (i < n && !piece_is(p, names[i]))
		i++;
	return i;
}
