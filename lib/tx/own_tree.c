#include "tx/own_tree.h"

#include "base/cleanup.h"
#include "base/crash.h"
#include "base/file.h"
#include "base/message.h"
#include "base/quote.h"
#include "base/run.h"
#include "base/strvec.h"
#include "git/worktree_env.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

static int run_git(struct repo *r, const char *path, const char *dir,
		   const char *const *argv, struct strbuf *out,
		   struct strbuf *said)
{
	CLEANUP(strvec) struct strvec env = STRVEC_INIT;

	worktree_env(r, path, &env);
	struct run run = { .argv = argv,
			   .env = (const char *const *)env.v,
			   .dir = dir,
			   .out = out,
			   .err = said };
	return run_command(&run);
}

bool own_tree_is_there(struct repo *r, const char *path)
{
	const char *argv[] = { "git",     "rev-parse", "--verify",
			       "--quiet", "HEAD",      NULL };
	CLEANUP(text) char *link = xasprintf("%s/.git", path);
	CLEANUP(strbuf) struct strbuf out = STRBUF_INIT, said = STRBUF_INIT;

	return file_exists(link) && !run_git(r, path, path, argv, &out, &said);
}

static int failed(int status, const char *what, const struct strbuf *said)
{
	if (status <= 0)
		return status;
	return error(E_FAIL, "%s: %s", what, said->buf);
}

/* What a killed "git worktree add" leaves is a folder with its link. */
static int clear_half(const char *path)
{
	CLEANUP(text) char *link = xasprintf("%s/.git", path);
	int rc = file_remove(link);

	if (rc < 0 || !rmdir(path) || errno == ENOENT)
		return rc;
	rc = error(E_POLICY, "'%s' is in the way of a work tree", path);
	error_hint("it holds files of an earlier one: look, and remove it");
	return rc;
}

int own_tree_make(struct repo *r, const char *path, const git_oid *at,
		  bool begun)
{
	CLEANUP(strbuf) struct strbuf out = STRBUF_INIT, said = STRBUF_INIT;
	/* twice: also where a killed one has left its lock */
	const char *add[] = { "git",      "worktree", "add",
			      "-f",       "-f",       "--no-checkout",
			      "--detach", path,       oid_hex(at),
			      NULL };
	const char *reset[] = { "git",     "reset",     "--hard",
				"--quiet", oid_hex(at), NULL };
	int rc;

	if (!own_tree_is_there(r, path)) {
		if ((rc = clear_half(path)) < 0)
			return rc;
		rc = run_git(r, path, r->git_dir, add, &out, &said);
		if ((rc = failed(rc, "git worktree add failed", &said)) < 0)
			return rc;
		crash_point();
	} else if (begun) {
		return 0;
	}
	rc = run_git(r, path, path, reset, &out, &said);
	return failed(rc, "git reset failed", &said);
}

/* Files that are missing are no work of a person's: a kill may have removed
 * them.  1: there is some. */
static int has_work(struct repo *r, const char *path)
{
	const char *argv[] = { "git", "status", "--porcelain", "-z", NULL };
	CLEANUP(strbuf) struct strbuf out = STRBUF_INIT, said = STRBUF_INIT;
	int rc = run_git(r, path, path, argv, &out, &said);

	for (const char *p = out.buf; !rc && p < out.buf + out.len;
	     p += strlen(p) + 1)
		if (!starts_with(p, " D ") && !starts_with(p, "D  "))
			return 1;
	return rc;
}

int own_tree_remove(struct repo *r, const char *path)
{
	const char *argv[] = { "git", "worktree", "remove", "-f",
			       "-f",  path,       NULL };
	CLEANUP(strbuf) struct strbuf out = STRBUF_INIT, said = STRBUF_INIT;
	CLEANUP(strbuf) struct strbuf where = STRBUF_INIT;

	if (!file_exists(path))
		return 0;
	if (!own_tree_is_there(r, path))
		return clear_half(path);
	int rc = has_work(r, path);
	if (!rc)
		rc = run_git(r, path, r->git_dir, argv, &out, &said);
	if (rc > 0) {
		strbuf_add_shell(&where, path);
		warning("there are files of yours in '%s': git worktree remove --force %s removes them",
			path, where.buf);
	}
	return rc < 0 ? rc : 0;
}
