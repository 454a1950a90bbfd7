#include "git-rel/finish/merge_back.h"

/*
 * A release goes back to where work goes on: develop, open releases.
 */

#include "base/cleanup.h"
#include "base/strvec.h"
#include "git-rel/finish/merge.h"
#include "git/history.h"
#include "object/build.h"
#include "release/branch.h"
#include "release/under_way.h"

#include <string.h>

static int merge_onward(struct land *l, struct ctx *c, struct plan *p,
			const struct branch *b)
{
	CLEANUP(strbuf) struct strbuf message = STRBUF_INIT;
	bool tagged = oid_eq(&l->tag_target, &l->landed);
	struct merge m = { .branch = b->name,
			   .what = tagged ? l->rel.tag : l->main.name,
			   .ours = b->tip,
			   .theirs = tagged ? l->landed : l->main_to };
	struct onward *o;
	int rc;

	l->onward = arena_grow(&c->repo.arena, l->onward, l->n_onward,
			       sizeof(*l->onward));
	o = &l->onward[l->n_onward++];
	o->branch = *b;
	o->to = b->tip;
	rc = history_contains(&c->repo, &m.theirs, &b->tip);
	if (rc)
		return rc < 0 ? rc : 0;
	land_back_message(l, c, b->name, &message);
	m.message = message.buf;
	if (tagged)
		m.tag = l->tag_to;
	/* the base of both is where the release began */
	if (l->squashed)
		m.also = l->branch.tip;
	return land_merge(l, c, p, &m, &o->to);
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

/* A hotfix also goes where the next release is being made. */
static int merge_into_releases(struct land *l, struct ctx *c, struct plan *p)
{
	CLEANUP(strvec) struct strvec open = STRVEC_INIT;
	struct branch b;
	int rc;

	if (!l->rel.hotfix)
		return 0;
	rc = open_releases(l, c, &open);
	for (size_t i = 0; !rc && i < open.n; i++) {
		if ((rc = branch_look(c, &l->rel.remote, open.v[i], &b)) < 0)
			break;
		rc = branch_is_there(c, &l->rel.remote, &b, NULL);
		if (rc == E_STALE) {
			plan_note_once(p,
				       "'%s' is no longer on '%s': left alone",
				       b.name, l->rel.remote.name);
			rc = 0;
			continue;
		}
		int old = rc < 0 ? rc :
				   history_contains(&c->repo, &b.tip,
						    &l->main.tip);
		rc = old < 0 ? old : old ? 0 : merge_onward(l, c, p, &b);
	}
	return rc;
}

int land_onward(struct land *l, struct ctx *c, struct plan *p)
{
	int rc = l->develop.name ? merge_onward(l, c, p, &l->develop) : 0;

	return rc < 0 ? rc : merge_into_releases(l, c, p);
}
