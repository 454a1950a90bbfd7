#ifndef CLI_OPT_H
#define CLI_OPT_H

/*
 * Option tables.  One table per command feeds the parser, `-h`, the completion
 * helper and the test that holds the man page to it.
 *
 * Parsing follows gitcli(7): options may be mixed with arguments until "--" or
 * "--end-of-options"; unique prefixes of long names are taken; every option has
 * a "--no-" form that unsets it (unless `no_neg`), and one that is itself
 * called "no-x" has "--x"; values are given as "--name=value", "--name value",
 * "-nvalue" or "-n value"; optional values only stuck; short flags may be
 * joined ("-nv").
 */
#include "base/error.h"
#include "base/strbuf.h"
#include "base/strvec.h"

#include <stdbool.h>
#include <stdio.h>

struct ctx;

enum opt_type {
	OPT_T_END,
	OPT_T_BOOL,     /* int *: 1 or 0 */
	OPT_T_STRING,   /* const char **: value or NULL */
	OPT_T_OPTIONAL, /* const char **: value, or `defval` without one */
	OPT_T_LIST,     /* struct strvec *: each use adds; --no- empties */
	OPT_T_COUNT,    /* int *: a number above 0; --no- makes it 0 */
	OPT_T_GROUP,    /* only a heading in -h */
};

struct opt {
	enum opt_type type;
	char short_name;       /* 0: none */
	const char *long_name; /* NULL: none */
	void *value;
	const char *arg;    /* name of the value in help: "file" */
	const char *defval; /* OPT_T_OPTIONAL */
	const char *help;   /* lower case, no full stop */
	bool no_neg;        /* no --no- form */
	bool hidden;        /* not in -h and completion */
	/* Completion, where help does not name the values: one a line; optional. */
	void (*list)(struct ctx *c, FILE *out);
};

#define OPT_BOOL(s, l, v, h) { OPT_T_BOOL, s, l, v, NULL, NULL, h, false, false, NULL }
/* A flag whose --no- form makes no sense: --continue. */
#define OPT_FLAG(s, l, v, h) { OPT_T_BOOL, s, l, v, NULL, NULL, h, true, false, NULL }
#define OPT_STRING(s, l, v, a, h) { OPT_T_STRING, s, l, v, a, NULL, h, false, false, NULL }
/* One whose values the program can list. */
#define OPT_LISTED(s, l, v, a, f, h) { OPT_T_STRING, s, l, v, a, NULL, h, false, false, f }
#define OPT_OPTIONAL(s, l, v, a, d, h) { OPT_T_OPTIONAL, s, l, v, a, d, h, false, false, NULL }
#define OPT_LIST(s, l, v, a, h) { OPT_T_LIST, s, l, v, a, NULL, h, false, false, NULL }
#define OPT_COUNT(s, l, v, a, h) { OPT_T_COUNT, s, l, v, a, NULL, h, false, false, NULL }
#define OPT_GROUP(h) { OPT_T_GROUP, 0, NULL, NULL, NULL, NULL, h, false, false, NULL }
#define OPT_END { OPT_T_END, 0, NULL, NULL, NULL, NULL, NULL, false, false, NULL }

/* What opt_parse found besides values. */
enum { OPT_HELP = 1, OPT_COMPLETE = 2 };

/* Parse `argv` (argc items, without the command's own name) by up to two
 * tables, `own` and `common` (NULL: none).  What is left is added to `args`.
 * With `stop_at_arg` parsing ends at the first argument (for the program's own
 * options before the subcommand); it and all behind it are added.
 * Returns 0, OPT_HELP for -h or --help, OPT_COMPLETE for
 * --git-completion-helper, or E_USAGE with a message. */
int opt_parse(int argc, const char *const *argv, const struct opt *own,
	      const struct opt *common, bool stop_at_arg,
	      struct strvec *args) MUST_CHECK;

/* The option part of `-h`: git's layout, two columns. */
void opt_usage(FILE *out, const struct opt *own, const struct opt *common);

/* Long options as `git <cmd> --git-completion-helper` prints them: one line,
 * "--name", "--name=" where a value is needed, then "--" and the "--no-" forms
 * with stuck '=' never, ended by '\n'. */
void opt_completion(FILE *out, const struct opt *own, const struct opt *common);

/* The one of a table that `word` sets, typed as "--name=" in full; NULL: none. */
const struct opt *opt_named(const struct opt *own, const char *word);

#endif
