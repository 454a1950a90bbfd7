/*
 * The forge: does it hold up the rules, and has it the last releases?
 */
#include "git-rel/doctor/doctor.h"

#include "forge/find.h"
#include "forge/keeps.h"
#include "forge/session.h"
#include "forge/token.h"
#include "git-rel/protect/wishes.h"
#include "git-rel/publish/assets_version.h"

#include <string.h>

/* true: as it shall be. */
static bool tell_wish(struct doctor *d, struct forge *f, const struct wish *w,
		      const struct forge_rule *is)
{
	const char *differs = wish_gaps(f, w, is, 0);
	const char *stops = wish_stops_finish(f, w, is);

	if (*differs)
		audit_add(&d->audit, AUDIT_WARNING, "forge-protect",
			  w->want.pattern, "git rel protect apply",
			  "%s does not hold up %s: '%s' %s", f->ops->name,
			  w->rules, w->want.pattern, differs);
	if (stops)
		audit_add(&d->audit, AUDIT_WARNING, "forge-protect",
			  w->want.pattern, NULL, "'%s' %s", w->want.pattern,
			  stops);
	return !*differs && !stops && !*wish_gaps(f, w, is, FORGE_UNSEEN);
}

static int look_at_protection(struct doctor *d, struct forge *f)
{
	struct wishes wishes = { 0 };
	size_t held = 0, never = 0;
	int rc = 0;

	wishes_read(&wishes, &d->rules, &d->c->repo.arena, NULL);
	for (size_t i = 0; !rc && i < wishes.n; i++) {
		const struct wish *w = &wishes.v[i];
		struct forge_rule is;
		rc = f->ops->rule_see(f, w->want.pattern, w->want.tag, &is);
		held += !rc && tell_wish(d, f, w, &is);
		never += !rc && *wish_needs(f, w, &is, FORGE_NEVER);
	}
	if (!rc && held && held == wishes.n)
		audit_add(&d->audit, AUDIT_OK, "forge-protect", f->ops->name,
			  NULL, "%s holds up what %s", f->ops->name,
			  never ? "it can of the rules" : "the rules ask for");
	return rc;
}

static void tell_release(struct doctor *d, const struct forge *f,
			 const struct release_tag *t,
			 const struct forge_release *r)
{
	bool told = !r || r->draft;
	const char *hint = told ? assets_version_typed(d->c, &t->version) : "";

	if (!r)
		audit_add(&d->audit, AUDIT_WARNING, "forge-release", t->name,
			  hint, "%s has no release of '%s'", f->ops->name,
			  t->name);
	else if (r->draft)
		audit_add(&d->audit, AUDIT_WARNING, "forge-release", t->name,
			  hint, "the release of '%s' is still a draft: %s",
			  t->name, r->url);
}

/* Of the last ones only; where there is none of any, tags are all there is. */
static int look_at_releases(struct doctor *d, struct forge *f)
{
	const struct release_tag *lacks[8];
	size_t n = 0, there = 0;
	int rc = 0;

	for (size_t i = 0; !rc && i < d->n_tags && n < 8; i++) {
		const struct release_tag *t = &d->tag[i];
		struct forge_release r = { 0 };
		if (!t->recent)
			continue;
		rc = f->ops->release_find(f, t->name, &r);
		if (rc == E_NOTFOUND)
			lacks[n++] = t;
		else if (!rc)
			tell_release(d, f, t, &r);
		there += !rc;
		rc = rc == E_NOTFOUND ? 0 : rc;
	}
	for (size_t i = 0; !rc && there && f->token && i < n; i++)
		tell_release(d, f, lacks[i], NULL);
	return rc;
}

static const struct release_tag *tag_of(const struct doctor *d,
					const char *name)
{
	for (size_t i = 0; i < d->n_tags; i++)
		if (!strcmp(d->tag[i].name, name))
			return &d->tag[i];
	return NULL;
}

/* One that is of no version, as "nightly". */
static bool is_tag(const struct doctor *d, const char *name)
{
	git_oid id;

	return !repo_ref(&d->c->repo,
			 arena_printf(&d->c->repo.arena, "refs/tags/%s", name),
			 &id) &&
	       !git_oid_is_zero(&id);
}

/* Is it on the remote?  1, 0; negative: that does not answer. */
static int is_there(struct doctor *d, const char *name)
{
	struct repo *r = &d->c->repo;
	const char *ref = arena_printf(&r->arena, "refs/tags/%s", name);
	const char *const refs[] = { ref, NULL };
	struct saved_error before;
	struct remote remote;

	error_save(&before);
	int rc = remote_look_refs(r, &remote, setting(&r->config, K_REMOTE),
				  refs);
	rc = error_restore(rc, &before);
	return rc < 0 ? rc : !git_oid_is_zero(remote_ref(&remote, ref));
}

