#include "git-stage/verify/proof.h"

#include "git-stage/verify/proof_place.h"
#include "git-stage/verify/proof_records.h"
#include "git-stage/verify/proof_seal.h"
#include "git/history.h"

static int find_released(struct proof *p)
{
	git_oid id;
	int rc = repo_ref(&p->c->repo, p->s->rel.tag_ref, &id);

	if (rc < 0 || git_oid_is_zero(&id))
		return rc;
	if ((rc = seal_in_tag(&p->c->repo, &id, &p->named)) < 0)
		return rc;
	return repo_peel(&p->c->repo, &id, &p->released);
}

/* Who deletes evidence and seal has to make the tag anew, too. */
static int check_named(struct proof *p)
{
	const char *tag = p->s->rel.tag;
	int rc;

	if (git_oid_is_zero(&p->named)) {
		if (p->name_required && !git_oid_is_zero(&p->released))
			proof_warn(p, "'%s' does not name its evidence", tag);
		return 0;
	}
	if (evidence_find(&p->s->evidence, &p->named) == p->s->evidence.n) {
		proof_fault(p, "records that '%s' names (up to %s) are gone",
			    tag, oid_short(&p->named));
		return 0;
	}
	rc = !p->is_sealed ?
		     1 :
		     history_contains(&p->c->repo, &p->named, &p->seal.tip);
	if (!rc)
		proof_fault(
			p,
			"'%s' names the records up to %s, the seal has not all",
			tag, oid_short(&p->named));
	return rc < 0 ? rc : 0;
}

/* Who begins it could name signers of their own; as long as nobody has taken others
 * since, that is all there is. */
static void check_begun(struct proof *p)
{
	const char *main = setting(&p->c->repo.config, K_MAIN);
	enum nobody why = p->of.v[0].nobody;

	if (why == NOBODY_OF_MAIN)
		proof_fault(
			p,
			"it was begun with signers that '%s' never had in '%s'",
			main, p->rules.path);
	else if (why == NOBODY_NAMED)
		(p->of.n > 1 ? proof_warn : proof_fault)(
			p, "it was begun without the signers of '%s', '%s'",
			main, p->rules.path);
	else if (why == NOBODY_WITHOUT_MAIN)
		proof_fault(p, "nobody can tell who may sign: '%s' is not here",
			    main);
}

int proof_make(struct proof *p)
{
	int rc = find_released(p);

	if (!rc)
		rc = signers_find(&p->of, &p->c->repo, &p->s->evidence,
				  &p->rules);
	if (!rc)
		check_begun(p);
	if (p->double_key)
		proof_warn(
			p,
			"one key is that of %s: roles cannot tell them apart",
			p->double_key);
	if (!rc)
		rc = proof_seal(p);
	if (!rc)
		rc = check_named(p);
	if (!rc)
		rc = proof_records(p);
	if (!rc)
		rc = proof_root(p);
	return rc < 0 ? rc : proof_previous(p);
}

bool proof_fails(const struct proof *p)
{
	for (size_t i = 0; i < p->n; i++)
		if (!p->fault[i].is_warning)
			return true;
	return false;
}
