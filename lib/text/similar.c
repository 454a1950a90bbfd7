#include "text/similar.h"

#include <stddef.h>
#include <string.h>

enum { MAX_NAME = 40 };

static int least(int a, int b, int c)
{
	int m = a < b ? a : b;

	return m < c ? m : c;
}

/* Levenshtein: single letters added, dropped, or replaced. */
static int distance(const char *a, size_t n, const char *b, size_t m)
{
	int row[MAX_NAME + 1];

	for (size_t j = 0; j <= m; j++)
		row[j] = (int)j;
	for (size_t i = 1; i <= n; i++) {
		int diagonal = row[0];

		row[0] = (int)i;
		for (size_t j = 1; j <= m; j++) {
			int up = row[j];

			row[j] = least(up + 1, row[j - 1] + 1,
				       diagonal + (a[i - 1] != b[j - 1]));
			diagonal = up;
		}
	}
	return row[m];
}

struct similar similar_init(const char *name)
{
	/* a third of the letters may be wrong; more is another word */
	int limit = (int)(strnlen(name, MAX_NAME) / 3) + 1;

	return (struct similar){ name, NULL, limit + 1 };
}

void similar_offer(struct similar *s, const char *known)
{
	size_t n = strlen(s->name), m = strlen(known);
	int d;

	if (n > MAX_NAME || m > MAX_NAME)
		return;
	d = distance(s->name, n, known, m);
	if (d < s->distance) {
		s->distance = d;
		s->best = known;
	}
}
