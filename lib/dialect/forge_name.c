#include "dialect/forge_name.h"

#include <json-c/json.h>
#include <string.h>
#include <strings.h>

bool forge_same_name(const char *a, const char *b)
{
	return strcasecmp(a, b) == 0;
}

bool forge_is_between(const struct forge_pull *p,
		      const struct forge_pull_want *by)
{
	/* a project may have another name by now, and still be the same */
	const char *from = by->head_project ? by->head_project :
					      p->base_project;

	return !strcmp(p->head, by->head) &&
	       (!by->base || !strcmp(p->base, by->base)) && from &&
	       p->head_project && forge_same_name(p->head_project, from);
}

bool forge_is_pull(const struct forge_pull *p, const struct forge_pull_want *by)
{
	return p->state == FORGE_OPEN && forge_is_between(p, by);
}

int forge_no_pull(struct forge *f, const struct forge_pull_want *by)
{
	return error(E_NOTFOUND, "there is no open %s of '%s'", f->ops->pull,
		     by->head);
}

static json_object *list_of(json_object *o, const char *key)
{
	if (key)
		return json_get_array(o, key);
	return json_object_is_type(o, json_type_array) ? o : NULL;
}

bool forge_has_name(json_object *o, const char *key, const char *member,
		    const char *name)
{
	json_object *list = list_of(o, key);
	size_t n = list ? json_object_array_length(list) : 0;

	for (size_t i = 0; i < n; i++) {
		json_object *item = json_object_array_get_idx(list, i);
		const char *have = member ? json_get_str(item, member) :
					    json_object_get_string(item);
		if (have && forge_same_name(have, name))
			return true;
	}
	return false;
}

int forge_took_names(struct forge *f, json_object *o, const char *key,
		     const char *member, const char *const *name)
{
	for (; name && *name; name++)
		if (!forge_has_name(o, key, member, *name))
			return error(E_NET, "%s did not add '%s'", f->ops->name,
				     *name);
	return 0;
}

int forge_lost_name(struct forge *f, json_object *o, const char *key,
		    const char *member, const char *name)
{
	if (list_of(o, key) && !forge_has_name(o, key, member, name))
		return 0;
	return error(E_NET, "%s did not take '%s' away", f->ops->name, name);
}

static size_t count(const char *const *names)
{
	size_t n = 0;

	while (names && names[n])
		n++;
	return n;
}

static bool is_in(const char *const *names, const char *name)
{
	for (; names && *names; names++)
		if (forge_same_name(*names, name))
			return true;
	return false;
}

/* Behind the `n` that are in `out`, those of `names` that are not in `but`. */
static void add_names(const char **out, size_t n, const char *const *names,
		      const char *const *but)
{
	for (; names && *names; names++)
		if (!is_in(but, *names) && !is_in(out, *names))
			out[n++] = *names;
}

const char *const *forge_missing(struct forge *f, const char *const *have,
				 const char *const *want)
{
	const char **out =
		arena_alloc(f->arena, (count(want) + 1) * sizeof(*out));

	add_names(out, 0, want, have);
	return out;
}

const char *const *forge_union(struct forge *f, const char *const *a,
			       const char *const *b)
{
	const char **out =
		arena_alloc(f->arena, (count(a) + count(b) + 1) * sizeof(*out));

	add_names(out, 0, a, NULL);
	add_names(out, count(out), b, NULL);
	return out;
}

struct wanted {
	const char *member, *name, *id;
	long *out;
};

static int is_it(struct forge *f, json_object *item, void *arg)
{
	struct wanted *w = arg;
	int rc = 0;
	struct fields fields = { f->arena, item, &rc };
	const char *have = field_text(&fields, w->member);

	if (rc < 0 || !forge_same_name(have, w->name))
		return rc;
	*w->out = field_number(&fields, w->id);
	return rc < 0 ? rc : 1;
}

int forge_find_id(struct forge *f, const char *path, const char *member,
		  const char *name, const char *id, long *out)
{
	struct wanted w = { member, name, id, out };

	return forge_each(f, path, NULL, is_it, &w);
}
