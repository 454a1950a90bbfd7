#include "forge/thing.h"

#include "base/crash.h"
#include "base/json.h"

#include <string.h>

static json_object *item(json_object *want, size_t i)
{
	return json_object_array_get_idx(json_get_array(want, "assets"), i);
}

static size_t n_items(json_object *want)
{
	json_object *a = json_get_array(want, "assets");

	return a ? json_object_array_length(a) : 0;
}

static bool all_there(const struct forge_release *r, json_object *want)
{
	return !thing_assets_lack(r, want);
}

/* Has one come, or gone, that the plan was to bring or to replace? */
static bool is_begun(const struct forge_release *r, json_object *want)
{
	for (size_t i = 0; i < n_items(want); i++) {
		json_object *o = item(want, i);
		const struct forge_asset *is =
			thing_asset_there(r, json_get_str(o, "name"));
		bool other = thing_flag(o, "other") == 1;
		if (thing_flag(o, "lacks") == 1 &&
		    (other ? !is || thing_asset_same(r, is, o) : is != NULL))
			return true;
	}
	return false;
}

static int look(struct forge *f, json_object *want)
{
	struct forge_release r = { 0 };
	int rc = thing_release_of(f, json_get_str(want, "tag"), &r);

	if (rc == E_NOTFOUND) /* its own step has not made it yet */
		return 0;
	if (rc < 0)
		return rc;
	return all_there(&r, want) ? 1 : is_begun(&r, want) ? 2 : 0;
}

static int is_fixed(const struct forge *f, const struct forge_release *r,
		    const char *name)
{
	int rc = error(E_POLICY, "'%s' of %s on %s is another file", name,
		       r->tag, f->ops->name);

	error_hint(
		"what is published is never replaced: give the file another name, or release a new version");
	return rc;
}

/* It is gone there: what is uploaded in its place is not taken for it. */
static void drop(struct forge *f, struct forge_release *r,
		 const struct forge_asset *a)
{
	struct forge_asset *left =
		arena_alloc(f->arena, r->n_assets * sizeof(*left));
	size_t n = 0;

	for (size_t i = 0; i < r->n_assets; i++)
		if (&r->asset[i] != a)
			left[n++] = r->asset[i];
	r->asset = left;
	r->n_assets = n;
}

/* Somebody else may have been quicker. */
static int clear(struct forge *f, const struct forge_release *r,
		 const struct forge_asset *a)
{
	struct saved_error before;

	error_save(&before);
	int rc = f->ops->asset_delete(f, r, a);
	return rc == E_NOTFOUND ? error_restore(0, &before) : rc;
}

static struct forge_file file_of(json_object *o)
{
	return (struct forge_file){ .path = json_get_str(o, "path"),
				    .name = json_get_str(o, "name"),
				    .type = json_get_str(o, "type"),
				    .size = json_get_int(o, "size") };
}

int thing_files_ahead(struct forge *f, json_object *want,
		      struct forge_release_want *w)
{
	size_t n = n_items(want);
	struct forge_file *file =
		arena_alloc(f->arena, (n + 1) * sizeof(*file));
	int rc = 0;

	for (size_t i = 0; !rc && i < n; i++) {
		file[i] = file_of(item(want, i));
		rc = thing_file_check(f, item(want, i));
	}
	if (!rc && n)
		rc = f->ops->files_ahead(f, w->tag, file, n);
	w->file = file;
	w->n_files = n;
	return rc;
}

/* What is missing is collected in `file`; what is in its way goes. */
static int make_room(struct forge *f, struct forge_release *r,
		     json_object *want, struct forge_file *file, size_t *n)
{
	int rc = 0;

	for (size_t i = 0; !rc && i < n_items(want); i++) {
		json_object *o = item(want, i);
		const char *name = json_get_str(o, "name");
		const struct forge_asset *is = thing_asset_there(r, name);
		if (is && thing_asset_same(r, is, o))
			continue;
		if (is && !r->draft && is->whole)
			return is_fixed(f, r, name);
		rc = thing_file_check(f, o);
		for (; !rc && is; is = thing_asset_there(r, name)) {
			rc = clear(f, r, is);
			drop(f, r, is);
			crash_point();
		}
		file[(*n)++] = file_of(o);
	}
	return rc;
}

static int verify(struct forge *f, const struct forge_release *r,
		  json_object *want)
{
	for (size_t i = 0; i < n_items(want); i++) {
		json_object *o = item(want, i);
		const char *name = json_get_str(o, "name");
		const struct forge_asset *is = thing_asset_there(r, name);
		if (!is || !thing_asset_sent(is, o))
			return error(E_NET, "'%s' is not on %s as it was sent",
				     name, f->ops->name);
	}
	return 0;
}

/* What is missing is sent, `*n` files. */
static int send(struct forge *f, struct forge_release *r, json_object *want,
		struct forge_file *file, size_t *n)
{
	int rc = make_room(f, r, want, file, n);

	if (rc < 0 || !*n)
		return rc;
	rc = f->ops->assets_send(f, r, file, *n, r);
	crash_point();
	return rc;
}

/* Where the release is public, this is all that a person hears of it. */
void thing_tell_sent(struct strbuf *told, const struct forge_release *r,
		     const struct forge_file *file, size_t n)
{
	enum { NAMES = 6 };

	strbuf_addf(told, "uploaded %zu %s", n, n == 1 ? "file" : "files");
	if (!r->draft && r->url)
		strbuf_addf(told, " to %s", r->url);
	strbuf_adds(told, ": ");
	for (size_t i = 0; i < n && i < NAMES; i++)
		strbuf_addf(told, "%s%s", i ? ", " : "", file[i].name);
	strbuf_adds(told, n > NAMES ? ", ...\n" : "\n");
}

static int make(struct forge *f, json_object *want, struct strbuf *told)
{
	const char *tag = json_get_str(want, "tag");
	struct forge_release r = { 0 };
	size_t n = 0;
	int rc = thing_release_of(f, tag, &r);

	if (rc < 0)
		return rc;
	struct forge_file *file =
		arena_alloc(f->arena, (n_items(want) + 1) * sizeof(*file));
	crash_point();
	rc = send(f, &r, want, file, &n);
	if (rc == E_EXISTS) { /* somebody else sends it, too: once more */
		thing_forget(f);
		n = 0;
		rc = thing_release_of(f, tag, &r);
		if (!rc)
			rc = send(f, &r, want, file, &n);
	}
	if (rc < 0)
		return rc;
	thing_forget(f);
	if (n && f->ops->asset_twice)
		rc = thing_settle(f, &r, want, n);
	if (!rc)
		rc = verify(f, &r, want);
	if (rc < 0)
		return rc;
	thing_saw_release(f, &r);
	if (!r.draft && thing_tell_astray(f, &r, want))
		rc = 1;
	if (n && !rc)
		thing_tell_sent(told, &r, file, n);
	return rc;
}

const struct thing thing_assets = { "assets", look, make, NULL };
