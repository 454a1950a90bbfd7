#include "git-rel/status_pulls.h"

#include "config/back_merge.h"
#include "forge/await.h"
#include "git/history.h"
#include "release/branch.h"
#include "release/forge_step.h"
#include "release/latest.h"
#include "release/forge_asked.h"
#include "release/under_way.h"

#include <string.h>

static int add(struct ctx *c, struct status *s, const struct version *v,
	       const char *head, const char *base, bool back)
{
	git_oid there;
	int rc = branch_tracked(c, head, &there);

	s->pull = arena_grow(&c->repo.arena, s->pull, s->n_pulls,
			     sizeof(*s->pull));
	s->pull[s->n_pulls++] = (struct status_pull){
		.version = arena_strdup(&c->repo.arena, v->text),
		.head = arena_strdup(&c->repo.arena, head),
		.base = arena_strdup(&c->repo.arena, base),
		.back = back,
		.pushed = rc == 0 && !git_oid_is_zero(&there),
		.asked = forge_asked_pull(c, head, base),
	};
	return rc;
}

/* Those of releases that are not tagged yet. */
static int add_releases(struct ctx *c, struct status *s,
			const struct strvec *branches)
{
	int rc = 0;

	for (size_t i = 0; !rc && i < branches->n; i++) {
		struct release rel = { 0 };
		struct version v;
		git_oid tag;
		bool hotfix;
		if (!release_of_branch(c, branches->v[i], &v, &hotfix) ||
		    release_name(c, &rel, &v, hotfix) < 0 ||
		    repo_ref(&c->repo, rel.tag_ref, &tag) < 0 ||
		    !git_oid_is_zero(&tag))
			continue;
		rc = add(c, s, &v, branches->v[i], rel.main, false);
	}
	return rc;
}

static int add_back(struct ctx *c, struct status *s, const struct version *v,
		    const char *head, const char *base)
{
	struct release rel = { 0 };
	git_oid tag, commit, tip;

	if (release_name(c, &rel, v, false) < 0 ||
	    repo_ref(&c->repo, rel.tag_ref, &tag) < 0 ||
	    git_oid_is_zero(&tag) || repo_peel(&c->repo, &tag, &commit) < 0 ||
	    branch_newest(c, base, &tip) < 0 || git_oid_is_zero(&tip) ||
	    history_contains(&c->repo, &commit, &tip) > 0)
		return 0;
	return add(c, s, v, head, base, true);
}

/* What the last release has asked for, or is to. */
static int add_backs(struct ctx *c, struct status *s)
{
	const struct config *config = &c->repo.config;
	const char *develop = setting(config, K_DEVELOP);
	struct release rel = { 0 };
	struct version last;
	git_oid main;
	bool found = false;
	int rc = branch_newest(c, setting(config, K_MAIN), &main);

	if (rc < 0 || git_oid_is_zero(&main) || !*develop || c->repo.shallow)
		return rc;
	rc = release_last_final(c, NULL, &main, &last, NULL, &found);
	if (rc < 0 || !found || release_name(c, &rel, &last, false) < 0)
		return 0;
	rc = add_back(c, s, &last,
		      back_merge_head(config, &c->repo.arena, rel.tag, develop),
		      develop);
	for (size_t i = 0; !rc && i < s->open.n; i++) {
		const char *head = back_merge_head(config, &c->repo.arena,
						   rel.tag, s->open.v[i]);
		git_oid there;
		if (branch_tracked(c, head, &there) == 0 &&
		    !git_oid_is_zero(&there))
			rc = add_back(c, s, &last, head, s->open.v[i]);
	}
	return rc;
}

int status_pulls(struct ctx *c, struct status *s)
{
	const struct config *config = &c->repo.config;
	int rc = 0;

	if (!branch_remote(c) || s->pending)
		return 0;
	if (setting_is(config, K_FINISH, "pr"))
		rc = add_releases(c, s, &s->open);
	if (!rc && setting_is(config, K_FINISH, "pr"))
		rc = add_releases(c, s, &s->there);
	if (!rc && back_merge_asks(config))
		rc = add_backs(c, s);
	return rc;
}

/* One word for all of them. */
static const char *sum(const struct forge_checks *checks)
{
	size_t n[] = { 0, 0, 0, 0 };

	for (size_t i = 0; i < checks->n; i++)
		n[checks->check[i].result]++;
	return n[FORGE_FAILED]  ? await_word(FORGE_FAILED) :
	       n[FORGE_WAITING] ? await_word(FORGE_WAITING) :
	       checks->n        ? await_word(FORGE_PASSED) :
				  NULL;
}

