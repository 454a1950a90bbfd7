#ifndef BACKPORT_CELLS_H
#define BACKPORT_CELLS_H

/*
 * How the presence of a change on a branch is written: "=" a pick of it, "~" one
 * that says it was changed, "^" the commit itself, "R" reverted there, "x"
 * declined, "-" absent.
 */
#include "pick/graph.h"

#include <json-c/json_object.h>

char cell_letter(const struct present *p);
/* "picked", "edited", "ancestor", "reverted", "declined", "absent" */
const char *cell_name(const struct present *p);
/* {"state":..,"by":..,"evidence":..}, for the caller to put. */
json_object *cell_json(const struct graph *g, const struct present *p);

#endif
