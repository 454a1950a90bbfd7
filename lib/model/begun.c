#include "model/begun.h"

#include "base/cleanup.h"
#include "base/file.h"
#include "base/json.h"

#include <string.h>

#define VERSION 1
#define SIZE_MAX_BYTES (16 << 20)

const char *begun_path(struct repo *r)
{
	return arena_printf(&r->arena, "%s/begun", r->state_dir);
}

void begun_release(struct begun *b)
{
	strvec_clear(&b->argv);
	strvec_clear(&b->passed);
	strvec_clear(&b->untracked);
}

static void read_list(struct strvec *out, json_object *o, const char *key)
{
	json_object *a = json_get_array(o, key);
	size_t n = a ? json_object_array_length(a) : 0;

	for (size_t i = 0; i < n; i++)
		if (json_item_str(a, i))
			strvec_push(out, json_item_str(a, i));
}

static int read_made(struct begun *out, struct repo *r, json_object *o)
{
	CLEANUP(strvec) struct strvec hex = STRVEC_INIT;
	git_oid id;

	read_list(&hex, o, "made");
	for (size_t i = 0; i < hex.n; i++) {
		if (!oid_from_hex(&id, hex.v[i]))
			return error(E_FAIL, "'%s' is no object name",
				     hex.v[i]);
		begun_add_made(out, r, &id);
	}
	const char *base = json_get_str(o, "base");
	if (!base || !oid_from_hex(&out->base, base))
		return error(E_FAIL, "it has no base");
	return 0;
}

static const char *take(struct repo *r, json_object *o, const char *key)
{
	return arena_strdup(&r->arena, json_get_str(o, key));
}

static int read_all(struct begun *out, struct repo *r, json_object *o)
{
	if (json_get_int(o, "version") != VERSION)
		return error(E_FAIL, "it was written by another git-rel");
	out->id = take(r, o, "id");
	out->release = take(r, o, "release");
	out->worktree = take(r, o, "worktree");
	out->head = take(r, o, "head");
	out->branch = take(r, o, "branch");
	out->failed = take(r, o, "failed");
	out->checking = json_get_bool(o, "checking");
	out->outcome = take(r, o, "outcome");
	read_list(&out->argv, o, "argv");
	read_list(&out->passed, o, "passed");
	read_list(&out->untracked, o, "untracked");
	if (!out->argv.n || !out->id || !out->release || !out->worktree ||
	    !out->head || !out->branch ||
	    !starts_with(out->branch, "refs/heads/"))
		return error(E_FAIL, "it is incomplete");
	return read_made(out, r, o);
}

int begun_read(struct begun *out, struct repo *r)
{
	const char *path = begun_path(r);
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	CLEANUP(json) json_object *o = NULL;
	int rc;

	memset(out, 0, sizeof(*out));
	if (!file_exists(path))
		return 0;
	out->exists = true;
	if ((rc = strbuf_read_file(&text, path, SIZE_MAX_BYTES, true)) < 0)
		return rc;
	strbuf_trim_end(&text);
	rc = json_parse(&o, text.buf, text.len);
	if (!rc)
		rc = read_all(out, r, o);
	if (rc < 0) {
		rc = error_in(rc, "cannot use '%s'", path);
		error_hint("git rel --quit forgets it and leaves everything "
			   "as it is");
	}
	return rc;
}

static void add_list(json_object *o, const char *key, const struct strvec *list)
{
	json_object *a = json_object_new_array();

	for (size_t i = 0; i < list->n; i++)
		json_object_array_add(a, json_object_new_string(list->v[i]));
	json_object_object_add(o, key, a);
}

void begun_text(const struct begun *b, struct strbuf *out)
{
	CLEANUP(json) json_object *o = json_object_new_object();
	json_object *made = json_object_new_array();

	json_object_object_add(o, "version", json_object_new_int(VERSION));
	json_add_str(o, "id", b->id);
	json_add_str(o, "release", b->release);
	add_list(o, "argv", &b->argv);
	json_add_str(o, "worktree", b->worktree);
	json_add_str(o, "head", b->head);
	json_add_str(o, "branch", b->branch);
	json_add_str(o, "base", oid_hex(&b->base));
	for (size_t i = 0; i < b->n_made; i++)
		json_object_array_add(
			made, json_object_new_string(oid_hex(&b->made[i])));
	json_object_object_add(o, "made", made);
	add_list(o, "untracked", &b->untracked);
	add_list(o, "passed", &b->passed);
	json_add_str(o, "failed", b->failed);
	if (b->checking)
		json_object_object_add(o, "checking",
				       json_object_new_boolean(1));
	json_add_str(o, "outcome", b->outcome);
	strbuf_adds(out, json_line(o));
	strbuf_addc(out, '\n');
}

int begun_write(const struct begun *b, struct repo *r)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;

	begun_text(b, &text);
	return file_replace(begun_path(r), text.buf, text.len);
}

bool begun_is_ours(const struct begun *b, const git_oid *id)
{
	for (size_t i = 0; i < b->n_made; i++)
		if (oid_eq(&b->made[i], id))
			return true;
	return oid_eq(&b->base, id);
}

void begun_add_made(struct begun *b, struct repo *r, const git_oid *id)
{
	b->made = arena_grow(&r->arena, b->made, b->n_made, sizeof(*b->made));
	b->made[b->n_made++] = *id;
}

bool begun_has_passed(const struct begun *b, const char *step)
{
	for (size_t i = 0; i < b->passed.n; i++)
		if (!strcmp(b->passed.v[i], step))
			return true;
	return false;
}

const char *begun_command(const struct begun *b, struct repo *r)
{
	return arena_printf(&r->arena, "git rel %s %s", b->argv.v[0],
			    b->release);
}
