#ifndef CONFIG_COMMANDS_H
#define CONFIG_COMMANDS_H

/*
 * Commands that a project runs for its releases: [prepare], [check] and, for
 * one type of release, [check.major].  They come from .gitrel, where they need
 * trust (see trust.h), or from git config: rel.check.major.<name>.  Pure.
 */
#include "base/arena.h"
#include "base/error.h"
#include "base/strbuf.h"

#include <stdbool.h>
#include <stddef.h>

#define COMMANDS_MAX 100 /* in a .gitrel */

struct config;

struct command {
	const char *section; /* "prepare", "check"; "notes" has `render`,
				"gate.<name>" see check_lines.h */
	const char *type;    /* "major"; NULL: every release */
	const char *name;
	const char *line;   /* for sh; "" switches it off */
	const char *origin; /* ".gitrel:12", "local file:.git/config" */
	bool policy;        /* committed in .gitrel: needs trust */
};

struct commands {
	const struct command **item;
	size_t n;
	const char *committed; /* the text of all that were in the .gitrel they
				  are from: what trust is about */
};

/* The types of releases that may have commands of their own, NULL-terminated:
 * those of version_type(), "hotfix", "rehearsal", and "final" for all that are
 * no pre-release and no rehearsal. */
extern const char *const command_types[];

/* Is `name` ("check", "check.major") a section of commands?  Then 1, and the
 * section and type of `out` are set; else 0.  E_CONFIG for a type that nobody
 * knows. */
int command_section(struct command *out, const char *name) MUST_CHECK;
/* Is it one of these types?  E_CONFIG; names the nearest. */
int command_type_check(const char *name) MUST_CHECK;
/* Nearest to a section name that is none: NULL-terminated names. */
extern const char *const command_sections[];

/* Keep a command; its strings live as long as the configuration.  A later one
 * of the same source, section, type and name takes the place of the earlier. */
void command_take(struct config *c, const struct command *cmd);

/* Take over those that `from` has from git config. */
void commands_take_git(struct config *c, const struct config *from);

/* Those of a section that apply to a release of these types (NULL-terminated,
 * from general to special: {"final", "major", NULL}), in the order they were
 * written: the common ones, then those of each type; one of the same name
 * replaces the earlier in its place, git config replaces .gitrel (never the
 * other way round, whatever the type), "" switches off.  Copies in `a`. */
void commands_of(const struct config *c, struct arena *a, const char *section,
		 const char *const *types, struct commands *out);
/* All of all types, also those switched off; git config replaces .gitrel.
 * Without `render`, which is a setting, too, and what gates run. */
void commands_all(const struct config *c, struct arena *a,
		  struct commands *out);

/* "check.major.docs" */
void command_name(struct strbuf *out, const struct command *cmd);

/* Does .gitrel hold any? */
bool commands_committed(const struct config *c);
/* All commands of .gitrel, as text for people: "[check]\n  lint = uv run\n".
 * Two texts are the same only if the commands and their order are. */
void commands_text(const struct config *c, struct strbuf *out);
/* SHA-256 of that text. */
#define COMMANDS_DIGEST_SIZE 65
void commands_digest(const struct config *c, char hex[COMMANDS_DIGEST_SIZE]);

#endif
