#include "git-stage/verify/proof_seal.h"

#include "base/cleanup.h"
#include "base/sha256.h"
#include "evidence/names.h"
#include "staging/seal_signer.h"

#include <string.h>

static int check_signer(struct proof *p)
{
	struct signer who;
	int rc = seal_signer(p->c, p->s, &p->seal, &p->rules, &who);

	if (rc < 0)
		return rc;
	p->seal_signed = who.state != SIGNATURE_NONE;
	p->sealed_by = who.state == SIGNATURE_GOOD ? who.who : NULL;
	if (who.state == SIGNATURE_BAD)
		proof_fault(p, "the seal has a bad signature");
	else if (who.no_list)
		(p->rules.required ? proof_fault : proof_warn)(
			p,
			"the seal is signed, and this clone knows no signers: git config gpg.ssh.allowedSignersFile <file>");
	else if (who.state == SIGNATURE_STRANGER)
		proof_fault(p, "the seal is signed by nobody known");
	else if (who.state == SIGNATURE_NONE && p->rules.required)
		proof_fault(p, "the seal is not signed");
	return 0;
}

/* What it counts, and the digest of that, once more. */
static int check_count(struct proof *p)
{
	CLEANUP(strbuf) struct strbuf lines = STRBUF_INIT;
	char digest[SHA256_HEX_SIZE];
	struct evidence sealed;
	int rc = evidence_read(&sealed, &p->c->repo, p->s->rel.version.text,
			       &p->seal.tip);

	if (rc < 0) {
		proof_fault(p, "what is sealed cannot be read: %s",
			    error_message());
		return 0;
	}
	evidence_lines(&sealed, &lines);
	sha256_hex(digest, lines.buf, lines.len);
	p->n_sealed = sealed.n_records;
	if (sealed.n_records != p->seal.records)
		proof_fault(p, "%zu record%s sealed, there %s %zu",
			    p->seal.records,
			    p->seal.records == 1 ? " is" : "s are",
			    sealed.n_records == 1 ? "is" : "are",
			    sealed.n_records);
	else if (strcmp(digest, p->seal.digest) != 0)
		proof_fault(p, "the records are not those that were sealed");
	if (evidence_find(&p->s->evidence, &p->seal.tip) == p->s->evidence.n)
		proof_fault(p, "records that were sealed (up to %s) are gone",
			    oid_short(&p->seal.tip));
	return 0;
}

int proof_seal(struct proof *p)
{
	const char *version = p->s->rel.version.text;
	git_oid id;
	int rc = repo_ref(&p->c->repo, seal_ref(&p->c->repo.arena, version),
			  &id);

	if (rc < 0)
		return rc;
	if (git_oid_is_zero(&id)) {
		if (!git_oid_is_zero(&p->released))
			proof_fault(
				p,
				"%s is released, and its evidence has no seal here%s%s%s",
				version,
				p->s->remote ? ": git staging fetch " : "",
				p->s->remote ? version : "",
				p->s->remote ? " asks for it" : "");
		return 0;
	}
	if (seal_read(&p->seal, &p->c->repo, &id) < 0) {
		proof_fault(p, "%s: git update-ref -d %s takes it away here",
			    error_message(),
			    seal_ref(&p->c->repo.arena, version));
		return 0;
	}
	p->is_sealed = true;
	if (strcmp(p->seal.release, version) != 0)
		proof_fault(p, "the seal is that of %s", p->seal.release);
	if (!git_oid_is_zero(&p->released) &&
	    !oid_eq(&p->released, &p->seal.commit))
		proof_fault(p, "the seal is about %s, '%s' is on %s",
			    oid_short(&p->seal.commit), p->s->rel.tag,
			    oid_short(&p->released));
	rc = proof_bytes(p, &id);
	if (!rc)
		rc = check_signer(p);
	return rc < 0 ? rc : check_count(p);
}
