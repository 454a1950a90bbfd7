#include "rules/rules.h"

#include "base/alloc.h"
#include "base/cleanup.h"
#include "git/gitrel_file.h"
#include "rules/change.h"

#include <string.h>

/* A clone of another branch alone never fetches it, though the project has
 * rules: that is not to be taken for none. */
static int look_for_rules(struct repo *r, const char *remote, const char *trunk)
{
	const char *spec =
		config_git_sub(&r->config, "remote", remote, "fetch");
	CLEANUP(config) struct config at = { 0 };
	struct saved_error before;
	const char *head;
	git_oid id;

	if (!spec || strstr(spec, "refs/heads/*:"))
		return 0;
	config_init(&at);
	error_save(&before);
	int rc = repo_head(r, &head, &id);
	if (!rc && !git_oid_is_zero(&id))
		rc = gitrel_read_at(r, &id, ".gitrel", &at);
	(void)error_restore(rc, &before);
	if (!at.n_rules)
		return 0;
	error(E_CONFIG,
	      "the rules are those of '%s/%s', which this clone does not fetch",
	      remote, trunk);
	error_hint("git remote set-branches --add %s %s && git fetch %s",
		   remote, trunk, remote);
	return E_CONFIG;
}

/* Where main stands, as far as this side knows; its name for messages. */
static int find_main(struct repo *r, enum side side, git_oid *at,
		     const char **name)
{
	const char *trunk = setting(&r->config, K_MAIN);
	const char *remote = setting(&r->config, K_REMOTE);
	int rc = 0;

	*at = (git_oid){ { 0 } };
	if (side == SIDE_CLIENT && config_has_remote(&r->config, remote)) {
		*name = arena_printf(&r->arena, "%s/%s", remote, trunk);
		rc = repo_ref(r,
			      arena_printf(&r->arena, "refs/remotes/%s", *name),
			      at);
		if (!rc && git_oid_is_zero(at))
			rc = look_for_rules(r, remote, trunk);
	}
	/* where nothing was pushed yet nobody has said any rules */
	if (rc < 0 || !git_oid_is_zero(at) || **name)
		return rc;
	*name = trunk;
	return repo_ref(r, arena_printf(&r->arena, "refs/heads/%s", trunk), at);
}

/* The settings as they are with .gitrel of main in place of that of the work
 * tree; options go on top as ever. */
static int settle(struct rules *out, struct repo *r, const char *name)
{
	struct config *own = out->own;
	const char *file = arena_printf(&r->arena, "%s:.gitrel", name);
	int rc = config_take_git(own, &r->config);

	if (!rc && !git_oid_is_zero(&out->commit))
		rc = gitrel_read_at(r, &out->commit, file, own);
	if (rc > 0)
		out->name = file;
	for (int i = 0; rc >= 0 && i < N_KEYS; i++) {
		const struct setting *s = &r->config.setting[i];
		if (s->rank == RANK_OPTION)
			rc = config_take(own, (enum key_id)i, s->value,
					 s->origin, RANK_OPTION);
	}
	return rc < 0 ? rc : config_settle(own);
}

int rules_stand_in(struct repo *r)
{
	const char *name = "";
	git_oid at;
	int rc = find_main(r, SIDE_CLIENT, &at, &name);

	if (rc < 0 || git_oid_is_zero(&at))
		return rc;
	rc = gitrel_read_at(r, &at, arena_printf(&r->arena, "%s:.gitrel", name),
			    &r->config);
	return rc > 0 ? config_settle(&r->config) : rc;
}

int rules_can_be(struct repo *r, const git_oid *commit, enum side side)
{
	CLEANUP(config) struct config c = { 0 };
	CLEANUP(rules) struct rules rules = { 0 };
	int rc = config_take_git(&c, &r->config);

	if (rc >= 0)
		rc = gitrel_read_at(r, commit, ".gitrel", &c);
	if (rc >= 0)
		rc = config_settle(&c);
	return rc < 0 ? rc : rules_read(&rules, &c, side);
}

/* Who forces main does not choose the rules by that. */
static int gone(const struct changes *c, const struct ref_change *change)
{
	return error(
		E_NOTFOUND,
		"the rules are those of '%s/%s' as it was, at %s, which is not here",
		c->remote, ref_short(change->ref), oid_short(&change->from));
}

