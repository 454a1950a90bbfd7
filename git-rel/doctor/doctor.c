#include "git-rel/doctor/doctor.h"

const struct rules_item *doctor_rule(const struct doctor *d, enum rule_id id)
{
	for (size_t i = 0; i < d->rules.n; i++)
		if (d->rules.item[i].id == id)
			return &d->rules.item[i];
	return NULL;
}

void doctor_fault(struct doctor *d, enum rule_id id, const char *subject,
		  const char *hint, const char *fmt, ...)
{
	const struct rules_item *rule = doctor_rule(d, id);
	va_list ap;

	va_start(ap, fmt);
	const char *text = arena_vprintf(&d->c->repo.arena, fmt, ap);
	va_end(ap);
	struct finding *f = audit_add(
		&d->audit, rule && !rule->warn ? AUDIT_ERROR : AUDIT_WARNING,
		rule_names[id], subject, hint, "%s", text);
	if (rule)
		f->origin = rule->origin;
}
