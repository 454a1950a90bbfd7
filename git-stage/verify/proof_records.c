#include "git-stage/verify/proof_records.h"

#include "staging/who.h"

/* What nobody known has signed and counts for nothing is in nobody's way: whoever may
 * push can add it.  What moves a release counts as it is. */
static bool never_counted(const struct proof *p, const struct link *l)
{
	static const bool needs_one[N_RECORD_KINDS] = {
		[RECORD_ITEM] = true,     [RECORD_GATE] = true,
		[RECORD_LAUNCH] = true,   [RECORD_WAIVE] = true,
		[RECORD_WITHDRAW] = true, [RECORD_SEEN] = true,
		[RECORD_RELEASE] = true,  [RECORD_FINDING] = true,
		[RECORD_CLOSE] = true,    [RECORD_KNOWN_ISSUE] = true,
	};
	const struct record *rec = p->s->evidence.record;
	bool none = true; /* a join has none */

	for (size_t k = l->first; k < l->first + l->n; k++)
		none = none && needs_one[rec[k].kind];
	return none;
}

static void check_signature(struct proof *p, const struct link *l)
{
	const struct signed_by *by = &p->by[l - p->s->evidence.link];
	const char *id = oid_short(&l->id);

	const char *bad = who_bad_signature(by);

	if (by->state == 'N' && p->rules.required && l->n)
		bad = who_no_signature(by);
	if (bad && !by->unseen && never_counted(p, l) &&
	    (by->state == 'N' || by->state == 'U')) {
		proof_warn(p, "%s: %s, so it has never counted", id, bad);
		return;
	}
	if (bad) {
		proof_fault(p, "%s: %s", id, bad);
		return;
	}
	if (who_is_anybody(by->who))
		proof_fault(p, "%s: its key is that of anybody, '%s'", id,
			    by->who);
	for (size_t k = l->first; k < l->first + l->n; k++) {
		const char *says = p->s->evidence.record[k].text[TEXT_BY];
		if (says && by->who && !who_is_same(says, by->who)) {
			proof_fault(
				p,
				"%s: it says it is by %s, and it is %s who has signed it",
				id, says, by->who);
			return;
		}
	}
}

/* Dates are what a signer says; one that goes back is worth a look. */
static void check_date(struct proof *p, const struct link *l)
{
	const struct evidence *e = &p->s->evidence;
	const struct record *rec = &e->record[l->first];

	/* results of gates may have waited for the run to end */
	if (l->n && rec->kind != RECORD_GATE && rec->text[TEXT_TIME] &&
	    record_seconds(rec->text[TEXT_TIME]) + CLOCKS_DIFFER < l->time) {
		proof_warn(p, "%s: it says it is of %s, and was made on %s",
			   oid_short(&l->id), rec->text[TEXT_TIME],
			   record_time(&p->c->repo.arena, l->time));
		return;
	}
	/* one that only joins others says nothing that a date could matter to */
	for (size_t i = 0; l->n && i < l->n_parents; i++) {
		const struct link *before = &e->link[link_parent(e, l, i)];
		if (l->time + CLOCKS_DIFFER < before->time) {
			proof_warn(
				p,
				"%s: it is dated before %s, which it follows",
				oid_short(&l->id), oid_short(&before->id));
			return;
		}
	}
}

/* What was recorded at the same time elsewhere is behind the close, or beside. */
static int check_close(struct proof *p, const struct link *l,
		       const struct record *closed)
{
	const struct evidence *e = &p->s->evidence;
	struct evidence until;
	int rc;

	if (!l->n || &e->record[l->first] != closed)
		return 0;
	rc = evidence_read(&until, &p->c->repo, e->release, &l->id);
	if (!rc && until.n_records < e->n_records)
		proof_warn(p, "%s: %zu record%s came after it was closed",
			   oid_short(&l->id), e->n_records - until.n_records,
			   e->n_records - until.n_records == 1 ? "" : "s");
	return rc;
}

int proof_records(struct proof *p)
{
	const struct evidence *e = &p->s->evidence;
	const struct record *closed = evidence_closed(e);
	int rc = 0;

	for (size_t i = 0; !rc && i < e->n; i++) {
		check_signature(p, &e->link[i]);
		check_date(p, &e->link[i]);
		rc = proof_bytes(p, &e->link[i].id);
		if (!rc)
			rc = check_close(p, &e->link[i], closed);
	}
	return rc;
}
