#ifndef CLI_CMD_H
#define CLI_CMD_H

/*
 * What a subcommand is, and everything that is the same for all of them:
 * finding it, its options, the repository, interrupted operations, printing the
 * plan, asking, carrying out.
 *
 * A subcommand is a function from (repository, arguments) to a plan, or a
 * question that only looks.  It has no other way to change anything.
 */
#include "base/error.h"
#include "base/strvec.h"
#include "cli/opt.h"
#include "git/repo.h"
#include "plan/plan.h"

#include <stdbool.h>
#include <stdio.h>

struct version_tags;

struct ctx {
	struct repo repo;
	const struct program *program;
	const struct cmd *cmd;
	struct strvec raw;  /* the command line from the verb on, as typed */
	struct strvec args; /* its arguments, options taken out */
	bool color;         /* for stdout */
	bool resuming;      /* run again by --continue */
	bool fell_short;    /* one of its stages has: exit status 1 */
	struct version_tags *version_tags; /* those of release/version_tags.h */
	/* options that commands share */
	int dry_run, yes, verbose, quiet, json;
	const char *color_when, *remote;
};

enum {
	CMD_NO_REPO = 1,    /* works outside a repository */
	CMD_PENDING_OK = 2, /* works while an operation is interrupted */
	CMD_CONFIRM = 4,    /* asks before it changes something */
};

struct cmd {
	const char *name;
	const char *args;  /* "[<options>] <version> [<base>]" */
	const char *brief; /* one line for `-h` of the program */
	const struct opt *opts;
	int min_args, max_args; /* -1: any number */
	unsigned flags;
	int (*plan)(struct ctx *c, struct plan *p); /* changes things, or */
	int (*show)(struct ctx *c, FILE *out);      /* only looks */
	/* Completion: candidates for the argument behind `args`, one a line, where
	 * the options before it are set; optional. */
	void (*list)(struct ctx *c, FILE *out);
};

struct program {
	const char *name; /* "git-rel" */
	const char *call; /* "git rel" */
	const char *brief;
	const char *default_verb; /* without arguments; NULL: usage */
	const struct cmd *bare; /* when the first word is no verb; NULL: none */
	bool skips;             /* it has --skip */
	bool shares; /* its commands share what they keep (plan/goes_on.h) */
	bool by_main; /* where the work tree has no .gitrel, that of main counts */
	const struct cmd *const *cmds; /* NULL-terminated */
};

/* The whole of main(). */
int cmd_main(const struct program *program, int argc, char **argv);

/* For a plan's title and messages: argument `i`, NULL where there is none. */
const char *ctx_arg(const struct ctx *c, size_t i);

/* Quoted for a shell, where a command is suggested. */
const char *ctx_shell(struct ctx *c, const char *word);

/* Of all programs: "1.2.0". */
const char *ctx_version(void);

/* Is a person asked before the plan is carried out? */
bool ctx_asks(struct ctx *c);

#endif
