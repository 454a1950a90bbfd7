/*
 * What was noted, in this clone, of the project's checks for the release.
 */
#include "git-rel/verify/verify.h"

#include "base/message.h"
#include "git/history.h"
#include "plan/checks.h"
#include "release/gates.h"
#include "standing/recorded_checks.h"

#include <string.h>

/* Records are kept where the checks ran: another clone has none. */
static int has_records(struct verify *v)
{
	struct checks all;
	int rc = checks_read(&v->c->repo, &all);

	for (size_t i = 0; !rc && i < all.n; i++)
		if (!strcmp(all.item[i].release, v->rel.version.text))
			return 1;
	return rc;
}

/* As a release, or as a hotfix: its branch is gone. */
static int look(struct verify *v, bool hotfix, const git_oid *at,
		struct commands *all, struct commands *open)
{
	struct release rel = { 0 };
	int rc = release_name(v->c, &rel, &v->rel.version, hotfix);

	if (!rc)
		rc = gate_commands_at(v->c, &rel, "check", at, all);
	if (!rc)
		rc = gate_open(v->c, &rel, all, at, open);
	return rc < 0 ? rc : recorded_checks(v->c, &rel, at, open);
}

static int best(struct verify *v, const git_oid *at, struct commands *all,
		struct commands *open)
{
	struct commands others, left;
	int rc = look(v, false, at, all, open);

	if (rc < 0 || !open->n || (rc = look(v, true, at, &others, &left)) < 0)
		return rc;
	if (left.n < open->n || !left.n) {
		*all = others;
		*open = left;
	}
	return 0;
}

int verify_checks(struct verify *v)
{
	struct commands all, open;
	git_oid tip;
	int rc = history_parent(&v->c->repo, &v->commit, 1, &tip);

	if (rc < 0)
		return rc;
	/* what was merged is what was checked */
	const git_oid *at = repo_has_object(&v->c->repo, &tip) ? &tip :
								 &v->commit;
	if ((rc = best(v, at, &all, &open)) < 0)
		return rc;
	int known = open.n < all.n ? 1 : has_records(v);
	if (known < 0)
		return known;
	if (!all.n)
		audit_add(&v->audit, AUDIT_OK, "checks", v->rel.tag, NULL,
			  "none are asked for");
	else if (!open.n)
		audit_add(&v->audit, AUDIT_OK, "checks", v->rel.tag, NULL,
			  "%zu passed on %s", all.n, oid_short(at));
	else if (!known)
		audit_add(&v->audit, AUDIT_OK, "checks", v->rel.tag, NULL,
			  "cannot judge: none were run in this clone");
	for (size_t i = 0; known && i < open.n; i++)
		audit_add(
			&v->audit, AUDIT_WARNING, "checks",
			gate_name(v->c, open.item[i]),
			arena_printf(
				&v->c->repo.arena,
				"git switch --detach %s && git rel check --list",
				oid_hex(at)),
			"'%s' has not passed on %s, which was released",
			gate_name(v->c, open.item[i]), oid_short(at));
	return 0;
}
