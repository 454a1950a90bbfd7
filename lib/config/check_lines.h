#ifndef CONFIG_CHECK_LINES_H
#define CONFIG_CHECK_LINES_H

/*
 * Who answers for a release, what is asked, what is run, and in which order, as
 * it is written in .gitrel: [roles] [phases] [items] [items.<type>]
 * [item.<name>] [gate.<name>] [checklist] [checklist.<type>].  Names of sections
 * and of keys are checked here, values in lib/checklist.  Pure.
 */
#include "base/arena.h"
#include "base/error.h"

#include <stddef.h>

#define CHECK_LINES_MAX 500 /* in a .gitrel */

struct config;

enum check_kind {
	CHECK_NONE,
	CHECK_ROLES,     /* role = who who */
	CHECK_PHASES,    /* phase = title */
	CHECK_ITEMS,     /* item = text [attributes]; `of` is a type or NULL */
	CHECK_ITEM,      /* `of` is its name; keys are item_keys */
	CHECK_GATE,      /* `of` is its name; keys are gate_keys */
	CHECK_CHECKLIST, /* phase = names; `of` is a type or NULL */
};

enum item_key {
	ITEM_ASK,
	ITEM_BY,
	ITEM_COUNT,
	ITEM_NOT_AUTHOR,
	ITEM_WANTS,
	ITEM_ACCEPT,
	ITEM_JOB_OF,
	ITEM_NEEDS,
	ITEM_MAX_AGE,
	ITEM_PATHS,
	ITEM_WAIVE,
	N_ITEM_KEYS
};
extern const char *const item_keys[N_ITEM_KEYS];

enum gate_key {
	GATE_TITLE,
	GATE_RUN,
	GATE_LAUNCH,
	GATE_CHECK,
	GATE_READ_ID,
	GATE_EVERY,
	GATE_WORKFLOW,
	GATE_FOR,
	GATE_NEEDS,
	GATE_TIMEOUT,
	GATE_RETRIES,
	GATE_READ,
	GATE_ACCEPT,
	GATE_KEEP,
	GATE_MAX_AGE,
	GATE_PATHS,
	N_GATE_KEYS
};
extern const char *const gate_keys[N_GATE_KEYS];

struct check_line {
	enum check_kind kind;
	const char *of;      /* see check_kind */
	const char *section; /* "items.major"; one pointer for all its lines */
	const char *name;    /* of the key */
	const char *value;
	const char *origin; /* ".gitrel:41" */
};

/* Is `name` such a section?  Then 1, and kind, section and `of` of `place` are
 * set; else 0.  E_CONFIG: a type that nobody knows, a name that is missing. */
int check_section(struct check_line *place, struct arena *arena,
		  const char *name) MUST_CHECK;
/* May a key be called so there?  E_CONFIG; names the nearest. */
int check_key(const struct check_line *place, const char *key) MUST_CHECK;
/* Those that are no type's and nobody's: NULL-terminated names, to tell the
 * nearest. */
extern const char *const check_sections[];

/* Keep a copy.  What a gate runs becomes a command as well, for trust: section
 * "gate.<name>", name "run", "launch" or "check". */
void check_line_take(struct config *c, const struct check_line *line);

#endif
