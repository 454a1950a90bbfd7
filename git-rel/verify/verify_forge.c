/*
 * What the forge has of a release: its page, its files, its checks, and the pull
 * request that it was merged by.
 */
#include "git-rel/verify/verify.h"

#include "base/cleanup.h"
#include "base/json.h"
#include "base/message.h"
#include "forge/find.h"
#include "forge/session.h"
#include "forge/thing.h"
#include "git-rel/publish/assets_version.h"
#include "git/history.h"
#include "plan/oplog.h"

#include <string.h>

static const char *publish(struct verify *v)
{
	return assets_version_typed(v->c, &v->rel.version);
}

/* Does a step of the plan tell the files of our tag?  `*want` is put by the
 * caller. */
static bool has_assets(struct verify *v, const struct plan *p,
		       json_object **want)
{
	for (size_t i = p->n; i-- > 0;) {
		const struct step *s = &p->step[i];
		CLEANUP(json) json_object *o = NULL;
		if (s->kind != STEP_FORGE || strcmp(s->thing, "assets") != 0 ||
		    json_parse(&o, s->want, strlen(s->want)) < 0)
			continue;
		const char *tag = json_get_str(o, "tag");
		if (!tag || strcmp(tag, v->rel.tag) != 0)
			continue;
		*want = json_object_get(o);
		return true;
	}
	return false;
}

/* The files that were published from here last; NULL: nobody knows. */
static int sent_from_here(struct verify *v, json_object **want)
{
	struct saved_error before;
	struct oplog log;
	int rc = oplog_read(&v->c->repo, &log);
	bool found = false;

	error_save(&before);
	for (size_t i = log.n; !rc && !found && i-- > 0;) {
		struct plan p;
		if (strcmp(log.item[i].verb, "publish") != 0 ||
		    log.item[i].undone ||
		    plan_read(&p, log.item[i].lines,
			      strlen(log.item[i].lines)) < 0)
			continue;
		found = has_assets(v, &p, want);
		plan_release(&p);
	}
	return error_restore(rc, &before);
}

static int look_at_files(struct verify *v, const struct forge_release *r)
{
	CLEANUP(json) json_object *want = NULL;
	int rc = sent_from_here(v, &want);
	const char *lacks = NULL;
	const char *twice = thing_asset_twice(r);

	for (size_t i = 0; i < r->n_assets && !lacks; i++)
		if (!r->asset[i].whole)
			lacks = r->asset[i].name;
	if (lacks)
		audit_add(&v->audit, AUDIT_ERROR, "forge-files", v->rel.tag,
			  publish(v), "the upload of '%s' was broken off",
			  lacks);
	const char *other = want && !lacks ? thing_assets_lack(r, want) : NULL;
	if (twice)
		audit_add(&v->audit, AUDIT_ERROR, "forge-files", v->rel.tag,
			  NULL, "'%s' is there twice: delete one of them: %s",
			  arena_strdup(&v->c->repo.arena, twice), r->url);
	if (other)
		audit_add(&v->audit, AUDIT_ERROR, "forge-files", v->rel.tag,
			  publish(v),
			  "'%s' is not there as it was published from here",
			  arena_strdup(&v->c->repo.arena, other));
	else if (!lacks && !twice && r->n_assets)
		audit_add(&v->audit, AUDIT_OK, "forge-files", v->rel.tag, NULL,
			  "%zu file%s, %s", r->n_assets,
			  r->n_assets == 1 ? "" : "s",
			  want ? "as published from here" :
				 "whole as far as the forge tells");
	return rc;
}

static int look_at_page(struct verify *v, struct forge *f)
{
	struct forge_release r = { 0 };
	int rc = f->ops->release_find(f, v->rel.tag, &r);

	if (rc == E_NOTFOUND && !f->token)
		audit_add(&v->audit, AUDIT_OK, "forge-release", v->rel.tag,
			  NULL, "cannot judge: none is seen without a token");
	else if (rc == E_NOTFOUND)
		audit_add(&v->audit, AUDIT_WARNING, "forge-release", v->rel.tag,
			  publish(v), "%s has no release of '%s'", f->ops->name,
			  v->rel.tag);
	if (rc < 0)
		return rc == E_NOTFOUND ? 0 : rc;
	if (r.draft)
		audit_add(&v->audit, AUDIT_ERROR, "forge-release", v->rel.tag,
			  publish(v), "it is still a draft on %s: %s",
			  f->ops->name, r.url);
	else
		audit_add(&v->audit, AUDIT_OK, "forge-release", v->rel.tag,
			  NULL, "published on %s: %s", f->ops->name, r.url);
	return look_at_files(v, &r);
}

