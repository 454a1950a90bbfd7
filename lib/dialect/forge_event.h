#ifndef DIALECT_FORGE_EVENT_H
#define DIALECT_FORGE_EVENT_H

/*
 * What a forge tells CI, or a webhook, about a pull request or a push.  Pure.
 * Strangers write titles, labels, comments and names of branches: all of it is data,
 * and who did it may do nothing yet.
 */
#include "base/arena.h"
#include "dialect/forge.h"

#include <json-c/json_object.h>

enum forge_event_kind {
	EVENT_OTHER,  /* nothing that is meant for backports */
	EVENT_MERGED, /* the pull request was */
	EVENT_LABEL,  /* it got or lost one */
	EVENT_COMMENT,
};

struct forge_event {
	enum forge_event_kind kind;
	const char *project; /* "owner/name" */
	const char *actor;   /* who did it */
	long number;         /* of the pull request */
	const char *text;    /* of the comment; else NULL */
	/* labels that it got just now, ended by NULL; NULL: not told */
	const char *const *label;
	const char *trunk; /* the branch that a clone has; or NULL */
	/* of a pull request, as far as the event tells; else NULL */
	const char *base, *head;  /* branches */
	const char *head_id;      /* commit, hex */
	const char *head_project; /* NULL: gone */
	/* of a push, or a merge that waits in a queue; else NULL.  Commits in hex,
	 * zeros: there was, or is, none. */
	const char *ref, *before, *after;
};

/* In the arena.  E_NET for what is no event of that forge. */
int forge_event_read(struct arena *a, enum forge_kind kind, json_object *o,
		     struct forge_event *out) MUST_CHECK;

/* The words behind `command` ("/backport") where a line of the comment begins
 * with it, up to that line's end; NULL: no line does. */
const char *forge_event_command(struct arena *a, const char *text,
				const char *command);

#endif