/* What is only nice to know may not be seen by everybody. */
static void look_closer(struct forge *f, struct status_pull *p)
{
	struct forge_checks checks = { 0 };
	struct saved_error before;

	error_save(&before);
	if (p->is.head_id &&
	    f->ops->checks(f, p->is.head_id, NULL, &checks) == 0)
		p->checks = sum(&checks);
	if (f->ops->approvals(f, &p->is, &p->approvals) < 0)
		p->approvals = (struct forge_approvals){ 0 };
	(void)error_restore(0, &before);
}

static int ask(struct forge *f, struct status_pull *p)
{
	const struct forge_pull_want by = { .head = p->head, .base = p->base };
	int rc = f->ops->pull_last(f, &by, &p->is);

	if (rc == E_NOTFOUND)
		return 0;
	p->exists = rc == 0;
	if (!rc && p->is.state == FORGE_OPEN)
		look_closer(f, p);
	return rc;
}

/* It is open: who is waited for. */
static void next_of_open(struct ctx *c, struct status *s,
			 const struct status_pull *p)
{
	struct arena *a = &c->repo.arena;
	const char *version = ctx_shell(c, p->version);
	bool failed = p->checks && !strcmp(p->checks, "failed");
	bool runs = p->checks && !strcmp(p->checks, "waiting");

	if (p->is.draft && !p->back)
		s->next = arena_printf(a, "git rel pr --no-draft %s", version);
	else if (failed && !p->back) /* it brings what mends it */
		s->next = arena_printf(a, "git rel pr %s", version);
	else if (failed || runs)
		s->next = arena_printf(a, "git rel ci wait %s",
				       p->back ? ctx_shell(c, p->is.head_id) :
						 version);
	else
		s->next = arena_printf(a, "git rel finish %s", version);
	s->remark = arena_printf(
		a, "%s: %s",
		p->is.draft ?
			"it is a draft" :
		failed && !p->back ?
			"once what its checks found is mended and committed" :
		failed ? "its checks have failed" :
		runs   ? "its checks run" :
		p->approvals.refused ?
		       "once what is wanted of it is changed, and it is merged" :
		       "once it is merged",
		p->is.url);
}

/* It was merged, and its branch here has come further since. */
static bool has_more(struct ctx *c, const struct status_pull *p)
{
	git_oid tip, merged;

	return p->is.head_id && git_oid_fromstr(&merged, p->is.head_id) == 0 &&
	       branch_ref(c, "heads", p->head, &tip) == 0 &&
	       !git_oid_is_zero(&tip) && !oid_eq(&tip, &merged) &&
	       repo_has_object(&c->repo, &merged) &&
	       history_contains(&c->repo, &merged, &tip) > 0;
}

/* What the forge says goes before what was guessed. */
static void choose(struct ctx *c, struct status *s, const struct status_pull *p)
{
	struct arena *a = &c->repo.arena;
	const char *version = ctx_shell(c, p->version);
	bool closed = p->exists && p->is.state == FORGE_CLOSED;

	if (p->exists && p->is.state == FORGE_OPEN) {
		next_of_open(c, s, p);
		return;
	}
	bool merged = p->exists && !closed && (p->back || !has_more(c, p));
	s->next = arena_printf(a, "git rel %s %s",
			       p->back || merged ? "finish" : "pr", version);
	s->remark = closed ? arena_printf(a, "it was closed: %s", p->is.url) :
		    p->exists && !merged ?
			     "its branch has more than was merged" :
			     NULL;
}

int status_pulls_ask(struct ctx *c, struct status *s)
{
	struct saved_error before;
	struct forge *f = NULL;
	int rc;

	if (!s->n_pulls)
		return 0;
	error_save(&before);
	rc = forge_of(c, branch_remote(c), &f);
	for (size_t i = 0; !rc && i < s->n_pulls; i++)
		rc = ask(f, &s->pull[i]);
	if (rc < 0) {
		s->unasked = arena_strdup(&c->repo.arena, error_message());
		return error_restore(0, &before);
	}
	s->forge = f;
	for (size_t i = 0; i < s->n_pulls; i++)
		if (s->waits && !strcmp(s->waits, s->pull[i].head))
			choose(c, s, &s->pull[i]);
	return error_restore(0, &before);
}