static int look_at_ci(struct verify *v, struct forge *f)
{
	struct forge_checks all = { 0 };
	const char *commit = oid_hex(&v->commit);
	size_t passed = 0, waiting = 0, failed = 0;
	int rc = f->ops->checks(f, commit, NULL, &all);

	for (size_t i = 0; !rc && i < all.n; i++) {
		const struct forge_check *c = &all.check[i];
		passed += c->result == FORGE_PASSED;
		waiting += c->result == FORGE_WAITING;
		failed += c->result == FORGE_FAILED;
		if (c->result == FORGE_FAILED)
			audit_add(&v->audit, AUDIT_ERROR, "forge-checks",
				  c->name, NULL, "'%s' has failed on %s%s%s",
				  c->name, oid_short(&v->commit),
				  c->url ? ": " : "", c->url ? c->url : "");
	}
	if (!rc && waiting)
		audit_add(&v->audit, AUDIT_WARNING, "forge-checks", v->rel.tag,
			  NULL, "not all have ended: %zu waiting", waiting);
	else if (!rc && !failed)
		audit_add(&v->audit, AUDIT_OK, "forge-checks", v->rel.tag, NULL,
			  passed ? "%zu passed" : "none were run", passed);
	return rc;
}

/* A squash makes a commit of its own, and the tag stays beside main. */
static int judge_pull(struct verify *v, struct forge *f,
		      const struct forge_pull *p)
{
	git_oid id;
	int rc;

	if (git_oid_is_zero(&v->main) || !p->merge_id ||
	    git_oid_fromstr(&id, p->merge_id) < 0)
		return 0;
	rc = history_contains(&v->c->repo, &v->commit, &v->main);
	if (rc < 0)
		return rc;
	if (rc)
		audit_add(&v->audit, AUDIT_OK, "forge-merge", v->rel.tag, NULL,
			  "%s %s%ld brought it into '%s'", f->ops->pull,
			  f->ops->sign, p->number, p->base);
	else
		audit_add(
			&v->audit, AUDIT_ERROR, "forge-merge", v->rel.tag, NULL,
			"%s %s%ld was merged as %s, squashed or rebased: '%s' is beside '%s'",
			f->ops->pull, f->ops->sign, p->number, oid_short(&id),
			v->rel.tag, v->rel.main);
	return 0;
}

static bool is_of_release(const struct verify *v, const struct forge_pull *p)
{
	return p->state == FORGE_MERGED && !strcmp(p->base, v->rel.main) &&
	       (!strcmp(p->head, v->branches[0]) ||
		!strcmp(p->head, v->branches[1]));
}

static int look_at_pull(struct verify *v, struct forge *f)
{
	struct forge_pull *p = NULL;
	size_t n = 0;
	int rc;

	if (v->candidate || v->c->repo.shallow)
		return 0;
	rc = f->ops->pulls_of_commit(f, oid_hex(&v->commit), &p, &n);
	for (size_t i = 0; !rc && i < n; i++)
		if (is_of_release(v, &p[i]))
			return judge_pull(v, f, &p[i]);
	return rc == E_NOTFOUND ? 0 : rc;
}

static int look(struct verify *v, const char *remote)
{
	struct forge *f = NULL;
	int rc = forge_session(&v->c->repo, remote, &f);

	if (!rc)
		rc = look_at_page(v, f);
	if (!rc)
		rc = look_at_ci(v, f);
	return rc < 0 ? rc : look_at_pull(v, f);
}

int verify_forge(struct verify *v)
{
	const char *remote = setting(&v->c->repo.config, K_REMOTE);
	struct forge_place place;
	struct saved_error before;

	if (!forge_find_known(&place, &v->c->repo, remote))
		return 0;
	error_save(&before);
	if (look(v, remote) < 0)
		audit_add(&v->audit, AUDIT_OK, "forge-release", v->rel.tag,
			  NULL, "not looked at: %s", error_message());
	return error_restore(0, &before);
}