/* Where a branch of the remote was before the changes; zero: nowhere. */
static int branch_before(struct repo *r, const struct changes *c,
			 const char *name, git_oid *out)
{
	const char *ref = arena_printf(&r->arena, "refs/heads/%s", name);

	for (size_t i = 0; i < c->n; i++)
		if (!strcmp(c->v[i].ref, ref) && !c->v[i].source &&
		    !git_oid_is_zero(&c->v[i].from)) {
			*out = c->v[i].from;
			return c->v[i].unknown ? gone(c, &c->v[i]) : 0;
		}
	return repo_ref(r,
			arena_printf(&r->arena, "refs/remotes/%s/%s", c->remote,
				     name),
			out);
}

static int not_here(const struct changes *c, const char *name)
{
	int rc = error(E_NOTFOUND,
		       "the rules are those of '%s/%s', which is not here",
		       c->remote, name);

	error_hint("let the job's clone have all branches");
	return rc;
}

/* The settings of that branch's .gitrel, and of git config.  1: it is not here. */
static int settle_branch(struct rules *out, struct repo *r,
			 const struct changes *c, const char *name)
{
	int rc = branch_before(r, c, name, &out->commit);

	config_init(out->own);
	if (rc >= 0 && git_oid_is_zero(&out->commit))
		return 1;
	return rc < 0 ? rc :
			settle(out, r,
			       arena_printf(&r->arena, "%s/%s", c->remote,
					    name));
}

/* A base that cannot be read can be mended all the same: as far as it can be, it
 * says what main is called, and another main has the rules. */
static int settle_for_broken(struct rules *found, struct repo *r,
			     const struct changes *c, const char *trunk)
{
	struct config *own = found->own;
	struct saved_error broken;
	int rc = 1;

	error_save(&broken);
	(void)!config_settle(own);
	const char *main = arena_strdup(&r->arena, setting(own, K_MAIN));
	config_release(own);
	config_init(own);
	*found = (struct rules){ .own = own };
	if (strcmp(main, trunk) != 0)
		rc = settle_branch(found, r, c, main);
	if (rc > 0)
		return error_restore(E_CONFIG, &broken);
	error_drop(&broken);
	return rc;
}

int rules_for_ci(struct rules *out, struct repo *r, const char *trunk,
		 const struct changes *c)
{
	struct config *own = xcalloc(1, sizeof(*own));
	struct rules found = { .own = own };
	int rc = settle_branch(&found, r, c, trunk);
	bool broken = rc == E_CONFIG, named = found.name != NULL;

	if (broken)
		rc = settle_for_broken(&found, r, c, trunk);
	const char *main = rc || broken ? trunk : setting(own, K_MAIN);
	if (!rc && strcmp(main, trunk) != 0) {
		main = arena_strdup(&r->arena, main);
		config_release(own);
		found = (struct rules){ .own = own };
		rc = settle_branch(&found, r, c, main);
		/* nobody has said what main is called, and so no rules */
		if (rc > 0 && !named)
			rc = settle_branch(&found, r, c, trunk);
	}
	if (rc > 0)
		rc = not_here(c, main);
	*out = (struct rules){ .side = SIDE_CLIENT };
	if (rc >= 0) {
		rc = rules_read(out, own, SIDE_CLIENT);
		out->name = found.name;
		out->commit = found.commit;
	}
	out->own = own;
	return rc;
}

int rules_of_main(struct rules *out, struct repo *r, enum side side)
{
	const git_oid none = { { 0 } };

	return rules_of_main_at(out, r, side, &none);
}

int rules_of_main_at(struct rules *out, struct repo *r, enum side side,
		     const git_oid *main)
{
	struct config *own = xcalloc(1, sizeof(*own));
	struct rules found = { .own = own };
	const char *name = "";
	int rc;

	config_init(own);
	rc = find_main(r, side, &found.commit, &name);
	if (!git_oid_is_zero(main))
		found.commit = *main;
	if (!rc)
		rc = settle(&found, r, name);
	if (!rc) {
		rc = rules_read(out, own, side);
		out->name = found.name;
		out->commit = found.commit;
	} else {
		*out = (struct rules){ .side = side };
	}
	out->own = own;
	return rc;
}
