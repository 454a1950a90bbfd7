#include "qualify/previous_bring.h"

#include "evidence/names.h"
#include "git/history.h"
#include "git/remote.h"
#include "release/latest.h"

#include <string.h>

/* Of what the remote has sealed the highest below this one, where it is above
 * `last`: its tag may not be here. */
static void look_there(struct ctx *c, const struct staging *s,
		       const struct remote *remote, struct version *last,
		       bool *found)
{
	for (size_t i = 0; i < remote->n; i++) {
		const char *name = remote->ref[i].name;
		struct version v;
		if (!starts_with(name, SEAL_REFS) ||
		    release_version(c, name + strlen(SEAL_REFS), &v) < 0 ||
		    version_is_pre(&v) ||
		    version_cmp(&v, &s->rel.version) >= 0 ||
		    (*found && version_cmp(&v, last) <= 0))
			continue;
		*last = v;
		*found = true;
	}
}

static int which(struct ctx *c, struct staging *s, const struct remote *remote)
{
	struct version last;
	bool found;
	int rc;

	if (s->evidence.n) {
		s->before.release = s->evidence.record[0].text[TEXT_PREVIOUS];
		return 0;
	}
	rc = release_below(c, NULL, &s->rel.version, &last, &found);
	if (!rc)
		look_there(c, s, remote, &last, &found);
	if (!rc && found)
		s->before.release = arena_strdup(&c->repo.arena, last.text);
	return rc;
}

/* What is here is kept, unless the remote has more of it. */
static int take_tip(struct ctx *c, struct before *b,
		    const struct remote *remote)
{
	const char *ref = evidence_ref(&c->repo.arena, b->release);
	enum relation how = BEHIND;
	int rc = repo_ref(&c->repo, ref, &b->here);

	b->tip = b->here;
	b->there = *remote_ref(remote, ref);
	if (rc < 0 || git_oid_is_zero(&b->there))
		return rc;
	rc = remote_fetch_hidden(&c->repo, remote, ref, &b->there);
	if (!rc && !git_oid_is_zero(&b->here))
		rc = history_relation(&c->repo, &b->here, &b->there, &how);
	if (!rc && how == BEHIND)
		b->tip = b->there;
	return rc;
}

static int take_seal(struct ctx *c, struct before *b,
		     const struct remote *remote)
{
	const char *ref = seal_ref(&c->repo.arena, b->release);
	int rc = repo_ref(&c->repo, ref, &b->seal_here);

	b->seal = b->seal_here;
	if (rc < 0 || !git_oid_is_zero(&b->seal))
		return rc;
	b->seal = *remote_ref(remote, ref);
	return git_oid_is_zero(&b->seal) ?
		       0 :
		       remote_fetch_hidden(&c->repo, remote, ref, &b->seal);
}

/* Is all here that the records name?  Or do they name none? */
static bool is_known(struct ctx *c, const struct staging *s)
{
	const struct record *open = s->evidence.record;
	const char *hex = open->text[TEXT_PREVIOUS_TIP];
	git_oid named, tip;

	if (!open->text[TEXT_PREVIOUS] || !hex || !oid_from_hex(&named, hex))
		return true;
	return repo_has_object(&c->repo, &named) &&
	       repo_ref(&c->repo,
			evidence_ref(&c->repo.arena, open->text[TEXT_PREVIOUS]),
			&tip) == 0 &&
	       !git_oid_is_zero(&tip);
}

int previous_find(struct ctx *c, struct staging *s)
{
	const char *patterns[] = { EVIDENCE_REFS "*", SEAL_REFS "*", NULL };
	struct remote remote = { 0 };
	int rc = 0;

	if (s->evidence.n && is_known(c, s))
		return 0;
	if (s->remote)
		rc = remote_look_refs(&c->repo, &remote, s->remote, patterns);
	if (!rc)
		rc = which(c, s, &remote);
	if (rc < 0 || !s->before.release)
		return rc;
	rc = take_tip(c, &s->before, &remote);
	return rc < 0 ? rc : take_seal(c, &s->before, &remote);
}

static void move(struct plan *p, const char *ref, const git_oid *from,
		 const git_oid *to)
{
	struct step *step;

	if (git_oid_is_zero(to) || oid_eq(from, to))
		return;
	step = plan_refs(p);
	if (!step->what)
		step->what = "keep the records of the release before";
	step_change(p, step, ref, from, to);
}

void previous_steps(struct ctx *c, struct plan *p, const struct staging *s)
{
	struct arena *a = &c->repo.arena;
	const struct before *b = &s->before;
	git_oid seen;

	if (!b->release)
		return;
	move(p, evidence_ref(a, b->release), &b->here, &b->tip);
	move(p, seal_ref(a, b->release), &b->seal_here, &b->seal);
	if (!s->remote)
		return;
	const char *ref = evidence_seen_ref(a, s->remote, b->release);
	if (repo_ref(&c->repo, ref, &seen) == 0 && git_oid_is_zero(&seen))
		move(p, ref, &seen, &b->there);
}
