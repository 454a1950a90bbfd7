#include "config/config.h"

#include "base/cleanup.h"
#include "config/value.h"
#include "text/template.h"
#include "version/version.h"

#include <stdlib.h>
#include <string.h>

void config_init(struct config *c)
{
	*c = (struct config){ 0 };
}

void config_release(struct config *c)
{
	free(c->entry);
	arena_release(&c->arena);
	config_init(c);
}

int config_take(struct config *c, enum key_id id, const char *value,
		const char *origin, enum config_rank rank)
{
	struct setting *s = rank == RANK_FOUND ? &c->found[id] :
						 &c->setting[id];
	int r = value_check(&keys[id], value);

	if (r)
		return r;
	value = arena_strdup(&c->arena, value);
	origin = arena_strdup(&c->arena, origin);
	if (rank == RANK_POLICY) {
		s->policy = value;
		s->policy_origin = origin;
	}
	if (s->rank > (int)rank)
		return 0;
	s->value = value;
	s->origin = origin;
	s->rank = (int)rank;
	return 0;
}

int config_set(struct config *c, enum key_id id, const char *value,
	       const char *origin)
{
	if (config_take(c, id, value, origin, RANK_OPTION))
		return error_in(E_USAGE, "%s", origin);
	return 0;
}

static void set_default(struct config *c, enum key_id id, const char *value,
			const char *origin)
{
	struct setting *s = &c->setting[id];

	if (s->rank > RANK_DEFAULT)
		return;
	s->value = value;
	s->origin = origin;
	s->rank = RANK_DEFAULT;
}

/* What was seen for one model says nothing about develop in another; main is
 * called main but where commits are qualified. */
static bool fits_model(const struct config *c, enum key_id id)
{
	const char *of = c->found[K_MODEL].value, *now = setting(c, K_MODEL);

	if (!of || (id != K_MAIN && id != K_DEVELOP) || !strcmp(of, now))
		return true;
	return id == K_MAIN && strcmp(of, "qualify") != 0 &&
	       strcmp(now, "qualify") != 0;
}

static void use_found(struct config *c, enum key_id id)
{
	struct setting *s = &c->setting[id];
	const struct setting *f = &c->found[id];

	if (!f->value || s->rank > RANK_FOUND)
		return;
	s->value = f->value;
	s->origin = f->origin;
	s->rank = RANK_FOUND;
}

static enum model model_of(const char *name)
{
	int i = 0;

	while (i < N_MODELS - 1 && strcmp(model_names[i], name))
		i++;
	return (enum model)i;
}

/* A base nobody set is develop or main, whatever these are called here. */
static const char *default_base(const struct config *c)
{
	const char *text = keys[K_BASE].defaults[c->model];

	if (!strcmp(text, keys[K_DEVELOP].defaults[c->model]) &&
	    *setting(c, K_DEVELOP))
		return setting(c, K_DEVELOP);
	return strcmp(text, "HEAD") ? setting(c, K_MAIN) : text;
}

/* One name cannot be that of a release and of the line it lands on. */
static int check_lines(struct config *c)
{
	static const enum key_id releases[] = { K_BRANCH, K_HOTFIX_BRANCH };
	struct setting *line = &c->setting[K_STABLE_BRANCH];

	for (size_t i = 0; i < 2; i++) {
		const struct setting *branch = &c->setting[releases[i]];
		if (!*line->value || strcmp(line->value, branch->value) != 0)
			continue;
		if (line->rank <= RANK_FOUND) { /* nobody asked for lines */
			line->value = "";
			return 0;
		}
		error(E_CONFIG, "%s (%s) and %s (%s) are both '%s'",
		      keys[releases[i]].git, branch->origin,
		      keys[K_STABLE_BRANCH].git, line->origin, line->value);
		error_hint(
			"give one another name; where release branches stay as lines: git config rel.stableBranch ''");
		return E_CONFIG;
	}
	return 0;
}

