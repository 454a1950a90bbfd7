#include "git-rel/finish/merge_back.h"

/*
 * A release goes back to where work goes on: develop, open releases.
 */

#include "base/cleanup.h"
#include "base/strvec.h"
#include "config/back_merge.h"
#include "config/value.h"
#include "git-rel/finish/merge.h"
#include "git-rel/finish/request.h"
#include "git/history.h"
#include "object/build.h"
#include "release/branch.h"
#include "release/line.h"
#include "release/under_way.h"

#include <string.h>

/* Of a release of a stable line, develop gets what main got: else main would be
 * ahead of it.  NULL: that is not so. */
static const struct onward *taken_by_main(const struct land *l, struct ctx *c,
					  const struct branch *b)
{
	const struct config *config = &c->repo.config;

	if (!l->rel.on_stable || !setting_is(config, K_DEVELOP, b->name))
		return NULL;
	for (size_t i = 0; i < l->n_onward; i++)
		if (setting_is(config, K_MAIN, onward_name(&l->onward[i])))
			return &l->onward[i];
	return NULL;
}

/* A branch that has it is moved as it is. */
static int add_onward(struct land *l, struct ctx *c, const struct branch *b)
{
	l->onward = arena_grow(&c->repo.arena, l->onward, l->n_onward,
			       sizeof(*l->onward));
	l->onward[l->n_onward++] =
		(struct onward){ .branch = *b, .to = b->tip };
	return 0;
}

/* What a branch gets: the tag, or what main got. */
static struct merge merge_of(const struct land *l, struct ctx *c,
			     const struct branch *b)
{
	const struct onward *main = taken_by_main(l, c, b);
	bool tagged = !main && oid_eq(&l->tag_target, &l->landed);

	return (struct merge){
		.branch = b->name,
		.what = main   ? main->branch.name :
			tagged ? l->rel.tag :
				 l->main.name,
		.ours = b->tip,
		.theirs = main   ? main->to :
			  tagged ? l->landed :
				   l->main_to,
	};
}

static int merge_onward(struct land *l, struct ctx *c, struct plan *p,
			const struct branch *b)
{
	struct merge m = merge_of(l, c, b);
	struct onward *o;
	int rc;

	if (land_request_waits(l, c, p, b))
		return 0;
	l->onward = arena_grow(&c->repo.arena, l->onward, l->n_onward,
			       sizeof(*l->onward));
	o = &l->onward[l->n_onward++];
	*o = (struct onward){ .branch = *b, .to = b->tip };
	if (land_is_request(l, c, b))
		return land_request(l, c, p, &m, o);
	rc = history_contains(&c->repo, &m.theirs, &b->tip);
	if (rc)
		return rc < 0 ? rc : 0;
	if (setting_is(&c->repo.config, K_MERGE, "ff-only")) {
		rc = history_contains(&c->repo, &b->tip, &m.theirs);
		if (rc > 0) {
			o->to = m.theirs;
			land_forward(l, c, p, b, m.what, &o->to);
		}
		if (rc)
			return rc < 0 ? rc : 0;
	}
	return land_merge_back(l, c, p, &m, &o->to);
}

/* Branches of releases that are open and above this one. */
static int open_releases(struct land *l, struct ctx *c, struct strvec *out)
{
	CLEANUP(strvec) struct strvec all = STRVEC_INIT;
	int rc = release_branches(c, &all);

	for (size_t i = 0; i < l->rel.remote.n; i++) {
		const char *ref = l->rel.remote.ref[i].name;
		bool known = !starts_with(ref, "refs/heads/");
		for (size_t k = 0; !known && k < all.n; k++)
			known = !strcmp(all.v[k], ref_short(ref));
		if (!known)
			strvec_push(&all, ref_short(ref));
	}
	for (size_t i = 0; !rc && i < all.n; i++) {
		struct version v;
		bool hotfix;
		if (release_of_branch(c, all.v[i], &v, &hotfix) && !hotfix &&
		    version_cmp(&v, &l->rel.version) > 0)
			strvec_push(out, all.v[i]);
	}
	return rc;
}

