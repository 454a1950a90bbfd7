#include "git-stage/verify/proof_place.h"

#include "evidence/names.h"
#include "git/history.h"
#include "release/branch.h"

/* The project that it was begun in is this one: main begins there, too, where there
 * is a main. */
int proof_root(struct proof *p)
{
	const char *hex = p->s->evidence.record[0].text[TEXT_ROOT];
	git_oid root, main;
	int rc;

	if (!hex || !oid_from_hex(&root, hex)) {
		proof_fault(p,
			    "its first record names no commit of the project");
		return 0;
	}
	if (!repo_has_object(&p->c->repo, &root)) {
		proof_fault(p, "it is the evidence of another project");
		return 0;
	}
	if (!repo_has_object(&p->c->repo, &p->s->candidate)) {
		proof_fault(p, "the candidate %s is not here",
			    oid_short(&p->s->candidate));
		return 0;
	}
	if ((rc = branch_newest(p->c, p->s->rel.main, &main)) < 0)
		return rc;
	rc = history_contains(&p->c->repo, &root, &p->s->candidate);
	if (rc > 0 && !git_oid_is_zero(&main))
		rc = history_contains(&p->c->repo, &root, &main);
	if (!rc)
		proof_fault(p, "it is the evidence of another project");
	return rc < 0 ? rc : 0;
}

/* Nor was it sealed anew. */
static int check_previous_seal(struct proof *p, const char *before)
{
	const char *hex = p->s->evidence.record[0].text[TEXT_PREVIOUS_SEAL];
	git_oid named, now;
	int rc = repo_ref(&p->c->repo, seal_ref(&p->c->repo.arena, before),
			  &now);

	if (rc < 0 || git_oid_is_zero(&now) || !hex ||
	    !oid_from_hex(&named, hex) || oid_eq(&named, &now))
		return rc;
	proof_fault(
		p, "the seal of %s is not the one that was there when %s began",
		before, p->s->rel.version.text);
	return 0;
}

/* What the release before ended with is there still. */
int proof_previous(struct proof *p)
{
	const struct record *open = p->s->evidence.record;
	const char *before = open->text[TEXT_PREVIOUS];
	git_oid named, tip;
	int rc;

	if (!before || !open->text[TEXT_PREVIOUS_TIP] ||
	    !oid_from_hex(&named, open->text[TEXT_PREVIOUS_TIP]))
		return 0;
	rc = repo_ref(&p->c->repo, evidence_ref(&p->c->repo.arena, before),
		      &tip);
	if (rc < 0)
		return rc;
	if (git_oid_is_zero(&tip)) {
		proof_warn(p, "the evidence of %s, which it names, is not here",
			   before);
		return 0;
	}
	rc = repo_has_object(&p->c->repo, &named) ?
		     history_contains(&p->c->repo, &named, &tip) :
		     0;
	if (!rc)
		proof_fault(p, "records of %s (up to %s) are gone", before,
			    oid_short(&named));
	return rc < 0 ? rc : check_previous_seal(p, before);
}