/* The form of the next development version makes one, whatever came before. */
static int check_next_dev(const struct config *c)
{
	static const struct template_vars sample = { .version = "1.0.1",
						     .series = "1.0",
						     .major = "1",
						     .minor = "0",
						     .patch = "1",
						     .final = "1.0.1",
						     .type = "patch",
						     .date = "2026-01-31" };
	const struct setting *s = &c->setting[K_NEXT_DEV];
	const char *form = s->value + strcspn(s->value, " ");
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	enum scheme scheme;
	struct version v;

	form += strspn(form, " ");
	if (!*form || strstr(form, "{set."))
		return 0;
	int rc = scheme_from_name(&scheme, setting(c, K_SCHEME));
	if (!rc)
		rc = template_expand(&text, form, &sample);
	if (rc < 0)
		return error_in(E_CONFIG, "%s: %s", s->origin,
				keys[K_NEXT_DEV].git);
	if (version_try(&v, scheme, text.buf) && version_is_pre(&v))
		return 0;
	rc = error(E_CONFIG, "%s: %s: '%s' would be no development version: %s",
		   s->origin, keys[K_NEXT_DEV].git, s->value, text.buf);
	error_hint("as in 'minor %s', with scheme = %s",
		   scheme == SCHEME_SEMVER ? "{version}-dev" : "{version}.dev0",
		   setting(c, K_SCHEME));
	return rc;
}

static int check_together(const struct config *c)
{
	static const enum key_id needed[] = { K_MAIN, K_BASE };
	static const enum key_id moved[] = { K_MAIN, K_DEVELOP };
	const char *trunk = setting(c, K_MAIN),
		   *develop = setting(c, K_DEVELOP);

	for (size_t i = 0; i < 2; i++) {
		if (!*setting(c, needed[i]))
			return error(E_CONFIG, "%s: %s is empty",
				     c->setting[needed[i]].origin,
				     keys[needed[i]].git);
		if (!strcmp(setting(c, moved[i]), "HEAD"))
			return error(E_CONFIG, "%s: %s must be a branch",
				     c->setting[moved[i]].origin,
				     keys[moved[i]].git);
	}
	if (strcmp(trunk, develop))
		return 0;
	error(E_CONFIG, "rel.main (%s) and rel.develop (%s) are both '%s'",
	      c->setting[K_MAIN].origin, c->setting[K_DEVELOP].origin, trunk);
	error_hint("leave rel.develop empty, or use rel.model trunk");
	return E_CONFIG;
}

/* What makes an answer count is the same for everybody: of these the project has
 * the last word. */
static void guard(struct config *c)
{
	static const enum key_id guarded[] = { K_BIND, K_EVIDENCE,
					       K_EVIDENCE_SIGN, K_EVIDENCE_SEAL,
					       K_SIGNERS };

	for (size_t i = 0; i < sizeof(guarded) / sizeof(*guarded); i++) {
		struct setting *s = &c->setting[guarded[i]];
		if (s->rank != RANK_GIT || !s->policy)
			continue;
		if (strcmp(s->value, s->policy) != 0)
			s->overruled = s->origin;
		s->value = s->policy;
		s->origin = s->policy_origin;
		s->rank = RANK_POLICY;
	}
}

int config_settle(struct config *c)
{
	const char *origin;

	guard(c);
	for (int i = 0; i < N_KEYS; i++)
		if (c->setting[i].rank == RANK_FOUND)
			c->setting[i].rank = RANK_NONE;
	use_found(c, K_MODEL);
	set_default(c, K_MODEL, keys[K_MODEL].defaults[0], "default");
	for (int i = 0; i < N_KEYS; i++)
		if (fits_model(c, (enum key_id)i))
			use_found(c, (enum key_id)i);
	c->model = model_of(setting(c, K_MODEL));
	origin = arena_printf(&c->arena, "default (%s)", setting(c, K_MODEL));
	for (int i = 0; i < N_KEYS; i++) {
		if (i != K_MODEL && i != K_BASE)
			set_default(c, (enum key_id)i,
				    keys[i].defaults[c->model], origin);
	}
	set_default(c, K_BASE, default_base(c), origin);
	/* the commit that was looked at does not land, where the forge merges */
	if (setting_is(c, K_FINISH, "pr"))
		set_default(c, K_BIND, "tree", origin);
	rule_lines_settle(c);
	int rc = check_lines(c);
	if (!rc)
		rc = check_next_dev(c);
	return rc < 0 ? rc : check_together(c);
}

const char *setting(const struct config *c, enum key_id id)
{
	return c->setting[id].value;
}

bool setting_is(const struct config *c, enum key_id id, const char *value)
{
	return !strcmp(setting(c, id), value);
}

bool setting_bool(const struct config *c, enum key_id id)
{
	return value_bool(setting(c, id)) > 0;
}
