#ifndef GIT_REL_HOOKS_PLACE_H
#define GIT_REL_HOOKS_PLACE_H

/*
 * Where hooks of this repository are, and what stands there.
 */
#include "cli/cmd.h"
#include "git/hook_file.h"

/* Events that we have something to say about, in git's order. */
enum { PLACE_EVENTS = 7 };
struct place_event {
	const char *name;
	bool client, server, strict; /* installed for these */
};
extern const struct place_event place_events[PLACE_EVENTS];

struct place_hook {
	const struct place_event *event;
	const char *path; /* in the folder git looks in; NULL: it has none */
	struct hook_file file;
	/* git 2.54 and newer: hook.rel-<event>.command here; NULL */
	const char *command;
	const char *silenced; /* why git passes over it; NULL */
	bool noted;           /* `git rel hooks install` has put one here */
	bool configured;      /* the command is ours, and git runs it */
	const char *renamed;  /* ours, under another name; NULL */
	const char *left;     /* ours, where git looked before; NULL */
};

struct place {
	const char *folder;   /* "": git looks in "/" */
	const char *fallback; /* <common dir>/hooks */
	/* why nothing is written there: it is the project's, or all
	 * repositories have it in common; NULL: it is ours to write to */
	const char *refused;
	bool configures; /* git 2.54 and newer: the configuration names hooks */
	const char *git; /* its version */
	struct place_hook hook[PLACE_EVENTS];
};

int place_look(struct place *out, struct ctx *c) MUST_CHECK;

/* "hook.rel-pre-commit.<last>" */
const char *place_key(struct arena *a, const struct place_event *e,
		      const char *last);

/* The setting that notes what was installed. */
#define PLACE_NOTE "rel.hooks"

#endif
