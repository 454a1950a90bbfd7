#include "cli/opt.h"

#include "base/strvec.h"
#include "text/similar.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

/* Long names are ours and short: this is never too small for one. */
enum { NAME_SIZE = 64, MAX_NAMES = 64 };

struct parser {
	const struct opt *own, *common;
	int argc;
	const char *const *argv;
	int i; /* the argument being looked at */
};

/* An option as typed: which one, and in which of its two forms. */
struct match {
	const struct opt *opt;
	bool unset, exact;
	char name[NAME_SIZE];
	char other[NAME_SIZE]; /* the second name an abbreviation fits, or "" */
};

/* The two tables are searched one after the other; a missing one is empty. */
static bool at_end(const struct opt *o)
{
	return !o || o->type == OPT_T_END;
}

static bool takes_value(const struct opt *o)
{
	return o->type == OPT_T_STRING || o->type == OPT_T_LIST ||
	       o->type == OPT_T_COUNT;
}

/* The name of one form.  An option called "no-verify" is unset by "verify". */
static void form_name(char *out, const struct opt *o, bool unset)
{
	const char *name = o->long_name;

	if (!unset)
		snprintf(out, NAME_SIZE, "%s", name);
	else if (starts_with(name, "no-"))
		snprintf(out, NAME_SIZE, "%s", name + 3);
	else
		snprintf(out, NAME_SIZE, "no-%s", name);
}

/* Is `arg`, of which the first `n` bytes count, this form or its beginning? */
static void try_form(struct match *m, const struct opt *o, bool unset,
		     const char *arg, size_t n)
{
	char name[NAME_SIZE];

	form_name(name, o, unset);
	if (m->exact || strncmp(name, arg, n))
		return;
	m->exact = !name[n];
	if (m->opt && !m->exact) {
		if (strcmp(m->name, name))
			memcpy(m->other, name, NAME_SIZE);
		return;
	}
	m->opt = o;
	m->unset = unset;
	memcpy(m->name, name, NAME_SIZE);
}

static void match_long(struct match *m, const struct opt *o, const char *arg,
		       size_t n)
{
	for (; !at_end(o); o++) {
		if (!o->long_name)
			continue;
		try_form(m, o, false, arg, n);
		if (!o->no_neg)
			try_form(m, o, true, arg, n);
	}
}

static const struct opt *find_short(const struct opt *o, char c)
{
	for (; !at_end(o); o++)
		if (o->short_name == c)
			return o;
	return NULL;
}

static int set_count(int *out, const char *value, const char *label)
{
	char *end;
	long n;

	errno = 0;
	n = strtol(value, &end, 10);
	if (!*value || *end || errno || n > INT_MAX)
		return error(E_USAGE, "%s expects a numerical value", label);
	if (n < 1)
		return error(E_USAGE, "%s expects a number greater than zero",
			     label);
	*out = (int)n;
	return 0;
}

static void unset_value(const struct opt *o)
{
	if (o->type == OPT_T_BOOL || o->type == OPT_T_COUNT)
		*(int *)o->value = 0;
	else if (o->type == OPT_T_LIST)
		strvec_clear(o->value);
	else
		*(const char **)o->value = NULL;
}

/* What an option takes whose value is called "name=value". */
static bool is_pair(const char *value)
{
	const char *sign = strchr(value, '=');

	return sign && sign != value;
}

/* Store what was given.  `stuck` is the value behind '=' or the letter, NULL
 * if there is none; `label` names the option as it was typed. */
static int set_value(struct parser *p, const struct opt *o, const char *stuck,
		     const char *label)
{
	const char *value = stuck;

	if (o->type == OPT_T_BOOL) {
		*(int *)o->value = 1;
		return 0;
	}
	if (o->type == OPT_T_OPTIONAL) {
		*(const char **)o->value = stuck ? stuck : o->defval;
		return 0;
	}
	if (!value && p->i + 1 < p->argc)
		value = p->argv[++p->i];
	if (!value)
		return error(E_USAGE, "%s requires a value", label);
	if (o->type == OPT_T_COUNT)
		return set_count(o->value, value, label);
	if (o->arg && strchr(o->arg, '=') && !is_pair(value))
		return error(E_USAGE, "%s expects %s", label, o->arg);
	if (o->type == OPT_T_LIST)
		strvec_push(o->value, value);
	else
		*(const char **)o->value = value;
	return 0;
}

