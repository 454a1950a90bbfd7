#ifndef CHECKLIST_RELEASE_LIST_H
#define CHECKLIST_RELEASE_LIST_H

/*
 * The checklist of one release: what its names mean for its types, and what stands
 * in the way of which step.  Pure.
 */
#include "base/arena.h"
#include "checklist/staging_policy.h"

#include <stdbool.h>
#include <stddef.h>

enum task_kind {
	TASK_ITEM, /* somebody is asked, or a fact is looked at */
	TASK_GATE,
	TASK_CHECK, /* a line of [check] */
	TASK_FACT,
};

struct task {
	enum task_kind kind;
	const char *name;  /* that of the fact has its "@" */
	const char *title; /* for people */
	const struct item *item;
	const struct gate *gate; /* of a check: what it is in long */
	const struct command *check;
	const struct fact *fact;   /* also that of an item; NULL: none */
	const struct phase *phase; /* NULL: in none, others need it */
	int depth;          /* 0; 1: a part of the last of depth 0 before it */
	bool optional;      /* or part of one that is */
	bool before_finish; /* comes before the first thing that finish does */
};

struct release_list {
	const struct checklist *of; /* NULL: there is none for such releases */
	struct task *v; /* in the order of the list, parents first */
	size_t n;       /* those, and then what only others need: */
	size_t n_listed;
};

/* What may not be done while one is open. */
enum list_end { LIST_FINISH, LIST_CLOSE };

/* For a release of these types (from general to special, NULL-terminated, as for
 * commands_of()).  Names that mean nothing are left out and, unless `all` is NULL,
 * told there. */
void release_list_of(struct release_list *out, struct arena *arena,
		     const struct staging_policy *policy,
		     const char *const *types, struct complaints *all);
/* What a line of [check] is: a gate in short. */
struct task release_list_check(const struct command *cmd, struct arena *arena);
/* NULL: it is not there. */
const struct task *release_list_find(const struct release_list *list,
				     const char *name);
/* While it is open, failed or stale, may the release not be finished, or closed? */
bool task_blocks(const struct task *task, enum list_end end);

/* What it names: of `needs` and of `job of`.  In the arena. */
struct words task_needs(const struct task *task, struct arena *arena);
/* Where that is written. */
const char *task_needs_origin(const struct task *task);

#endif
