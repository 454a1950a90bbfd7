/*
 * What is wrong with tags that are out, and that nothing but time can mend.
 */
#include "git-rel/doctor/doctor.h"

#include "base/message.h"
#include "git/history.h"

#include <string.h>

/* The tag that a finding is about, where only time can mend it. */
static const struct release_tag *history_of(const struct doctor *d,
					    const struct finding *f)
{
	static const enum rule_id ids[] = { R_TAG_KIND, R_TAG_PLACE,
					    R_TAG_SIGNERS, R_VERSION_FILES,
					    R_VERSION_ORDER };
	bool is = false;

	for (size_t i = 0; i < sizeof(ids) / sizeof(*ids); i++)
		is |= !strcmp(f->rule, rule_names[ids[i]]);
	for (size_t i = 0;
	     is && !f->hint && f->level != AUDIT_OK && i < d->n_tags; i++)
		if (!strcmp(d->tag[i].name, f->subject))
			return &d->tag[i];
	return NULL;
}

/* Where .gitrel of main says `since`, nothing else can. */
static const char *let_rest(struct doctor *d, const char *tag)
{
	const struct config *config = d->rules.config;
	struct arena *a = &d->c->repo.arena;

	for (size_t i = 0; config && i < config->n_rules; i++)
		if (config->rule[i].id == R_SINCE && config->rule[i].policy)
			return arena_printf(
				a, "since = %s, in .gitrel of %s", tag,
				setting(&d->c->repo.config, K_MAIN));
	return arena_printf(a, "git config rel.rule.since %s",
			    ctx_shell(d->c, tag));
}

int doctor_leave_out(struct doctor *d)
{
	const struct release_tag *newest = NULL;
	int rc = 0;

	for (size_t i = 0; i < d->audit.n; i++) {
		const struct release_tag *t = history_of(d, &d->audit.v[i]);
		newest = !newest || (t && t < newest) ? t : newest;
	}
	if (!newest)
		return 0;
	const char *hint = let_rest(d, newest->name);
	for (size_t i = 0; rc >= 0 && i < d->audit.n; i++) {
		const struct release_tag *t = history_of(d, &d->audit.v[i]);
		rc = t ? history_contains(&d->c->repo, &t->commit,
					  &newest->commit) :
			 0;
		if (rc > 0)
			d->audit.v[i].hint = hint;
	}
	return rc < 0 ? rc : 0;
}
