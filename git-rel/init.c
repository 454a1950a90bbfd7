/*
 * git rel init: see what is there, and write it into .git/config.  What was
 * only seen goes to rel.found.*, below what .gitrel says; what somebody has
 * said, by an option or to git-flow, goes above.
 */
#include "git-rel/cmds.h"

#include "base/cleanup.h"
#include "git-rel/hooks/install.h"
#include "git-rel/init_names.h"
#include "git-rel/local_setting.h"
#include "git-rel/status.h"
#include "release/branch.h"
#include "release/release.h"
#include "release/tag_form.h"

#include <string.h>

static const char *model;
static int import, hooks;

static const struct opt opts[] = {
	OPT_STRING(0, "model", &model, "(gitflow|trunk|qualify)",
		   "how releases are made (default: what is there)"),
	OPT_BOOL(0, "import", &import, "take over the settings of git-flow"),
	OPT_BOOL(0, "hooks", &hooks,
		 "install the hooks, too, as git rel hooks install does"),
	OPT_END,
};

/* What was found, by key; NULL: the default will do. */
struct found {
	const char *value[N_KEYS];
	bool said[N_KEYS]; /* not only seen */
	struct tag_forms forms;
	bool unqualified; /* looks like model qualify, but nobody says so */
};

static bool has_branch(struct ctx *c, const char *name)
{
	git_oid id;

	return name &&
	       !repo_ref(&c->repo,
			 arena_printf(&c->repo.arena, "refs/heads/%s", name),
			 &id) &&
	       !git_oid_is_zero(&id);
}

static bool has_remote_branch(struct ctx *c, const char *remote,
			      const char *name)
{
	git_oid id;

	return remote &&
	       !repo_ref(&c->repo,
			 arena_printf(&c->repo.arena, "refs/remotes/%s/%s",
				      remote, name),
			 &id) &&
	       !git_oid_is_zero(&id);
}

static const char *first_of(struct ctx *c, const char *remote,
			    const char *const *names)
{
	for (; *names; names++)
		if (has_branch(c, *names) ||
		    has_remote_branch(c, remote, *names))
			return *names;
	return NULL;
}

/* "origin" if there is one, else the only remote. */
static const char *find_remote(struct ctx *c)
{
	const struct config *config = &c->repo.config;
	const char *only = NULL;

	if (config_has_remote(config, "origin"))
		return "origin";
	for (size_t i = 0; i < config->n; i++) {
		const char *key = config->entry[i].key;
		const char *dot = strrchr(key, '.');
		if (!starts_with(key, "remote.") || strcmp(dot, ".url"))
			continue;
		const char *name = arena_strndup(&c->repo.arena, key + 7,
						 (size_t)(dot - key - 7));
		if (only && strcmp(only, name))
			return NULL;
		only = name;
	}
	return only;
}

/* Most tags here have this form: then new ones get it, too, and are versions of
 * the scheme that most of them fit. */
static int find_tag_form(struct ctx *c, struct found *f)
{
	struct tag_forms *forms = &f->forms;
	int rc = tag_forms_list(c, &c->repo.arena, forms);

	if (rc < 0 || !forms->n)
		return rc;
	if (strcmp(forms->item[0].prefix, "v"))
		f->value[K_TAG] = forms->item[0].name;
	/* 9.0.0rc1 is none of semver, 1.0.0-rc.1+5.x none of Python's */
	if (forms->item[0].pep440 > forms->item[0].semver)
		f->value[K_SCHEME] = "pep440";
	return 0;
}

/* Of several packages in one repository it may be another one. */
static void note_forms(struct ctx *c, struct plan *p, const struct found *f)
{
	const char *tag = f->value[K_TAG] ? f->value[K_TAG] : "v{version}";

	for (size_t i = 0; i < f->forms.n; i++) {
		const struct tag_form *t = &f->forms.item[i];
		if (t->n < 2 || !strcmp(t->name, tag))
			continue;
		plan_note(
			p,
			"%zu tags such as '%s' do not count; if they are the releases: git config rel.tag %s",
			t->n, t->example, ctx_shell(c, t->name));
	}
}

