#ifndef FORGE_PACE_H
#define FORGE_PACE_H

/*
 * How often something on the forge is looked at, and for how long.
 */
#include "base/error.h"

#include <json-c/json_object.h>
#include <stdbool.h>
#include <stdint.h>

struct pace {
	long first, most;    /* ms between two looks: at first, and at most */
	long start, timeout; /* ms that it may take to begin, and in all */
};

/* One who waits. */
struct waiter {
	struct pace pace;
	int64_t begun;   /* clock_ms() */
	long next;       /* ms */
	unsigned failed; /* looks in a row that got no answer */
	bool shown;      /* a line of the terminal is ours */
	bool said;
};

void pace_begin(struct waiter *w, const struct pace *pace);
/* Has it taken that long? */
bool pace_is_late(const struct waiter *w); /* to begin */
bool pace_is_over(const struct waiter *w); /* in all */
/* Until the next look; the intervals grow.  `what` is shown on a terminal. */
void pace_sleep(struct waiter *w, const char *what);
/* Whether a look that ended with `rc` is to be made again, for the forge was away
 * for a moment: then 0; else `rc`. */
int pace_forgive(struct waiter *w, int rc);
/* What was shown goes. */
void pace_end(struct waiter *w);

/* As a plan has it: {"first","most","start","timeout"}. */
json_object *pace_json(const struct pace *pace);
void pace_read(struct pace *out, json_object *want);

#endif
