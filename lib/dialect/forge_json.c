#include "dialect/forge_json.h"

#include "base/alloc.h"
#include "base/strbuf.h"

#include <json-c/json.h>
#include <limits.h>
#include <string.h>

void field_wrong(struct fields *f, const char *key, const char *wanted)
{
	if (!*f->rc)
		*f->rc = error(E_NET, "the answer's '%s' is not %s", key,
			       wanted);
}

/* What is there, whatever its type; NULL if absent or null. */
static json_object *get(struct fields *f, const char *key)
{
	json_object *value;

	if (!f->o)
		return NULL;
	if (!json_object_is_type(f->o, json_type_object)) {
		field_wrong(f, key, "in an object");
		return NULL;
	}
	return json_object_object_get_ex(f->o, key, &value) ? value : NULL;
}

const char *field_text_opt(struct fields *f, const char *key)
{
	json_object *value = get(f, key);

	if (!value)
		return NULL;
	if (!json_object_is_type(value, json_type_string)) {
		field_wrong(f, key, "text");
		return NULL;
	}
	const char *text = json_get_str(f->o, key);
	if (!text)
		field_wrong(f, key, "text without a NUL byte");
	return arena_strdup(f->arena, text);
}

const char *field_text(struct fields *f, const char *key)
{
	const char *text = field_text_opt(f, key);

	if (text)
		return text;
	field_wrong(f, key, "there");
	return "";
}

static bool is_url(const char *s)
{
	if (!starts_with(s, "https://") && !starts_with(s, "http://"))
		return false;
	for (; *s; s++)
		if ((unsigned char)*s <= ' ' || *s == 0x7f)
			return false;
	return true;
}

const char *field_url_opt(struct fields *f, const char *key)
{
	const char *url = field_text_opt(f, key);

	/* Gitea leaves an empty one where there is none */
	if (!url || !*url)
		return NULL;
	if (is_url(url))
		return url;
	field_wrong(f, key, "a URL");
	return NULL;
}

const char *field_link_opt(struct fields *f, const char *key)
{
	const char *url = field_text_opt(f, key);

	return url && is_url(url) ? url : NULL;
}

const char *field_url(struct fields *f, const char *key)
{
	const char *url = field_url_opt(f, key);

	if (url)
		return url;
	field_wrong(f, key, "there");
	return "";
}

const char *field_commit_opt(struct fields *f, const char *key)
{
	const char *id = field_text_opt(f, key);

	if (!id || !*id)
		return NULL;
	size_t n = strlen(id);
	if ((n == 40 || n == 64) && strspn(id, "0123456789abcdef") == n)
		return id;
	field_wrong(f, key, "the id of a commit");
	return NULL;
}

long long field_number_opt(struct fields *f, const char *key)
{
	json_object *value = get(f, key);

	if (!value)
		return -1;
	/* json-c clamps what does not fit, so the end of the range is not it */
	if (json_object_is_type(value, json_type_int)) {
		long long number = json_object_get_int64(value);
		if (number >= 0 && number < LONG_MAX)
			return number;
	}
	field_wrong(f, key, "a number");
	return -1;
}

long field_number(struct fields *f, const char *key)
{
	long long number = field_number_opt(f, key);

	if (number >= 0)
		return (long)number;
	field_wrong(f, key, "there");
	return 0;
}

const char *field_id(struct fields *f, const char *key)
{
	return arena_printf(f->arena, "%ld", field_number(f, key));
}

bool field_flag(struct fields *f, const char *key)
{
	json_object *value = get(f, key);

	if (!value)
		return false;
	if (!json_object_is_type(value, json_type_boolean))
		field_wrong(f, key, "true or false");
	return json_object_get_boolean(value);
}

struct fields field_in(struct fields *f, const char *key)
{
	json_object *value = get(f, key);

	if (value && !json_object_is_type(value, json_type_object)) {
		field_wrong(f, key, "an object");
		value = NULL;
	}
	return (struct fields){ f->arena, value, f->rc };
}

json_object *field_list(struct fields *f, const char *key)
{
	json_object *value = get(f, key);

	if (!value || json_object_is_type(value, json_type_array))
		return value;
	field_wrong(f, key, "a list");
	return NULL;
}

const char *const *field_names(struct fields *f, const char *key,
			       const char *name)
{
	json_object *list = field_list(f, key);
	size_t n = list ? json_object_array_length(list) : 0;
	const char **names = arena_alloc(f->arena, (n + 1) * sizeof(*names));

	for (size_t i = 0; i < n; i++) {
		json_object *item = json_object_array_get_idx(list, i);
		const char *text = name ? json_get_str(item, name) :
					  json_item_str(list, i);
		if (!text) {
			field_wrong(f, key, "a list of names");
			text = "";
		}
		names[i] = arena_strdup(f->arena, text);
	}
	return names;
}

json_object *json_new(void)
{
	json_object *o = json_object_new_object();

	if (!o)
		out_of_memory();
	return o;
}

json_object *json_new_list(void)
{
	json_object *o = json_object_new_array();

	if (!o)
		out_of_memory();
	return o;
}

void json_add(json_object *o, const char *key, json_object *value)
{
	if (json_object_object_add(o, key, value) < 0)
		out_of_memory();
}

void json_append(json_object *list, json_object *value)
{
	if (json_object_array_add(list, value) < 0)
		out_of_memory();
}

void json_add_flag(json_object *o, const char *key, bool value)
{
	json_object *flag = json_object_new_boolean(value);

	if (!flag)
		out_of_memory();
	json_add(o, key, flag);
}

static json_object *new_number(long long value)
{
	json_object *number = json_object_new_int64(value);

	if (!number)
		out_of_memory();
	return number;
}

void json_add_number(json_object *o, const char *key, long long value)
{
	json_add(o, key, new_number(value));
}

void json_append_number(json_object *list, long long value)
{
	json_append(list, new_number(value));
}

void json_append_text(json_object *list, const char *text)
{
	json_object *s = json_object_new_string(text);

	if (!s)
		out_of_memory();
	json_append(list, s);
}

void json_add_names(json_object *o, const char *key, const char *const *name)
{
	if (!name)
		return;
	json_object *list = json_new_list();
	for (; *name; name++)
		json_append_text(list, *name);
	json_add(o, key, list);
}
