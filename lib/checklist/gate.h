#ifndef CHECKLIST_GATE_H
#define CHECKLIST_GATE_H

/*
 * What is run, and when it has passed: [gate.<name>].  Commands themselves come
 * from commands_of("gate.<name>"), so that they need trust.  Pure.
 */
#include "base/arena.h"
#include "checklist/complaints.h"
#include "checklist/condition.h"
#include "checklist/read_pattern.h"
#include "checklist/words.h"
#include "config/config.h"

enum gate_way {
	GATE_BY_NOTHING,  /* a fault */
	GATE_BY_RUN,      /* a command that ends with the result */
	GATE_BY_LAUNCH,   /* one that begins it, another that asks, later */
	GATE_BY_WORKFLOW, /* of the forge */
};

struct gate_input {
	const char *name, *value; /* a template */
};

struct gate {
	const char *name, *section; /* "cluster", "gate.cluster" */
	const char *origin;         /* its first line */
	const char *title;          /* never empty */
	enum gate_way way;
	struct read_pattern read_id; /* its n_names is 0: there is none */
	long long every;             /* seconds between two questions */
	const char *workflow;        /* file */
	struct gate_input *input;
	size_t n_inputs;
	struct words for_types; /* of releases; none: all */
	struct words needs;
	long long timeout; /* seconds; 0: none */
	int tries;         /* 1 and more */
	long long pause;   /* seconds between two of them */
	struct read_pattern read;
	struct condition accept;
	const char *accept_text;      /* NULL: none */
	struct words keep;            /* of a workflow: what it has made */
	long long max_age;            /* seconds; 0: does not age */
	struct words paths;           /* only changes to these make it stale */
	const char *set[N_GATE_KEYS]; /* values as they were written; NULL */
	const char *at[N_GATE_KEYS];  /* where */
};

struct gates {
	struct gate *v;
	size_t n;
};

/* Each with what can be used of it; what is wrong is told to `all`. */
void gates_read(struct gates *out, struct arena *arena, const struct config *c,
		struct complaints *all);
const struct gate *gate_find(const struct gates *gates, const char *name);
/* Is it for a release of these types (NULL-terminated)? */
bool gate_is_for(const struct gate *gate, const char *const *types);

#endif