static void tell_draft(struct doctor *d, const struct forge *f,
		       const struct forge_release *r)
{
	const char *remote = setting(&d->c->repo.config, K_REMOTE);
	const char *tag = ctx_shell(d->c, arena_printf(&d->c->repo.arena,
						       "refs/tags/%s", r->tag));
	int there = is_there(d, r->tag);

	if (there > 0)
		audit_add(
			&d->audit, AUDIT_WARNING, "forge-release", r->tag,
			arena_printf(&d->c->repo.arena, "git fetch %s %s:%s",
				     ctx_shell(d->c, remote), tag, tag),
			"%s has a draft of '%s', a tag that is on '%s' and not here: %s",
			f->ops->name, r->tag, remote, r->url);
	else
		audit_add(
			&d->audit, AUDIT_WARNING, "forge-release", r->tag, NULL,
			"%s has a draft of '%s', and there is no such tag%s: %s",
			f->ops->name, r->tag, there < 0 ? " here" : "", r->url);
}

/* That of a tag which is there was told above if it is one of the last. */
static int look_at_drafts(struct doctor *d, struct forge *f)
{
	struct forge_release *draft = NULL;
	size_t n = 0;
	int rc = f->ops->drafts_of ? f->ops->drafts_of(f, &draft, &n) : 0;

	for (size_t i = 0; !rc && i < n; i++) {
		const struct forge_release *r = &draft[i];
		struct forge_release other;
		if (!tag_of(d, r->tag) && !is_tag(d, r->tag)) {
			tell_draft(d, f, r);
			continue;
		}
		rc = f->ops->release_find(f, r->tag, &other);
		if (!rc && !other.draft)
			audit_add(
				&d->audit, AUDIT_WARNING, "forge-release",
				r->tag, NULL,
				"a draft of '%s' is left beside what is published: %s",
				r->tag, r->url);
	}
	return rc;
}

/* Runs of the last tags that a person has to answer for. */
static int look_at_gates(struct doctor *d, struct forge *f)
{
	int rc = 0;

	for (size_t i = 0, seen = 0; !rc && i < d->n_tags && seen < 3; i++) {
		const struct release_tag *t = &d->tag[i];
		struct forge_run *run = NULL;
		size_t n = 0;
		if (!t->recent)
			continue;
		seen++;
		rc = f->ops->runs(f, oid_hex(&t->commit), &run, &n);
		for (size_t k = 0; !rc && k < n; k++)
			if (run[k].held)
				audit_add(&d->audit, AUDIT_WARNING,
					  "forge-gate", t->name,
					  arena_printf(&d->c->repo.arena,
						       "git rel approve %s",
						       t->version.text),
					  "'%s' of '%s' waits for a person: %s",
					  run[k].name ? run[k].name : "a run",
					  t->name, run[k].url);
	}
	/* a token for releases may not see them */
	return rc == E_POLICY || rc == E_NOTFOUND ? 0 : rc;
}

static int look(struct doctor *d, const char *remote)
{
	struct forge *f = NULL;
	int rc = forge_session(&d->c->repo, remote, &f);

	if (!rc)
		rc = look_at_protection(d, f);
	if (!rc)
		rc = look_at_releases(d, f);
	if (!rc && f->token)
		rc = look_at_drafts(d, f);
	return !rc && f->token ? look_at_gates(d, f) : rc;
}

bool doctor_forge_keeps(struct doctor *d, const char *branch)
{
	struct repo *r = &d->c->repo;
	const char *remote = setting(&r->config, K_REMOTE);
	struct forge_place place;

	return d->forge && forge_find_known(&place, r, remote) &&
	       (d->forge > 0 || forge_token_variable(&r->arena, &place)) &&
	       forge_keeps(r, remote, branch);
}

int doctor_forge(struct doctor *d)
{
	struct repo *r = &d->c->repo;
	const char *remote = setting(&r->config, K_REMOTE);
	struct forge_place place;
	struct saved_error before;

	if (!forge_find_known(&place, r, remote)) {
		if (d->forge > 0)
			audit_add(
				&d->audit, AUDIT_OK, "forge-release", remote,
				NULL,
				"not looked at: nobody has told which forge it is, rel.forge would");
		return 0;
	}
	if (d->forge < 0 && !forge_token_variable(&r->arena, &place))
		return 0;
	error_save(&before);
	if (look(d, remote) < 0)
		audit_add(&d->audit, AUDIT_OK, "forge-release", remote, NULL,
			  "not looked at: %s", error_message());
	return error_restore(0, &before);
}
