#ifndef CONFIG_GITREL_SCAN_H
#define CONFIG_GITREL_SCAN_H

/*
 * The strict look at a .gitrel before an INI parser may see it: what people
 * misread, parsers differ about, or a parser chokes on is refused by line.
 * See gitrel(5).  What stands where is found here, what the values are is up
 * to the parser.  Pure.
 */
#include "base/arena.h"
#include "base/error.h"
#include "config/check_lines.h"
#include "config/commands.h"
#include "config/keys.h"
#include "config/rule_lines.h"

#include <stddef.h>

#define GITREL_MAX_BYTES 65536

struct gitrel {
	int key[N_KEYS];          /* the line it is in; 0: not set */
	struct command *command;  /* in the order of the file, without `line` */
	struct rule_line *rule;   /* the same */
	struct check_line *check; /* the same, without `value` */
	size_t n_sections, n_keys, n_commands, n_rules, n_checks;
};

/* E_CONFIG with "<name>:<line>: what is wrong". */
int gitrel_scan(struct gitrel *out, struct arena *arena, const char *text,
		size_t n, const char *name) MUST_CHECK;

#endif
