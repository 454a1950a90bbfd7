#include "tests/unit/unit.h"

#include "base/strvec.h"
#include "cli/opt.h"

#include <stdlib.h>
#include <string.h>

static int dry_run, verbose, no_verify, force, number;
static const char *message, *color;
static struct strvec set;

static const struct opt own[] = {
	OPT_STRING('m', "message", &message, "text", "say <text>"),
	OPT_BOOL(0, "no-verify", &no_verify, "skip the hooks"),
	OPT_LIST(0, "set", &set, "name=value", "a placeholder"),
	OPT_COUNT(0, "number", &number, "n", "at most <n>"),
	OPT_GROUP("Rarely used"),
	OPT_FLAG('f', "force", &force, "do it"),
	OPT_END,
};

static const struct opt common[] = {
	OPT_BOOL('n', "dry-run", &dry_run, "only show"),
	OPT_BOOL('v', "verbose", &verbose, "say more"),
	OPT_OPTIONAL('c', "color", &color, "when", "always", "colour"),
	OPT_END,
};

static struct strvec args;

/* Parse "a b c", cut at the spaces, with every value unset before. */
static int parse(const char *line)
{
	static char copy[256]; /* the values point into it */
	const char *argv[16] = { 0 };
	char *save = NULL;
	int argc = 0;

	snprintf(copy, sizeof(copy), "%s", line);
	for (char *s = strtok_r(copy, " ", &save); s;
	     s = strtok_r(NULL, " ", &save))
		argv[argc++] = s;
	dry_run = verbose = no_verify = force = number = -1;
	message = color = "unset";
	strvec_clear(&set);
	strvec_clear(&args);
	return opt_parse(argc, argv, own, common, false, &args);
}

static void assert_args(const char *expected)
{
	struct strbuf sb = STRBUF_INIT;

	for (size_t i = 0; i < args.n; i++)
		strbuf_addf(&sb, "%s%s", i ? " " : "", args.v[i]);
	assert_string_equal(sb.buf, expected);
	strbuf_release(&sb);
}

static void assert_refused(const char *line, const char *expected)
{
	assert_error(parse(line), E_USAGE);
	assert_string_equal(error_message(), expected);
}

TEST(options_and_arguments_may_be_mixed)
{
	assert_ok(parse("1.2.0 -n main --message text -"));
	assert_int_equal(dry_run, 1);
	assert_string_equal(message, "text");
	assert_int_equal(verbose, -1);
	assert_args("1.2.0 main -");
}

TEST(values_are_stuck_or_apart)
{
	assert_ok(parse("-mfoo"));
	assert_string_equal(message, "foo");
	assert_ok(parse("-m foo"));
	assert_string_equal(message, "foo");
	assert_ok(parse("--message=a=b"));
	assert_string_equal(message, "a=b");
	assert_ok(parse("--message="));
	assert_string_equal(message, "");
	assert_ok(parse("--message --dry-run"));
	assert_string_equal(message, "--dry-run");
	assert_int_equal(dry_run, -1);
	assert_ok(parse("-m --"));
	assert_string_equal(message, "--");
}

TEST(an_optional_value_is_only_taken_stuck)
{
	assert_ok(parse("--color never"));
	assert_string_equal(color, "always");
	assert_args("never");
	assert_ok(parse("--color=never"));
	assert_string_equal(color, "never");
	assert_ok(parse("-cnever"));
	assert_string_equal(color, "never");
	assert_ok(parse("--no-color"));
	assert_null(color);
}

TEST(short_flags_may_be_joined)
{
	assert_ok(parse("-nvmtext"));
	assert_int_equal(dry_run, 1);
	assert_int_equal(verbose, 1);
	assert_string_equal(message, "text");
	assert_ok(parse("-nvm text"));
	assert_string_equal(message, "text");
}

TEST(no_unsets_every_kind_of_value)
{
	assert_ok(parse("-n --no-dry-run"));
	assert_int_equal(dry_run, 0);
	assert_ok(parse("-m x --no-message"));
	assert_null(message);
	assert_ok(parse("--set a=1 --set b=2"));
	assert_int_equal(set.n, 2);
	assert_string_equal(set.v[1], "b=2");
	assert_ok(parse("--set a=1 --no-set --set c=3"));
	assert_int_equal(set.n, 1);
	assert_string_equal(set.v[0], "c=3");
	assert_ok(parse("--number=3 --no-number"));
	assert_int_equal(number, 0);
}

TEST(an_option_called_no_is_unset_without_it)
{
	assert_ok(parse("--no-verify"));
	assert_int_equal(no_verify, 1);
	assert_ok(parse("--no-verify --verify"));
	assert_int_equal(no_verify, 0);
}

TEST(unique_prefixes_are_enough)
{
	assert_ok(parse("--dry --verb --mess=x --no-col"));
	assert_int_equal(dry_run, 1);
	assert_int_equal(verbose, 1);
	assert_string_equal(message, "x");
	assert_null(color);
}

TEST(an_ambiguous_prefix_is_refused)
{
	assert_refused("--ver", "ambiguous option: ver"
				" (could be --verify or --verbose)");
	assert_refused("--no-ver", "ambiguous option: no-ver"
				   " (could be --no-verify or --no-verbose)");
	assert_refused("--no-d=1", "option `no-dry-run' takes no value");
}

