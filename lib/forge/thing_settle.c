/*
 * Two who send files of one name to one release.  Gitea keeps both: of a draft the
 * one that came first stays, whoever notices takes the others away.  What is
 * published is left as it is, and told.
 */
#include "forge/thing.h"

#include "base/cleanup.h"
#include "base/crash.h"
#include "base/json.h"
#include "base/message.h"
#include "base/tempdir.h"
#include "dialect/forge_download.h"

#include <stdlib.h>
#include <string.h>

struct settling {
	struct forge *f;
	struct forge_release *now;
	json_object *want;
	bool beaten;
};

static long long number(const struct forge_asset *a)
{
	return strtoll(a->id, NULL, 10);
}

/* NULL: there is none of that name. */
static struct forge_asset *first(struct forge_release *r, const char *name)
{
	struct forge_asset *found = NULL;

	for (size_t i = 0; i < r->n_assets; i++) {
		struct forge_asset *a = &r->asset[i];
		if (!strcmp(a->name, name) &&
		    (!found || number(a) < number(found)))
			found = a;
	}
	return found;
}

/* Gone already is as well: its owner was quicker. */
static int take_away(struct settling *s, const struct forge_asset *a)
{
	struct saved_error before;

	error_save(&before);
	int rc = s->f->ops->asset_delete(s->f, s->now, a);
	crash_point();
	return rc == E_NOTFOUND ? error_restore(0, &before) : rc;
}

static int keep_first(struct settling *s, const char *name)
{
	struct forge_release *r = s->now;
	const struct forge_asset *stays = first(r, name);
	const char *id = stays ? stays->id : NULL;
	size_t n = 0;
	int rc = 0;

	for (size_t i = 0; i < r->n_assets; i++) {
		struct forge_asset *a = &r->asset[i];
		bool same = !strcmp(a->name, name) && strcmp(a->id, id) != 0;
		if (!rc && same)
			rc = take_away(s, a);
		if (!same)
			r->asset[n++] = *a;
	}
	r->n_assets = n;
	return rc;
}

/* Where the forge tells no digest, it is read. */
static void read_digest(struct forge *f, struct forge_asset *a)
{
	CLEANUP(tempdir) char *folder = NULL;
	char hex[SHA256_HEX_SIZE];
	struct saved_error before;

	if (a->digest || !a->url)
		return;
	error_save(&before);
	int rc = tempdir_make(&folder);
	if (!rc) {
		CLEANUP(text) char *path = xasprintf("%s/file", folder);
		rc = forge_download(f, a->url, NULL, path, hex);
	}
	if (!rc)
		a->digest = arena_printf(f->arena, "sha256:%s", hex);
	(void)error_restore(rc, &before);
}

static json_object *wanted(json_object *want, const char *name)
{
	json_object *all = json_get_array(want, "assets");

	for (size_t i = 0; all && i < json_object_array_length(all); i++) {
		json_object *o = json_object_array_get_idx(all, i);
		if (!strcmp(json_get_str(o, "name"), name))
			return o;
	}
	return NULL;
}

/* What is there in place of ours may be the very same file. */
static void compare(struct settling *s, const struct forge_asset *ours)
{
	struct forge_asset *is = first(s->now, ours->name);
	json_object *o = wanted(s->want, ours->name);
	bool other = false;

	if (is && !strcmp(is->id, ours->id))
		return;
	if (is && is->size == ours->size)
		read_digest(s->f, is);
	if (is && is->digest && thing_asset_is(s->now, o, &other))
		return;
	s->beaten = true;
	if (s->now->draft) /* else thing_tell_astray() tells */
		warning("somebody else uploads to '%s', too: '%s' there is not the file that was sent from here",
			s->now->tag, ours->name);
}

int thing_settle(struct forge *f, struct forge_release *r, json_object *want,
		 size_t n)
{
	const struct forge_asset *ours = r->asset + r->n_assets - n;
	struct forge_release now = { 0 };
	struct settling s = { f, &now, want, false };
	int rc = f->ops->release_find(f, r->tag, &now);

	for (size_t i = 0; !rc && i < n; i++) {
		if (now.draft)
			rc = keep_first(&s, ours[i].name);
		if (!rc)
			compare(&s, &ours[i]);
	}
	if (rc < 0)
		return rc;
	*r = now;
	f->beaten = s.beaten;
	return s.beaten;
}
