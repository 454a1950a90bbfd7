#include "config/gitrel_scan.h"

#include "config/gitrel_line.h"
#include "text/similar.h"

#include <string.h>

enum { MAX_SECTIONS = 200 };

struct scan {
	struct gitrel *out;
	struct arena *arena;
	const char *name; /* of the file */
	int line;
	const char *section;     /* where we are: NULL before the first */
	struct command place;    /* its section is NULL where settings are */
	int rules;               /* that of rule_section(); 0: another one */
	struct check_line check; /* its kind is 0 in another one */
	struct {
		const char *name;
		int line;
	} seen[MAX_SECTIONS];
};

#define FAULT(sc, ...)                                                         \
	error_in(error(E_CONFIG, __VA_ARGS__), "%s:%d", (sc)->name, (sc)->line)

static const char *known_section(const char *name)
{
	for (int i = 0; i < N_KEYS; i++) {
		if (keys[i].section && !strcmp(keys[i].section, name))
			return keys[i].section;
	}
	return NULL;
}

static int unknown_section(struct scan *sc, const char *name)
{
	struct similar near = similar_init(name);
	int r = FAULT(sc, "unknown section [%s]", name);

	for (int i = 0; i < N_KEYS; i++) {
		if (keys[i].section)
			similar_offer(&near, keys[i].section);
	}
	for (int i = 0; command_sections[i]; i++)
		similar_offer(&near, command_sections[i]);
	for (int i = 0; check_sections[i]; i++)
		similar_offer(&near, check_sections[i]);
	similar_offer(&near, "rules");
	similar_offer(&near, "rules.warn");
	if (near.best)
		error_hint("did you mean [%s]?", near.best);
	return r;
}

/* What kind of section it is. */
static int look_up_section(struct scan *sc, const char *name)
{
	int r;

	sc->place.section = NULL;
	sc->check = (struct check_line){ 0 };
	sc->section = name;
	sc->rules = rule_section(name);
	if (sc->rules || known_section(name))
		return 0;
	r = command_section(&sc->place, name);
	if (!r)
		r = check_section(&sc->check, sc->arena, name);
	if (r < 0)
		return error_in(r, "%s:%d", sc->name, sc->line);
	return r ? 0 : unknown_section(sc, name);
}

static int take_section(struct scan *sc, const char *name)
{
	int r = look_up_section(sc, name), i = 0;

	if (r < 0)
		return r;
	for (; i < MAX_SECTIONS && sc->seen[i].name; i++) {
		if (!strcmp(sc->seen[i].name, name))
			return FAULT(sc, "section [%s] again, first in line %d",
				     name, sc->seen[i].line);
	}
	if (i == MAX_SECTIONS)
		return FAULT(sc, "too many sections");
	sc->seen[i].name = name;
	sc->seen[i].line = sc->line;
	sc->out->n_sections++;
	return 0;
}

static int unknown_key(struct scan *sc, const char *name)
{
	struct similar near = similar_init(name);
	int r = FAULT(sc, "unknown key '%s' in [%s]", name, sc->section);

	for (int i = 0; i < N_KEYS; i++) {
		if (keys[i].section && !strcmp(keys[i].section, sc->section))
			similar_offer(&near, keys[i].name);
		if (!keys[i].section && !strcmp(keys[i].name, name))
			error_hint("it is yours alone: git config %s <value>",
				   keys[i].git);
	}
	if (near.best)
		error_hint("did you mean '%s'?", near.best);
	return r;
}

static int take_command(struct scan *sc, const struct gitrel_line *l)
{
	struct gitrel *p = sc->out;
	struct command cmd = sc->place;

	for (size_t i = p->n_commands; i-- > 0;) {
		const struct command *old = &p->command[i];
		if (old->section == cmd.section && old->type == cmd.type &&
		    !strcmp(old->name, l->name))
			return FAULT(sc, "key '%s' again, first in line %s",
				     l->name, strrchr(old->origin, ':') + 1);
	}
	if (p->n_commands == COMMANDS_MAX)
		return FAULT(sc, "more than %d commands", COMMANDS_MAX);
	cmd.name = l->name;
	cmd.origin = arena_printf(sc->arena, "%s:%d", sc->name, sc->line);
	cmd.policy = true;
	p->command = arena_grow(sc->arena, p->command, p->n_commands,
				sizeof(*p->command));
	p->command[p->n_commands++] = cmd;
	return 0;
}

