#ifndef DIALECT_FORGE_NAME_H
#define DIALECT_FORGE_NAME_H

/*
 * Names of people, labels and projects, which forges compare without regard to
 * case, and what is found by them.
 */
#include "dialect/forge_call.h"

bool forge_same_name(const char *a, const char *b);

/* Is the open pull request `p` the one that `by` means, by head and base? */
bool forge_is_pull(const struct forge_pull *p,
		   const struct forge_pull_want *by);
/* The same whether it is open or not. */
bool forge_is_between(const struct forge_pull *p,
		      const struct forge_pull_want *by);
/* E_NOTFOUND, with a message. */
int forge_no_pull(struct forge *f, const struct forge_pull_want *by);

/* Does the list `key` of `o`, or `o` itself if that is NULL, have an object whose
 * `member` is `name`?  `member` NULL: that text. */
bool forge_has_name(json_object *o, const char *key, const char *member,
		    const char *name);
/* The same as proof of what was asked for: all are in it, or the one no more.
 * E_NET, which names the one that is wrong. */
int forge_took_names(struct forge *f, json_object *o, const char *key,
		     const char *member, const char *const *name) MUST_CHECK;
int forge_lost_name(struct forge *f, json_object *o, const char *key,
		    const char *member, const char *name) MUST_CHECK;

/* Those of `want` that are not in `have`; both, each once.  NULL-terminated, in
 * the arena; NULL is an empty one. */
const char *const *forge_missing(struct forge *f, const char *const *have,
				 const char *const *want);
const char *const *forge_union(struct forge *f, const char *const *a,
			       const char *const *b);

/* The number `id` of the first object of a listing whose `member` is `name`.
 * 1, or 0 if there is none. */
int forge_find_id(struct forge *f, const char *path, const char *member,
		  const char *name, const char *id, long *out) MUST_CHECK;

#endif
