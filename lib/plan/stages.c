#include "plan/stages.h"

#include "base/cleanup.h"
#include "base/file.h"
#include "base/json.h"
#include "base/strvec.h"

#include <string.h>

#define VERSION 1

const char *stages_path(struct repo *r)
{
	return arena_printf(&r->arena, "%s/begun", r->state_dir);
}

void stages_release(struct stages *b)
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

static int read_ids(struct repo *r, json_object *o, const char *key,
		    git_oid **ids, size_t *n)
{
	CLEANUP(strvec) struct strvec hex = STRVEC_INIT;

	read_list(&hex, o, key);
	for (size_t i = 0; i < hex.n; i++) {
		*ids = arena_grow(&r->arena, *ids, *n, sizeof(**ids));
		if (!oid_from_hex(&(*ids)[(*n)++], hex.v[i]))
			return error(E_FAIL, "'%s' is no object name",
				     hex.v[i]);
	}
	return 0;
}

static int read_commits(struct stages *out, struct repo *r, json_object *o)
{
	const char *base = json_get_str(o, "base");
	int rc = read_ids(r, o, "made", &out->made, &out->n_made);

	if (!rc)
		rc = read_ids(r, o, "others", &out->others, &out->n_others);
	if (!rc && (!base || !oid_from_hex(&out->base, base)))
		rc = error(E_FAIL, "it has no base");
	return rc;
}

static const char *take(struct repo *r, json_object *o, const char *key)
{
	return arena_strdup(&r->arena, json_get_str(o, key));
}

static int read_all(struct stages *out, struct repo *r, json_object *o)
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
	out->message = take(r, o, "message");
	out->previous = take(r, o, "previous");
	out->outcome = take(r, o, "outcome");
	out->opens = take(r, o, "opens");
	const char *at = json_get_str(o, "opens_at");
	if (out->opens && (!starts_with(out->opens, "refs/heads/") || !at ||
			   git_oid_fromstr(&out->opens_at, at) < 0))
		return error(E_FAIL, "it does not say where '%s' begins",
			     out->opens);
	read_list(&out->argv, o, "argv");
	read_list(&out->passed, o, "passed");
	read_list(&out->untracked, o, "untracked");
	if (!out->argv.n || !out->id || !out->release || !out->worktree ||
	    !out->head || !out->branch ||
	    !starts_with(out->branch, "refs/heads/"))
		return error(E_FAIL, "it is incomplete");
	return read_commits(out, r, o);
}

int stages_read(struct stages *out, struct repo *r)
{
	const char *path = stages_path(r);
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	CLEANUP(json) json_object *o = NULL;
	int rc;

	memset(out, 0, sizeof(*out));
	if (!file_exists(path))
		return 0;
	out->exists = true;
	if ((rc = strbuf_read_file(&text, path, 2 * STAGES_MAX, true)) < 0)
		return rc;
	strbuf_trim_end(&text);
	rc = json_parse(&o, text.buf, text.len);
	if (!rc)
		rc = read_all(out, r, o);
	if (rc < 0) {
		rc = error_in(rc, "cannot use '%s'", path);
		error_hint(
			"git rel --quit forgets it and leaves everything as it is");
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

static void add_ids(json_object *o, const char *key, const git_oid *ids,
		    size_t n)
{
	json_object *a = json_object_new_array();

	for (size_t i = 0; i < n; i++)
		json_object_array_add(a,
				      json_object_new_string(oid_hex(&ids[i])));
	json_object_object_add(o, key, a);
}

void stages_text(const struct stages *b, struct strbuf *out)
{
	CLEANUP(json) json_object *o = json_object_new_object();

	json_object_object_add(o, "version", json_object_new_int(VERSION));
	json_add_str(o, "id", b->id);
	json_add_str(o, "release", b->release);
	add_list(o, "argv", &b->argv);
	json_add_str(o, "worktree", b->worktree);
	json_add_str(o, "head", b->head);
	json_add_str(o, "branch", b->branch);
	json_add_str(o, "base", oid_hex(&b->base));
	add_ids(o, "made", b->made, b->n_made);
	add_ids(o, "others", b->others, b->n_others);
	json_add_str(o, "message", b->message);
	json_add_str(o, "previous", b->previous);
	add_list(o, "untracked", &b->untracked);
	add_list(o, "passed", &b->passed);
	json_add_str(o, "failed", b->failed);
	if (b->checking)
		json_object_object_add(o, "checking",
				       json_object_new_boolean(1));
	if (b->opens) {
		json_add_str(o, "opens", b->opens);
		json_add_str(o, "opens_at", oid_hex(&b->opens_at));
	}
	json_add_str(o, "outcome", b->outcome);
	strbuf_adds(out, json_line(o));
	strbuf_addc(out, '\n');
}

int stages_write(const struct stages *b, struct repo *r)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;

	stages_text(b, &text);
	return file_replace(stages_path(r), text.buf, text.len);
}

static bool is_in(const git_oid *ids, size_t n, const git_oid *id)
{
	for (size_t i = 0; i < n; i++)
		if (oid_eq(&ids[i], id))
			return true;
	return false;
}

bool stages_has_made(const struct stages *b, const git_oid *id)
{
	return is_in(b->made, b->n_made, id);
}

bool stages_is_ours(const struct stages *b, const git_oid *id)
{
	return stages_has_made(b, id) || is_in(b->others, b->n_others, id) ||
	       oid_eq(&b->base, id);
}

void stages_add_made(struct stages *b, struct repo *r, const git_oid *id)
{
	b->made = arena_grow(&r->arena, b->made, b->n_made, sizeof(*b->made));
	b->made[b->n_made++] = *id;
}

void stages_add_other(struct stages *b, struct repo *r, const git_oid *id)
{
	b->others = arena_grow(&r->arena, b->others, b->n_others,
			       sizeof(*b->others));
	b->others[b->n_others++] = *id;
}

bool stages_has_passed(const struct stages *b, const char *step,
		       const char *command)
{
	size_t n = strlen(step);

	for (size_t i = 0; i < b->passed.n; i++)
		if (!strncmp(b->passed.v[i], step, n) &&
		    b->passed.v[i][n] == ' ' &&
		    !strcmp(b->passed.v[i] + n + 1, command))
			return true;
	return false;
}

void stages_add_passed(struct stages *b, const char *step, const char *command)
{
	strvec_pushf(&b->passed, "%s %s", step, command);
}

const char *stages_command(const struct stages *b, struct repo *r)
{
	return arena_printf(&r->arena, "git rel %s %s", b->argv.v[0],
			    b->release);
}
