/* Is a file of a release the one that was sent? */
#include "forge/thing.h"

#include "base/json.h"
#include "base/message.h"

#include <string.h>

const struct forge_asset *thing_asset_there(const struct forge_release *r,
					    const char *name)
{
	for (size_t i = 0; i < r->n_assets; i++)
		if (!strcmp(r->asset[i].name, name))
			return &r->asset[i];
	return NULL;
}

/* Is it what was sent?  Where a forge tells no digest, the size has to do. */
bool thing_asset_sent(const struct forge_asset *is, json_object *want)
{
	const char *sha256 = json_get_str(want, "sha256");
	const char *digest = is->digest;

	if (!is->whole ||
	    (is->size >= 0 && is->size != json_get_int(want, "size")))
		return false;
	return !digest || !sha256 || strncmp(digest, "sha256:", 7) != 0 ||
	       !strcasecmp(digest + 7, sha256);
}

/* Is it the same file?  What a draft has without a digest may be an older one of
 * that size; sent once more it is not. */
bool thing_asset_same(const struct forge_release *r,
		      const struct forge_asset *is, json_object *want)
{
	return thing_asset_sent(is, want) && (is->digest || !r->draft);
}

static json_object *item(json_object *want, size_t i)
{
	return json_object_array_get_idx(json_get_array(want, "assets"), i);
}

static size_t n_items(json_object *want)
{
	json_object *a = json_get_array(want, "assets");

	return a ? json_object_array_length(a) : 0;
}

bool thing_asset_is(const struct forge_release *r, json_object *file,
		    bool *other)
{
	const struct forge_asset *is =
		thing_asset_there(r, json_get_str(file, "name"));

	*other = is != NULL;
	return is && thing_asset_same(r, is, file);
}

const char *thing_assets_lack(const struct forge_release *r, json_object *want)
{
	for (size_t i = 0; i < n_items(want); i++) {
		json_object *o = item(want, i);
		const char *name = json_get_str(o, "name");
		const struct forge_asset *is = thing_asset_there(r, name);
		if (!is || !thing_asset_same(r, is, o))
			return name;
	}
	return NULL;
}

const char *thing_asset_twice(const struct forge_release *r)
{
	for (size_t i = 0; i < r->n_assets; i++)
		for (size_t k = 0; k < i; k++)
			if (!strcmp(r->asset[i].name, r->asset[k].name))
				return r->asset[i].name;
	return NULL;
}

int thing_tell_astray(const struct forge *f, const struct forge_release *r,
		      json_object *want)
{
	json_object *all = json_get_array(want, "assets");
	const char *twice = f->ops->asset_twice ? thing_asset_twice(r) : NULL;
	int n = 0;

	for (size_t i = 0; all && i < json_object_array_length(all); i++) {
		json_object *o = json_object_array_get_idx(all, i);
		const char *name = json_get_str(o, "name");
		bool other = false;
		if (thing_asset_is(r, o, &other))
			continue;
		if (other)
			warning("'%s' of %s on %s is not the file that was sent from here: %s",
				name, r->tag, f->ops->name, r->url);
		else
			warning("%s on %s is without '%s': %s", r->tag,
				f->ops->name, name, r->url);
		n++;
	}
	if (twice)
		warning("%s on %s has '%s' twice, for two have published it at once; delete one there: %s",
			r->tag, f->ops->name, twice, r->url);
	return twice || n;
}
