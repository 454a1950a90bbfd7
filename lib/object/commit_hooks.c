#include "object/commit_hooks.h"

#include "base/cleanup.h"
#include "base/file.h"
#include "base/run.h"
#include "base/tempdir.h"
#include "git/hook.h"
#include "object/hook_view.h"

#include <stdio.h>
#include <string.h>

enum { PRE_MERGE = 1, PREPARE = 2, MESSAGE = 4 };

#define MESSAGE_MAX (1 << 20)

static bool is_merge(const struct commit *m)
{
	return m->n_parents > 1 && git_oid_is_zero(&m->amends);
}

static unsigned which_run(struct repo *r, const struct commit *m)
{
	unsigned which = 0;

	if (hook_exists(r, "prepare-commit-msg"))
		which |= PREPARE;
	if (!m->no_verify && hook_exists(r, "commit-msg"))
		which |= MESSAGE;
	if (r->dry_run)
		return which & PREPARE ? 0 : which;
	if (is_merge(m) && !m->no_verify && hook_exists(r, "pre-merge-commit"))
		which |= PRE_MERGE;
	return which;
}

/* In a work tree that is not the user's, a folder of hooks named from the top
 * of that one is found by its whole name; one runs at a time, as git has it for
 * these events; and nobody tidies up the repository meanwhile. */
static int run_hook(const struct hook_view *v, const char *event,
		    const char *const *args)
{
	CLEANUP(strbuf) struct strbuf err = STRBUF_INIT;
	CLEANUP(strvec) struct strvec argv = STRVEC_INIT;
	const char *folder = config_git(&v->repo->config, "core.hookspath");

	/* in a sparse checkout git takes the marks off what is there */
	strvec_pushl(&argv, "git", "-c", "gc.auto=0", "-c",
		     "maintenance.auto=false", "-c",
		     "core.sparseCheckout=false", (char *)NULL);
	if (folder && *folder) {
		strvec_push(&argv, "-c");
		strvec_pushf(&argv, "core.hooksPath=%s", hook_folder(v->repo));
	}
	/* git before 2.55 does not know it */
	strvec_push(&argv, "-c");
	strvec_pushf(&argv, "hook.%s.jobs=1", event);
	strvec_pushl(&argv, "hook", "run", "--ignore-missing", event, "--",
		     (char *)NULL);
	for (; args && *args; args++)
		strvec_push(&argv, *args);
	struct run run = { .argv = (const char *const *)argv.v,
			   .env = (const char *const *)v->env.v,
			   .dir = v->top,
			   .err = &err,
			   .flags = RUN_OUT_STDERR };
	int rc = run_command(&run);
	if (rc >= 0)
		fputs(err.buf, stderr);
	return rc;
}

static struct hook_view view_of(struct repo *r, const struct commit *m)
{
	return (struct hook_view){
		.what = m->what,
		.theirs = m->parent[1],
		.repo = r,
		.branch = m->branch,
		.head = git_oid_is_zero(&m->amends) ? m->parent[0] : m->amends,
		.tree = m->tree,
	};
}

/* In a work tree with the merged files, which the others do without: theirs is
 * the user's, with all that is ignored there. */
static int pre_merge(struct repo *r, const struct commit *m)
{
	CLEANUP(hook_view) struct hook_view v = view_of(r, m);
	int rc;

	v.files = true;
	if ((rc = hook_view_open(&v)) < 0)
		return rc;
	rc = run_hook(&v, "pre-merge-commit", NULL);
	if (rc <= 0)
		return rc;
	rc = error(E_POLICY,
		   "the pre-merge-commit hook refuses the merge into '%s'",
		   v.branch);
	error_hint("mend what it names, or skip hooks with --no-verify");
	return rc;
}

static int prepare(const struct hook_view *v, const struct commit *m,
		   const char *file)
{
	const char *merge[] = { file, "merge", NULL };
	const char *amend[] = { file, "commit", "HEAD", NULL };
	const char *plain[] = { file, "message", NULL };
	int rc = run_hook(v, "prepare-commit-msg",
			  is_merge(m)                  ? merge :
			  !git_oid_is_zero(&m->amends) ? amend :
							 plain);

	if (rc <= 0)
		return rc;
	rc = error(E_POLICY,
		   "the prepare-commit-msg hook refuses the commit on '%s'",
		   v->branch);
	error_hint("mend it: as with git, --no-verify does not skip this one");
	return rc;
}

static int judge(const struct hook_view *v, const struct commit *m,
		 const char *file)
{
	const char *args[] = { file, NULL };
	CLEANUP(strbuf) struct strbuf message = STRBUF_INIT;
	int rc = strbuf_read_file(&message, file, MESSAGE_MAX, true);

	if (rc < 0)
		return rc;
	rc = run_hook(v, "commit-msg", args);
	if (rc <= 0)
		return rc;
	rc = error(E_POLICY, "the commit-msg hook refuses our message \"%.*s\"",
		   (int)strcspn(message.buf, "\n"), message.buf);
	if (m->key)
		error_hint(
			"set %s to what it accepts, or skip hooks with --no-verify",
			m->key);
	else
		error_hint(
			"the message is as git's own: let the hook accept it, or skip hooks with --no-verify");
	return rc;
}

/* How much of it git writes: the message of a merge has no newline at its end,
 * which a hook that adds to it notices. */
static size_t written(const struct commit *m, const struct strbuf *message)
{
	bool cut = is_merge(m) && ends_with(message->buf, "\n");

	return message->len - (cut ? 1 : 0);
}

int commit_hooks_run(struct repo *r, const struct commit *m,
		     struct strbuf *message)
{
	unsigned which = which_run(r, m);
	CLEANUP(hook_view) struct hook_view v = view_of(r, m);
	int rc = which & PRE_MERGE ? pre_merge(r, m) : 0;

	if (rc < 0 || !(which & (PREPARE | MESSAGE)))
		return rc;
	if (is_merge(m))
		v.merge_head = git_oid_is_zero(&m->tag) ? m->parent[1] : m->tag;
	if ((rc = hook_view_open(&v)) < 0)
		return rc;
	if ((rc = hook_view_merge(&v)) < 0)
		return rc;
	CLEANUP(text)
	char *file = xasprintf("%s/%s", v.dir,
			       is_merge(m) ? "MERGE_MSG" : "COMMIT_EDITMSG");
	if ((rc = tempdir_write(file, message->buf, written(m, message))) < 0 ||
	    (which & PREPARE && (rc = prepare(&v, m, file)) < 0) ||
	    (which & MESSAGE && (rc = judge(&v, m, file)) < 0))
		return rc;
	strbuf_reset(message);
	return strbuf_read_file(message, file, MESSAGE_MAX, true);
}
