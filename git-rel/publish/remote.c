#include "git-rel/publish/remote.h"

#include "forge/find.h"
#include "git/version_tag.h"
#include "release/forge_asked.h"
#include "release/remote_seen.h"

#include <string.h>

/* More than one request gives, so it is not tried. */
enum { TAGS_MAX = 100 };

static void count(struct repo *r, const git_reference *ref, void *n)
{
	(void)r;
	(void)ref;
	++*(size_t *)n;
}

/* The same one as here: an answer that lags behind would not have it. */
static bool has_it(const struct forge_tags *tags, const char *tag,
		   const git_oid *here)
{
	git_oid there;

	for (size_t i = 0; i < tags->n; i++)
		if (!strcmp(tags->tag[i].name, tag))
			return oid_from_hex(&there, tags->tag[i].id) &&
			       oid_eq(here, &there);
	return false;
}

static struct remote_ref *refs_of(struct ctx *c, const struct forge_tags *tags)
{
	struct arena *a = &c->repo.arena;
	struct remote_ref *ref = arena_alloc(a, (tags->n + 1) * sizeof(*ref));

	for (size_t i = 0; i < tags->n; i++) {
		const struct forge_tag *t = &tags->tag[i];
		ref[i].name = arena_printf(a, "refs/tags/%s", t->name);
		if (!oid_from_hex(&ref[i].id, t->id) ||
		    !oid_from_hex(&ref[i].commit, t->commit))
			return NULL;
	}
	return ref;
}

/* Is all known then? */
static bool ask_forge(struct publish *x, const char *remote,
		      struct forge_tags *tags)
{
	struct ctx *c = x->c;
	struct forge *f;
	git_oid here;
	size_t n = 0;

	if (!config_has_remote(&c->repo.config, remote) ||
	    repo_ref(&c->repo, x->rel.tag_ref, &here) < 0 ||
	    git_oid_is_zero(&here) ||
	    version_tag_each(&c->repo, &n, count) < 0 || n > TAGS_MAX ||
	    forge_of(c, remote, &f) < 0)
		return 0;
	x->forge = f;
	if (!f->token || !f->ops->tags ||
	    !forge_find_same(&c->repo.forge->place, &c->repo, remote))
		return 0;
	if (x->found)
		http_meanwhile(f->http, assets_hash_some, &x->assets);
	int rc = f->ops->tags(f, x->rel.tag, tags);
	http_meanwhile(f->http, NULL, NULL);
	return rc > 0 && has_it(tags, x->rel.tag, &here);
}

int publish_remote(struct publish *x)
{
	struct ctx *c = x->c;
	const char *name = setting(&c->repo.config, K_REMOTE);
	struct saved_error before;
	struct forge_tags tags;
	struct remote_ref *ref;

	error_save(&before);
	bool known = ask_forge(x, name, &tags);
	error_restore(0, &before);
	ref = known ? refs_of(c, &tags) : NULL;
	if (!ref)
		return release_remote_seen(c, &x->rel, &x->away);
	/* a replica that is behind may not have what was made from here */
	if (!tags.released && !forge_asked_release(c, x->rel.tag))
		thing_saw_release(x->forge,
				  &(struct forge_release){ .tag = x->rel.tag });
	return remote_told(&c->repo, &x->rel.remote, name, ref, tags.n);
}
