#include "pick/ascii.h"
#include "pick/provenance.h"

void provenance_add(struct provenance *out, const struct pointer *p)
{
	out->v = arena_grow(out->arena, out->v, out->n, sizeof(*out->v));
	out->v[out->n++] = *p;
}

char *provenance_id(struct provenance *out, const char *s, size_t n)
{
	char *copy = arena_strndup(out->arena, s, n);

	for (char *c = copy; *c; c++)
		*c = ascii_lower(*c);
	return copy;
}

char *provenance_text(struct provenance *out, const char *s, size_t n)
{
	char *copy = arena_alloc(out->arena, n + 1);
	size_t len = 0;

	for (size_t i = 0; i < n;) {
		size_t gap = i;
		bool broken = false;
		for (; gap < n; gap++) {
			if (s[gap] == '\n' || !s[gap] || s[gap] == '\r')
				broken = true;
			else if (!ascii_is_blank(s[gap]))
				break;
		}
		if (broken) {
			if (len && gap < n)
				copy[len++] = ' ';
			i = gap;
			continue;
		}
		/* blanks within a line stay as they are */
		while (i < gap)
			copy[len++] = s[i++];
		if (i < n)
			copy[len++] = s[i++];
	}
	while (len && ascii_is_blank(copy[len - 1]))
		len--;
	copy[len] = '\0';
	return copy;
}