TEST(a_whole_name_wins_over_longer_ones)
{
	int log = 0, logs = 0;
	const struct opt o[] = {
		OPT_BOOL(0, "logs", &logs, "x"),
		OPT_BOOL(0, "log", &log, "y"),
		OPT_END,
	};
	const char *argv[] = { "--log" };

	assert_ok(opt_parse(1, argv, o, NULL, false, &args));
	assert_int_equal(log, 1);
	assert_int_equal(logs, 0);
}

TEST(a_value_must_fit_the_option)
{
	assert_refused("--dry-run=1", "option `dry-run' takes no value");
	assert_refused("--no-message=x", "option `no-message' takes no value");
	assert_refused("--verify=x", "option `verify' takes no value");
	assert_refused("--mess", "option `message' requires a value");
	assert_refused("-nm", "switch `m' requires a value");
	assert_refused("--number=",
		       "option `number' expects a numerical value");
	assert_refused("--number 3x",
		       "option `number' expects a numerical value");
	assert_refused("--number=99999999999999999999",
		       "option `number' expects a numerical value");
	assert_ok(parse("--number=12"));
	assert_int_equal(number, 12);
	assert_refused("--number=0",
		       "option `number' expects a number greater than zero");
	assert_refused("--number=-12",
		       "option `number' expects a number greater than zero");
}

TEST(unknown_options_are_named)
{
	assert_refused("--foo", "unknown option `foo'");
	assert_refused("--foo=bar", "unknown option `foo=bar'");
	assert_refused("-nZ", "unknown switch `Z'");
	assert_refused("-n=3", "unknown switch `='");
	assert_refused("-\xc3\xa9", "unknown non-ascii option in string: "
				    "`-\xc3\xa9'");
}

TEST(a_flag_without_opposite_has_no_no_form)
{
	assert_ok(parse("--force"));
	assert_int_equal(force, 1);
	assert_refused("--no-force", "unknown option `no-force'");
}

TEST(one_dash_too_few_is_noticed)
{
	assert_refused("-dry-run",
		       "did you mean `--dry-run` (with two dashes)?");
	assert_refused("-no-verify",
		       "did you mean `--no-verify` (with two dashes)?");
	assert_refused("-ver", "did you mean `--ver` (with two dashes)?");
}

TEST(two_dashes_end_the_options)
{
	assert_ok(parse("-n -- -v --foo"));
	assert_int_equal(dry_run, 1);
	assert_int_equal(verbose, -1);
	assert_args("-v --foo");
	assert_ok(parse("a --end-of-options -n -- b"));
	assert_int_equal(dry_run, -1);
	assert_args("a -n -- b");
}

TEST(help_is_asked_for_anywhere)
{
	assert_int_equal(parse("-h"), OPT_HELP);
	assert_int_equal(parse("-nh"), OPT_HELP);
	assert_int_equal(parse("x --help -n"), OPT_HELP);
	assert_refused("--foo -h", "unknown option `foo'");
	assert_ok(parse("-- -h"));
	assert_args("-h");
}

TEST(the_completion_helper_stands_alone)
{
	assert_int_equal(parse("--git-completion-helper"), OPT_COMPLETE);
	assert_refused("-n --git-completion-helper",
		       "unknown option `git-completion-helper'");
}

TEST(parsing_can_stop_at_the_first_argument)
{
	const char *argv[] = { "-n", "start", "-v", "--foo" };

	assert_ok(parse(""));
	assert_ok(opt_parse(4, argv, NULL, common, true, &args));
	assert_int_equal(dry_run, 1);
	assert_int_equal(verbose, -1);
	assert_args("start -v --foo");
}

static void assert_printed(void (*print)(FILE *, const struct opt *,
					 const struct opt *),
			   const struct opt *o, const struct opt *c,
			   const char *expected)
{
	char *text = NULL;
	size_t n = 0;
	FILE *out = open_memstream(&text, &n);

	print(out, o, c);
	fclose(out);
	assert_string_equal(text, expected);
	free(text);
}

TEST(help_has_the_layout_of_git)
{
	static const struct opt o[] = {
		OPT_STRING('m', "message", &message, "text", "short"),
		OPT_STRING(0, "message-file", &message, "file", "too long"),
		OPT_STRING(0, "only", &message, "(yes|no)", "as it is"),
		OPT_OPTIONAL('c', NULL, &color, "when", "", "colour"),
		{ OPT_T_BOOL, 0, "secret", &force, NULL, NULL, "", false,
		  true },
		OPT_GROUP("Rarely used"),
		OPT_BOOL('f', NULL, &force, "do it"),
		OPT_END,
	};

	assert_printed(opt_usage, o, common,
		       "\n"
		       "    -m, --message <text>  short\n"
		       "    --message-file <file>\n"
		       "                          too long\n"
		       "    --only (yes|no)       as it is\n"
		       "    -c[<when>]            colour\n"
		       "\n"
		       "Rarely used\n"
		       "    -f                    do it\n"
		       "    -n, --dry-run         only show\n"
		       "    -v, --verbose         say more\n"
		       "    -c, --color[=<when>]  colour\n"
		       "\n");
	assert_printed(opt_usage, NULL, NULL, "\n");
}

TEST(completion_lists_long_names_and_their_opposites)
{
	assert_printed(opt_completion, own, common,
		       "--message= --no-verify --set= --number= --force "
		       "--dry-run --verbose --color --verify "
		       "-- --no-message --no-set --no-number "
		       "--no-dry-run --no-verbose --no-color\n");
	assert_printed(opt_completion, NULL, NULL, "\n");
}