static bool has(const struct strvec *names, const char *name)
{
	for (size_t i = 0; i < names->n; i++)
		if (!strcmp(names->v[i], name))
			return true;
	return false;
}

/* What --except names: a branch, or the version of one.  E_USAGE for what is no
 * open release. */
static int read_except(const struct land *l, struct ctx *c,
		       const struct strvec *open, struct strvec *out)
{
	for (size_t i = 0; i < l->except->n; i++) {
		struct release other = { 0 };
		struct version v;
		const char *name = l->except->v[i];
		if (!has(open, name) && release_version(c, name, &v) == 0 &&
		    release_name(c, &other, &v, false) == 0)
			name = other.branch;
		if (has(open, name)) {
			strvec_push(out, name);
			continue;
		}
		int rc = error(
			E_USAGE,
			l->rel.hotfix ?
				"'%s' is no open release that %s would be merged into" :
				"'%s' cannot be left out: only a hotfix is merged into open releases, and %s is none",
			l->except->v[i], l->rel.version.text);
		for (size_t k = 0; k < open->n; k++)
			error_detail("%s", open->v[k]);
		return rc;
	}
	return 0;
}

/* Was it merged and left there?  One that has just been begun is in main, too. */
static int is_leftover(struct land *l, struct ctx *c, const struct branch *b)
{
	struct release other = { .remote = l->rel.remote };
	struct version v;
	bool hotfix;
	int rc = history_contains(&c->repo, &b->tip, &l->main.tip);

	if (rc <= 0 || !release_of_branch(c, b->name, &v, &hotfix))
		return rc;
	return release_is_tagged(c, &other, &v);
}

static int merge_into_release(struct land *l, struct ctx *c, struct plan *p,
			      const char *name)
{
	struct branch b;
	int rc = branch_look(c, &l->rel.remote, name, &b);

	if (!rc)
		rc = branch_is_there(c, &l->rel.remote, &b, NULL);
	if (rc == E_STALE && git_oid_is_zero(&b.remote)) {
		plan_note_once(p, "'%s' is no longer on '%s': left alone",
			       b.name, l->rel.remote.name);
		return 0;
	}
	int old = rc < 0 ? rc : is_leftover(l, c, &b);
	return old < 0 ? old : old ? 0 : merge_onward(l, c, p, &b);
}

/* A hotfix also goes where the next release is being made; that of a stable
 * branch stays there. */
static int merge_into_releases(struct land *l, struct ctx *c, struct plan *p)
{
	CLEANUP(strvec) struct strvec open = STRVEC_INIT;
	CLEANUP(strvec) struct strvec except = STRVEC_INIT;
	int rc = 0;

	if (l->rel.hotfix && !l->rel.on_stable)
		rc = open_releases(l, c, &open);
	if (!rc)
		rc = read_except(l, c, &open, &except);
	for (size_t i = 0; !rc && i < open.n; i++) {
		if (has(&except, open.v[i]))
			strvec_push(&l->left, open.v[i]);
		else
			rc = merge_into_release(l, c, p, open.v[i]);
	}
	return rc;
}

static bool has_onward(const struct land *l, const char *name)
{
	for (size_t i = 0; i < l->n_onward; i++)
		if (!strcmp(onward_name(&l->onward[i]), name))
			return true;
	return !strcmp(l->main.name, name);
}

/* What main has, develop is to have, too. */
static void tell_develop(const struct land *l, struct ctx *c, struct plan *p,
			 const char *into)
{
	const char *develop = setting(&c->repo.config, K_DEVELOP);

	if (!l->rel.on_stable || !*develop ||
	    !setting_is(&c->repo.config, K_MAIN, into))
		return;
	for (size_t i = 0; i < l->into->n; i++)
		if (!strcmp(l->into->v[i], develop))
			return;
	plan_note(p, "'%s' does not get it, and waits for it then: --into %s",
		  develop, ctx_shell(c, develop));
}

