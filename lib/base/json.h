#ifndef BASE_JSON_H
#define BASE_JSON_H

/*
 * json-c with limits, for what we wrote ourselves and for what a stranger sent:
 * valid UTF-8, at most 32 levels, nothing behind the value, no single quotes,
 * NaN, comments or raw control characters, no key twice.
 */
#include "base/error.h"

#include <json-c/json_object.h>
#include <stdbool.h>

/* Parse one value of `n` bytes.  The caller puts `*out` (json_object_put).
 * E_FAIL, nothing in `*out`, if it is not just one valid value. */
int json_parse(json_object **out, const char *text, size_t n) MUST_CHECK;

/* A member's value: NULL / -1 / false if absent or of another type.
 * Strings holding a NUL byte count as absent.  They belong to `o`. */
const char *json_get_str(json_object *o, const char *key);
long long json_get_int(json_object *o, const char *key);
bool json_get_bool(json_object *o, const char *key);
json_object *json_get_array(json_object *o, const char *key);
/* Item `i` of an array, if a string. */
const char *json_item_str(json_object *array, size_t i);

/* Add a member; a NULL string adds nothing. */
void json_add_str(json_object *o, const char *key, const char *value);

/* Add the lines of a text as an array of strings. */
void json_add_lines(json_object *o, const char *key, const char *lines);

/* The value as one line without spaces, '/' not escaped; it belongs to `o`. */
const char *json_line(json_object *o);

static inline void cleanup_json(json_object **o)
{
	json_object_put(*o);
}

#endif
