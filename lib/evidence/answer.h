#ifndef EVIDENCE_ANSWER_H
#define EVIDENCE_ANSWER_H

/*
 * What the records say about one item or gate of a candidate.  Pure.
 *
 * Of its records those count that are about the candidate, were not withdrawn,
 * and that the caller takes (who may answer, how old they may be).  Of these the
 * last decide, by ancestry: those without one behind them.  Where several are
 * concurrent the worst counts, until somebody who has seen them answers again.
 */
#include "evidence/evidence.h"

enum answer_state {
	ANSWER_NONE,
	ANSWER_STALE,   /* there is one, of another commit */
	ANSWER_PENDING, /* it was started elsewhere */
	ANSWER_PASSED,
	ANSWER_NA,
	ANSWER_WAIVED,
	ANSWER_FAILED
};

enum { ANSWER_JOBS_MAX = 16 };

struct answer {
	enum answer_state state;
	/* the record that decides, and the link it is in; of ANSWER_STALE the
	 * last one; NULL: none */
	const struct record *record;
	const struct link *link;
	/* the last that was not taken, if it is no older; NULL: none */
	const struct record *passed_over;
	const struct link *passed_over_link;
	/* of a gate that was launched several times at once: jobs that are to be
	 * asked about besides that of `record` */
	const struct record *other_job[ANSWER_JOBS_MAX];
	size_t n_other_jobs;
};

struct answer_rules {
	git_oid commit, tree; /* of the candidate */
	bool by_tree;         /* the same tree under another id will do */
	/* is one about another commit still right, for nothing that it is about
	 * has changed?  NULL: never */
	bool (*still)(const struct answer_rules *rules,
		      const struct record *rec);
	/* does this answer count? */
	bool (*takes)(const struct answer_rules *rules, const struct link *l,
		      const struct record *rec);
	/* may who has made `l` take back a record of `of`? */
	bool (*may_withdraw)(const struct answer_rules *rules,
			     const struct link *l, const struct link *of);
	const void *arg; /* the caller's own */
};

/* About `name`; `is_gate`: records of gates, else of items. */
void answer_find(struct answer *out, const struct evidence *e, const char *name,
		 bool is_gate, const struct answer_rules *rules);

/* Is this record about the candidate? */
bool answer_is_about(const struct answer_rules *rules,
		     const struct record *rec);
/* Was this record of link `at` withdrawn, by one who has it behind him? */
bool answer_is_withdrawn(const struct evidence *e, size_t at,
			 const struct record *rec,
			 const struct answer_rules *rules);

#endif