/* What somebody has set, in git config or .gitrel; NULL: nobody.  It stays,
 * unless another model is asked for, whose names are others. */
static const char *kept(struct ctx *c, enum key_id id)
{
	const struct setting *s = c->repo.config.setting;

	bool of_model = id == K_MODEL || id == K_MAIN || id == K_DEVELOP;

	if (s[id].rank <= RANK_FOUND ||
	    (of_model && model && strcmp(model, s[K_MODEL].value)))
		return NULL;
	return s[id].value;
}

static int look(struct ctx *c, struct found *f)
{
	static const char *const mains[] = { "main", "master", "trunk", NULL };
	static const char *const develops[] = { "develop", "dev", NULL };
	static const char *const stables[] = { "stable", NULL };
	const char *remote = kept(c, K_REMOTE) ? kept(c, K_REMOTE) :
						 find_remote(c);
	int rc;

	if ((rc = repo_read(&c->repo)) < 0)
		return rc;
	const char *main = first_of(c, remote, mains);
	const char *develop = first_of(c, remote, develops);
	const char *stable = first_of(c, remote, stables);
	const char *known = model ? model : kept(c, K_MODEL);
	bool qualify = known && !strcmp(known, "qualify");
	f->value[K_REMOTE] = remote;
	f->value[K_MODEL] = known ? known : develop ? "gitflow" : "trunk";
	f->value[K_MAIN] = qualify ? stable : main;
	f->value[K_DEVELOP] = qualify                             ? main :
			      !strcmp(f->value[K_MODEL], "trunk") ? NULL :
								    develop;
	f->unqualified = !known && stable && main && !develop;
	if ((rc = find_tag_form(c, f)) < 0)
		return rc;
	for (int i = 0; i < N_KEYS; i++)
		if (kept(c, (enum key_id)i))
			f->value[i] = kept(c, (enum key_id)i);
	return 0;
}

static void say_it(struct found *f, enum key_id id, const char *value)
{
	if (!value)
		return;
	f->value[id] = value;
	f->said[id] = true;
}

static const char *prefixed(struct ctx *c, const char *key, const char *more)
{
	const char *prefix = config_git(&c->repo.config, key);
	/* git-flow's branches carry no "v" of their own */
	return prefix ? arena_printf(&c->repo.arena, "%s%s", prefix, more) :
			NULL;
}

/* git-flow AVH and git-flow-next keep the same names for these. */
static int import_gitflow(struct ctx *c, struct found *f)
{
	const struct config *config = &c->repo.config;
	const char *main = config_git(config, "gitflow.branch.master");
	const char *develop = config_git(config, "gitflow.branch.develop");
	const char *tag = prefixed(c, "gitflow.prefix.versiontag", "{version}");

	if (!main)
		main = config_git(config, "gitflow.branch.main");
	if (!main && !develop) {
		int rc = error(E_NOTFOUND,
			       "there are no settings of git-flow here");
		error_hint("run git rel init without --import");
		return rc;
	}
	say_it(f, K_MODEL, model ? model : "gitflow");
	say_it(f, K_MAIN, main);
	say_it(f, K_DEVELOP, develop);
	say_it(f, K_BRANCH, prefixed(c, "gitflow.prefix.release", "{version}"));
	say_it(f, K_HOTFIX_BRANCH,
	       prefixed(c, "gitflow.prefix.hotfix", "{version}"));
	say_it(f, K_TAG, tag);
	say_it(f, K_REMOTE, config_git(config, "gitflow.origin"));
	return 0;
}

/* The value a key would have without the one we are about to write. */
static const char *without(struct ctx *c, enum model m, int id)
{
	const struct setting *s = &c->repo.config.setting[id];

	return s->rank <= RANK_FOUND ? keys[id].defaults[m] : s->value;
}

