/*
 * What the changelog has left of candidates, once their release is out.
 */
#include "git-rel/doctor/doctor.h"

#include "base/cleanup.h"
#include "git-rel/notes/files.h"

#include <string.h>

static bool is_out(const struct doctor *d, const struct version *v)
{
	for (size_t i = 0; i < d->n_tags; i++)
		if (!version_cmp(&d->tag[i].version, v))
			return true;
	return false;
}

static void look_at_section(struct doctor *d, const struct notes *n,
			    const struct section *s)
{
	struct version final;

	if (version_candidate(&s->version) < 0)
		return;
	version_final(&final, &s->version);
	if (!is_out(d, &final))
		return;
	audit_add(&d->audit, AUDIT_WARNING, "candidates",
		  arena_strdup(&d->c->repo.arena, s->version.text),
		  "git config rel.notesCandidates keep",
		  "%s:%d: the section of %s is still there, and %s is out",
		  n->changelog, s->line, s->version.text, final.text);
}

int doctor_notes(struct doctor *d)
{
	CLEANUP(changelog) struct changelog cl = { 0 };
	const struct config *config = &d->c->repo.config;
	struct notes n = { .c = d->c, .at = d->main };
	int rc;

	if (!d->configured || git_oid_is_zero(&d->main) ||
	    setting_is(config, K_NOTES_STYLE, "none") ||
	    !setting_is(config, K_NOTES_CANDIDATES, "fold") ||
	    strchr(setting(config, K_NOTES_CHANGELOG), '{'))
		return 0;
	if ((rc = notes_begin(&n)) < 0 || !n.changelog ||
	    (rc = notes_changelog(&n, &cl)) < 0)
		return rc;
	for (size_t i = 0; i < cl.n; i++)
		if (cl.section[i].version.n_parts)
			look_at_section(d, &n, &cl.section[i]);
	return 0;
}
