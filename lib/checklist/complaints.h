#ifndef CHECKLIST_COMPLAINTS_H
#define CHECKLIST_COMPLAINTS_H

/*
 * What is wrong with a policy, all of it, each with its place.
 */
#include "base/arena.h"
#include "base/error.h"

#include <stddef.h>

struct complaint {
	const char *origin; /* ".gitrel:41" */
	const char *text;
};

struct complaints {
	struct arena *arena; /* for what is in it */
	struct complaint *v;
	size_t n;
};

/* The same twice is told once. */
void complain(struct complaints *all, const char *origin, const char *fmt, ...)
	PRINTF(3, 4);
/* The recorded error, with "context: " in front unless that is NULL, and what its
 * hint says behind. */
void complain_error(struct complaints *all, const char *origin,
		    const char *context);

/* 0 if there are none; else E_CONFIG, and the message has them in the order of
 * the file. */
int complaints_error(struct complaints *all) MUST_CHECK;

#endif
