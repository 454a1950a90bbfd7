#include "staging/policy.h"

#include "base/cleanup.h"
#include "base/message.h"
#include "cli/ui.h"
#include "release/gates.h"
#include "text/similar.h"

#include <string.h>

/* A command may look more than once. */
static void tell_overruled(const struct policy *p)
{
	static bool told;

	for (int i = 0; !told && i < N_KEYS; i++) {
		const struct setting *one = &p->config->setting[i];
		if (one->overruled)
			ui_say("note: %s of git config does not count (%s): [%s] %s = %s is what %s says",
			       keys[i].git, one->overruled, keys[i].section,
			       keys[i].name, *one->value ? one->value : "''",
			       p->name);
	}
	told = true;
}

/* An older .gitrel in the work tree may name another main than main's own does by now:
 * branches are looked for by what is here. */
static void tell_other_main(const struct ctx *c, const struct policy *p)
{
	const struct setting *here = &c->repo.config.setting[K_MAIN];
	const char *there = setting(p->config, K_MAIN);
	static bool told;

	if (!told && strcmp(here->value, there) != 0)
		warning("main is '%s' by %s, and '%s' here (%s): what is said of branches is about that one",
			there, p->name, here->value, here->origin);
	told = true;
}

int policy_look(struct ctx *c, const struct staging *s, struct policy *out)
{
	struct arena *a = &c->repo.arena;
	int rc;

	*out = (struct policy){ .config = &c->repo.config, .name = ".gitrel" };
	rc = rules_of_main_at(&out->rules, &c->repo, SIDE_CLIENT, &s->trunk);
	if (rc < 0)
		return rc;
	if (out->rules.name) {
		out->config = out->rules.config;
		out->name = out->rules.name;
	}
	tell_overruled(out);
	tell_other_main(c, out);
	rc = staging_policy_read(&out->staging, a, out->config);
	if (rc < 0)
		return rc; /* it names the lines */
	release_list_of(&out->list, a, &out->staging,
			gate_types(c, &s->rel, NULL), NULL);
	return 0;
}

/* A clone of another branch alone never fetches it. */
static bool is_elsewhere(const struct ctx *c, const struct rules *rules)
{
	const char *remote = setting(&c->repo.config, K_REMOTE);
	const char *spec =
		config_git_sub(&c->repo.config, "remote", remote, "fetch");

	return git_oid_is_zero(&rules->commit) && spec &&
	       config_has_remote(&c->repo.config, remote) &&
	       !strstr(spec, "refs/heads/*:");
}

static struct signers_rules signers_of_rules(struct ctx *c,
					     const struct rules *rules)
{
	const struct config *config = rules->name ? rules->config :
						    &c->repo.config;

	return (struct signers_rules){
		.main = rules->commit,
		.elsewhere = is_elsewhere(c, rules),
		.path = arena_strdup(&c->repo.arena,
				     setting(config, K_SIGNERS)),
		.required = setting_is(config, K_EVIDENCE_SIGN, "required"),
	};
}

struct signers_rules policy_signers(struct ctx *c, const struct policy *p)
{
	return signers_of_rules(c, &p->rules);
}

int policy_signs(struct ctx *c, const struct staging *s,
		 struct signers_rules *out)
{
	struct rules rules;
	int rc = rules_of_main_at(&rules, &c->repo, SIDE_CLIENT, &s->trunk);

	if (!rc)
		*out = signers_of_rules(c, &rules);
	rules_release(&rules);
	return rc;
}

void policy_release(struct policy *p)
{
	rules_release(&p->rules);
}

int policy_task(const struct policy *p, const char *name,
		const struct task **out)
{
	struct similar near = similar_init(name);
	int rc;

	*out = release_list_find(&p->list, name);
	if (*out)
		return 0;
	for (size_t i = 0; i < p->list.n; i++)
		similar_offer(&near, p->list.v[i].name);
	rc = error(E_NOTFOUND, "there is no '%s' in the checklist of %s", name,
		   p->name);
	if (near.best)
		error_hint("did you mean '%s'?", near.best);
	else
		error_hint("git staging status lists it");
	return rc;
}
