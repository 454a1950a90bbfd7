#ifndef CONFIG_CONFIG_H
#define CONFIG_CONFIG_H

/*
 * Every setting, and where it came from.  Later wins: the model's default,
 * what `git rel init` has seen, .gitrel, git config, options; but of what guards a
 * release that is qualified .gitrel wins, where it says it.
 *
 *	config_init(&c);
 *	config_read_git(&c, text, n);		output of git config --list -z
 *						--show-scope --show-origin
 *	config_read_gitrel(&c, text, n, name);	.gitrel
 *	config_settle(&c);			defaults; all checks
 *	setting(&c, K_MAIN);
 *
 * Strings live as long as the configuration.
 */
#include "base/arena.h"
#include "base/error.h"
#include "config/check_lines.h"
#include "config/commands.h"
#include "config/keys.h"
#include "config/rule_lines.h"

#include <stddef.h>
#include <stdio.h>

struct config_entry {
	const char *scope;  /* system, global, local, worktree, command */
	const char *origin; /* "file:.git/config", "command line:" */
	const char *key;    /* "branch.Topic.remote": as git normalises it */
	const char *value;  /* NULL: a key without "=", which means true */
};

struct setting {
	const char *value;  /* never NULL after config_settle() */
	const char *origin; /* "default (gitflow)", ".gitrel:4",
			       "local file:.git/config", "command line" */
	int rank;           /* private: an enum config_rank */
	const char *policy, *policy_origin; /* what .gitrel says; or NULL */
	const char *overruled; /* where git config says another value that
				  does not count; or NULL */
};

/* Who wins, from below. */
enum config_rank {
	RANK_NONE,
	RANK_DEFAULT,
	RANK_FOUND, /* rel.found.*: init has seen it, nobody has said it */
	RANK_POLICY,
	RANK_GIT,
	RANK_OPTION
};

struct config {
	struct arena arena;
	struct config_entry *entry; /* in git's order: later wins */
	size_t n, alloc;
	struct setting setting[N_KEYS];
	struct setting found[N_KEYS]; /* private: rel.found.* */
	struct command *command;      /* see commands.h */
	size_t n_commands;
	struct rule_line *rule; /* see rule_lines.h; of one rule both, that of
				   .gitrel and that of git config */
	size_t n_rules;
	struct check_line *check; /* in the order of the file */
	size_t n_checks;
	enum model model;
	bool configured; /* some rel.* or .gitrel key was set */
	bool lenient;    /* keys that are wrong are passed over */
};

void config_init(struct config *c);
void config_release(struct config *c);

/* Take git's answer (three NUL-ended fields per entry: scope, origin, "key\n
 * value" or "key").  Keys of sections rel that are unknown or malformed are
 * errors that name file and key.  E_CONFIG. */
int config_read_git(struct config *c, const char *text, size_t n) MUST_CHECK;

/* Take what `from`, which outlives `c`, has read from git's configuration: for
 * the settings as they are with another .gitrel.  E_CONFIG. */
int config_take_git(struct config *c, const struct config *from) MUST_CHECK;
/* Without what a person has set of ours for all their repositories, or on the
 * command line: to be settled anew. */
int config_forget_person(struct config *c) MUST_CHECK;
/* As if there was no remote: where others push to, the branches are its own. */
void config_forget_remotes(struct config *c);

/* A value from the command line; `origin` is the option: "--remote".  E_USAGE.
 * May come before or after config_settle(), which is then called again. */
int config_set(struct config *c, enum key_id id, const char *value,
	       const char *origin) MUST_CHECK;

/* Fill in the model's defaults and check what depends on other keys.  A base
 * that nobody set follows the develop or main that somebody did. */
int config_settle(struct config *c) MUST_CHECK;

/* For the readers of the sources: check a value and keep copies of it and of
 * its origin, unless a higher source has spoken.  E_CONFIG. */
int config_take(struct config *c, enum key_id id, const char *value,
		const char *origin, enum config_rank rank) MUST_CHECK;

static inline void cleanup_config(struct config *c)
{
	config_release(c);
}

const char *setting(const struct config *c, enum key_id id);
bool setting_is(const struct config *c, enum key_id id, const char *value);
bool setting_bool(const struct config *c, enum key_id id);

/* Any key of git config, by git's spelling (section and last part in lower
 * case): the last value, NULL if unset.  A key without "=" reads as "true". */
const char *config_git(const struct config *c, const char *key);
/* The same for a key with a name in the middle, "branch", "main", "remote". */
const char *config_git_sub(const struct config *c, const char *section,
			   const char *name, const char *key);
/* The last one of the repository's own file: all that git heeds of extensions. */
const char *config_git_own(const struct config *c, const char *key);
/* A value of it that is a path, with the home folder for "~/"; NULL stays NULL.
 * What else git expands ("~user/", "%(prefix)/") is not found as it stands. */
const char *config_path(struct arena *a, const char *value);
bool config_git_bool(const struct config *c, const char *key, bool fallback);
/* Is there a remote of this name? */
bool config_has_remote(const struct config *c, const char *name);

/* Each effective value, and each command, rule and line of the checklists with
 * its origin. */
struct config_row {
	const char *name;   /* "release.main", "check.major.docs" */
	const char *git;    /* "rel.main", "rel.check.major.docs"; NULL: only
			       .gitrel may have it */
	const char *value;  /* may be empty, may have lines */
	const char *origin; /* nothing in it moves the cursor */
};
size_t config_rows(const struct config *c, struct arena *a,
		   struct config_row **out);
/* {"version":1,"key":"release.main","git":"rel.main","value":...,"origin":...}
 */
void config_row_json(const struct config_row *row, FILE *out);

/* All of them: aligned for people, JSON Lines for programs. */
void config_explain(const struct config *c, FILE *out);
void config_explain_json(const struct config *c, FILE *out);

#endif
