#ifndef UNIT_SAMPLE_POLICY_H
#define UNIT_SAMPLE_POLICY_H

/*
 * A policy in one variable, for tests of lib/checklist.
 */
#include "checklist/release_list.h"

struct sample {
	struct config config;
	struct staging_policy policy;
	struct release_list list;
};

/* Reads `text` as .gitrel; what is said of it, "" for nothing. */
const char *sample_read(struct sample *s, const char *text);
/* Reads examples/<name>.gitrel, which has no fault. */
void sample_example(struct sample *s, const char *name);
/* Its list for a release of these types, into `list`. */
void sample_list(struct sample *s, const char *general, const char *special);
void sample_release(struct sample *s);

/* "2 2 8+3 6 1": how many there are in each phase, and parts. */
const char *sample_counts(const struct sample *s);
/* Names of what stands in the way, between blanks. */
const char *sample_blocks(const struct sample *s, enum list_end end);

#endif
