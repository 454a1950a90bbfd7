#ifndef GIT_HOOK_FILE_H
#define GIT_HOOK_FILE_H

/*
 * The small script that stands in a folder of hooks and calls us, and whose the
 * scripts are that stand there.
 */
#include "base/arena.h"
#include "base/error.h"
#include "base/strbuf.h"

#include <stdbool.h>

enum hook_owner {
	HOOK_NONE,    /* nothing is there */
	HOOK_OURS,    /* of any version */
	HOOK_CALLING, /* another's, with a line that calls us */
	HOOK_FOREIGN,
};

struct hook_file {
	enum hook_owner owner;
	bool runs;        /* git would: it is executable */
	bool chained;     /* ours, and runs what was there first */
	bool edited;      /* ours, and changed since we wrote it */
	const char *text; /* NULL: none, or none that can be read */
	const char *tool; /* foreign: "husky"; NULL: nobody we know */
};

/* What is at `path`, a hook for `event`.  Strings live in the arena. */
void hook_file_look(struct hook_file *out, struct arena *a, const char *path,
		    const char *event);

/* Our script for `event`, for a program that may be in the folder `bin` where
 * PATH has none.  Without it, `blocks`: git is refused, else it goes on.
 * `chained`: what is in "<script>.legacy" runs first. */
char *hook_file_text(struct arena *a, const char *event, const char *bin,
		     bool blocks, bool chained);

/* The same for hook.<name>.command, to which git adds the arguments. */
char *hook_file_command(struct arena *a, const char *event, const char *bin);

/* What is to run of a hook that was kept: where it is a link to another one that
 * was kept, too, and has ours in its place, that one. */
const char *hook_file_kept(struct arena *a, const char *path);

/* Does a text have the line by which we know ours? */
bool hook_file_is_ours(const char *text);

/* The line that calls us from a script of somebody else's, or as `tool` has it
 * in its own file; NULL: no tool that we know. */
const char *hook_file_line(struct arena *a, const char *tool,
			   const char *event);
/* Where that line goes; NULL: into the script itself. */
const char *hook_file_where(struct arena *a, const char *tool,
			    const char *event);

/* Does a text call us for `event`? */
bool hook_file_calls(struct arena *a, const char *text, const char *event);

/* "<path>.legacy", of what was there before us. */
const char *hook_file_legacy(struct arena *a, const char *path);

#endif
