#include "evidence/answer.h"

#include "base/alloc.h"
#include "evidence/answer_jobs.h"

#include <stdlib.h>
#include <string.h>

bool answer_is_about(const struct answer_rules *rules, const struct record *rec)
{
	return oid_eq(&rec->commit, &rules->commit) ||
	       (rules->by_tree && !git_oid_is_zero(&rec->tree) &&
		oid_eq(&rec->tree, &rules->tree)) ||
	       (rules->still && rules->still(rules, rec));
}

static bool is_of(const struct record *rec, const char *name, bool is_gate)
{
	const char *own = rec->text[TEXT_NAME];

	if (!own || strcmp(own, name) != 0)
		return false;
	return rec->kind == RECORD_WAIVE ||
	       (is_gate ?
			rec->kind == RECORD_GATE || rec->kind == RECORD_LAUNCH :
			rec->kind == RECORD_ITEM);
}

static enum answer_state state_of(const struct record *rec)
{
	static const enum answer_state states[N_RECORD_RESULTS] = {
		[RESULT_PASS] = ANSWER_PASSED,
		[RESULT_FAIL] = ANSWER_FAILED,
		[RESULT_WAIVED] = ANSWER_WAIVED,
		[RESULT_NA] = ANSWER_NA,
		[RESULT_PENDING] = ANSWER_PENDING,
	};

	if (rec->kind == RECORD_WAIVE)
		return ANSWER_WAIVED;
	if (rec->kind == RECORD_LAUNCH)
		return ANSWER_PENDING;
	return states[rec->result];
}

bool answer_is_withdrawn(const struct evidence *e, size_t at,
			 const struct record *rec,
			 const struct answer_rules *rules)
{
	const struct link *of = &e->link[at];

	for (size_t i = at + 1; i < e->n; i++) {
		const struct link *l = &e->link[i];
		for (size_t k = l->first; k < l->first + l->n; k++) {
			const struct record *w = &e->record[k];
			git_oid id;
			if (w->kind == RECORD_WITHDRAW && !w->unheard &&
			    w->text[TEXT_WITHDRAWN] &&
			    oid_from_hex(&id, w->text[TEXT_WITHDRAWN]) &&
			    oid_eq(&id, &of->id) &&
			    (!w->text[TEXT_NAME] || !rec->text[TEXT_NAME] ||
			     !strcmp(w->text[TEXT_NAME],
				     rec->text[TEXT_NAME])) &&
			    rules->may_withdraw(rules, l, of))
				return true;
		}
	}
	return false;
}

/* The last record of a link that counts.  Others are noted, first come first
 * kept, for links are looked at from the last. */
static const struct record *counts(struct answer *out, const struct evidence *e,
				   size_t at, const char *name, bool is_gate,
				   const struct answer_rules *rules)
{
	const struct link *l = &e->link[at];

	for (size_t k = l->first + l->n; k-- > l->first;) {
		const struct record *rec = &e->record[k];
		if (!is_of(rec, name, is_gate) ||
		    state_of(rec) == ANSWER_NONE ||
		    answer_is_withdrawn(e, at, rec, rules))
			continue;
		if (!answer_is_about(rules, rec)) {
			if (out->state == ANSWER_NONE)
				*out = (struct answer){
					.state = ANSWER_STALE,
					.record = rec,
					.link = l,
					.passed_over = out->passed_over,
					.passed_over_link =
						out->passed_over_link,
				};
			continue;
		}
		if (rules->takes(rules, l, rec))
			return rec;
		if (!out->passed_over) {
			out->passed_over = rec;
			out->passed_over_link = l;
		}
	}
	return NULL;
}

static bool job_counts(const struct evidence *e, size_t at,
		       const struct record *rec,
		       const struct answer_rules *rules)
{
	return answer_is_about(rules, rec) &&
	       !answer_is_withdrawn(e, at, rec, rules) &&
	       rules->takes(rules, &e->link[at], rec);
}

void answer_find(struct answer *out, const struct evidence *e, const char *name,
		 bool is_gate, const struct answer_rules *rules)
{
	/* has a link one behind it that counts? */
	bool *decided = xcalloc(e->n + 1, sizeof(*decided));

	*out = (struct answer){ 0 };
	for (size_t i = e->n; i-- > 0;) {
		const struct link *l = &e->link[i];
		if (!decided[i]) {
			const struct record *rec =
				counts(out, e, i, name, is_gate, rules);
			enum answer_state state = rec ? state_of(rec) :
							ANSWER_NONE;
			if (state > out->state) {
				out->state = state;
				out->record = rec;
				out->link = l;
			}
			decided[i] = rec != NULL;
		}
		for (size_t p = 0; decided[i] && p < l->n_parents; p++)
			decided[link_parent(e, l, p)] = true;
	}
	free(decided);
	if (is_gate)
		answer_jobs(out, e, name, rules, job_counts);
}
