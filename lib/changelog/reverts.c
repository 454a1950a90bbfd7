#include "changelog/reverts.h"

#include "base/strbuf.h"

#include <ctype.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

#define NONE SIZE_MAX

size_t revert_subject(const char *line, size_t n, const char **inner,
		      bool *again)
{
	static const char *const begin[] = { "Reapply \"", "Revert \"",
					     "revert: " };

	for (int i = 0; i < 3; i++) {
		size_t len = strlen(begin[i]), end = n;
		if (n <= len || strncasecmp(line, begin[i], len) != 0)
			continue;
		while (i < 2 && end > len && line[end - 1] != '"')
			end--;
		*inner = line + len;
		*again = !i;
		/* "revert" has no quotes, and a long subject loses its last */
		return i == 2 || end == len ? n - len : end - 1 - len;
	}
	return 0;
}

static size_t subject_of(const struct past_commit *c)
{
	size_t n = strcspn(c->message, "\n");

	while (n && isspace((unsigned char)c->message[n - 1]))
		n--;
	return n;
}

static size_t find_id(const struct past_commit *c, size_t n, const char *id,
		      size_t len)
{
	for (size_t i = 0; len >= 7 && i < n; i++)
		if (!strncasecmp(c[i].ids, id, len))
			return i;
	return NONE;
}

/* The first id behind `mark` that is here. */
static size_t by_id(const struct past_commit *c, size_t n, const char *body,
		    const char *mark)
{
	const char *p = strstr(body, mark);

	if (!p)
		return NONE;
	for (p += strlen(mark); *p && *p != '\n';) {
		size_t len = strspn(p, "0123456789abcdefABCDEF");
		size_t i = find_id(c, n, p, len);
		if (i != NONE)
			return i;
		p += len + (p[len] && p[len] != '\n');
	}
	return NONE;
}

/* The newest of that subject before it, which nothing else took back. */
static size_t by_subject(const struct past_commit *c, size_t n, size_t of,
			 const char *inner, size_t len, bool again)
{
	for (size_t i = of + 1; i < n; i++) {
		const char *s = c[i].message, *own;
		size_t k = subject_of(&c[i]);
		bool reapply, taken = false;
		if (again) {
			k = revert_subject(s, k, &own, &reapply);
			s = own;
			if (!k || reapply)
				continue;
		}
		for (size_t r = 0; r < of; r++)
			taken |= c[r].reverts && c[r].target == i;
		if (!taken && k == len && !memcmp(s, inner, len))
			return i;
	}
	return NONE;
}

static void find_target(struct past_commit *c, size_t n, size_t i)
{
	const char *inner, *body = strchr(c[i].message, '\n');
	bool again;
	size_t len =
		revert_subject(c[i].message, subject_of(&c[i]), &inner, &again);
	size_t at = NONE;

	if (!len)
		return;
	if (body)
		at = by_id(c, n, body, "This reverts commit ");
	if (body && at == NONE)
		at = by_id(c, n, body, "Refs: ");
	if (at == NONE || at == i)
		at = by_subject(c, n, i, inner, len, again);
	c[i].reverts = at != NONE;
	c[i].target = at;
}

/* Everything that a merge brought, unless its first parent has it: what is
 * behind the one and not behind the other. */
static void mark(struct arena *arena, const struct past_commit *c, size_t n,
		 size_t i, bool *seen, bool first)
{
	size_t *todo = arena_alloc(arena, n * sizeof(*todo)), left = 1;

	todo[0] = i;
	seen[i] = true;
	while (left) {
		size_t at = todo[--left];
		const char *p = strchr(c[at].ids, ' ');
		for (int k = 0; p; k++, p = strchr(p, ' ')) {
			p++;
			size_t to = find_id(c, n, p, strcspn(p, " "));
			if (to == NONE || seen[to] || !(first || k || at != i))
				continue;
			seen[to] = true;
			todo[left++] = to;
		}
	}
}

static void hide_merged(struct arena *arena, struct past_commit *c, size_t n,
			size_t i)
{
	bool *kept = arena_alloc(arena, n), *gone = arena_alloc(arena, n);
	const char *p = strchr(c[i].ids, ' ');
	size_t first = p ? find_id(c, n, p + 1, strcspn(p + 1, " ")) : NONE;

	memset(kept, 0, n);
	memset(gone, 0, n);
	if (first != NONE)
		mark(arena, c, n, first, kept, true);
	mark(arena, c, n, i, gone, false);
	for (size_t k = 0; k < n; k++)
		c[k].hidden |= gone[k] && !kept[k];
}

/* Has no other revert taken it back? */
static bool stands(struct past_commit *c, size_t n, size_t i)
{
	for (size_t r = 0; r < n; r++) {
		if (!c[r].reverts || c[r].target != i || c[r].asked)
			continue;
		c[r].asked = true; /* no circles */
		bool undone = stands(c, n, r);
		c[r].asked = false;
		if (undone)
			return false;
	}
	return true;
}

void reverts_find(struct arena *arena, struct past_commit *c, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		c[i].hidden = c[i].reverts = c[i].asked = false;
		find_target(c, n, i);
	}
	for (size_t i = 0; i < n; i++) {
		if (!c[i].reverts)
			continue;
		c[i].hidden = true;
		if (!stands(c, n, i))
			continue;
		c[c[i].target].hidden = true;
		if (c[c[i].target].merge)
			hide_merged(arena, c, n, c[i].target);
	}
}
