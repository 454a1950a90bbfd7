#include "changelog/reverts.h"

#include "base/strbuf.h"

#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
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

/* Commits by what somebody may call them, sorted. */
struct name {
	const char *text;
	size_t len, i;
};

struct past {
	struct past_commit *c;
	size_t n;
	struct name *id;      /* n of them */
	struct name *subject; /* n of them */
	struct name *undone;  /* what reverts take back, by their subjects */
	size_t n_undone;
	bool *taken;   /* has a newer one taken it back? */
	size_t *first; /* one that takes it back, or NONE */
	size_t *other; /* of the same target as this, or NONE */
};

static int by_text(const void *a, const void *b)
{
	const struct name *x = a, *y = b;
	size_t n = x->len < y->len ? x->len : y->len;
	int cmp = memcmp(x->text, y->text, n);

	if (cmp || x->len != y->len)
		return cmp ? cmp : x->len < y->len ? -1 : 1;
	return x->i < y->i ? -1 : x->i > y->i;
}

static void past_init(struct past *p, struct arena *a, struct past_commit *c,
		      size_t n)
{
	const char *inner;
	bool again;

	*p = (struct past){ .c = c, .n = n };
	p->id = arena_alloc(a, n * sizeof(*p->id));
	p->subject = arena_alloc(a, n * sizeof(*p->subject));
	p->undone = arena_alloc(a, n * sizeof(*p->undone));
	p->taken = arena_alloc(a, n * sizeof(*p->taken));
	p->first = arena_alloc(a, n * sizeof(*p->first));
	p->other = arena_alloc(a, n * sizeof(*p->other));
	for (size_t i = 0; i < n; i++) {
		size_t len = subject_of(&c[i]);
		p->taken[i] = false;
		p->first[i] = p->other[i] = NONE;
		p->id[i] = (struct name){ c[i].ids, strcspn(c[i].ids, " "), i };
		p->subject[i] = (struct name){ c[i].message, len, i };
		len = revert_subject(c[i].message, len, &inner, &again);
		if (len && !again)
			p->undone[p->n_undone++] =
				(struct name){ inner, len, i };
	}
	qsort(p->id, n, sizeof(*p->id), by_text);
	qsort(p->subject, n, sizeof(*p->subject), by_text);
	if (p->n_undone)
		qsort(p->undone, p->n_undone, sizeof(*p->undone), by_text);
}

/* The first of the sorted names that is not below `want`. */
static size_t not_below(const struct name *name, size_t n,
			const struct name *want)
{
	size_t low = 0;

	while (low < n) {
		size_t mid = low + (n - low) / 2;
		if (by_text(&name[mid], want) < 0)
			low = mid + 1;
		else
			n = mid;
	}
	return low;
}

/* An id, perhaps abbreviated, in letters of either case. */
static size_t find_id(const struct past *p, const char *id, size_t len)
{
	char lower[64];
	struct name want = { lower, len, 0 };

	if (len < 7 || len > sizeof(lower))
		return NONE;
	for (size_t i = 0; i < len; i++)
		lower[i] = (char)tolower((unsigned char)id[i]);
	size_t at = not_below(p->id, p->n, &want);
	return at < p->n && p->id[at].len >= len &&
			       !memcmp(p->id[at].text, lower, len) ?
		       p->id[at].i :
		       NONE;
}

/* The first id behind `mark` that is here. */
static size_t by_id(const struct past *past, const char *body, const char *mark)
{
	const char *p = strstr(body, mark);

	if (!p)
		return NONE;
	for (p += strlen(mark); *p && *p != '\n';) {
		size_t len = strspn(p, "0123456789abcdefABCDEF");
		size_t i = find_id(past, p, len);
		if (i != NONE)
			return i;
		p += len + (p[len] && p[len] != '\n');
	}
	return NONE;
}

/* The newest of that subject before it, which nothing else took back; `again`:
 * the newest that took that subject back. */
static size_t by_subject(const struct past *p, size_t of, const char *inner,
			 size_t len, bool again)
{
	const struct name want = { inner, len, of + 1 };
	const struct name *name = again ? p->undone : p->subject;
	size_t n = again ? p->n_undone : p->n;

	for (size_t at = not_below(name, n, &want); at < n; at++) {
		if (name[at].len != len || memcmp(name[at].text, inner, len))
			break;
		if (!p->taken[name[at].i])
			return name[at].i;
	}
	return NONE;
}

static void find_target(struct past *p, size_t i)
{
	struct past_commit *c = &p->c[i];
	const char *inner, *body = strchr(c->message, '\n');
	bool again;
	size_t len = revert_subject(c->message, subject_of(c), &inner, &again);
	size_t at = NONE;

	if (!len)
		return;
	if (body)
		at = by_id(p, body, "This reverts commit ");
	if (body && at == NONE)
		at = by_id(p, body, "Refs: ");
	if (at == NONE || at == i)
		at = by_subject(p, i, inner, len, again);
	c->reverts = at != NONE;
	c->target = at;
	if (at == NONE)
		return;
	p->taken[at] = true;
	p->other[i] = p->first[at];
	p->first[at] = i;
}

/* Everything that a merge brought, unless its first parent has it: what is
 * behind the one and not behind the other. */
static void mark(struct arena *arena, const struct past *past, size_t i,
		 bool *seen, bool first)
{
	size_t *todo = arena_alloc(arena, past->n * sizeof(*todo)), left = 1;

	todo[0] = i;
	seen[i] = true;
	while (left) {
		size_t at = todo[--left];
		const char *p = strchr(past->c[at].ids, ' ');
		for (int k = 0; p; k++, p = strchr(p, ' ')) {
			p++;
			size_t to = find_id(past, p, strcspn(p, " "));
			if (to == NONE || seen[to] || !(first || k || at != i))
				continue;
			seen[to] = true;
			todo[left++] = to;
		}
	}
}

static void hide_merged(struct arena *arena, struct past *past, size_t i)
{
	size_t n = past->n;
	bool *kept = arena_alloc(arena, n), *gone = arena_alloc(arena, n);
	const char *p = strchr(past->c[i].ids, ' ');
	size_t first = p ? find_id(past, p + 1, strcspn(p + 1, " ")) : NONE;

	memset(kept, 0, n);
	memset(gone, 0, n);
	if (first != NONE)
		mark(arena, past, first, kept, true);
	mark(arena, past, i, gone, false);
	for (size_t k = 0; k < n; k++)
		past->c[k].hidden |= gone[k] && !kept[k];
}

/* Has no other revert taken it back? */
static bool stands(struct past *p, size_t i)
{
	for (size_t r = p->first[i]; r != NONE; r = p->other[r]) {
		if (p->c[r].asked)
			continue;
		p->c[r].asked = true; /* no circles */
		bool undone = stands(p, r);
		p->c[r].asked = false;
		if (undone)
			return false;
	}
	return true;
}

void reverts_find(struct arena *arena, struct past_commit *c, size_t n)
{
	struct past p;

	past_init(&p, arena, c, n);
	for (size_t i = 0; i < n; i++) {
		c[i].hidden = c[i].reverts = c[i].asked = false;
		find_target(&p, i);
	}
	for (size_t i = 0; i < n; i++) {
		if (!c[i].reverts)
			continue;
		c[i].hidden = true;
		if (!stands(&p, i))
			continue;
		c[c[i].target].hidden = true;
		if (c[c[i].target].merge)
			hide_merged(arena, &p, c[i].target);
	}
}
