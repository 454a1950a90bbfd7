/*
 * git rel ci: what CI says of a release, and how it is made to say it.
 */
#include "git-rel/cmds.h"

#include "git-rel/ci/ci.h"
#include "release/under_way.h"

#include <string.h>

static int to_wait = -1, force;
static const char *comment, *timeout, *ref, *report;
static struct strvec labels, jobs, inputs;

static const struct opt opts[] = {
	OPT_LIST('l', "label", &labels, "label",
		 "one more label, beside those of forge.ci-labels"),
	OPT_STRING(0, "comment", &comment, "text",
		   "in place of forge.ci-comment; empty: none"),
	OPT_BOOL(0, "wait", &to_wait,
		 "until there is a result (run: not by itself)"),
	OPT_STRING(0, "timeout", &timeout, "seconds",
		   "in place of forge.ci-timeout"),
	OPT_GROUP("wait"),
	OPT_LIST(0, "job", &jobs, "name",
		 "only checks of this name, which may be a glob"),
	OPT_GROUP("run"),
	OPT_STRING(0, "ref", &ref, "branch",
		   "where it runs (default: the branch you are on)"),
	OPT_LIST(0, "input", &inputs, "name=value", "an input of the workflow"),
	OPT_STRING(0, "report", &report, "artifact:file",
		   "wait, then write this artifact to the file"),
	OPT_GROUP("install"),
	OPT_FLAG(0, "force", &force, "write over files that differ"),
	OPT_END,
};

static int too_many(const char *verb)
{
	return error(E_USAGE, "'%s' takes no second argument", verb);
}

/* Options of another way are mistakes. */
static int check_options(bool is_wait, bool is_run, bool is_install)
{
	if (!is_install && force)
		return error(E_USAGE, "--force is for git rel ci install");
	if (is_install && (to_wait >= 0 || timeout))
		return error(E_USAGE, "git rel ci install waits for nothing");
	if (!is_wait && jobs.n)
		return error(E_USAGE, "--job is for git rel ci wait");
	if (!is_run && (ref || report || inputs.n))
		return error(
			E_USAGE,
			"--ref, --input and --report are for git rel ci run");
	if ((is_wait || is_run || is_install) && (labels.n || comment))
		return error(E_USAGE,
			     "--label and --comment are for git rel ci alone");
	return 0;
}

static int plan_ci(struct ctx *c, struct plan *p)
{
	struct ci x = { .c = c,
			.p = p,
			.wait = to_wait,
			.comment = comment,
			.timeout = timeout,
			.ref = ref,
			.report = report,
			.labels = &labels,
			.jobs = &jobs,
			.inputs = &inputs,
			.force = force > 0 };
	const char *verb = ctx_arg(c, 0), *what = ctx_arg(c, 1);
	bool is_wait = verb && !strcmp(verb, "wait");
	bool is_run = verb && !strcmp(verb, "run");
	bool is_install = verb && !strcmp(verb, "install");
	int rc = check_options(is_wait, is_run, is_install);

	if (rc < 0)
		return rc;
	if (is_install)
		return ci_install(&x, what);
	if (is_wait) {
		p->answered = true;
		return ci_wait(&x, what);
	}
	if (!is_run)
		return what ? too_many(verb) : ci_ask(&x, verb);
	if (what)
		return ci_run(&x, what);
	rc = error(E_USAGE, "run which workflow?");
	error_hint("git rel ci run <file>, as in .github/workflows");
	return rc;
}

static void list(struct ctx *c, FILE *out)
{
	const char *verb = ctx_arg(c, 0);

	if (verb && !strcmp(verb, "install"))
		fputs("github\ngitlab\ngitea\nforgejo\n", out);
	else if (verb && !strcmp(verb, "run"))
		ci_list_workflows(c, out);
	else if (!verb)
		fputs("wait\nrun\ninstall\n", out);
	if (!verb || !strcmp(verb, "wait"))
		release_list(c, out);
}

const struct cmd cmd_ci = {
	.name = "ci",
	.args = "[<options>] [<version> | pr/<number> | wait [<commit> | <version>] | run <workflow> | install [<forge>]]",
	.brief = "make CI run for a release, and wait for it",
	.opts = opts,
	.max_args = 2,
	.plan = plan_ci,
	.list = list,
};
