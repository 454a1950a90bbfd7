#ifndef EVIDENCE_EVIDENCE_H
#define EVIDENCE_EVIDENCE_H

/*
 * All records of a release, read from the commits that keep them.
 *
 * Order is ancestry, never time: parents come first, and what is concurrent
 * comes in the order of its ids, the same in every clone.
 */
#include "evidence/record.h"
#include "git/repo.h"

struct link {
	git_oid id, tree;
	size_t parent; /* index of its first parent; those of a join follow in
			  evidence.parent */
	size_t n_parents;
	size_t first, n; /* its records in evidence.record; a join has none */
	const char *name, *mail; /* of the committer, who is not who signed */
	long long time;          /* of the committer */
	bool is_signed;          /* there is a signature, good or bad */
};

struct evidence {
	const char *release;
	git_oid tip;
	struct link *link; /* parents first */
	size_t n;
	size_t *parent; /* indices into `link` */
	struct record *record;
	size_t n_records;
	size_t *by_id; /* indices into `link`, by id */
};

enum { EVIDENCE_MAX = 10000 };

/* Read what ends at `tip`; in the repository's arena.  E_FAIL, with the commit,
 * for one that is none of ours, of another release, has a second beginning or
 * more than EVIDENCE_MAX commits; E_POLICY in a shallow clone that cuts it. */
int evidence_read(struct evidence *out, struct repo *r, const char *release,
		  const git_oid *tip) MUST_CHECK;

/* Where a commit is in it; `n`: nowhere. */
size_t evidence_find(const struct evidence *c, const git_oid *id);
/* What has ended it: the last record of somebody known that closed it, unless a candidate came
 * after; one with a reason gave it up.  NULL: it goes on. */
const struct record *evidence_closed(const struct evidence *e);
/* By which it went out: the last record of somebody known that says so, of `at` or,
 * where that is NULL, of any commit.  NULL: it did not. */
const struct record *evidence_released(const struct evidence *e,
				       const git_oid *at);
/* What was the candidate when `commit` went out, by the record of that; else the last
 * one, and `recorded` is false.  NULL: there is none. */
const struct record *evidence_qualified(const struct evidence *e,
					const git_oid *commit, bool *recorded);
/* How many records neither led to that commit nor came after it: who made either did
 * not know of the other. */
size_t evidence_beside(const struct evidence *e, const git_oid *at);
/* All records, a line each, as their signers wrote them: what a seal has the
 * digest of, and evidence.jsonl the text. */
void evidence_lines(const struct evidence *e, struct strbuf *out);
/* Parent number `i` of a link, as an index. */
static inline size_t link_parent(const struct evidence *c, const struct link *l,
				 size_t i)
{
	return c->parent[l->parent + i];
}

/* The commit that a record of `e` stands in. */
const struct link *evidence_link_of(const struct evidence *e,
				    const struct record *rec);

#endif
