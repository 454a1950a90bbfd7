/*
 * git rel doctor: the whole repository against the policy; without one, against
 * what is wrong in any.  Only looks, and asks no remote, nor a forge
 * unless one wants it.
 */
#include "git-rel/cmds.h"

#include "base/cleanup.h"
#include "cli/cmd_run.h"
#include "git-rel/audit/guess.h"
#include "git-rel/audit/report.h"
#include "git-rel/doctor/doctor.h"
#include "release/branch.h"

#include <string.h>

static const char *html;
static int forge = -1;

static const struct opt opts[] = {
	OPT_BOOL(0, "forge", &forge, "ask the forge, too"),
	OPT_STRING(0, "html", &html, "file",
		   "write a page for a browser; '-' is stdout"),
	OPT_END,
};

/* A policy that cannot be read is a finding like any other; what follows goes by
 * the settings that can. */
static int open_repo(struct doctor *d)
{
	struct ctx *c = d->c;
	int rc = cmd_open(c);

	if (rc != E_CONFIG)
		return rc;
	audit_add(&d->audit, AUDIT_ERROR, "policy", "settings",
		  "git rel config", "%s", error_message());
	const char *text = d->audit.v[0].text;
	char *kept = xstrdup(text); /* the arena goes */
	repo_close(&c->repo);
	rc = cmd_open_leniently(c);
	d->audit.v[0].text = arena_strdup(&c->repo.arena, kept);
	free(kept);
	return rc;
}

static int read_rules(struct doctor *d)
{
	struct saved_error before;

	error_save(&before);
	int rc = rules_of_main(&d->rules, &d->c->repo, SIDE_CLIENT);
	if (rc == E_CONFIG && !d->audit.n)
		audit_add(&d->audit, AUDIT_ERROR, "policy", "rules",
			  "git rel config --explain", "%s", error_message());
	if (rc == E_CONFIG)
		d->rules.n = 0;
	return error_restore(rc == E_CONFIG ? 0 : rc, &before);
}

static int look(struct doctor *d)
{
	const struct config *config = &d->c->repo.config;
	int rc;

	rc = open_repo(d);
	if (!rc)
		rc = audit_guess(d->c);
	if (rc < 0)
		return rc;
	d->configured = config->configured;
	d->whole = !d->c->repo.shallow && branch_fetches_all(d->c);
	rc = branch_newest(d->c, setting(config, K_MAIN), &d->main);
	if (!rc && *setting(config, K_DEVELOP))
		rc = branch_newest(d->c, setting(config, K_DEVELOP),
				   &d->develop);
	if (!rc)
		rc = read_rules(d);
	return rc < 0 ? rc : doctor_read(d);
}

static int examine(struct doctor *d)
{
	int rc = doctor_setup(d);

	if (!rc)
		rc = doctor_rules(d);
	if (!rc)
		rc = doctor_tags(d);
	if (!rc)
		rc = doctor_lines(d);
	if (!rc)
		rc = doctor_notes(d);
	return rc < 0 || !forge ? rc : doctor_forge(d);
}

static int show_doctor(struct ctx *c, FILE *out)
{
	struct doctor d = { .c = c,
			    .audit = { .c = c, .what = "Audit of" },
			    .forge = forge };
	int rc = report_check(c, html);

	walk_init(&d.walk);
	if (!rc)
		rc = look(&d);
	if (!rc)
		rc = examine(&d);
	if (!rc)
		rc = report(&d.audit, html, out);
	walk_release(&d.walk);
	rules_release(&d.rules);
	audit_release(&d.audit);
	return rc;
}

const struct cmd cmd_doctor = {
	.name = "doctor",
	.args = "[<options>]",
	.brief = "look for what is wrong in the repository",
	.opts = opts,
	.max_args = 0,
	.flags = CMD_NO_REPO | CMD_PENDING_OK, /* it opens it itself */
	.show = show_doctor,
};