static int merge_into(struct land *l, struct ctx *c, struct plan *p,
		      const char *name)
{
	struct branch b = { 0 };
	int rc = 0;

	if (has_onward(l, name))
		return 0;
	if (has(&l->left, name))
		return error(E_USAGE,
			     "'%s' is both to get the release and left out",
			     name);
	if (!strcmp(name, l->rel.branch))
		return error(E_USAGE,
			     "'%s' is the branch of the release itself", name);
	if (refname_ok(name) && strcmp(name, "HEAD") != 0)
		rc = branch_look(c, &l->rel.remote, name, &b);
	if (!rc && b.name)
		rc = branch_is_there(c, &l->rel.remote, &b, NULL);
	if (!rc && git_oid_is_zero(&b.tip))
		return error(
			E_NOTFOUND,
			"there is no branch '%s' that the release could go into",
			name);
	if (!rc)
		rc = line_check_into(c, &l->rel, &b);
	if (!rc)
		rc = merge_onward(l, c, p, &b);
	if (!rc)
		tell_develop(l, c, p, name);
	if (!rc && l->forge && !land_is_request(l, c, &b) &&
	    setting_is(&c->repo.config, K_MAIN, name))
		plan_note(
			p,
			"'%s' is merged and pushed by this command, not by the forge",
			name);
	return rc;
}

/* Where --into says; main first, since develop takes it from there. */
static int merge_into_others(struct land *l, struct ctx *c, struct plan *p)
{
	const char *main = setting(&c->repo.config, K_MAIN);
	int rc = has(l->into, main) ? merge_into(l, c, p, main) : 0;

	for (size_t i = 0; !rc && i < l->into->n; i++)
		rc = merge_into(l, c, p, l->into->v[i]);
	return rc;
}

/* What got it before, and was not pushed then. */
static int push_others(struct land *l, struct ctx *c)
{
	static const enum key_id names[] = { K_MAIN, K_DEVELOP };
	int rc = 0;

	for (size_t i = 0; !rc && i < 2; i++) {
		const char *name = setting(&c->repo.config, names[i]);
		struct branch b;
		if (!l->rel.on_stable || l->tags || !l->pushes || !*name ||
		    has_onward(l, name) || back_merge_asks(&c->repo.config))
			continue;
		rc = branch_look(c, &l->rel.remote, name, &b);
		if (rc < 0 || git_oid_is_zero(&b.local) ||
		    git_oid_is_zero(&b.remote) || oid_eq(&b.local, &b.remote))
			continue;
		rc = history_contains(&c->repo, &l->landed, &b.local);
		if (rc > 0)
			rc = history_contains(&c->repo, &l->landed, &b.remote) ?
				     0 :
				     add_onward(l, c, &b);
	}
	return rc;
}

/* A hotfix that is out is not known for one any more, but by what it asked for. */
static int merge_into_asked(struct land *l, struct ctx *c, struct plan *p)
{
	CLEANUP(strvec) struct strvec asked = STRVEC_INIT;
	int rc = 0;

	land_request_others(l, c, &asked);
	for (size_t i = 0; !rc && i < asked.n; i++)
		if (!has_onward(l, asked.v[i]))
			rc = merge_into_release(l, c, p, asked.v[i]);
	return rc;
}

int land_onward(struct land *l, struct ctx *c, struct plan *p)
{
	int rc = l->develop.name ? merge_onward(l, c, p, &l->develop) : 0;

	if (!rc)
		rc = merge_into_releases(l, c, p);
	if (!rc)
		rc = merge_into_others(l, c, p);
	if (!rc)
		rc = merge_into_asked(l, c, p);
	return rc < 0 ? rc : push_others(l, c);
}