static int no_main(struct ctx *c, const char *main)
{
	const char *head;
	git_oid at;
	int rc = repo_head(&c->repo, &head, &at);

	if (rc < 0)
		return rc;
	if (git_oid_is_zero(&at)) {
		rc = error(E_NOTFOUND, "there is no commit yet");
		error_hint("make a first commit");
		return rc;
	}
	rc = error(E_NOTFOUND, "there is no branch '%s' for releases", main);
	error_hint("make it first: git branch %s", ctx_shell(c, main));
	return rc;
}

static int check(struct ctx *c, const struct found *f, enum model *m)
{
	for (*m = 0; *m < N_MODELS; ++*m)
		if (!strcmp(model_names[*m], f->value[K_MODEL]))
			break;
	if (*m == N_MODELS)
		return error(
			E_USAGE,
			"there is no model '%s': gitflow, trunk or qualify",
			f->value[K_MODEL]);
	const char *main = f->value[K_MAIN] ? f->value[K_MAIN] :
					      without(c, *m, K_MAIN);
	if (has_branch(c, main) ||
	    has_remote_branch(c, f->value[K_REMOTE], main))
		return 0;
	return no_main(c, main);
}

/* All of it together is a configuration that can be read back: git-flow's names
 * may be none that we take. */
static int try_out(struct ctx *c, const struct found *f)
{
	int rc = 0;

	for (int i = 0; !rc && i < N_KEYS; i++)
		if (f->value[i])
			rc = config_take(&c->repo.config, (enum key_id)i,
					 f->value[i], "git rel init",
					 RANK_OPTION) < 0 ?
				     error_in(E_CONFIG, "cannot set %s",
					      keys[i].git) :
				     0;
	return rc < 0 ? rc : config_settle(&c->repo.config);
}

static bool is_said(struct ctx *c, const struct found *f, int id)
{
	return f->said[id] || c->repo.config.setting[id].rank > RANK_FOUND;
}

/* What stands in rel.found.*; NULL: nothing.  The branches there are those of
 * the model there. */
static const char *only_seen(struct ctx *c, const struct found *f, enum model m,
			     int id)
{
	if (id == K_MODEL)
		return !is_said(c, f, id) || only_seen(c, f, m, K_MAIN) ||
				       only_seen(c, f, m, K_DEVELOP) ?
			       f->value[id] :
			       NULL;
	if (is_said(c, f, id) || !f->value[id] ||
	    !strcmp(without(c, m, id), f->value[id]))
		return NULL;
	return f->value[id];
}

/* What was said and is not there already. */
static bool is_news(struct ctx *c, const struct found *f, enum model m, int id)
{
	const struct setting *now = &c->repo.config.setting[id];

	if (!is_said(c, f, id) || !f->value[id])
		return false;
	if (now->rank > RANK_FOUND)
		return strcmp(now->value, f->value[id]) != 0;
	return id == K_MODEL || strcmp(without(c, m, id), f->value[id]) != 0;
}

static void write_settings(struct ctx *c, struct plan *p, const struct found *f,
			   enum model m)
{
	struct step *s = plan_add(p, STEP_CONFIG);

	s->what = "write .git/config";
	for (int i = 0; i < N_KEYS; i++) {
		const char *key = keys[i].git;
		if (is_news(c, f, m, i))
			step_set(p, s, key, local_setting(c, key), f->value[i]);
		key = arena_printf(&c->repo.arena, "rel.found.%s",
				   key + strlen("rel."));
		local_setting_change(c, p, s, key, only_seen(c, f, m, i));
	}
	if (!s->n_set)
		p->n--;
}

