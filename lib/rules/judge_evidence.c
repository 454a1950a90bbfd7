#include "rules/judges.h"

#include "base/cleanup.h"
#include "base/sha256.h"
#include "evidence/names.h"
#include "evidence/seal.h"
#include "git/history.h"

#include <string.h>

/* Read what may be no evidence at all; NULL: it is, else why not.  What is missing
 * here is nobody's fault: E_NOTFOUND, E_POLICY. */
static int read_evidence(struct trial *t, const char *release,
			 const git_oid *tip, struct evidence *out,
			 const char **why)
{
	struct saved_error before;

	*why = NULL;
	error_save(&before);
	int rc = evidence_read(out, t->repo, release, tip);
	if (rc < 0)
		*why = trial_text(t, "%s", error_message());
	return error_restore(rc, &before);
}

static const char *read_seal(struct trial *t, const char *release,
			     const git_oid *id, struct seal *out)
{
	const char *why = NULL;
	struct saved_error before;

	error_save(&before);
	if (seal_read(out, t->repo, id) < 0)
		why = trial_text(t, "%s", error_message());
	(void)error_restore(0, &before);
	if (!why && strcmp(out->release, release) != 0)
		why = trial_text(t, "the seal %s is that of %s", oid_short(id),
				 out->release);
	return why;
}

/* Anybody could have left it there before there was a rule.  What cannot be read
 * here, one keeps. */
static bool is_foreign(struct trial *t, const struct ref_change *c,
		       const char *release, bool is_seal)
{
	struct evidence e;
	struct seal seal;
	const char *why;

	if (c->unknown || git_oid_is_zero(&c->from) ||
	    !repo_has_object(t->repo, &c->from))
		return false;
	if (is_seal)
		return read_seal(t, release, &c->from, &seal) != NULL;
	int rc = read_evidence(t, release, &c->from, &e, &why);
	return rc == E_FAIL ||
	       repo_type(t->repo, &c->from) != GIT_OBJECT_COMMIT;
}

/* A seal is over records that are here, and says how many and which. */
static int judge_sealed(struct trial *t, const struct ref_change *c,
			const char *release, const struct seal *seal)
{
	CLEANUP(strbuf) struct strbuf lines = STRBUF_INIT;
	char digest[SHA256_HEX_SIZE];
	enum answer has = ANSWER_NO;
	struct evidence e;
	const char *why;
	git_oid tip;
	int rc = trial_ref(t, evidence_ref(t->arena, release), &tip);

	if (!rc && !git_oid_is_zero(&tip))
		rc = trial_has(t, &tip, &seal->tip, &has);
	if (rc < 0 || has == ANSWER_UNKNOWN)
		return rc;
	if (has == ANSWER_NO) {
		trial_fault(t, c->ref, NULL, NULL,
			    "'%s' is over records that are not in %s", c->ref,
			    evidence_ref(t->arena, release));
		return 0;
	}
	if (read_evidence(t, release, &seal->tip, &e, &why) < 0)
		return 0; /* told of the records */
	evidence_lines(&e, &lines);
	sha256_hex(digest, lines.buf, lines.len);
	if (e.n_records != seal->records || strcmp(digest, seal->digest) != 0)
		trial_fault(t, c->ref, NULL, NULL,
			    "'%s' says other records than it is over", c->ref);
	return 0;
}

static int judge_seal(struct trial *t, const struct ref_change *c,
		      const char *release)
{
	struct seal seal;
	const char *why = read_seal(t, release, &c->to, &seal);

	if (!why)
		return judge_sealed(t, c, release, &seal);
	trial_fault(t, c->ref, NULL, NULL, "'%s' would be no seal: %s", c->ref,
		    why);
	return 0;
}

static void judge_records(struct trial *t, const struct ref_change *c,
			  const char *release)
{
	struct evidence e;
	const char *why;
	int rc = read_evidence(t, release, &c->to, &e, &why);

	if (rc == E_POLICY)
		trial_unknown(t, c->ref, "git fetch --unshallow", "%s", why);
	else if (rc < 0)
		trial_fault(t, c->ref, NULL, NULL,
			    "'%s' would be no evidence: %s", c->ref, why);
}

static int judge_ref(struct trial *t, const struct ref_change *c,
		     const char *release, bool is_seal)
{
	bool gone = git_oid_is_zero(&c->to);
	int rc = 0;

	if (oid_eq(&c->from, &c->to))
		return 0;
	if (!is_foreign(t, c, release, is_seal)) {
		if (gone || (is_seal && !git_oid_is_zero(&c->from)))
			trial_fault(t, c->ref, NULL, NULL,
				    "'%s' is kept for ever, and would be %s",
				    c->ref, gone ? "deleted" : "moved");
		else if (!is_seal)
			rc = judge_forward(
				t, c,
				"fetch it, and record again on top of it");
	}
	if (rc < 0 || gone)
		return rc;
	if (is_seal)
		return judge_seal(t, c, release);
	judge_records(t, c, release);
	return 0;
}

int judge_evidence(struct trial *t)
{
	int rc = 0;

	for (size_t i = 0; rc >= 0 && i < t->c->n; i++) {
		const struct ref_change *c = &t->c->v[i];
		if (starts_with(c->ref, EVIDENCE_REFS))
			rc = judge_ref(t, c, c->ref + strlen(EVIDENCE_REFS),
				       false);
		else if (starts_with(c->ref, SEAL_REFS))
			rc = judge_ref(t, c, c->ref + strlen(SEAL_REFS), true);
	}
	return rc < 0 || strcmp(t->item->value, "qualified") != 0 ?
		       rc :
		       judge_qualified(t);
}
