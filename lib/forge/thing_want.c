#include "forge/thing.h"

#include "base/json.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

const char *const *thing_list(struct forge *f, json_object *want,
			      const char *key)
{
	json_object *a = json_get_array(want, key);
	size_t n = a ? json_object_array_length(a) : 0, used = 0;

	if (!n)
		return NULL;
	const char **list = arena_alloc(f->arena, (n + 1) * sizeof(*list));
	for (size_t i = 0; i < n; i++)
		if (json_item_str(a, i))
			list[used++] = json_item_str(a, i);
	return list;
}

void thing_tell_why(struct forge *f, json_object *want, struct strbuf *told)
{
	const char *const *why = thing_list(f, want, "why");

	for (; why && *why; why++)
		strbuf_addf(told, "  %s\n", *why);
}

bool thing_has_label(const struct forge_pull *pull, const char *label)
{
	for (size_t i = 0; pull->label && pull->label[i]; i++)
		if (!strcasecmp(pull->label[i], label))
			return true;
	return false;
}

static size_t trimmed(const char *s)
{
	size_t n = strlen(s);

	while (n && isspace((unsigned char)s[n - 1]))
		n--;
	return n;
}

bool thing_same_text(const char *a, const char *b)
{
	const char *x = a ? a : "", *y = b ? b : "";
	const char *x_end = x + trimmed(x), *y_end = y + trimmed(y);

	for (;; x++, y++) {
		while (x < x_end && *x == '\r')
			x++;
		while (y < y_end && *y == '\r')
			y++;
		if (x == x_end || y == y_end)
			return x == x_end && y == y_end;
		if (*x != *y)
			return false;
	}
}

int thing_flag(json_object *want, const char *key)
{
	json_object *o = NULL;

	if (!json_object_object_get_ex(want, key, &o))
		return -1;
	return json_object_get_boolean(o) ? 1 : 0;
}