/* What is set here hides what the project has agreed on. */
static void note_hidden(struct ctx *c, struct plan *p, const struct found *f)
{
	for (int i = 0; i < N_KEYS; i++) {
		const struct setting *s = &c->repo.config.setting[i];
		bool said = f->said[i];
		const char *value = said ? f->value[i] : s->value;
		if (!s->policy || (!said && s->rank <= RANK_POLICY) ||
		    !strcmp(value, s->policy))
			continue;
		bool here = said || local_setting(c, keys[i].git);
		plan_note(
			p,
			"%s is '%s' by %s, and '%s' by %s, which does not count%s%s",
			keys[i].git, value, said ? "git rel init" : s->origin,
			s->policy, s->policy_origin,
			here ? "; to follow it: git config --unset " : "",
			here ? keys[i].git : "");
	}
}

/* Where there is a policy, the others have only what that says. */
static void note_alone(struct ctx *c, struct plan *p, const struct found *f,
		       enum model m)
{
	const struct config *config = &c->repo.config;
	bool policy = false;

	for (int i = 0; i < N_KEYS; i++)
		policy = policy || config->setting[i].policy;
	for (int i = 0; policy && i < N_KEYS; i++) {
		const char *value = only_seen(c, f, m, i);
		if (!value || config->setting[i].policy || !keys[i].section ||
		    i == K_REMOTE || !strcmp(value, keys[i].defaults[m]))
			continue;
		plan_note(
			p,
			"%s is '%s' in this clone alone; .gitrel says it to all: git config --file .gitrel %s.%s %s",
			keys[i].git, value, keys[i].section, keys[i].name,
			ctx_shell(c, value));
	}
}

/* The settings are tried out by now: these are those that will hold. */
static int say(struct ctx *c, struct plan *p)
{
	const struct config *config = &c->repo.config;
	const char *develop = setting(config, K_DEVELOP);
	const char *remote = branch_remote(c);
	struct status s = { 0 };

	c->repo.config.configured = true;
	int rc = status_look(c, &s);
	status_release(&s);
	if (rc < 0)
		return rc;
	p->outcome = plan_text(
		p,
		"model %s: releases land on '%s'%s%s%s; tags are '%s'; remote %s\nnext: %s%s%s%s",
		model_names[config->model], setting(config, K_MAIN),
		*develop ? ", work goes on in '" : "", develop,
		*develop ? "'" : "", setting(config, K_TAG),
		remote ? remote : "none", s.next, s.remark ? "\n      (" : "",
		s.remark ? s.remark : "", s.remark ? ")" : "");
	return 0;
}

static int add_hooks(struct ctx *c, struct plan *p)
{
	const struct install how = { 0 };
	struct place place;
	int rc = place_look(&place, c);

	return rc < 0 ? rc : install_plan(c, p, &place, &how);
}

static int plan_init_cmd(struct ctx *c, struct plan *p)
{
	struct found f = { { 0 } };
	enum model m;
	int rc;

	f.said[K_MODEL] = model != NULL;
	if ((rc = look(c, &f)) < 0 ||
	    (import && (rc = import_gitflow(c, &f)) < 0) ||
	    (rc = check(c, &f, &m)) < 0)
		return rc;
	if ((rc = init_names(c, m, f.value[K_REMOTE], f.value[K_TAG],
			     f.value)) < 0)
		return rc;
	write_settings(c, p, &f, m);
	note_hidden(c, p, &f);
	note_alone(c, p, &f, m);
	if (!import && config_git(&c->repo.config, "gitflow.branch.develop"))
		plan_note(
			p,
			"git-flow is set up here, too: --import takes its names over");
	if (f.unqualified)
		plan_note(
			p,
			"there is a branch 'stable': where releases land there and work goes on in '%s', it is git rel init --model=qualify",
			f.value[K_MAIN]);
	note_forms(c, p, &f);
	rc = try_out(c, &f);
	if (rc >= 0 && hooks)
		rc = add_hooks(c, p);
	return rc < 0 ? rc : say(c, p);
}

const struct cmd cmd_init = {
	.name = "init",
	.args = "[--model=<model>] [--import] [--hooks]",
	.brief = "set a repository up, from what is there",
	.opts = opts,
	.max_args = 0,
	.plan = plan_init_cmd,
};
