#ifndef GIT_REMOTE_H
#define GIT_REMOTE_H

/*
 * What a remote has now: its branches and tags, asked with `git ls-remote`, and
 * the objects we lack, fetched into the scratch store without moving any ref.
 */
#include "base/error.h"
#include "base/strvec.h"
#include "git/repo.h"

struct remote_ref {
	const char *name; /* "refs/heads/main", "refs/tags/v1" */
	git_oid id;
	git_oid commit; /* what an annotated tag points at, else `id` */
};

struct remote {
	const char *name;    /* NULL: there is none, or it is not asked for */
	const char *url;     /* as configured, to tell people */
	const char *address; /* what to ask: where a push goes */
	struct remote_ref *ref; /* sorted by name */
	size_t n;
};

/* Ask; `name` must be a configured remote.  E_NET with git's words. */
int remote_look(struct repo *r, struct remote *out,
		const char *name) MUST_CHECK;
/* What that remote said when it was last asked by this process for all it has;
 * NULL: it was not, or another one was since. */
const struct remote *remote_heard(const struct repo *r, const char *name);
/* As remote_look() where somebody else has told what is there, who is to be trusted. */
int remote_told(struct repo *r, struct remote *out, const char *name,
		struct remote_ref *ref, size_t n) MUST_CHECK;
/* The same about refs of other kinds: those that match one of these patterns of
 * git ls-remote (NULL-terminated), and nothing else. */
int remote_look_refs(struct repo *r, struct remote *out, const char *name,
		     const char *const *patterns) MUST_CHECK;
/* Where a ref stands there; zero if it is not there (or there is no remote). */
const git_oid *remote_ref(const struct remote *remote, const char *ref);
/* Make sure that what `ref` stands at can be read here. */
int remote_fetch(struct repo *r, const struct remote *remote,
		 const char *ref) MUST_CHECK;
/* The same for several, with at most one connection. */
int remote_fetch_refs(struct repo *r, const struct remote *remote,
		      const struct strvec *refs) MUST_CHECK;

/* What a ref has that is neither a branch nor a tag, as that of a pull request:
 * `id` can be read here then.  E_STALE where it is at another one by now. */
int remote_fetch_hidden(struct repo *r, const struct remote *remote,
			const char *ref, const git_oid *id) MUST_CHECK;

#endif
