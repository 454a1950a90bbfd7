#include "dialect/forge_gather.h"

#include "dialect/forge_time.h"

struct gathering {
	forge_reader *read;
	const void *arg;
	struct forge_array *out;
};

static int add(struct forge *f, json_object *item, void *arg)
{
	struct gathering *g = arg;
	struct forge_array *out = g->out;
	int rc;

	out->item = arena_grow(f->arena, out->item, out->n, out->size);
	rc = g->read(f, item, g->arg, (char *)out->item + out->n * out->size);
	if (rc > 0)
		out->n++;
	return rc < 0 ? rc : 0;
}

int forge_gather(struct forge *f, const char *path, const char *list,
		 forge_reader *read, const void *arg, struct forge_array *out)
{
	struct gathering g = { read, arg, out };

	return forge_each(f, path, list, add, &g);
}

/* A forge filters by the last change, which may be later than the end. */
int forge_in_scope(const struct forge_item *item, const struct forge_scope *by)
{
	if (item->state == FORGE_OPEN)
		return by->open;
	if (item->pull && item->state != FORGE_MERGED)
		return 0;
	return !by->since || !item->ended ||
	       forge_time(item->ended) >= forge_time(by->since);
}

const char *forge_query(struct forge *f, const char *key, const char *value)
{
	if (!value)
		return "";
	return arena_printf(f->arena, "&%s=%s", key, forge_encode(f, value));
}

void forge_reverse(struct forge_commit *commit, size_t n)
{
	for (size_t i = 0; i < n / 2; i++) {
		struct forge_commit one = commit[i];
		commit[i] = commit[n - 1 - i];
		commit[n - 1 - i] = one;
	}
}
