#ifndef FORGE_CI_EVENT_H
#define FORGE_CI_EVENT_H

/*
 * What CI was started for: the event that its environment names.
 */
#include "dialect/forge_event.h"

enum ci {
	CI_NONE,    /* a person's machine, or a CI that we do not know */
	CI_ACTIONS, /* GitHub's, or one that has its names: Gitea's, Forgejo's */
	CI_GITLAB,
};

/* Which of them we run in. */
enum ci ci_here(void);

/* The value of a variable of CI; NULL: unset or empty. */
const char *ci_variable(const char *name);

/* The file that has the event; `typed` wins, if it is not NULL.  E_USAGE. */
int ci_event_file(const char *typed, const char **out) MUST_CHECK;
/* Read it; strings in the arena.  E_NOTFOUND, E_NET with its name in front. */
int ci_event_read(struct arena *a, enum forge_kind kind, const char *path,
		  struct forge_event *out) MUST_CHECK;
/* A pipeline of GitLab has none: what its variables tell of a merge request or a
 * push. */
void ci_event_of_gitlab(struct arena *a, struct forge_event *out);

#endif
