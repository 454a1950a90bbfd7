#include "git-rel/undo_public.h"

#include "git/history.h"
#include "git/remote.h"
#include "release/candidate_branch.h"
#include "release/under_way.h"
#include "staging/staging.h"

#include <string.h>

/* What mends it: while the release is open, a commit on its branch. */
static const char *mend(struct ctx *c, const char *ref)
{
	struct version v;
	bool hotfix;

	return starts_with(ref, "refs/heads/") &&
			       release_of_branch(c, ref_short(ref), &v,
						 &hotfix) &&
			       !release_is_out(c, ref_short(ref)) ?
		       "commit what mends it: the release is still open" :
		       NULL;
}

static int is_public(struct ctx *c, const struct plan *old, const char *ref,
		     const char *remote)
{
	const char *open = mend(c, ref);
	int rc = error(E_POLICY, "it is public: '%s' is on '%s'",
		       ref_short(ref), remote);

	if (old->verb && !strcmp(old->verb, "pr")) /* no version yet */
		error_hint(
			"what was pushed is not taken back: commit what mends it, and run git rel pr again");
	else if (open)
		error_hint("what was pushed is not taken back; %s", open);
	else
		error_hint(
			"what was pushed is not taken back; mend it with a new version (git rel %s)",
			old->verb && !strcmp(old->verb, "rc") ? "rc" :
								"hotfix");
	return rc;
}

/* Others have seen it there, and have answered. */
static int is_on_forge(const struct step *s, const char *told)
{
	int rc = error(E_POLICY, "it is public: the forge was asked to %s",
		       s->what);

	error_hint(
		"what a forge has is not taken back from here: close or delete it there");
	for (size_t n; told && *told; told += n + (told[n] == '\n')) {
		n = strcspn(told, "\n");
		if (memmem(told, n, "://", 3))
			error_hint("%.*s", (int)n, told);
	}
	return rc;
}

bool undo_is_over(struct ctx *c, const char *version)
{
	struct staging s;
	struct saved_error before;

	error_save(&before);
	bool closed =
		staging_find(c, version, &s) == 0 &&
		(evidence_closed(&s.evidence) || staging_is_tagged(c, &s));
	(void)error_restore(0, &before);
	return closed;
}

/* Records only grow, wherever they have come. */
static int is_recorded(struct ctx *c, const struct plan *old,
		       const struct step *s)
{
	int rc = error(E_POLICY, "it is public: '%s' has the evidence of %s",
		       s->remote, old->release);

	if (undo_is_over(c, old->release))
		return rc;
	error_hint("git staging withdraw <item> takes an answer of yours back");
	error_hint(
		"git staging close --give-up -m <why> %s gives the release up",
		old->release);
	return rc;
}

static bool is_evidence(const struct change *ch)
{
	return starts_with(ch->ref, "refs/rel/") && !git_oid_is_zero(&ch->to);
}

/* Evidence that goes along with what is told anyway is not told. */
static int check_evidence(struct ctx *c, const struct plan *old)
{
	for (size_t i = 0; i < old->n; i++)
		for (size_t k = 0; k < old->step[i].n; k++)
			if (old->step[i].kind == STEP_PUSH &&
			    is_evidence(&old->step[i].change[k]))
				return is_recorded(c, old, &old->step[i]);
	return 0;
}

/* What others may have built on stays. */
static int check_pushed(struct ctx *c, const struct plan *old, const char *told)
{
	for (size_t i = 0; i < old->n; i++)
		if (old->step[i].kind == STEP_FORGE)
			return is_on_forge(&old->step[i], told);
	for (size_t i = 0; i < old->n; i++)
		for (size_t k = 0; k < old->step[i].n; k++) {
			const struct change *ch = &old->step[i].change[k];
			bool tag = starts_with(ch->ref, "refs/tags/");
			if (old->step[i].kind != STEP_PUSH || is_evidence(ch) ||
			    git_oid_is_zero(&ch->to))
				continue;
			/* else a branch that we made */
			if (tag || !git_oid_is_zero(&ch->from))
				return is_public(c, old, ch->ref,
						 old->step[i].remote);
		}
	return check_evidence(c, old);
}

