#include "staging/candidate.h"

#include "base/cleanup.h"
#include "evidence/names.h"
#include "git/gitrel_file.h"
#include "git/history.h"
#include "release/branch.h"
#include "release/latest.h"
#include "staging/policy.h"
#include "staging/record_step.h"

#include <string.h>

static const char *hex_of(struct ctx *c, const git_oid *id)
{
	return git_oid_is_zero(id) ? NULL :
				     arena_strdup(&c->repo.arena, oid_hex(id));
}

/* The project's first commit: that of the first parents. */
static int find_root(struct ctx *c, const git_oid *from, git_oid *out)
{
	git_oid parent = *from;
	int rc = 0;

	while (!rc && !git_oid_is_zero(&parent)) {
		*out = parent;
		rc = history_parent(&c->repo, out, 0, &parent);
	}
	return rc;
}

/* Before the first release there may be no main. */
static int find_main(struct ctx *c, const struct staging *s,
		     const struct record *rec, git_oid *out)
{
	int rc = branch_newest(c, s->rel.main, out);

	if (!rc && git_oid_is_zero(out))
		*out = rec->commit;
	return rc;
}

/* The policy is that of main: one could be relaxed on the branch. */
static int add_policy(struct ctx *c, const struct staging *s,
		      struct record *rec)
{
	git_oid main, blob;
	int rc = find_main(c, s, rec, &main);

	if (rc < 0 || (rc = gitrel_blob(&c->repo, &main, &blob)) < 0)
		return rc;
	rec->text[TEXT_POLICY] = hex_of(c, &blob);
	return 0;
}

/* Those who may sign are the signers of that time, whoever comes later. */
static int add_signers(struct ctx *c, const struct staging *s,
		       struct record *rec)
{
	CLEANUP(policy) struct policy policy = { 0 };
	git_oid main, blob;
	int rc = policy_look(c, s, &policy);
	const char *path = rc < 0 ? "" : setting(policy.config, K_SIGNERS);

	if (rc < 0 || !*path)
		return rc;
	if ((rc = find_main(c, s, rec, &main)) < 0 ||
	    (rc = gitrel_blob_of(&c->repo, &main, path, &blob)) < 0)
		return rc;
	if (git_oid_is_zero(&blob))
		return error(E_CONFIG, "'%s' has no file '%s' of signers",
			     s->rel.main, path);
	rec->text[TEXT_SIGNERS] = hex_of(c, &blob);
	return 0;
}

/* What the release before ended with: who deletes that is found out here. */
static int add_previous(struct ctx *c, const struct staging *s,
			struct record *rec)
{
	struct arena *a = &c->repo.arena;
	struct version last;
	git_oid tip, seal;
	bool found;
	int rc = release_below(c, NULL, &s->rel.version, &last, &found);

	if (rc < 0 || !found)
		return rc;
	if ((rc = repo_ref(&c->repo, evidence_ref(a, last.text), &tip)) < 0 ||
	    (rc = repo_ref(&c->repo, seal_ref(a, last.text), &seal)) < 0)
		return rc;
	if (git_oid_is_zero(&tip))
		return 0;
	rec->text[TEXT_PREVIOUS] = arena_strdup(a, last.text);
	rec->text[TEXT_PREVIOUS_TIP] = hex_of(c, &tip);
	rec->text[TEXT_PREVIOUS_SEAL] = hex_of(c, &seal);
	return 0;
}

int candidate_open(struct ctx *c, struct plan *p, struct staging *s,
		   const git_oid *commit)
{
	struct record rec = { .kind = RECORD_OPEN, .commit = *commit };
	git_oid root;
	int rc = history_tree(&c->repo, commit, &rec.tree);

	if (!rc)
		rc = find_root(c, commit, &root);
	if (!rc)
		rc = add_policy(c, s, &rec);
	if (!rc)
		rc = add_signers(c, s, &rec);
	if (!rc)
		rc = add_previous(c, s, &rec);
	if (rc < 0)
		return rc;
	rec.text[TEXT_ROOT] = hex_of(c, &root);
	return record_step(c, p, s, &rec, 1, NULL, 0);
}

int candidate_follow(struct ctx *c, struct plan *p, struct staging *s)
{
	struct record rec = { .kind = RECORD_CANDIDATE, .commit = s->branch };
	int rc;

	if (git_oid_is_zero(&s->branch) || oid_eq(&s->branch, &s->candidate))
		return 0;
	if ((rc = history_tree(&c->repo, &s->branch, &rec.tree)) < 0 ||
	    (rc = add_policy(c, s, &rec)) < 0)
		return rc;
	return record_step(c, p, s, &rec, 1, NULL, 0);
}
