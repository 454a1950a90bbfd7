#include "release/gates.h"

#include "base/cleanup.h"
#include "base/strvec.h"
#include "git/gitrel_file.h"
#include "plan/checks.h"
#include "plan/trust.h"
#include "release/branch.h"
#include "release/candidate_branch.h"
#include "release/latest.h"

#include <ctype.h>
#include <string.h>

const char *const *gate_types(struct ctx *c, const struct release *rel,
			      const char *type)
{
	const char **out = arena_alloc(&c->repo.arena, 3 * sizeof(*out));
	size_t n = 0;

	if (!type && rel->version.text[0])
		type = rel->hotfix ? "hotfix" : version_type(&rel->version);
	if (type && (!strcmp(type, "major") || !strcmp(type, "minor") ||
		     !strcmp(type, "patch") || !strcmp(type, "hotfix")))
		out[n++] = "final";
	out[n++] = type;
	return out;
}

int gate_commands(struct ctx *c, const struct release *rel, const char *type,
		  const char *section, struct commands *out)
{
	commands_of(&c->repo.config, &c->repo.arena, section,
		    gate_types(c, rel, type), out);
	return gate_trust(c, out);
}

int gate_commands_at(struct ctx *c, const struct release *rel,
		     const char *section, const git_oid *commit,
		     struct commands *out)
{
	CLEANUP(config) struct config at = { 0 };
	int rc = gitrel_commands(&c->repo, commit, &at);

	if (!rc)
		commands_of(&at, &c->repo.arena, section,
			    gate_types(c, rel, NULL), out);
	return rc;
}

int gate_trust(struct ctx *c, const struct commands *cmds)
{
	return trust_check(&c->repo, cmds);
}

const char *gate_way(struct ctx *c, const struct commands *cmds,
		     const char *branch, const git_oid *tip)
{
	CLEANUP(strbuf) struct strbuf here = STRBUF_INIT;
	git_oid local = { { 0 } };

	commands_text(&c->repo.config, &here);
	if (!strcmp(here.buf, cmds->committed))
		return NULL;
	bool behind = !branch_ref(c, "heads", branch, &local) &&
		      !git_oid_is_zero(&local) && !oid_eq(&local, tip);
	return arena_printf(&c->repo.arena, "%s%s", branch_switch(c, branch),
			    behind ? " && git pull" : "");
}

const char *gate_name(struct ctx *c, const struct command *cmd)
{
	return arena_printf(&c->repo.arena, "%s.%s", cmd->section, cmd->name);
}

/* ---- a step ---------------------------------------------------------------*/

static void add_var(struct strvec *env, const char *name, const char *value)
{
	strvec_pushf(env, "GIT_REL_%s=%s", name, value ? value : "");
}

/* "WebUI=25.3.2" becomes GIT_REL_SET_WEBUI. */
static void add_set(struct strvec *env, const char *pair)
{
	CLEANUP(strbuf) struct strbuf name = STRBUF_INIT;
	size_t n = strcspn(pair, "=");

	strbuf_adds(&name, "SET_");
	for (size_t i = 0; i < n; i++)
		strbuf_addc(&name,
			    isalnum((unsigned char)pair[i]) ?
				    (char)toupper((unsigned char)pair[i]) :
				    '_');
	add_var(env, name.buf, pair[n] ? pair + n + 1 : "");
}

void gate_env(struct strvec *env, const struct release *rel)
{
	const struct template_vars *v = &rel->vars;

	add_var(env, "VERSION", v->version);
	add_var(env, "SERIES", v->series);
	add_var(env, "TYPE", v->type);
	add_var(env, "BRANCH", v->branch);
	add_var(env, "TAG", v->tag);
	add_var(env, "PREVIOUS", v->previous);
	for (size_t i = 0; v->set && i < v->set->n; i++)
		add_set(env, v->set->v[i]);
}

int gate_step(struct ctx *c, struct plan *p, struct release *rel,
	      const struct command *cmd, const char *worktree,
	      const git_oid *commit)
{
	int rc = rel->vars.previous || !rel->version.text[0] ?
			 0 :
			 release_previous(c, rel);
	struct step *s = plan_add(p, STEP_RUN);

	if (rc < 0)
		return rc;
	s->ref = plan_text(p, "%s", gate_name(c, cmd));
	s->what = plan_text(p, "run %s '%s'", commit ? "check" : "prepare step",
			    cmd->name);
	s->command = plan_text(p, "%s", cmd->line);
	s->worktree = plan_text(p, "%s", worktree);
	if (commit)
		s->to = *commit;
	s->argv = arena_alloc(&p->arena, sizeof(*s->argv));
	if (rel->version.text[0])
		gate_env(s->argv, rel);
	else if (rel->vars.type)
		add_var(s->argv, "TYPE", rel->vars.type);
	return 0;
}

/* ---- what has passed ------------------------------------------------------*/

int gate_open(struct ctx *c, const struct release *rel,
	      const struct commands *checks, const git_oid *commit,
	      struct commands *out)
{
	struct check one = { .commit = *commit,
			     .release = rel->version.text,
			     .type = rel->vars.type ? rel->vars.type : "" };
	struct checks all;
	int rc = checks_read(&c->repo, &all);

	*out = (struct commands){ .committed = checks->committed };
	for (size_t i = 0; !rc && i < checks->n; i++) {
		const struct command *cmd = checks->item[i];
		one.name = gate_name(c, cmd);
		one.command = cmd->line;
		if (checks_passed(&all, &one))
			continue;
		out->item = arena_grow(&c->repo.arena, out->item, out->n,
				       sizeof(*out->item));
		out->item[out->n++] = cmd;
	}
	return rc;
}

int gate_open_at(struct ctx *c, const struct release *rel, const git_oid *tip,
		 struct commands *out)
{
	struct commands all;
	int rc = gate_commands_at(c, rel, "check", tip, &all);

	*out = (struct commands){ 0 };
	return rc < 0 || !all.n ? rc : gate_open(c, rel, &all, tip, out);
}

/* The branch that is at `tip`: that of a merge that is qualified, or its own. */
static const char *branch_at(struct ctx *c, const struct release *rel,
			     const git_oid *tip)
{
	const char *merge = candidate_branch(c, &rel->version);
	git_oid here, there;

	return merge && branch_ref(c, "heads", merge, &here) == 0 &&
			       branch_tracked(c, merge, &there) == 0 &&
			       (oid_eq(&here, tip) || oid_eq(&there, tip)) ?
		       merge :
		       rel->branch;
}

int gate_refuse(struct ctx *c, const struct release *rel, const git_oid *tip,
		const struct commands *open)
{
	const char *branch;
	int rc;

	if (!open->n)
		return 0;
	branch = branch_at(c, rel, tip);
	rc = error(E_POLICY, "not all checks have passed on %s, where '%s' is",
		   oid_short(tip), branch);
	for (size_t i = 0; i < open->n; i++)
		error_detail("%s: %s", gate_name(c, open->item[i]),
			     open->item[i]->line);
	error_hint("%s && %s check", branch_switch(c, branch),
		   c->program->call);
	return rc;
}
