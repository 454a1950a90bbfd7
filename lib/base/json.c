#include "base/json.h"

#include "base/alloc.h"
#include "base/strbuf.h"

#include <json-c/json.h>
#include <limits.h>
#include <string.h>

enum { MAX_LEVELS = 32 };

static size_t digits(const char *s, size_t n)
{
	size_t i = 0;

	while (i < n && s[i] >= '0' && s[i] <= '9')
		i++;
	return i;
}

/* Length of the number at `s`, 0 if it is none. */
static size_t number(const char *s, size_t n)
{
	size_t i = n && *s == '-', whole = digits(s + i, n - i), more;

	if (!whole || (whole > 1 && s[i] == '0'))
		return 0;
	i += whole;
	if (i < n && s[i] == '.') {
		more = digits(s + i + 1, n - i - 1);
		if (!more)
			return 0;
		i += 1 + more;
	}
	if (i < n && (s[i] == 'e' || s[i] == 'E')) {
		i++;
		i += i < n && (s[i] == '+' || s[i] == '-');
		more = digits(s + i, n - i);
		if (!more)
			return 0;
		i += more;
	}
	return i;
}

/* Length of the string at `s`, quotes included, 0 if it is none. */
static size_t string(const char *s, size_t n)
{
	unsigned code;
	size_t i = 1, step;

	while (i < n && s[i] != '"') {
		step = utf8_char(&code, s + i, n - i);
		if (!step || code < 0x20)
			return 0;
		i += s[i] == '\\' ? 2 : step;
	}
	return i < n ? i + 1 : 0;
}

/*
 * json-c's strict mode still takes single quotes, NaN and Infinity, comments,
 * raw control characters, other white space, UTF-8 longer than need be, numbers
 * like -01 and 1., and keys that come twice.  All but the last are found here.
 * Keys are counted: json-c replaces a value whose key comes again, so there
 * are less members in the result than colons in the text.
 *
 * The number of colons outside of strings, or -1: this is not JSON.
 */
static long scan(const char *text, size_t n)
{
	long colons = 0;
	size_t i = 0, length;

	while (i < n) {
		char c = text[i];
		if (c == '"')
			length = string(text + i, n - i);
		else if (c && strchr("-+.0123456789", c))
			length = number(text + i, n - i);
		else
			length = c && strchr(" \t\r\n{}[]:,truefalsn", c);
		if (!length)
			return -1;
		colons += c == ':';
		i += length;
	}
	return colons;
}

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

/* A number at the top level ends only with the NUL behind it. */
static enum json_tokener_error tokenize(json_object **out, const char *text,
					int n)
{
	struct json_tokener *t = json_tokener_new_ex(MAX_LEVELS);

	if (!t)
		out_of_memory();
	json_tokener_set_flags(t, JSON_TOKENER_STRICT |
					  JSON_TOKENER_VALIDATE_UTF8);
	*out = json_tokener_parse_ex(t, text, n);
	enum json_tokener_error e = json_tokener_get_error(t);
	if (e == json_tokener_success &&
	    json_tokener_get_parse_end(t) != (size_t)n)
		e = json_tokener_error_parse_unexpected;
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

	*out = NULL;
	while (n && strchr(" \t\r\n", text[n - 1]) && text[n - 1])
		n--;
	if (n > INT_MAX)
		return error(E_FAIL, "too much JSON");
	long colons = scan(text, n);
	if (colons < 0)
		return error(E_FAIL, "not valid JSON");
	enum json_tokener_error e = tokenize(&o, text, (int)n);
	if (e != json_tokener_success) {
		json_object_put(o);
		return error(E_FAIL, "not valid JSON: %s",
			     json_tokener_error_desc(e));
	}
	if (count_members(o) != colons) {
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

const char *json_line(json_object *o)
{
	const char *s = json_object_to_json_string_ext(
		o, JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE);

	if (!s)
		out_of_memory();
	return s;
}