/* Of one that begins with "no-" only what is behind that is compared, or all of them
 * would be alike.  `from`: how much of a name is left out. */
static void offer_all(struct similar *near, const struct opt *o, size_t from,
		      char names[][NAME_SIZE], size_t *n)
{
	for (; !at_end(o); o++) {
		if (!o->long_name || o->hidden)
			continue;
		for (int unset = 0; unset < 2 - o->no_neg && *n < MAX_NAMES;
		     unset++) {
			form_name(names[*n], o, unset);
			if (!from || starts_with(names[*n], "no-"))
				similar_offer(near, names[(*n)++] + from);
		}
	}
}

/* `arg`, of which the first `n` bytes are its name, is none of ours. */
static int unknown_long(const struct parser *p, const char *arg, size_t n)
{
	char names[MAX_NAMES][NAME_SIZE], typed[NAME_SIZE];
	size_t known = 0;

	snprintf(typed, sizeof(typed), "%.*s", (int)n, arg);
	size_t from = starts_with(typed, "no-") ? strlen("no-") : 0;
	struct similar near = similar_init(typed + from);
	offer_all(&near, p->own, from, names, &known);
	offer_all(&near, p->common, from, names, &known);
	int rc = error(E_USAGE, "unknown option `%s'", arg);
	if (near.best)
		error_hint("did you mean '--%s'?", near.best - from);
	return rc;
}

static int parse_long(struct parser *p, const char *arg)
{
	struct match m = { 0 };
	size_t n = strcspn(arg, "=");
	const char *stuck = arg[n] ? arg + n + 1 : NULL;
	char label[NAME_SIZE + 16];

	/* "help" is no option of the tables, but no prefix may steal it. */
	if (!strcmp(arg, "help"))
		return OPT_HELP;
	match_long(&m, p->own, arg, n);
	match_long(&m, p->common, arg, n);
	if (!m.opt)
		return unknown_long(p, arg, n);
	if (!m.exact && m.other[0])
		return error(E_USAGE,
			     "ambiguous option: %s (could be --%s or --%s)",
			     arg, m.name, m.other);
	snprintf(label, sizeof(label), "option `%s'", m.name);
	if (stuck && (m.unset || m.opt->type == OPT_T_BOOL))
		return error(E_USAGE, "%s takes no value", label);
	if (m.unset) {
		unset_value(m.opt);
		return 0;
	}
	return set_value(p, m.opt, stuck, label);
}

/* "-dry-run" would be read as "-d -r -y ...": better say what was meant. */
static bool is_typo(const struct opt *o, const char *arg)
{
	for (; !at_end(o); o++)
		if (o->long_name && starts_with(o->long_name, arg))
			return true;
	return false;
}

static int check_typo(const struct parser *p, const char *arg)
{
	if (strlen(arg) < 3 ||
	    !(starts_with(arg, "no-") || is_typo(p->own, arg) ||
	      is_typo(p->common, arg)))
		return 0;
	return error(E_USAGE, "did you mean `--%s` (with two dashes)?", arg);
}

static int unknown_short(const char *arg, const char *s)
{
	if (*s == 'h')
		return OPT_HELP;
	if ((unsigned char)*s > 127)
		return error(E_USAGE,
			     "unknown non-ascii option in string: `-%s'", arg);
	return error(E_USAGE, "unknown switch `%c'", *s);
}

/* "nv", "nmtext": flags, of which the last may take the rest as its value. */
static int parse_short(struct parser *p, const char *arg)
{
	char label[16];
	int r = 0;

	for (const char *s = arg; *s && !r; s++) {
		const struct opt *o = find_short(p->own, *s);

		if (!o)
			o = find_short(p->common, *s);
		if (s == arg && (!o || o->type == OPT_T_BOOL))
			r = check_typo(p, arg);
		if (r)
			return r;
		if (!o)
			return unknown_short(arg, s);
		snprintf(label, sizeof(label), "switch `%c'", *s);
		if (o->type != OPT_T_BOOL)
			return set_value(p, o, s[1] ? s + 1 : NULL, label);
		r = set_value(p, o, NULL, label);
	}
	return r;
}

