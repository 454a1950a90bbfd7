#ifndef BACKPORT_ORIGIN_H
#define BACKPORT_ORIGIN_H

/*
 * The branches that commits come from, by the settings: where work goes on, and
 * main.
 */
#include "cli/cmd.h"

enum { ORIGINS = 3 };

/* Number `i` of their short names, "" where one is not set.  They may not
 * exist. */
const char *origin_name(struct ctx *c, size_t i);
bool origin_is(struct ctx *c, const char *name);

#endif
