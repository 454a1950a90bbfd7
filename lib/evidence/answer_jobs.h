#ifndef EVIDENCE_ANSWER_JOBS_H
#define EVIDENCE_ANSWER_JOBS_H

/*
 * A gate that two clones have launched, neither knowing of the other: what came of
 * one job says nothing of the other.  Part of answer.c.
 */
#include "evidence/answer.h"

/* Does `rec`, of link `at`, count for the candidate?  In answer.c. */
typedef bool answer_counts(const struct evidence *e, size_t at,
			   const struct record *rec,
			   const struct answer_rules *rules);

/* Where several jobs of a gate stand beside each other the worst decides: one that
 * has failed, else one that nobody has asked about yet. */
void answer_jobs(struct answer *out, const struct evidence *e, const char *name,
		 const struct answer_rules *rules, answer_counts *counts);

#endif
