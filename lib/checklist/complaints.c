#include "checklist/complaints.h"

#include "base/cleanup.h"

#include <stdlib.h>
#include <string.h>

static void add(struct complaints *all, const char *origin, const char *text)
{
	for (size_t i = 0; i < all->n; i++)
		if (!strcmp(all->v[i].text, text) &&
		    !strcmp(all->v[i].origin, origin))
			return;
	all->v = arena_grow(all->arena, all->v, all->n, sizeof(*all->v));
	all->v[all->n++] = (struct complaint){ origin, text };
}

void complain(struct complaints *all, const char *origin, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	add(all, origin, arena_vprintf(all->arena, fmt, ap));
	va_end(ap);
}

void complain_error(struct complaints *all, const char *origin,
		    const char *context)
{
	const char *hints = error_hints();
	size_t n = strcspn(hints, "\n");

	complain(all, origin, "%s%s%s%s%.*s", context ? context : "",
		 context ? ": " : "", error_message(), n ? "; " : "", (int)n,
		 hints);
}

static long line_of(const char *origin)
{
	const char *colon = strrchr(origin, ':');

	return colon ? strtol(colon + 1, NULL, 10) : 0;
}

/* By line, and as they were found in one. */
static void sort(struct complaints *all)
{
	for (size_t i = 1; i < all->n; i++) {
		struct complaint one = all->v[i];
		size_t at = i;
		while (at &&
		       line_of(all->v[at - 1].origin) > line_of(one.origin)) {
			all->v[at] = all->v[at - 1];
			at--;
		}
		all->v[at] = one;
	}
}

int complaints_error(struct complaints *all)
{
	if (!all->n)
		return 0;
	sort(all);
	if (all->n == 1)
		return error(E_CONFIG, "%s: %s", all->v[0].origin,
			     all->v[0].text);
	error(E_CONFIG, "the checklists have %zu faults", all->n);
	for (size_t i = 0; i < all->n; i++)
		error_detail("%s: %s", all->v[i].origin, all->v[i].text);
	return E_CONFIG;
}
