#include "plan/resolve.h"

#include "base/cleanup.h"
#include "base/file.h"
#include "base/json.h"
#include "base/strvec.h"

#include <string.h>

#define VERSION 1
#define MAX_SIZE (16 << 20)

const char *resolve_path(struct repo *r)
{
	return arena_printf(&r->arena, "%s/resolve", r->state_dir);
}

const char *resolve_own_tree(struct repo *r)
{
	return arena_printf(&r->arena, "%s/work", r->state_dir);
}

bool resolve_is_own_tree(struct repo *r, const char *path)
{
	return path && !strcmp(path, resolve_own_tree(r));
}

void resolve_release(struct resolve *v)
{
	strvec_clear(&v->argv);
}

static int read_oid(git_oid *out, json_object *o, const char *key)
{
	const char *hex = json_get_str(o, key);

	memset(out, 0, sizeof(*out));
	if (hex && !oid_from_hex(out, hex))
		return error(E_FAIL, "'%s' is no object name", hex);
	return 0;
}

static int read_merges(struct resolve *out, struct repo *r, json_object *a)
{
	size_t n = a ? json_object_array_length(a) : 0;

	for (size_t i = 0; i < n; i++) {
		json_object *o = json_object_array_get_idx(a, i);
		out->merge = arena_grow(&r->arena, out->merge, out->n,
					sizeof(*out->merge));
		struct resolved *m = &out->merge[out->n++];
		m->branch = arena_strdup(&r->arena, json_get_str(o, "branch"));
		if (!m->branch || read_oid(&m->ours, o, "ours") < 0 ||
		    read_oid(&m->theirs, o, "theirs") < 0 ||
		    read_oid(&m->commit, o, "commit") < 0 ||
		    read_oid(&m->from, o, "from") < 0)
			return error(E_FAIL, "a merge in it is incomplete");
		m->message =
			arena_strdup(&r->arena, json_get_str(o, "message"));
		m->by_hand = json_get_bool(o, "by_hand");
		m->picks = json_get_bool(o, "picks");
	}
	return 0;
}

static int read_all(struct resolve *out, struct repo *r, json_object *o)
{
	json_object *argv = json_get_array(o, "argv");
	size_t n = argv ? json_object_array_length(argv) : 0;

	if (json_get_int(o, "version") != VERSION)
		return error(E_FAIL, "it was written by another git-rel");
	for (size_t i = 0; i < n; i++)
		if (json_item_str(argv, i))
			strvec_push(&out->argv, json_item_str(argv, i));
	out->worktree = arena_strdup(&r->arena, json_get_str(o, "worktree"));
	out->head = arena_strdup(&r->arena, json_get_str(o, "head"));
	out->policy = arena_strdup(&r->arena, json_get_str(o, "policy"));
	if (!out->argv.n || !out->worktree || !out->head)
		return error(E_FAIL, "it is incomplete");
	return read_merges(out, r, json_get_array(o, "merges"));
}

int resolve_read(struct resolve *out, struct repo *r)
{
	const char *path = resolve_path(r);
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	CLEANUP(json) json_object *o = NULL;
	int rc;

	memset(out, 0, sizeof(*out));
	if (!file_exists(path))
		return 0;
	out->exists = true;
	if ((rc = strbuf_read_file(&text, path, MAX_SIZE, true)) < 0)
		return rc;
	strbuf_trim_end(&text);
	if ((rc = json_parse(&o, text.buf, text.len)) < 0 ||
	    (rc = read_all(out, r, o)) < 0) {
		rc = error_in(rc, "cannot use '%s'", path);
		error_hint("git rel --quit forgets it");
	}
	return rc;
}

static json_object *merge_json(const struct resolved *m)
{
	json_object *o = json_object_new_object();

	json_add_str(o, "branch", m->branch);
	json_add_str(o, "ours", oid_hex(&m->ours));
	json_add_str(o, "theirs", oid_hex(&m->theirs));
	if (!git_oid_is_zero(&m->commit))
		json_add_str(o, "commit", oid_hex(&m->commit));
	else if (!git_oid_is_zero(&m->from))
		json_add_str(o, "from", oid_hex(&m->from));
	if (git_oid_is_zero(&m->commit))
		json_add_str(o, "message", m->message);
	if (m->by_hand)
		json_object_object_add(o, "by_hand",
				       json_object_new_boolean(1));
	if (m->picks)
		json_object_object_add(o, "picks", json_object_new_boolean(1));
	return o;
}

void resolve_write(const struct resolve *v, struct strbuf *out)
{
	CLEANUP(json) json_object *o = json_object_new_object();
	json_object *argv = json_object_new_array();
	json_object *merges = json_object_new_array();

	json_object_object_add(o, "version", json_object_new_int(VERSION));
	for (size_t i = 0; i < v->argv.n; i++)
		json_object_array_add(argv,
				      json_object_new_string(v->argv.v[i]));
	json_object_object_add(o, "argv", argv);
	json_add_str(o, "worktree", v->worktree);
	json_add_str(o, "head", v->head);
	json_add_str(o, "policy", v->policy);
	for (size_t i = 0; i < v->n; i++)
		json_object_array_add(merges, merge_json(&v->merge[i]));
	json_object_object_add(o, "merges", merges);
	strbuf_adds(out, json_line(o));
	strbuf_addc(out, '\n');
}

struct resolved *resolve_open_merge(const struct resolve *v)
{
	for (size_t i = 0; i < v->n; i++)
		if (git_oid_is_zero(&v->merge[i].commit))
			return &v->merge[i];
	return NULL;
}

const git_oid *resolve_find(const struct resolve *v, const git_oid *ours,
			    const git_oid *theirs)
{
	for (size_t i = 0; i < v->n; i++)
		if (oid_eq(&v->merge[i].ours, ours) &&
		    oid_eq(&v->merge[i].theirs, theirs) &&
		    !git_oid_is_zero(&v->merge[i].commit))
			return &v->merge[i].commit;
	return NULL;
}

const git_oid *resolve_by_hand(const struct resolve *v, const char *branch)
{
	for (size_t i = v->n; i-- > 0;)
		if (v->merge[i].by_hand && !strcmp(v->merge[i].branch, branch))
			return &v->merge[i].commit;
	return NULL;
}
