#include "checklist/item.h"

#include <string.h>

struct reading {
	struct items *out;
	struct arena *arena;
	struct complaints *all;
};

static struct item *add(struct reading *r, const char *name,
			const struct check_line *line)
{
	struct items *out = r->out;

	out->v = arena_grow(r->arena, out->v, out->n, sizeof(*out->v));
	out->v[out->n] = (struct item){ .name = name,
					.type = line->kind == CHECK_ITEMS ?
							line->of :
							NULL,
					.origin = line->origin,
					.ask = "",
					.is = { .count = 1 } };
	return &out->v[out->n++];
}

/* "@ci CI passes" */
static void read_ask(struct reading *r, struct item *item, const char *text,
		     const char *origin)
{
	size_t n = *text == '@' ? strcspn(text, " ") : 0;

	if (n && fact_read(&item->fact, r->arena,
			   arena_strndup(r->arena, text, n)) < 0) {
		complain_error(r->all, origin, item->name);
		item->fact = (struct fact){ .text = text };
	}
	text += n + strspn(text + n, " ");
	item->ask = arena_strdup(r->arena, text);
	if (!*text && n)
		item->ask = fact_table[item->fact.kind].title;
	else if (!*text)
		complain(r->all, origin, "%s: there is no text", item->name);
}

/* Where the "[" is that belongs to the "]" at the end; n: nowhere. */
static size_t list_start(const char *value, size_t n)
{
	size_t depth = 0;

	for (size_t i = n; i-- > 0;) {
		depth += value[i] == ']';
		depth -= value[i] == '[';
		if (!depth)
			return i;
	}
	return n;
}

/* "[@fact] text [attributes]" */
static void read_short(struct reading *r, const struct check_line *line)
{
	struct item *item = add(r, line->name, line);
	size_t n = strlen(line->value), text = n;

	if (n && line->value[n - 1] == ']') {
		text = list_start(line->value, n);
		if (text == n)
			complain(r->all, line->origin, "%s: ']' without a '['",
				 item->name);
		else if (item_attributes_read(
				 &item->is, r->arena,
				 arena_strndup(r->arena, line->value + text + 1,
					       n - text - 2),
				 line->origin) < 0)
			complain_error(r->all, line->origin, item->name);
	}
	while (text && line->value[text - 1] == ' ')
		text--;
	read_ask(r, item, arena_strndup(r->arena, line->value, text),
		 line->origin);
}

static enum item_key key_of(const char *name)
{
	int i = 0;

	while (i < N_ITEM_KEYS - 1 && strcmp(item_keys[i], name) != 0)
		i++;
	return (enum item_key)i;
}

static void read_long(struct reading *r, const struct check_line *line,
		      size_t n)
{
	struct item *item = add(r, line->of, line);

	for (size_t i = 0; i < n && line[i].section == line->section; i++) {
		enum item_key key = key_of(line[i].name);
		if (key == ITEM_ASK)
			read_ask(r, item, line[i].value, line[i].origin);
		else if (item_attribute_read(&item->is, r->arena, key,
					     line[i].value, line[i].origin) < 0)
			complain_error(r->all, line[i].origin, line[i].name);
		item->is.origin[key] = line[i].origin;
	}
	if (!item->is.origin[ITEM_ASK])
		complain(r->all, item->origin, "[%s] has no ask",
			 line->section);
}

void items_read(struct items *out, struct arena *arena, const struct config *c,
		struct complaints *all)
{
	struct reading r = { out, arena, all };
	const char *section = NULL;

	*out = (struct items){ 0 };
	for (size_t i = 0; i < c->n_checks; i++) {
		const struct check_line *line = &c->check[i];
		if (line->kind == CHECK_ITEMS)
			read_short(&r, line);
		else if (line->kind == CHECK_ITEM && line->section != section)
			read_long(&r, line, c->n_checks - i);
		section = line->section;
	}
}

/* How special it is for these types, from 1; 0: it is not for them. */
static size_t rank(const struct item *item, const char *const *types)
{
	size_t i = 0;

	if (!item->type)
		return 1;
	while (types && types[i] && strcmp(types[i], item->type) != 0)
		i++;
	return types && types[i] ? i + 2 : 0;
}

const struct item *item_find(const struct items *items, const char *name,
			     const char *const *types)
{
	const struct item *best = NULL;

	for (size_t i = 0; i < items->n; i++) {
		const struct item *item = &items->v[i];
		if (!strcmp(item->name, name) &&
		    rank(item, types) > (best ? rank(best, types) : 0))
			best = item;
	}
	return best;
}
