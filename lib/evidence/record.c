#include "evidence/record.h"

#include "base/cleanup.h"
#include "base/json.h"
#include "evidence/record_line.h"

#include <json-c/json.h>
#include <string.h>

enum { VERSION = 1 };

static void add_oid(json_object *o, const char *key, const git_oid *id)
{
	if (!git_oid_is_zero(id))
		json_add_str(o, key, oid_hex(id));
}

static void add_values(json_object *o, const struct record *rec)
{
	json_object *values;

	if (!rec->n_values)
		return;
	values = json_object_new_object();
	for (size_t i = 0; i < rec->n_values; i++)
		json_add_str(values, rec->value[i].name, rec->value[i].value);
	json_object_object_add(o, "values", values);
}

static void fill(json_object *o, const struct record *rec)
{
	json_object_object_add(o, "version", json_object_new_int(VERSION));
	json_add_str(o, "kind", record_kinds[rec->kind]);
	json_add_str(o, "release", rec->release);
	add_oid(o, "commit", &rec->commit);
	add_oid(o, "tree", &rec->tree);
	json_add_str(o, "name", rec->text[TEXT_NAME]);
	if (rec->result != RESULT_NONE)
		json_add_str(o, "result", record_results[rec->result]);
	for (int i = TEXT_NAME + 1; i < N_RECORD_TEXTS; i++)
		json_add_str(o, record_texts[i], rec->text[i]);
	add_values(o, rec);
}

/* It is read again at once: what is written can be read for ever. */
int record_write(const struct record *rec, struct strbuf *out)
{
	CLEANUP(json) json_object *o = json_object_new_object();
	CLEANUP(arena) struct arena a = ARENA_INIT;
	struct record back;
	int rc;

	fill(o, rec);
	const char *line = json_line(o);
	if ((rc = record_read(&back, &a, line, strlen(line))) < 0)
		return error_in(rc, "this cannot be kept");
	strbuf_adds(out, line);
	strbuf_addc(out, '\n');
	return 0;
}

static int index_of(const char *const *names, int n, const char *name)
{
	for (int i = 0; name && i < n; i++)
		if (!strcmp(names[i], name))
			return i;
	return -1;
}

static int read_oid(git_oid *out, json_object *o, const char *key)
{
	json_object *value;

	*out = (git_oid){ 0 };
	if (!json_object_object_get_ex(o, key, &value))
		return 0;
	const char *hex = json_get_str(o, key);
	if (!hex || !oid_from_hex(out, hex))
		return error(E_FAIL, "\"%s\" is no id", key);
	return 0;
}

static int read_values(struct record *out, struct arena *a, json_object *o)
{
	json_object *values;
	struct record_value *v;

	if (!json_object_object_get_ex(o, "values", &values))
		return 0;
	if (!json_object_is_type(values, json_type_object) ||
	    json_object_object_length(values) > RECORD_VALUES_MAX)
		return error(E_FAIL, "\"values\" are none, or too many");
	v = arena_alloc(a,
			(size_t)json_object_object_length(values) * sizeof(*v));
	json_object_object_foreach(values, name, value) {
		const char *text = json_get_str(values, name);
		(void)value;
		if (!text)
			return error(E_FAIL, "the value of '%s' is no text",
				     name);
		v[out->n_values].name = arena_strdup(a, name);
		v[out->n_values++].value = arena_strdup(a, text);
	}
	out->value = v;
	return 0;
}

static int read_texts(struct record *out, struct arena *a, json_object *o)
{
	json_object *value;

	for (int i = 0; i < N_RECORD_TEXTS; i++) {
		if (!json_object_object_get_ex(o, record_texts[i], &value))
			continue;
		const char *text = json_get_str(o, record_texts[i]);
		if (!text)
			return error(E_FAIL, "\"%s\" is no text",
				     record_texts[i]);
		out->text[i] = arena_strdup(a, text);
	}
	const char *time = out->text[TEXT_TIME];
	if (time && record_seconds(time) < 0)
		return error(E_FAIL, "\"%s\" is no time", time);
	return 0;
}

static int read_what(struct record *out, struct arena *a, json_object *o)
{
	const char *kind = json_get_str(o, "kind");
	const char *release = json_get_str(o, "release");
	json_object *value;
	int at = index_of(record_kinds, N_RECORD_KINDS, kind);

	if (json_get_int(o, "version") < 1)
		return error(E_FAIL, "it has no version");
	if (json_get_int(o, "version") > VERSION)
		return error(E_FAIL, "it is of a newer git-rel");
	if (at < 0 || !release || !*release)
		return error(E_FAIL, "it lacks its kind or its release");
	out->kind = (enum record_kind)at;
	out->release = arena_strdup(a, release);
	if (!json_object_object_get_ex(o, "result", &value))
		return 0;
	at = index_of(record_results + 1, N_RECORD_RESULTS - 1,
		      json_get_str(o, "result"));
	if (at < 0)
		return error(E_FAIL, "its result is none");
	out->result = (enum record_result)(at + 1);
	return 0;
}

int record_read(struct record *out, struct arena *a, const char *line, size_t n)
{
	CLEANUP(json) json_object *o = NULL;
	int rc;

	*out = (struct record){ 0 };
	if (n > RECORD_LINE_MAX)
		return error(E_FAIL, "a record of more than %d bytes",
			     RECORD_LINE_MAX);
	if (record_line_read(out, a, line, n))
		return 0;
	*out = (struct record){ 0 };
	if ((rc = json_parse(&o, line, n)) < 0 ||
	    (rc = read_what(out, a, o)) < 0 ||
	    (rc = read_oid(&out->commit, o, "commit")) < 0 ||
	    (rc = read_oid(&out->tree, o, "tree")) < 0 ||
	    (rc = read_texts(out, a, o)) < 0)
		return rc;
	out->line = arena_strndup(a, line, n);
	return read_values(out, a, o);
}

const char *record_value(const struct record *rec, const char *name)
{
	for (size_t i = 0; i < rec->n_values; i++)
		if (!strcmp(rec->value[i].name, name))
			return rec->value[i].value;
	return NULL;
}
