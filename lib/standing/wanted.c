#include "standing/wanted.h"

#include <string.h>

bool wanted_is_given(const struct record *rec, const char *what)
{
	if (!strcmp(what, "link"))
		return rec->text[TEXT_LINK];
	if (!strcmp(what, "file"))
		return rec->text[TEXT_FILE];
	return record_value(rec, what);
}

bool wanted_job_is(const struct evidence *e, const struct words *gates,
		   const char *job)
{
	for (size_t i = 0; job && i < e->n_records; i++) {
		const struct record *rec = &e->record[i];
		if ((rec->kind == RECORD_LAUNCH || rec->kind == RECORD_GATE) &&
		    rec->text[TEXT_JOB] && rec->text[TEXT_NAME] &&
		    !strcmp(rec->text[TEXT_JOB], job) &&
		    (!gates->n || words_have(gates, rec->text[TEXT_NAME])))
			return true;
	}
	return false;
}

const char *wanted_lacks(struct ctx *c, const struct staging *s,
			 const struct item *item, const struct record *rec)
{
	const struct words *wants = &item->is.wants;
	const struct words *gates = &item->is.job_of;

	for (size_t i = 0; i < wants->n; i++)
		if (!wanted_is_given(rec, wants->v[i]))
			return arena_printf(&c->repo.arena, "it wants %s",
					    wants->v[i]);
	if (gates->n &&
	    !wanted_job_is(&s->evidence, gates, rec->text[TEXT_JOB]))
		return arena_printf(&c->repo.arena, "it is about a job of '%s'",
				    gates->v[0]);
	return NULL;
}
