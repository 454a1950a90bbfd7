#ifndef FORGE_TOKEN_H
#define FORGE_TOKEN_H

/*
 * How to get in: a token from the environment, if it is meant for this host, else
 * from `git credential`, which is told afterwards whether it was right.  Never
 * from .gitrel, nor ~/.netrc.
 */
#include "forge/place.h"
#include "git/repo.h"

struct forge_token {
	const char *value;      /* NULL: there is none */
	const char *from;       /* "GH_TOKEN", "git credential"; for people */
	bool job;               /* GitLab's CI_JOB_TOKEN, of one run */
	const char *credential; /* private: as git gave it */
};

/* `user` may be NULL: the name in the remote's URL.  Strings in the repository's
 * arena.  None is no error. */
int forge_token_find(struct forge_token *out, struct repo *r,
		     const struct forge_place *p, const char *user) MUST_CHECK;

/* What became of it: 1, it was taken; -1, refused (401); 0, neither. */
void forge_token_tell(const struct forge_token *t, int judged);

/* The variable whose token is for that place; NULL: none is.  Pure but for the
 * environment. */
const char *forge_token_variable(struct arena *a, const struct forge_place *p);

/* What a person does who has none: also why a variable that is set does not
 * count. */
const char *forge_token_advice(struct arena *a, const struct forge_place *p);

#endif
