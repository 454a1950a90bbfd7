#include "staging/previous.h"

#include "evidence/names.h"

const char *previous_value(struct ctx *c, const struct staging *s,
			   const char *name)
{
	const struct record *open = s->evidence.record;
	const char *release = s->evidence.n ? open->text[TEXT_PREVIOUS] : NULL;
	struct evidence before;
	git_oid tip;

	if (!release || !open->text[TEXT_PREVIOUS_TIP] ||
	    !oid_from_hex(&tip, open->text[TEXT_PREVIOUS_TIP]) ||
	    !repo_has_object(&c->repo, &tip) ||
	    evidence_read(&before, &c->repo, release, &tip) < 0)
		return NULL;
	for (size_t i = before.n_records; i-- > 0;) {
		const struct record *rec = &before.record[i];
		const char *value = record_value(rec, name);
		if (value && rec->result == RESULT_PASS)
			return value;
	}
	return NULL;
}
