#ifndef MODEL_POLICY_SCAN_H
#define MODEL_POLICY_SCAN_H

/*
 * The strict look at a .gitrel before an INI parser may see it: what people
 * misread, parsers differ about, or a parser chokes on is refused by line.
 * See gitrel(5).  Pure.
 */
#include "base/arena.h"
#include "base/error.h"
#include "model/commands.h"
#include "model/keys.h"

#include <stddef.h>

#define POLICY_MAX_BYTES 65536

struct policy {
	struct {
		const char *value; /* in the arena; NULL: not set */
		int line;
	} key[N_KEYS];
	struct command *command; /* in the order of the file */
	size_t n_commands;
	int n_sections, n_keys;
};

/* E_CONFIG with "<name>:<line>: what is wrong". */
int policy_scan(struct policy *out, struct arena *arena, const char *text,
		size_t n, const char *name) MUST_CHECK;

#endif
