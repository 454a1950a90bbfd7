#include "staging/previous.h"

static void add(struct ctx *c, struct values *out, const struct record *rec)
{
	for (size_t i = 0; i < rec->n_values; i++)
		if (values_set(out, &c->repo.arena, rec->value[i].name,
			       rec->value[i].value) < 0)
			return; /* it was refused when it was made */
}

struct values record_values(struct ctx *c, const struct record *rec)
{
	struct values out = { 0 };

	add(c, &out, rec);
	return out;
}

void record_set_values(struct ctx *c, struct record *rec,
		       const struct values *values)
{
	struct record_value *v =
		arena_alloc(&c->repo.arena, (values->n + 1) * sizeof(*v));

	for (size_t i = 0; i < values->n; i++)
		v[i] = (struct record_value){ values->v[i].name,
					      values->v[i].text };
	rec->value = v;
	rec->n_values = values->n;
}

struct values previous_values(struct ctx *c, const struct staging *s)
{
	const struct record *open = s->evidence.record;
	const char *release = s->evidence.n ? open->text[TEXT_PREVIOUS] : NULL;
	struct values out = { 0 };
	struct evidence before;
	git_oid tip;

	if (!release || !open->text[TEXT_PREVIOUS_TIP] ||
	    !oid_from_hex(&tip, open->text[TEXT_PREVIOUS_TIP]) ||
	    !repo_has_object(&c->repo, &tip) ||
	    evidence_read(&before, &c->repo, release, &tip) < 0)
		return out;
	for (size_t i = 0; i < before.n_records; i++)
		if (before.record[i].result == RESULT_PASS)
			add(c, &out, &before.record[i]);
	return out;
}
