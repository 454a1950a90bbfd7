#include "evidence/answer_jobs.h"

#include "base/alloc.h"

#include <stdlib.h>
#include <string.h>

struct job {
	size_t at; /* the link of its launch */
	const struct record *launch;
	size_t last_at;
	const struct record *last; /* what was last found of it; NULL */
	bool is_over;              /* whoever came after knew of it */
};

struct jobs {
	const struct evidence *e;
	const char *name;
	const struct answer_rules *rules;
	answer_counts *counts;
	struct job *v;
	size_t n, alloc;
};

static bool is_of_gate(const struct jobs *j, size_t at,
		       const struct record *rec)
{
	const char *own = rec->text[TEXT_NAME];

	return own && !strcmp(own, j->name) &&
	       (rec->kind == RECORD_LAUNCH || rec->kind == RECORD_GATE ||
		rec->kind == RECORD_WAIVE) &&
	       j->counts(j->e, at, rec, j->rules);
}

static void find_launches(struct jobs *j)
{
	const struct evidence *e = j->e;

	for (size_t i = 0; i < e->n; i++)
		for (size_t k = 0; k < e->link[i].n; k++) {
			const struct record *rec =
				&e->record[e->link[i].first + k];
			if (rec->kind != RECORD_LAUNCH ||
			    !rec->text[TEXT_JOB] || !is_of_gate(j, i, rec))
				continue;
			GROW(j->v, j->n, j->alloc);
			j->v[j->n++] = (struct job){ .at = i, .launch = rec };
		}
}

static bool is_other_job(const struct jobs *j, const struct job *job,
			 const char *id)
{
	for (size_t i = 0; id && i < j->n; i++)
		if (&j->v[i] != job &&
		    !strcmp(j->v[i].launch->text[TEXT_JOB], id))
			return true;
	return false;
}

static void take(const struct jobs *j, struct job *job, size_t at,
		 const struct record *rec)
{
	const char *id = rec->text[TEXT_JOB];

	if (rec->kind == RECORD_GATE && id &&
	    !strcmp(id, job->launch->text[TEXT_JOB])) {
		job->last = rec;
		job->last_at = at;
	} else if (rec->kind != RECORD_GATE || !is_other_job(j, job, id)) {
		job->is_over = true;
	}
}

/* What was recorded by who had its launch behind them. */
static void follow(const struct jobs *j, struct job *job)
{
	const struct evidence *e = j->e;
	bool *behind = xcalloc(e->n + 1, sizeof(*behind));

	for (size_t i = job->at; i < e->n; i++) {
		const struct link *l = &e->link[i];
		behind[i] = i == job->at;
		for (size_t p = 0; p < l->n_parents && !behind[i]; p++)
			behind[i] = behind[link_parent(e, l, p)];
		for (size_t k = l->first; behind[i] && k < l->first + l->n; k++)
			if ((i > job->at || &e->record[k] > job->launch) &&
			    is_of_gate(j, i, &e->record[k]))
				take(j, job, i, &e->record[k]);
	}
	free(behind);
}

static enum answer_state state_of(const struct job *job)
{
	return !job->last                       ? ANSWER_PENDING :
	       job->last->result == RESULT_FAIL ? ANSWER_FAILED :
						  ANSWER_PASSED;
}

/* Failed is worst, then what nobody knows yet. */
static bool is_worse(enum answer_state a, enum answer_state b)
{
	return a != b && (a == ANSWER_FAILED ||
			  (a == ANSWER_PENDING && b == ANSWER_PASSED));
}

static void choose(struct answer *out, const struct jobs *j)
{
	const struct job *worst = NULL;
	size_t n = 0;

	for (size_t i = 0; i < j->n; i++) {
		const struct job *job = &j->v[i];
		if (job->is_over)
			continue;
		n++;
		if (!worst || is_worse(state_of(job), state_of(worst)))
			worst = job;
	}
	if (n < 2)
		return;
	if (is_worse(state_of(worst), out->state)) {
		out->state = state_of(worst);
		out->record = worst->last ? worst->last : worst->launch;
		out->link =
			&j->e->link[worst->last ? worst->last_at : worst->at];
	}
	for (size_t i = 0; i < j->n; i++)
		if (!j->v[i].is_over && j->v[i].launch != out->record &&
		    state_of(&j->v[i]) == ANSWER_PENDING &&
		    out->n_other_jobs < ANSWER_JOBS_MAX)
			out->other_job[out->n_other_jobs++] = j->v[i].launch;
}

void answer_jobs(struct answer *out, const struct evidence *e, const char *name,
		 const struct answer_rules *rules, answer_counts *counts)
{
	struct jobs j = {
		.e = e, .name = name, .rules = rules, .counts = counts
	};

	if (out->state != ANSWER_PENDING && out->state != ANSWER_PASSED &&
	    out->state != ANSWER_FAILED)
		return;
	find_launches(&j);
	for (size_t i = 0; j.n > 1 && i < j.n; i++)
		follow(&j, &j.v[i]);
	choose(out, &j);
	free(j.v);
}
