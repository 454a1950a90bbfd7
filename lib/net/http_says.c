#include "net/http.h"

#include "base/json.h"

#include <json-c/linkhash.h>
#include <string.h>

enum { SAYS_MAX = 300 };

static void add_value(struct strbuf *out, json_object *v, int depth);

/* One more reason, behind those that are there. */
static void add_text(struct strbuf *out, const char *text)
{
	size_t n = strcspn(text, "\r\n");

	if (!n || out->len > SAYS_MAX)
		return;
	if (out->len && !ends_with(out->buf, ": "))
		strbuf_adds(out, "; ");
	strbuf_add(out, text, n);
}

/* GitHub's errors: {"resource","field","code","message"}, or the text alone.
 * GitLab's: {"field": ["...", ...]}. */
static void add_members(struct strbuf *out, json_object *o, int depth)
{
	const char *message = json_get_str(o, "message");
	const char *field = json_get_str(o, "field");
	const char *code = json_get_str(o, "code");

	if (message) {
		add_text(out, message);
	} else if (field && code) {
		add_text(out, field);
		strbuf_adds(out, " ");
		strbuf_adds(out, code);
	} else {
		json_object_object_foreach(o, key, v) {
			add_text(out, key);
			strbuf_adds(out, ": ");
			add_value(out, v, depth);
		}
	}
}

static void add_value(struct strbuf *out, json_object *v, int depth)
{
	const char *text = json_object_get_string(v);

	if (depth > 3)
		return;
	if (json_object_is_type(v, json_type_string))
		add_text(out, text);
	for (size_t i = 0; json_object_is_type(v, json_type_array) &&
			   i < json_object_array_length(v);
	     i++)
		add_value(out, json_object_array_get_idx(v, i), depth + 1);
	if (json_object_is_type(v, json_type_object))
		add_members(out, v, depth + 1);
}

static void add_json(struct strbuf *out, json_object *o)
{
	static const char *const names[] = { "message", "error",
					     "error_description", "errors" };
	json_object *v;

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		if (json_object_object_get_ex(o, names[i], &v))
			add_value(out, v, 0);
	}
}

void http_says(struct strbuf *out, const struct http_answer *a)
{
	__attribute__((cleanup(cleanup_json))) json_object *o = NULL;
	struct saved_error saved;
	const char *text = a->body.buf + strspn(a->body.buf, " \t\r\n");
	int rc;

	error_save(&saved);
	rc = json_parse(&o, a->body.buf, a->body.len);
	error_restore(rc, &saved);
	if (rc == 0 && json_object_is_type(o, json_type_object))
		add_json(out, o);
	else if (*text && *text != '<') /* a page for people is no help here */
		add_text(out, text);
	strbuf_cut(out, SAYS_MAX);
}
