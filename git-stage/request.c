/*
 * git staging request: the message to those who have to answer.
 */
#include "git-stage/cmds.h"

#include "base/cleanup.h"
#include "git/gitrel_file.h"
#include "release/branch.h"
#include "release/set_values.h"
#include "standing/form.h"
#include "standing/listed.h"
#include "standing/open_list.h"
#include "staging/record_step.h"
#include "staging/released.h"
#include "qualify/share.h"

#include <string.h>

static const char *of_release;
static int show, to_push = 1;
static struct strvec set;

static const struct opt opts[] = {
	OPT_LISTED(0, "of", &of_release, "version", listed_releases,
		   "of this release"),
	OPT_LIST(0, "set", &set, "name=value",
		 "a value for {set.name} in its form"),
	OPT_FLAG(0, "show", &show, "print it, and do no more"),
	OPT_BOOL(0, "push", &to_push, "share it at once (default)"),
	OPT_END,
};

struct request {
	struct ctx *c;
	struct plan *p;
	struct staging s;
	struct policy policy;
	struct standings all;
	const struct strvec *roles;
	struct strbuf text;
};

static int check_roles(const struct request *x)
{
	for (size_t i = 0; i < x->roles->n; i++)
		if (!role_find(&x->policy.staging.roles, x->roles->v[i]))
			return error(E_NOTFOUND, "%s has no role '%s'",
				     x->policy.name, x->roles->v[i]);
	return 0;
}

/* Where the project has no form for it: what is open, and what is typed. */
static int write_own(struct request *x)
{
	const struct release *rel = &x->s.rel;
	CLEANUP(strbuf) struct strbuf list = STRBUF_INIT;
	struct strbuf *out = &x->text;

	if (!open_list_add(&list, x->c, &x->policy, &x->all, x->roles))
		return error(E_POLICY, "nothing is open of %s that %s",
			     rel->version.text,
			     x->roles->n ? "they answer" : "a person answers");
	strbuf_addf(out,
		    "%s is being qualified: please answer what is yours.\n\n",
		    rel->version.text);
	strbuf_addf(out, "Commit: %s\nBranch: %s\nRelease Type: %s\n\n%s\n",
		    oid_hex(&x->s.candidate), rel->branch, rel->vars.type,
		    list.buf);
	strbuf_addf(out, "    git staging fetch %s\n",
		    ctx_shell(x->c, rel->version.text));
	strbuf_addf(out, "    git staging tick --of %s <item>\n",
		    ctx_shell(x->c, rel->version.text));
	return 0;
}

/* The form is that of main, as the setting is. */
static int read_form(struct request *x, const char *path, struct strbuf *out)
{
	const char *main = x->s.rel.main;
	git_oid at, blob = { { 0 } };
	int rc = branch_newest(x->c, main, &at);

	if (!rc && !git_oid_is_zero(&at))
		rc = gitrel_blob_of(&x->c->repo, &at, path, &blob);
	if (rc < 0 || !git_oid_is_zero(&blob))
		return rc < 0 ? rc : repo_blob(&x->c->repo, &blob, out);
	rc = error(E_NOTFOUND, "there is no '%s' in '%s'", path, main);
	error_hint("staging.request names it: commit it there");
	return rc;
}

static int write_text(struct request *x)
{
	const char *path = setting(x->policy.config, K_REQUEST);
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	const struct form f = { .c = x->c, .rel = &x->s.rel };
	int rc;

	if (!*path)
		return write_own(x);
	if ((rc = read_form(x, path, &text)) < 0)
		return rc;
	rc = form_expand(&f, text.buf, &x->text);
	return rc < 0 ? error_in(rc, "'%s'", path) : 0;
}

static const char *names(struct request *x)
{
	CLEANUP(strbuf) struct strbuf all = STRBUF_INIT;

	for (size_t i = 0; i < x->roles->n; i++)
		strbuf_addf(&all, "%s%s", i ? " " : "", x->roles->v[i]);
	return all.len ? plan_text(x->p, "%s", all.buf) : NULL;
}

/* The text goes to the standard output, to be mailed or posted. */
static int keep(struct request *x)
{
	struct record rec = { .kind = RECORD_REQUEST };
	int rc;

	rec.text[TEXT_NAME] = names(x);
	rec.text[TEXT_MESSAGE] = x->text.buf;
	rc = record_step(x->c, x->p, &x->s, &rec, 1, NULL, 0);
	if (!rc)
		rc = share_keep(x->c, x->p, &x->s, to_push);
	if (rc < 0)
		return rc;
	if (!x->c->json && !x->c->dry_run)
		fputs(x->text.buf, stdout);
	return 0;
}

static int make(struct request *x)
{
	int rc;

	x->s.rel.vars.set = &set;
	if ((rc = set_values_check(x->c, &set)) < 0 ||
	    (rc = policy_look(x->c, &x->s, &x->policy)) < 0 ||
	    (rc = check_roles(x)) < 0 ||
	    (rc = standings_look(x->c, &x->s, &x->policy, &x->all)) < 0 ||
	    (rc = write_text(x)) < 0)
		return rc;
	if (!show)
		return keep(x);
	fputs(x->text.buf, stdout);
	x->p->answered = true;
	return 0;
}

static int plan_request(struct ctx *c, struct plan *p)
{
	struct request x = {
		.c = c, .p = p, .roles = &c->args, .text = STRBUF_INIT
	};
	int rc = staging_find(c, of_release, &x.s);

	if (rc < 0)
		return rc;
	p->release = plan_text(p, "%s", x.s.rel.version.text);
	if (c->resuming)
		return share_again(c, p, &x.s);
	rc = released_check(c, &x.s);
	if (!rc)
		rc = staging_need_current(c, &x.s);
	if (!rc)
		rc = make(&x);
	policy_release(&x.policy);
	strbuf_release(&x.text);
	return rc;
}

static void list_roles(struct ctx *c, FILE *out)
{
	CLEANUP(policy) struct policy p = { 0 };
	struct staging s;

	if (staging_find(c, of_release, &s) < 0 || policy_look(c, &s, &p) < 0)
		return;
	for (size_t i = 0; i < p.staging.roles.n; i++)
		fprintf(out, "%s\n", p.staging.roles.v[i].name);
}

const struct cmd cmd_request = {
	.name = "request",
	.args = "[<options>] [<role>...]",
	.brief = "ask those who have to answer, and keep that",
	.opts = opts,
	.max_args = -1,
	.plan = plan_request,
	.list = list_roles,
};
