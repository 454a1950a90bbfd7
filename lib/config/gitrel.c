#include "config/gitrel.h"

#include "base/alloc.h"
#include "base/cleanup.h"
#include "base/platform.h"
#include "base/tempdir.h"
#include "config/config.h"
#include "config/gitrel_scan.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* where its .pc file says, and where those look who have none */
#if __has_include(<iniparser.h>)
#include <iniparser.h>
#else
#include <iniparser/iniparser.h>
#endif

static void cleanup_dict(dictionary **d)
{
	if (*d)
		iniparser_freedict(*d);
}

/* What it would print is told better by the scan. */
static int quiet(const char *fmt, ...)
{
	(void)fmt;
	return 0;
}

/* In iniparser 4.2 and later; 4.1 reads only files that have a name. */
extern dictionary *iniparser_load_file(FILE *in, const char *name)
	__attribute__((weak));

static dictionary *load_stream(const struct strbuf *text)
{
	FILE *in = fmemopen(text->buf, text->len, "r");

	if (!in)
		out_of_memory();
	dictionary *d = iniparser_load_file(in, "");
	fclose(in);
	return d;
}

/* Without a place on disk, which costs more than all the reading: a folder for
 * temporary files may be full of others'.  NULL: that does not work here, or it
 * is no INI file. */
static dictionary *load_memory(const struct strbuf *text)
{
	char path[32];
	int fd = platform_memory_file(text->buf, text->len, path);

	if (fd < 0)
		return NULL;
	dictionary *d = iniparser_load(path);
	close(fd);
	return d;
}

static int load_named(dictionary **out, const struct strbuf *text)
{
	CLEANUP(tempfile) char *path = NULL;
	int rc = tempfile_make(&path, text->buf, text->len);

	if (rc < 0)
		return rc;
	errno = 0;
	*out = iniparser_load(path);
	bool closed = errno == EMFILE || errno == ENFILE || errno == EIO;
	return !*out && closed ? error_errno("cannot read '%s'", path) : 0;
}

/* Inside quotes iniparser 4.1 keeps each backslash, 4.2.6 makes one of two, and
 * 4.3.2 drops them.  So it gets a byte in their place that no .gitrel has. */
#define MASK '\1'

static void swap(char *s, size_t n, char from, char to)
{
	for (size_t i = 0; i < n; i++) {
		if (s[i] == from)
			s[i] = to;
	}
}

static int load(dictionary **out, const char *text, size_t n, const char *name)
{
	CLEANUP(strbuf) struct strbuf masked = STRBUF_INIT;
	int rc = 0;

	strbuf_add(&masked, text, n);
	swap(masked.buf, masked.len, '\\', MASK);
	iniparser_set_error_callback(quiet);
	if (iniparser_load_file)
		*out = load_stream(&masked);
	else
		*out = load_memory(&masked);
	if (!*out && !iniparser_load_file)
		rc = load_named(out, &masked);
	iniparser_set_error_callback(NULL);
	if (rc < 0)
		return error_in(rc, "%s", name);
	return *out ? 0 : error(E_CONFIG, "%s: not an INI file", name);
}

/* The value of "section:key", in the arena; NULL: it is not there. */
static const char *value_of(struct config *c, const dictionary *d,
			    const char *where)
{
	const char *masked = iniparser_getstring(d, where, NULL);
	char *value = masked ? arena_strdup(&c->arena, masked) : NULL;

	if (value)
		swap(value, strlen(value), MASK, '\\');
	return value;
}

/* What the scan saw and the parser did not, or the other way round, means
 * nothing to us. */
static int disagree(const char *name, int line)
{
	return error(E_CONFIG, "%s:%d: ambiguous", name, line);
}

static int take(struct config *c, const dictionary *d, const struct gitrel *p,
		int id, const char *name)
{
	CLEANUP(strbuf) struct strbuf sb = STRBUF_INIT;
	int line = p->key[id], r;
	const char *value;

	strbuf_addf(&sb, "%s:%s", keys[id].section, keys[id].name);
	value = value_of(c, d, sb.buf);
	if (!value)
		return disagree(name, line);
	strbuf_reset(&sb);
	strbuf_addf(&sb, "%s:%d", name, line);
	r = config_take(c, (enum key_id)id, value, sb.buf, RANK_POLICY);
	if (r)
		return error_in(r, "%s: %s", sb.buf, keys[id].name);
	c->configured = true;
	if (id == K_NOTES_RENDER && *value) /* it is run, so it needs trust */
		command_take(c, &(struct command){ .section = "notes",
						   .name = keys[id].name,
						   .line = value,
						   .origin = sb.buf,
						   .policy = true });
	return 0;
}

static int take_command(struct config *c, const dictionary *d,
			struct command *cmd)
{
	CLEANUP(strbuf) struct strbuf sb = STRBUF_INIT;

	strbuf_addf(&sb, "%s%s%s:%s", cmd->section, cmd->type ? "." : "",
		    cmd->type ? cmd->type : "", cmd->name);
	cmd->line = value_of(c, d, sb.buf);
	if (!cmd->line)
		return error(E_CONFIG, "%s: ambiguous", cmd->origin);
	command_take(c, cmd);
	c->configured = true;
	return 0;
}

static int take_rule(struct config *c, const dictionary *d,
		     struct rule_line *rule)
{
	CLEANUP(strbuf) struct strbuf sb = STRBUF_INIT;

	strbuf_addf(&sb, "%s:%s", rule->warn ? "rules.warn" : "rules",
		    rule_names[rule->id]);
	rule->value = value_of(c, d, sb.buf);
	if (!rule->value)
		return error(E_CONFIG, "%s: ambiguous", rule->origin);
	rule_line_take(c, rule);
	c->configured = true;
	return 0;
}

static int take_check(struct config *c, const dictionary *d,
		      struct check_line *line)
{
	CLEANUP(strbuf) struct strbuf sb = STRBUF_INIT;

	strbuf_addf(&sb, "%s:%s", line->section, line->name);
	line->value = value_of(c, d, sb.buf);
	if (!line->value)
		return error(E_CONFIG, "%s: ambiguous", line->origin);
	check_line_take(c, line);
	c->configured = true;
	return 0;
}

int config_read_gitrel(struct config *c, const char *text, size_t n,
		       const char *name)
{
	__attribute__((cleanup(cleanup_dict))) dictionary *d = NULL;
	struct gitrel p;
	int r = gitrel_scan(&p, &c->arena, text, n, name);

	if (!r)
		r = load(&d, text, n, name);
	if (r)
		return r;
	/* signed in 4.1, unsigned since */
	if ((size_t)d->n !=
	    p.n_sections + p.n_keys + p.n_commands + p.n_rules + p.n_checks)
		return disagree(name, 1);
	for (int i = 0; i < N_KEYS; i++) {
		if (p.key[i])
			r = take(c, d, &p, i, name);
		if (r)
			return r;
	}
	for (size_t i = 0; !r && i < p.n_commands; i++)
		r = take_command(c, d, &p.command[i]);
	for (size_t i = 0; !r && i < p.n_rules; i++)
		r = take_rule(c, d, &p.rule[i]);
	for (size_t i = 0; !r && i < p.n_checks; i++)
		r = take_check(c, d, &p.check[i]);
	return r;
}