int opt_parse(int argc, const char *const *argv, const struct opt *own,
	      const struct opt *common, bool stop_at_arg, struct strvec *args)
{
	struct parser p = { own, common, argc, argv, 0 };
	int r = 0;

	if (argc == 1 && !strcmp(argv[0], "--git-completion-helper"))
		return OPT_COMPLETE;
	for (; p.i < argc && !r; p.i++) {
		const char *arg = argv[p.i];

		if (arg[0] != '-' || !arg[1]) {
			if (stop_at_arg)
				break;
			strvec_push(args, arg);
		} else if (arg[1] != '-') {
			r = parse_short(&p, arg + 1);
		} else if (!arg[2] || !strcmp(arg, "--end-of-options")) {
			p.i++;
			break;
		} else {
			r = parse_long(&p, arg + 2);
		}
	}
	for (; p.i < argc && !r; p.i++)
		strvec_push(args, argv[p.i]);
	return r;
}

/* " <file>", "[=<when>]"; a name that holds brackets is printed as it is. */
static int print_arg(FILE *out, const struct opt *o)
{
	const char *arg = o->arg ? o->arg : "...";
	bool literal = !o->arg || strpbrk(o->arg, "()<>[]|");
	const char *left = literal ? "" : "<", *right = literal ? "" : ">";

	if (takes_value(o))
		return fprintf(out, " %s%s%s", left, arg, right);
	if (o->type == OPT_T_OPTIONAL)
		return fprintf(out, "[%s%s%s%s]", o->long_name ? "=" : "", left,
			       arg, right);
	return 0;
}

static void print_opt(FILE *out, const struct opt *o)
{
	enum { COLUMN = 24, GAP = 2 };
	int pos = fprintf(out, "    ");

	if (o->short_name)
		pos += fprintf(out, "-%c", o->short_name);
	if (o->short_name && o->long_name)
		pos += fprintf(out, ", ");
	if (o->long_name)
		pos += fprintf(out, "--%s", o->long_name);
	pos += print_arg(out, o);
	if (pos > COLUMN) {
		fputc('\n', out);
		pos = 0;
	}
	fprintf(out, "%*s%s\n", COLUMN + GAP - pos, "", o->help);
}

/* `*gap`: an empty line is due before the next option. */
static void print_table(FILE *out, const struct opt *o, bool *gap)
{
	for (; !at_end(o); o++) {
		if (o->hidden)
			continue;
		if (*gap || o->type == OPT_T_GROUP)
			fputc('\n', out);
		*gap = false;
		if (o->type == OPT_T_GROUP && !*o->help)
			continue;
		if (o->type == OPT_T_GROUP)
			fprintf(out, "%s\n", o->help);
		else
			print_opt(out, o);
	}
}

void opt_usage(FILE *out, const struct opt *own, const struct opt *common)
{
	bool gap = true;

	print_table(out, own, &gap);
	print_table(out, common, &gap);
	fputc('\n', out);
}

/* What a table gives to completion: what is set with "--name", what is unset
 * with "--name" (of "no-name"), and last what is unset with "--no-name". */
enum form { FORM_SET, FORM_UNSET, FORM_NO };

static void complete_table(struct strbuf *sb, const struct opt *o,
			   enum form form)
{
	char name[NAME_SIZE];

	for (; !at_end(o); o++) {
		if (!o->long_name || o->hidden)
			continue;
		if (form != FORM_SET &&
		    (o->no_neg ||
		     starts_with(o->long_name, "no-") != (form == FORM_UNSET)))
			continue;
		form_name(name, o, form != FORM_SET);
		strbuf_addf(sb, " --%s%s", name,
			    form == FORM_SET && takes_value(o) ? "=" : "");
	}
}

void opt_completion(FILE *out, const struct opt *own, const struct opt *common)
{
	struct strbuf sb = STRBUF_INIT, no = STRBUF_INIT;

	complete_table(&sb, own, FORM_SET);
	complete_table(&sb, common, FORM_SET);
	complete_table(&sb, own, FORM_UNSET);
	complete_table(&sb, common, FORM_UNSET);
	complete_table(&no, own, FORM_NO);
	complete_table(&no, common, FORM_NO);
	if (no.len)
		strbuf_addf(&sb, " --%s", no.buf);
	fprintf(out, "%s\n", sb.len ? sb.buf + 1 : "");
	strbuf_release(&no);
	strbuf_release(&sb);
}

const struct opt *opt_named(const struct opt *own, const char *word)
{
	size_t n = strlen(word);

	if (!starts_with(word, "--") || word[n - 1] != '=')
		return NULL;
	for (; !at_end(own); own++)
		if (own->long_name && strlen(own->long_name) == n - 3 &&
		    !strncmp(own->long_name, word + 2, n - 3))
			return own;
	return NULL;
}
