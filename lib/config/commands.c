#include "config/commands.h"

#include "base/cleanup.h"
#include "base/sha256.h"
#include "config/config.h"
#include "text/similar.h"

#include <string.h>

const char *const command_sections[] = { "prepare", "check", "publish", NULL };
const char *const command_types[] = { "major",  "minor",     "patch",
				      "final",  "candidate", "pre-release",
				      "hotfix", "rehearsal", NULL };

static int unknown_type(const char *name)
{
	struct similar near = similar_init(name);

	error(E_CONFIG, "unknown type of release '%s'", name);
	for (int i = 0; command_types[i]; i++)
		similar_offer(&near, command_types[i]);
	if (!strcmp(name, "rc")) /* as the verb is called */
		near.best = "candidate";
	if (near.best)
		error_hint("did you mean '%s'?", near.best);
	else
		error_hint(
			"there are major, minor, patch, final, candidate, pre-release, hotfix and rehearsal");
	return E_CONFIG;
}

static const char *known_type(const char *name)
{
	for (int i = 0; command_types[i]; i++)
		if (!strcmp(command_types[i], name))
			return command_types[i];
	return NULL;
}

int command_type_check(const char *name)
{
	return known_type(name) ? 0 : unknown_type(name);
}

int command_section(struct command *out, const char *name)
{
	size_t n = strcspn(name, ".");

	for (int i = 0; command_sections[i]; i++) {
		const char *known = command_sections[i];
		if (strlen(known) != n || memcmp(known, name, n) != 0)
			continue;
		out->section = known;
		out->type = NULL;
		if (!name[n])
			return 1;
		out->type = known_type(name + n + 1);
		return out->type ? 1 : unknown_type(name + n + 1);
	}
	return 0;
}

static bool same_text(const char *a, const char *b)
{
	return a == b || (a && b && !strcmp(a, b));
}

static bool same_place(const struct command *a, const struct command *b)
{
	return same_text(a->section, b->section) && same_text(a->type, b->type);
}

static struct command copy(struct arena *a, const struct command *cmd)
{
	return (struct command){ .section = arena_strdup(a, cmd->section),
				 .type = arena_strdup(a, cmd->type),
				 .name = arena_strdup(a, cmd->name),
				 .line = arena_strdup(a, cmd->line),
				 .origin = arena_strdup(a, cmd->origin),
				 .policy = cmd->policy };
}

void command_take(struct config *c, const struct command *cmd)
{
	size_t i = 0;

	for (; i < c->n_commands; i++) {
		const struct command *old = &c->command[i];
		if (old->policy == cmd->policy && same_place(old, cmd) &&
		    !strcmp(old->name, cmd->name))
			break;
	}
	if (i == c->n_commands) {
		c->command = arena_grow(&c->arena, c->command, c->n_commands,
					sizeof(*c->command));
		c->n_commands++;
	}
	c->command[i] = copy(&c->arena, cmd);
}

void commands_take_git(struct config *c, const struct config *from)
{
	for (size_t i = 0; i < from->n_commands; i++)
		if (!from->command[i].policy)
			command_take(c, &from->command[i]);
}

/* In place of one of the same name; unless `any_type`, also of its type.  What a
 * person has set, nothing committed replaces or switches off. */
static void offer(struct commands *out, struct arena *a,
		  const struct command *cmd, bool any_type)
{
	for (size_t i = 0; i < out->n; i++) {
		const struct command *old = out->item[i];
		if (!strcmp(old->name, cmd->name) &&
		    (any_type || same_place(old, cmd))) {
			if (old->policy || !cmd->policy)
				out->item[i] = cmd;
			return;
		}
	}
	out->item = arena_grow(a, out->item, out->n, sizeof(struct command *));
	out->item[out->n++] = cmd;
}

static void offer_type(struct commands *out, struct arena *a,
		       const struct config *c, const char *section,
		       const char *type)
{
	struct command place = { .section = section, .type = type };

	for (int policy = 1; policy >= 0; policy--)
		for (size_t i = 0; i < c->n_commands; i++)
			if (c->command[i].policy == policy &&
			    same_place(&c->command[i], &place))
				offer(out, a, &c->command[i], true);
}

static const char *committed(const struct config *c, struct arena *a)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;

	commands_text(c, &text);
	return arena_strdup(a, text.buf);
}

void commands_of(const struct config *c, struct arena *a, const char *section,
		 const char *const *types, struct commands *out)
{
	size_t n = 0;

	*out = (struct commands){ 0 };
	offer_type(out, a, c, section, NULL);
	for (size_t i = 0; types && types[i]; i++)
		offer_type(out, a, c, section, types[i]);
	for (size_t i = 0; i < out->n; i++) {
		if (!*out->item[i]->line)
			continue;
		struct command *own = arena_alloc(a, sizeof(*own));
		*own = copy(a, out->item[i]);
		out->item[n++] = own;
	}
	out->n = n;
	out->committed = committed(c, a);
}

/* Shown where it is set: as a setting, as a line of a gate. */
static bool is_elsewhere(const struct command *cmd)
{
	return !strcmp(cmd->section, "notes") ||
	       starts_with(cmd->section, "gate.");
}

void commands_all(const struct config *c, struct arena *a, struct commands *out)
{
	*out = (struct commands){ 0 };
	for (int policy = 1; policy >= 0; policy--)
		for (size_t i = 0; i < c->n_commands; i++)
			if (c->command[i].policy == policy &&
			    !is_elsewhere(&c->command[i]))
				offer(out, a, &c->command[i], false);
}

static void add_section(struct strbuf *out, const struct command *cmd)
{
	strbuf_addf(out, "%s%s%s", cmd->section, cmd->type ? "." : "",
		    cmd->type ? cmd->type : "");
}

void command_name(struct strbuf *out, const struct command *cmd)
{
	add_section(out, cmd);
	strbuf_addf(out, ".%s", cmd->name);
}

bool commands_committed(const struct config *c)
{
	for (size_t i = 0; i < c->n_commands; i++)
		if (c->command[i].policy)
			return true;
	return false;
}

void commands_text(const struct config *c, struct strbuf *out)
{
	const struct command *last = NULL;

	for (size_t i = 0; i < c->n_commands; i++) {
		const struct command *cmd = &c->command[i];
		if (!cmd->policy)
			continue;
		if (!last || !same_place(last, cmd)) {
			strbuf_addc(out, '[');
			add_section(out, cmd);
			strbuf_adds(out, "]\n");
		}
		strbuf_addf(out, "  %s = %s\n", cmd->name, cmd->line);
		last = cmd;
	}
}

void commands_digest(const struct config *c, char hex[COMMANDS_DIGEST_SIZE])
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;

	commands_text(c, &text);
	sha256_hex(hex, text.buf, text.len);
}
