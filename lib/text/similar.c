#include "text/similar.h"

#include <stddef.h>
#include <string.h>

enum { MAX_NAME = 40 };

static int least(int a, int b, int c)
{
	int m = a < b ? a : b;

	return m < c ? m : c;
}

/* Single letters added, dropped, or replaced, and two that changed places. */
static int distance(const char *a, size_t n, const char *b, size_t m)
{
	int d[3][MAX_NAME + 1]; /* this row, and the two above it */

	for (size_t j = 0; j <= m; j++)
		d[0][j] = (int)j;
	for (size_t i = 1; i <= n; i++) {
		int *row = d[i % 3], *up = d[(i + 2) % 3];
		const int *above = d[(i + 1) % 3];

		row[0] = (int)i;
		for (size_t j = 1; j <= m; j++) {
			row[j] = least(up[j] + 1, row[j - 1] + 1,
				       up[j - 1] + (a[i - 1] != b[j - 1]));
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] &&
			    a[i - 2] == b[j - 1])
				row[j] =
					least(row[j], row[j], above[j - 2] + 1);
		}
	}
	return d[n % 3][m];
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
	/* the beginning of it is near enough, but no better than a slip */
	if (n > 1 && n < m && !memcmp(s->name, known, n) && d > 1)
		d = 1;
	if (d < s->distance) {
		s->distance = d;
		s->best = known;
	}
}
