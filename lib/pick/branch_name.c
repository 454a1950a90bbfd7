#include "pick/branch_name.h"

#include "pick/ascii.h"
#include "pick/cursor.h"

#include <string.h>

enum { MAX_PARTS = 32, MAX_NAME = 250, MAX_NUMBER = 9, MIN_LISTED = 3 };

struct name {
	struct named part[MAX_PARTS];
	size_t n, mark; /* mark: behind the part that says backport */
	bool bp;        /* its target comes before the number */
};

static bool is(const struct named *part, const char *word)
{
	struct cursor c = { part->id, part->n, 0 };

	return cursor_take_word(&c, word) && c.at == c.n;
}

static bool is_number(const struct named *part)
{
	return part->n && part->n <= MAX_NUMBER && part->id[0] != '0' &&
	       ascii_digits(part->id, part->n) == part->n;
}

static void split(struct name *name, const char *s, size_t n)
{
	for (size_t i = 0, end; i < n && name->n < MAX_PARTS; i = end + 1) {
		for (end = i; end < n && s[end] && !strchr("/-_#", s[end]);)
			end++;
		if (end > i)
			name->part[name->n++] =
				(struct named){ .id = s + i, .n = end - i };
	}
}

static bool find_mark(struct name *name)
{
	for (size_t i = 0; i < name->n; i++) {
		const struct named *part = &name->part[i];
		bool pick = is(part, "cherry") && i + 1 < name->n &&
			    is(part + 1, "pick|picks|picked");
		if (!pick && !is(part, "backport|backports|bp"))
			continue;
		name->mark = i + 1 + pick;
		name->bp = is(part, "bp");
		return true;
	}
	return false;
}

/* Which part is the number of a request; name->n: none. */
static size_t find_number(const struct name *name)
{
	size_t at = name->mark, last = name->n - 1;

	for (size_t i = at; i < last; i++)
		if (is(&name->part[i], "pr|mr") &&
		    is_number(&name->part[i + 1]))
			return i + 1;
	if (name->bp)
		return last > at && is_number(&name->part[last]) ? last :
								   name->n;
	at += at < name->n && is(&name->part[at], "of");
	return at < name->n && is_number(&name->part[at]) ? at : name->n;
}

/* "12-to-1" is a request and its target, "123-456" are two requests, and "1-32"
 * is a version. */
static void add_numbers(struct provenance *out, const struct name *name,
			size_t line)
{
	struct pointer p = { .kind = POINTER_PICK_CHANGE,
			     .form = "branch name",
			     .line = line };
	size_t at = find_number(name);
	bool list = at + 1 < name->n && is_number(&name->part[at + 1]) &&
		    name->part[at].id[name->part[at].n] != '/';

	if (at == name->n || (list && name->part[at].n < MIN_LISTED))
		return;
	do {
		const struct named *part = &name->part[at];
		p.id = arena_strndup(out->arena, part->id, part->n);
		provenance_add(out, &p);
	} while (list && ++at < name->n && is_number(&name->part[at]) &&
		 name->part[at].n >= MIN_LISTED);
}

void branch_name_read(struct provenance *out, const char *s, size_t n,
		      size_t line)
{
	struct name name = { 0 };

	if (n > MAX_NAME)
		return;
	split(&name, s, n);
	if (!find_mark(&name))
		return;
	struct pointer p = { .kind = POINTER_PICK,
			     .form = "branch name",
			     .line = line };
	add_numbers(out, &name, line);
	for (size_t i = name.mark; i < name.n; i++) {
		struct cursor c = { name.part[i].id, name.part[i].n, 0 };
		struct named id;
		if (!cursor_id(&c, 0, &id) || !id.sure || c.at < c.n)
			continue;
		p.id = provenance_id(out, id.id, id.n);
		provenance_add(out, &p);
	}
}
