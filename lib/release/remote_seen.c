#include "release/remote_seen.h"

#include <git2.h>
#include <string.h>

struct seen {
	struct remote_ref *ref;
	size_t n;
};

static int list(struct ctx *c, const char *name, struct seen *out)
{
	struct arena *a = &c->repo.arena;
	const char *folder = arena_printf(a, "refs/remotes/%s/", name);
	git_reference_iterator *it = NULL;
	const char *ref;
	int rc = repo_read(&c->repo);

	if (rc < 0)
		return rc;
	if (git_reference_iterator_glob_new(&it, c->repo.git,
					    arena_printf(a, "%s*", folder)) < 0)
		return error_git("cannot list branches of '%s'", name);
	while (!rc && !git_reference_next_name(&ref, it)) {
		struct remote_ref *one;
		out->ref = arena_grow(a, out->ref, out->n, sizeof(*out->ref));
		one = &out->ref[out->n];
		one->name =
			arena_printf(a, "refs/heads/%s", ref + strlen(folder));
		rc = repo_ref(&c->repo, arena_strdup(a, ref), &one->id);
		one->commit = one->id;
		out->n += !rc && !git_oid_is_zero(&one->id);
	}
	git_reference_iterator_free(it);
	return rc;
}

/* Lines of reasons become one. */
static const char *folded(struct ctx *c, const char *text)
{
	const char *out = "";

	while (*text) {
		size_t n = strcspn(text, "\n");
		out = arena_printf(&c->repo.arena, "%s%s%.*s", out,
				   *out ? ": " : "", (int)n, text);
		text += n;
		text += strspn(text, "\n ");
	}
	return out;
}

/* `rc`: what came of asking. */
static int stand_in(struct ctx *c, int rc, const char *name, struct remote *out,
		    const char **away)
{
	struct saved_error why;
	struct seen seen = { 0 };

	*away = NULL;
	if (rc != E_NET)
		return rc;
	*away = folded(c, error_message());
	error_save(&why);
	if (list(c, name, &seen) < 0 || !seen.n)
		return error_restore(rc, &why);
	error_restore(rc, &why);
	return remote_told(&c->repo, out, name, seen.ref, seen.n);
}

int remote_seen(struct ctx *c, const char *name, struct remote *out,
		const char **away)
{
	return stand_in(c, remote_look(&c->repo, out, name), name, out, away);
}

int release_remote_seen(struct ctx *c, struct release *rel, const char **away)
{
	return stand_in(c, release_remote(c, rel, false),
			setting(&c->repo.config, K_REMOTE), &rel->remote, away);
}
