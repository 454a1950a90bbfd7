#include "base/json.h"

#include "base/alloc.h"
#include "base/json_check.h"

#include <json-c/json.h>
#include <limits.h>
#include <string.h>

static long count_members(json_object *o)
{
	long n = 0;

	if (json_object_is_type(o, json_type_object)) {
		json_object_object_foreach(o, key, value) {
			(void)key;
			n += 1 + count_members(value);
		}
	} else if (json_object_is_type(o, json_type_array)) {
		for (size_t i = 0; i < json_object_array_length(o); i++)
			n += count_members(json_object_array_get_idx(o, i));
	}
	return n;
}

/* A number at the top level ends only with the NUL behind it.  Never STRICT:
 * json_check() has been stricter. */
static enum json_tokener_error tokenize(json_object **out, const char *text,
					int n)
{
	/* a scalar within the last level takes one more */
	struct json_tokener *t = json_tokener_new_ex(JSON_MAX_LEVELS + 1);

	if (!t)
		out_of_memory();
	*out = json_tokener_parse_ex(t, text, n);
	enum json_tokener_error e = json_tokener_get_error(t);
	if (e == json_tokener_continue) {
		*out = json_tokener_parse_ex(t, "", 1);
		e = json_tokener_get_error(t);
	}
	json_tokener_free(t);
	return e;
}

int json_parse(json_object **out, const char *text, size_t n)
{
	json_object *o = NULL;
	long members;
	int rc;

	*out = NULL;
	if (n > INT_MAX)
		return error(E_FAIL, "too much JSON");
	rc = json_check(text, n, &members);
	if (rc < 0)
		return rc;
	enum json_tokener_error e = tokenize(&o, text, (int)n);
	if (e != json_tokener_success) {
		json_object_put(o);
		return error(E_FAIL, "cannot read this JSON: %s",
			     json_tokener_error_desc(e));
	}
	/* json-c replaces a value whose key comes again */
	if (count_members(o) != members) {
		json_object_put(o);
		return error(E_FAIL, "not valid JSON: a key comes twice");
	}
	*out = o;
	return 0;
}

static json_object *get(json_object *o, const char *key, enum json_type type)
{
	json_object *value;

	if (!json_object_is_type(o, json_type_object) ||
	    !json_object_object_get_ex(o, key, &value) ||
	    !json_object_is_type(value, type))
		return NULL;
	return value;
}

/* NULL if there is a NUL byte within. */
static const char *text_of(json_object *string)
{
	const char *s = json_object_get_string(string);

	if (strlen(s) != (size_t)json_object_get_string_len(string))
		return NULL;
	return s;
}

const char *json_get_str(json_object *o, const char *key)
{
	json_object *value = get(o, key, json_type_string);

	return value ? text_of(value) : NULL;
}

long long json_get_int(json_object *o, const char *key)
{
	json_object *value = get(o, key, json_type_int);

	return value ? json_object_get_int64(value) : -1;
}

bool json_get_bool(json_object *o, const char *key)
{
	json_object *value = get(o, key, json_type_boolean);

	return value && json_object_get_boolean(value);
}

json_object *json_get_array(json_object *o, const char *key)
{
	return get(o, key, json_type_array);
}

const char *json_item_str(json_object *array, size_t i)
{
	json_object *item;

	if (!json_object_is_type(array, json_type_array) ||
	    i >= json_object_array_length(array))
		return NULL;
	item = json_object_array_get_idx(array, i);
	return json_object_is_type(item, json_type_string) ? text_of(item) :
							     NULL;
}

void json_add_str(json_object *o, const char *key, const char *value)
{
	if (!value)
		return;
	json_object *s = json_object_new_string(value);
	if (!s || json_object_object_add(o, key, s) < 0)
		out_of_memory();
}

void json_add_lines(json_object *o, const char *key, const char *lines)
{
	json_object *array = json_object_new_array();

	for (const char *p = lines; array && *p;) {
		size_t n = strcspn(p, "\n");
		json_object *s = json_object_new_string_len(p, (int)n);
		if (!s || json_object_array_add(array, s) < 0)
			out_of_memory();
		p += n + (p[n] == '\n');
	}
	if (!array || json_object_object_add(o, key, array) < 0)
		out_of_memory();
}

const char *json_line(json_object *o)
{
	const char *s = json_object_to_json_string_ext(
		o, JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE);

	if (!s)
		out_of_memory();
	return s;
}
