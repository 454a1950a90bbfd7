#ifndef GIT_REL_STATUS_PRINT_H
#define GIT_REL_STATUS_PRINT_H

/*
 * The status for people, and for scripts.
 */
#include "git-rel/status.h"

#include <json-c/json_object.h>
#include <stdio.h>

void status_print(struct ctx *c, const struct status *s, FILE *out);
/* One line of JSON; `graph` becomes a part of it, NULL: there is none. */
void status_print_json(struct ctx *c, const struct status *s,
		       json_object *graph, FILE *out);

#endif
