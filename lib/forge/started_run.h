#ifndef FORGE_STARTED_RUN_H
#define FORGE_STARTED_RUN_H

/*
 * The run that somebody asked for, among those of its commit.
 */
#include "forge/pace.h"
#include "dialect/forge.h"

struct started_run {
	const char *workflow, *ref, *commit;
	const char *const *before; /* ids of those there were; or NULL */
};

/* As a plan has it. */
void started_run_read(struct started_run *out, struct forge *f,
		      json_object *want);
/* Is it one of those that are asked for, of that workflow and ref?  */
bool started_run_is_such(const struct started_run *s,
			 const struct forge_run *r);
/* The one that was seen last, else the oldest that was not there before.
 * E_NOTFOUND without a message. */
int started_run_find(struct forge *f, const struct started_run *s,
		     struct forge_run *out) MUST_CHECK;
/* The same, with patience: some forges tell it late.  1: there is none. */
int started_run_expect(struct forge *f, const struct started_run *s,
		       const struct pace *pace,
		       struct forge_run *out) MUST_CHECK;

#endif