static int unknown_rule(struct scan *sc, const char *name)
{
	struct similar near = similar_init(name);
	int r = FAULT(sc, "there is no rule '%s'", name);

	for (int i = 0; i < N_RULES; i++)
		similar_offer(&near, rule_names[i]);
	if (near.best)
		error_hint("did you mean '%s'?", near.best);
	return r;
}

/* The same rule may be in both sections: where the values agree is for those
 * to say who know values. */
static int take_rule(struct scan *sc, const struct gitrel_line *l)
{
	struct gitrel *p = sc->out;
	struct rule_line rule = { .id = rule_by_name(l->name),
				  .warn = sc->rules == 2,
				  .policy = true };

	if (rule.id == N_RULES)
		return unknown_rule(sc, l->name);
	for (size_t i = 0; i < p->n_rules; i++)
		if (p->rule[i].id == rule.id && p->rule[i].warn == rule.warn)
			return FAULT(sc, "key '%s' again, first in line %s",
				     l->name,
				     strrchr(p->rule[i].origin, ':') + 1);
	rule.origin = arena_printf(sc->arena, "%s:%d", sc->name, sc->line);
	p->rule = arena_grow(sc->arena, p->rule, p->n_rules, sizeof(*p->rule));
	p->rule[p->n_rules++] = rule;
	return 0;
}

static int take_check(struct scan *sc, const struct gitrel_line *l)
{
	struct gitrel *p = sc->out;
	struct check_line line = sc->check;
	int r = check_key(&line, l->name);

	if (r < 0)
		return error_in(r, "%s:%d", sc->name, sc->line);
	for (size_t i = p->n_checks; i-- > 0;) {
		const struct check_line *old = &p->check[i];
		if (old->section == line.section && !strcmp(old->name, l->name))
			return FAULT(sc, "key '%s' again, first in line %s",
				     l->name, strrchr(old->origin, ':') + 1);
	}
	if (p->n_checks == CHECK_LINES_MAX)
		return FAULT(sc, "more than %d lines about checklists",
			     CHECK_LINES_MAX);
	line.name = l->name;
	line.origin = arena_printf(sc->arena, "%s:%d", sc->name, sc->line);
	p->check =
		arena_grow(sc->arena, p->check, p->n_checks, sizeof(*p->check));
	p->check[p->n_checks++] = line;
	return 0;
}

static int take_key(struct scan *sc, const struct gitrel_line *l)
{
	const struct key *k;

	if (!sc->section)
		return FAULT(sc, "key '%s' before any [section]", l->name);
	if (sc->rules)
		return take_rule(sc, l);
	if (sc->check.kind)
		return take_check(sc, l);
	if (sc->place.section)
		return take_command(sc, l);
	k = key_by_gitrel(sc->section, l->name);
	if (!k)
		return unknown_key(sc, l->name);
	if (sc->out->key[k - keys])
		return FAULT(sc, "key '%s' again, first in line %d", l->name,
			     sc->out->key[k - keys]);
	sc->out->key[k - keys] = sc->line;
	sc->out->n_keys++;
	return 0;
}

static int take_line(struct scan *sc, const char *s, size_t n)
{
	struct gitrel_line l;
	int r = gitrel_line(&l, sc->arena, s, n, sc->line == 1);

	if (r)
		return error_in(r, "%s:%d", sc->name, sc->line);
	switch (l.kind) {
	case GITREL_SECTION:
		return take_section(sc, l.name);
	case GITREL_KEY:
		return take_key(sc, &l);
	case GITREL_NOTHING:
		break;
	}
	return 0;
}

int gitrel_scan(struct gitrel *out, struct arena *arena, const char *text,
		size_t n, const char *name)
{
	struct scan sc = { .out = out, .arena = arena, .name = name };
	const char *end = text + n;

	*out = (struct gitrel){ 0 };
	if (n > GITREL_MAX_BYTES)
		return error(E_CONFIG, "%s: more than %d bytes", name,
			     GITREL_MAX_BYTES);
	while (text < end) {
		const char *lf = memchr(text, '\n', (size_t)(end - text));
		size_t len = (size_t)((lf ? lf : end) - text);
		bool windows = lf && len && text[len - 1] == '\r';
		int r;

		sc.line++;
		r = take_line(&sc, text, len - windows);
		text += len + !!lf;
		if (r)
			return r;
	}
	return 0;
}