bool undo_made(const struct plan *old, const git_oid *id)
{
	for (size_t i = 0; i < old->n; i++)
		if (old->step[i].kind == STEP_RESOLVED ||
		    (old->step[i].kind == STEP_OBJECT &&
		     oid_eq(&old->step[i].to, id)))
			return true;
	return false;
}

/* Did this operation put a new branch there, at just this commit? */
static bool pushed(const struct plan *old, const char *ref, const git_oid *id)
{
	for (size_t i = 0; i < old->n; i++)
		for (size_t k = 0; k < old->step[i].n; k++) {
			const struct change *ch = &old->step[i].change[k];
			if (old->step[i].kind == STEP_PUSH &&
			    git_oid_is_zero(&ch->from) &&
			    !strcmp(ch->ref, ref) && oid_eq(&ch->to, id))
				return true;
		}
	return false;
}

/* Does a branch there, called the same or not, have the commit?  The one that
 * we pushed goes with it; that of a merge that is qualified makes nothing public. */
static int is_there(struct ctx *c, const struct remote *remote,
		    const struct plan *old, const char *ref, const git_oid *id)
{
	const git_oid *same = remote_ref(remote, ref);
	struct repo *r = &c->repo;
	struct version v;
	int rc;

	for (size_t i = 0; i < remote->n; i++)
		if (oid_eq(&remote->ref[i].id, id) &&
		    !pushed(old, remote->ref[i].name, id) &&
		    !candidate_branch_is(c, ref_short(remote->ref[i].name), &v))
			return 1;
	if (git_oid_is_zero(same) || pushed(old, ref, same))
		return 0;
	if ((rc = remote_fetch(r, remote, ref)) < 0)
		return rc;
	return history_contains(r, id, same);
}

/* A seal is kept for ever: no other release of the version comes in its place. */
static int check_seal(struct ctx *c, const struct remote *remote,
		      const char *ref)
{
	const char *patterns[] = { ref, NULL };
	struct remote there;
	int rc = remote_look_refs(&c->repo, &there, remote->name, patterns);

	if (rc < 0 || git_oid_is_zero(remote_ref(&there, ref)))
		return rc;
	rc = error(E_POLICY, "it is public: '%s' is on '%s'", ref,
		   remote->name);
	error_hint("it goes out as it is: run what made it again, and push");
	return rc;
}

/* Somebody may have pushed by hand what was made here. */
static int check_ref(struct ctx *c, const struct remote *remote,
		     const struct plan *old, const struct change *ch)
{
	bool tag = starts_with(ch->ref, "refs/tags/");

	if (git_oid_is_zero(&ch->to))
		return 0;
	if (starts_with(ch->ref, "refs/rel/seal/"))
		return check_seal(c, remote, ch->ref);
	if (tag && !git_oid_is_zero(remote_ref(remote, ch->ref)))
		return is_public(c, old, ch->ref, remote->name);
	if (tag || !undo_made(old, &ch->to))
		return 0;
	int rc = is_there(c, remote, old, ch->ref, &ch->to);
	return rc > 0 ? is_public(c, old, ch->ref, remote->name) : rc;
}

/* A branch that only begins somewhere made nothing others could have. */
static bool could_be_public(const struct plan *old)
{
	bool found = false;

	for (size_t i = 0; i < old->n; i++)
		for (size_t k = 0; k < old->step[i].n; k++) {
			const struct change *ch = &old->step[i].change[k];
			found = found || (old->step[i].kind == STEP_REFS &&
					  !git_oid_is_zero(&ch->to) &&
					  (starts_with(ch->ref, "refs/tags/") ||
					   undo_made(old, &ch->to)));
		}
	return found;
}

int undo_public(struct ctx *c, const struct plan *old, const char *told)
{
	const char *name = setting(&c->repo.config, K_REMOTE);
	struct remote remote;
	int rc = check_pushed(c, old, told);

	if (rc < 0 || !could_be_public(old) ||
	    !config_has_remote(&c->repo.config, name))
		return rc;
	if ((rc = remote_look(&c->repo, &remote, name)) < 0)
		return rc;
	for (size_t i = 0; !rc && i < old->n; i++)
		for (size_t k = 0; !rc && k < old->step[i].n; k++)
			if (old->step[i].kind == STEP_REFS)
				rc = check_ref(c, &remote, old,
					       &old->step[i].change[k]);
	return rc;
}
