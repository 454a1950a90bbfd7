#include "base/cleanup.h"
#include "model/config.h"
#include "model/policy_scan.h"

#include <iniparser/iniparser.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static void cleanup_dict(dictionary **d)
{
	if (*d)
		iniparser_freedict(*d);
}

static void cleanup_fd(int *fd)
{
	if (*fd >= 0)
		close(*fd);
}

/* What it would print is told better by the scan. */
static int quiet(const char *fmt, ...)
{
	(void)fmt;
	return 0;
}

/* The parser reads files only, so the text becomes one without a name. */
static int load(dictionary **out, const char *text, size_t n, const char *name)
{
	__attribute__((cleanup(cleanup_fd))) int fd = -1;
	char path[40];

	fd = memfd_create("gitrel", MFD_CLOEXEC);
	if (fd < 0)
		return error_errno("%s: cannot make a file in memory", name);
	for (size_t done = 0; done < n;) {
		ssize_t w = write(fd, text + done, n - done);

		if (w < 0)
			return error_errno("%s: cannot write to memory", name);
		done += (size_t)w;
	}
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	iniparser_set_error_callback(quiet);
	*out = iniparser_load(path);
	iniparser_set_error_callback(NULL);
	if (!*out)
		return error(E_CONFIG, "%s: not an INI file", name);
	return 0;
}

/* A file that means one thing to the scan and another to the parser means
 * nothing to us. */
static int disagree(const char *name, int line)
{
	return error(E_CONFIG, "%s:%d: ambiguous", name, line);
}

static int take(struct config *c, const dictionary *d, const struct policy *p,
		int id, const char *name)
{
	CLEANUP(strbuf) struct strbuf sb = STRBUF_INIT;
	int line = p->key[id].line, r;
	const char *value;

	strbuf_addf(&sb, "%s:%s", keys[id].section, keys[id].name);
	value = iniparser_getstring(d, sb.buf, NULL);
	if (!value || strcmp(value, p->key[id].value))
		return disagree(name, line);
	strbuf_reset(&sb);
	strbuf_addf(&sb, "%s:%d", name, line);
	r = config_take(c, (enum key_id)id, value, sb.buf, RANK_POLICY);
	if (r)
		return error_in(r, "%s: %s", sb.buf, keys[id].name);
	c->configured = true;
	return 0;
}

static int take_command(struct config *c, const dictionary *d,
			const struct command *cmd)
{
	CLEANUP(strbuf) struct strbuf sb = STRBUF_INIT;
	const char *value;

	strbuf_addf(&sb, "%s%s%s:%s", cmd->section, cmd->type ? "." : "",
		    cmd->type ? cmd->type : "", cmd->name);
	value = iniparser_getstring(d, sb.buf, NULL);
	if (!value || strcmp(value, cmd->line))
		return error(E_CONFIG, "%s: ambiguous", cmd->origin);
	command_take(c, cmd);
	c->configured = true;
	return 0;
}

int config_read_policy(struct config *c, const char *text, size_t n,
		       const char *name)
{
	__attribute__((cleanup(cleanup_dict))) dictionary *d = NULL;
	struct policy p;
	int r = policy_scan(&p, &c->arena, text, n, name);

	if (!r)
		r = load(&d, text, n, name);
	if (r)
		return r;
	if (d->n != p.n_sections + p.n_keys + (int)p.n_commands)
		return disagree(name, 1);
	for (int i = 0; i < N_KEYS; i++) {
		if (p.key[i].line)
			r = take(c, d, &p, i, name);
		if (r)
			return r;
	}
	for (size_t i = 0; !r && i < p.n_commands; i++)
		r = take_command(c, d, &p.command[i]);
	return r;
}
