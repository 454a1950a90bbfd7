/*
 * git rel verify: is a release what it should be?  Only looks.
 */
#include "git-rel/cmds.h"

#include "git-rel/audit/guess.h"
#include "git-rel/audit/report.h"
#include "git-rel/verify/verify.h"

static const char *html;

static const struct opt opts[] = {
	OPT_STRING(0, "html", &html, "file",
		   "write a page for a browser; '-' is stdout"),
	OPT_END,
};

static int look(struct verify *v, const char *typed)
{
	int rc = audit_guess(v->c);

	if (!rc)
		rc = rules_of_main(&v->rules, &v->c->repo, SIDE_CLIENT);
	if (!rc)
		rc = verify_find(v, typed);
	if (!rc)
		rc = verify_tag(v);
	if (!rc)
		rc = verify_notes(v);
	if (!rc)
		rc = verify_after(v);
	if (!rc)
		rc = verify_checks(v);
	if (!rc)
		rc = verify_evidence(v);
	return rc < 0 ? rc : verify_forge(v);
}

static int show_verify(struct ctx *c, FILE *out)
{
	struct verify v = { .c = c, .audit = { .c = c } };
	int rc = report_check(c, html);

	if (!rc)
		rc = look(&v, c->args.v[0]);
	if (!rc) {
		v.audit.what = arena_printf(&c->repo.arena, "Release %s of",
					    v.rel.version.text);
		rc = report(&v.audit, html, out);
	}
	rules_release(&v.rules);
	audit_release(&v.audit);
	return rc;
}

const struct cmd cmd_verify = {
	.name = "verify",
	.args = "[<options>] <version>",
	.brief = "tell whether a release is what it should be",
	.opts = opts,
	.min_args = 1,
	.max_args = 1,
	.flags = CMD_PENDING_OK,
	.show = show_verify,
	.list = verify_list,
};
