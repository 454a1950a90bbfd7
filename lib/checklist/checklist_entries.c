#include "checklist/checklist.h"

#include "checklist/words.h"

#include <string.h>

struct reader {
	struct entries *out;
	struct arena *arena;
	int depth;
	bool opened; /* a "(" is all that there is at this depth */
};

static int open_parts(struct reader *r)
{
	const struct entry *last = r->out->n ? &r->out->v[r->out->n - 1] : NULL;

	if (r->opened || !last || last->depth != r->depth)
		return error(E_CONFIG, "there is no name in front of '('");
	if (!last->name)
		return error(E_CONFIG, "'%s' is a fact, and has no parts",
			     last->fact.text);
	if (r->depth == ENTRY_DEPTH_MAX)
		return error(E_CONFIG, "more than %d '(' in each other",
			     ENTRY_DEPTH_MAX);
	r->depth++;
	r->opened = true;
	return 0;
}

static int close_parts(struct reader *r)
{
	if (!r->depth)
		return error(E_CONFIG, "')' without a '('");
	if (r->opened)
		return error(E_CONFIG, "there is nothing between '(' and ')'");
	r->depth--;
	return 0;
}

static int add_entry(struct reader *r, const char *word, size_t n)
{
	struct entry e = { .depth = r->depth };

	e.optional = n > 1 && word[n - 1] == '?';
	n -= e.optional;
	const char *text = arena_strndup(r->arena, word, n);
	if (*text == '@') {
		int rc = fact_read(&e.fact, r->arena, text);
		if (rc < 0)
			return rc;
	} else if (!name_ok(text, n)) {
		return error(E_CONFIG, "'%s' is no name", text);
	} else {
		e.name = text;
	}
	r->out->v =
		arena_grow(r->arena, r->out->v, r->out->n, sizeof(*r->out->v));
	r->out->v[r->out->n++] = e;
	r->opened = false;
	return 0;
}

static int read_token(struct reader *r, const char **text)
{
	size_t n = strcspn(*text, " ()");
	const char *s = *text;

	*text += n ? n : 1;
	if (n)
		return add_entry(r, s, n);
	return *s == '(' ? open_parts(r) : close_parts(r);
}

int entries_read(struct entries *out, struct arena *arena, const char *text)
{
	struct reader r = { .out = out, .arena = arena };

	*out = (struct entries){ 0 };
	for (;;) {
		text += strspn(text, " ");
		if (!*text)
			break;
		int rc = read_token(&r, &text);
		if (rc < 0)
			return rc;
	}
	if (r.depth)
		return error(E_CONFIG, "'(' without a ')'");
	return out->n ? 0 : error(E_CONFIG, "there is nothing in it");
}
