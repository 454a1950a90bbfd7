#include "object/hook_view.h"

#include "base/cleanup.h"
#include "base/dir.h"
#include "base/file.h"
#include "base/run.h"
#include "base/tempdir.h"
#include "git/scratch.h"
#include "object/hook_view_reftable.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int put(const char *folder, const char *name, const char *text)
{
	CLEANUP(text) char *path = xasprintf("%s/%s", folder, name);

	return tempdir_write(path, text, strlen(text));
}

/* All that is in `from` appears in the new folder `to`, but for `except`. */
static int link_all(const char *from, const char *to, const char *except)
{
	CLEANUP(strvec) struct strvec names = STRVEC_INIT;
	int rc = dir_make(to);

	if (!rc && file_is_dir(from))
		rc = dir_list(from, &names);
	for (size_t i = 0; !rc && i < names.n; i++) {
		if (!strcmp(names.v[i], except))
			continue;
		CLEANUP(text) char *a = xasprintf("%s/%s", from, names.v[i]);
		CLEANUP(text) char *b = xasprintf("%s/%s", to, names.v[i]);
		if (symlink(a, b) < 0)
			rc = error_errno("cannot make '%s'", b);
	}
	return rc;
}

/* What the configuration includes from beside the common folder, such as
 * `include.path = ../.gitconfig`, is beside the overlay, too: in a folder where
 * nothing else is, for it may have any name. */
static int link_includes(const struct hook_view *v, const char *beside)
{
	const struct config *c = &v->repo->config;

	for (size_t i = 0; i < c->n; i++) {
		const char *key = c->entry[i].key, *path = c->entry[i].value;
		if (!path || !starts_with(key, "include") ||
		    !ends_with(key, ".path") || !starts_with(path, "../"))
			continue;
		path += strlen("../");
		size_t n = strcspn(path, "/");
		if (!n || (n == 2 && !memcmp(path, "..", n)) ||
		    (n == 4 && !memcmp(path, ".git", n)))
			continue;
		CLEANUP(text)
		char *from = xasprintf("%s/../%.*s", v->repo->common_dir,
				       (int)n, path);
		CLEANUP(text)
		char *to = xasprintf("%s/%.*s", beside, (int)n, path);
		if (symlink(from, to) < 0 && errno != EEXIST)
			return error_errno("cannot make '%s'", to);
	}
	return 0;
}

/* The common folder as it will be once the branch is at `head`: links to all
 * that is there, and one file of our own. */
static int overlay(const struct hook_view *v, const char *ref,
		   const char *common)
{
	CLEANUP(strbuf) struct strbuf at = STRBUF_INIT;
	int rc = 0;

	for (const char *p = ref; !rc; p += strcspn(p, "/") + 1) {
		CLEANUP(text)
		char *name = xasprintf("%.*s", (int)strcspn(p, "/"), p);
		CLEANUP(text)
		char *from = xasprintf("%s%s", v->repo->common_dir, at.buf);
		CLEANUP(text) char *to = xasprintf("%s%s", common, at.buf);
		rc = link_all(from, to, name);
		if (!rc && !p[strlen(name)])
			return put(to, name, oid_hex(&v->head));
		strbuf_addf(&at, "/%s", name);
	}
	return rc;
}

/* The same of a reftable, where the branch is moved below. */
static int overlay_tables(const struct hook_view *v, const char *common)
{
	CLEANUP(text)
	char *from = xasprintf("%s/reftable", v->repo->common_dir);
	CLEANUP(text) char *to = xasprintf("%s/reftable", common);
	int rc = link_all(v->repo->common_dir, common, "reftable");

	return rc < 0 ? rc : hook_view_copy_stack(from, to);
}

/* What git has there for those that know no reftable; HEAD itself is in a stack
 * of this folder, which begins without a table. */
static int put_head_stub(const struct hook_view *v)
{
	CLEANUP(text) char *own = xasprintf("%s/reftable", v->dir);
	int rc = dir_make(own);

	if (!rc)
		rc = put(own, "tables.list", "");
	return rc < 0 ? rc : put(v->dir, "HEAD", "ref: refs/heads/.invalid\n");
}

static int put_head(struct hook_view *v)
{
	CLEANUP(text) char *ref = xasprintf("refs/heads/%s", v->branch);
	CLEANUP(text) char *head = xasprintf("ref: %s\n", ref);
	CLEANUP(text) char *beside = xasprintf("%s/overlay", v->dir);
	CLEANUP(text) char *common = xasprintf("%s/.git", beside);
	git_oid at;
	int rc = repo_ref(v->repo, ref, &at);

	if (!rc)
		rc = v->repo->reftable ? put_head_stub(v) :
					 put(v->dir, "HEAD", head);
	if (rc < 0)
		return rc;
	v->moved = !oid_eq(&at, &v->head);
	if (!v->moved)
		return put(v->dir, "commondir", v->repo->common_dir);
	rc = dir_make(beside);
	if (!rc)
		rc = v->repo->reftable ? overlay_tables(v, common) :
					 overlay(v, ref, common);
	if (!rc)
		rc = link_includes(v, beside);
	return rc < 0 ? rc : put(v->dir, "commondir", common);
}

static int git(const struct hook_view *v, const char *const *argv,
	       const struct strbuf *in, struct strbuf *out)
{
	CLEANUP(strbuf) struct strbuf err = STRBUF_INIT;
	struct run run = { .argv = argv,
			   .env = (const char *const *)v->env.v,
			   .dir = v->top,
			   .in = in ? in->buf : NULL,
			   .in_len = in ? in->len : 0,
			   .out = out,
			   .err = &err };
	int rc = run_command(&run);

	if (rc <= 0)
		return rc;
	strbuf_trim_end(&err);
	return error(E_FAIL, "cannot show a hook what is committed: %s",
		     err.buf);
}

/* Without files of its own, those of the user's work tree are no business of
 * who looks at this index. */
static int put_index(const struct hook_view *v)
{
	const char *read[] = { "git",
			       "-c",
			       "core.fsmonitor=false",
			       "-c",
			       "index.sparse=false",
			       "read-tree",
			       oid_hex(&v->tree),
			       NULL };
	static const char *const checkout[] = {
		"git", "checkout-index", "-a", "-f", "-q", "-u", NULL
	};
	static const char *const list[] = { "git", "ls-files", "-z", NULL };
	static const char *const mark[] = { "git",     "update-index",
					    "-z",      "--skip-worktree",
					    "--stdin", NULL };
	CLEANUP(strbuf) struct strbuf paths = STRBUF_INIT;
	int rc = git(v, read, NULL, NULL);

	if (rc < 0 || v->files)
		return rc < 0 ? rc : git(v, checkout, NULL, NULL);
	rc = git(v, list, NULL, &paths);
	return rc < 0 || !paths.len ? rc : git(v, mark, &paths, NULL);
}

/* A folder that knows its repository, for who does not ask the environment. */
static int put_work_tree(struct hook_view *v)
{
	CLEANUP(text) char *own = xasprintf("gitdir: %s\n", v->dir);

	if (v->repo->work_tree && !v->files) {
		v->top = v->repo->work_tree;
		return 0;
	}
	v->top = arena_printf(&v->repo->arena, "%s/tree", v->dir);
	int rc = dir_make(v->top);
	return rc < 0 ? rc : put(v->top, ".git", own);
}

static void put_env(struct hook_view *v)
{
	for (const char *const *e = v->repo->env; e && *e; e++)
		strvec_push(&v->env, *e);
	strvec_push(&v->env, "GIT_COMMON_DIR");
	strvec_push(&v->env, "GIT_PREFIX");
	strvec_push(&v->env, "GIT_EDITOR=:");
	strvec_push(&v->env, "GIT_REL_PLANS=1"); /* `git rel hook` */
	if (v->what) { /* what `git merge` tells its hooks */
		if (!getenv("GIT_REFLOG_ACTION"))
			strvec_pushf(&v->env, "GIT_REFLOG_ACTION=merge %s",
				     v->what);
		strvec_pushf(&v->env, "GITHEAD_%s=%s", oid_hex(&v->theirs),
			     v->what);
	}
	strvec_pushf(&v->env, "GIT_DIR=%s", v->dir);
	strvec_pushf(&v->env, "GIT_WORK_TREE=%s", v->top);
	strvec_pushf(&v->env, "GIT_INDEX_FILE=%s/index", v->dir);
}

/* Hooks call each other by $GIT_DIR/hooks, as git's own samples do. */
static int put_hooks(const struct hook_view *v)
{
	CLEANUP(text) char *from = xasprintf("%s/hooks", v->repo->common_dir);
	CLEANUP(text) char *to = xasprintf("%s/hooks", v->dir);

	return symlink(from, to) < 0 ? error_errno("cannot make '%s'", to) : 0;
}

int hook_view_open(struct hook_view *v)
{
	CLEANUP(text)
	char *own = xasprintf("%s/config.worktree", v->repo->git_dir);
	int rc;

	v->dir = xasprintf("%s/hook", scratch_folder(v->repo));
	CLEANUP(text) char *to = xasprintf("%s/config.worktree", v->dir);
	rc = dir_make(v->dir);
	if (!rc)
		rc = put_head(v);
	if (rc < 0 || (rc = put_work_tree(v)) < 0)
		return rc;
	if (!v->repo->reftable &&
	    (rc = put(v->dir, "ORIG_HEAD", oid_hex(&v->head))) < 0)
		return rc;
	if (file_exists(own) && symlink(own, to) < 0)
		return error_errno("cannot make '%s'", to);
	if ((rc = put_hooks(v)) < 0)
		return rc;
	put_env(v);
	if (v->repo->reftable && (rc = hook_view_set_refs(v, v->moved)) < 0)
		return rc;
	return put_index(v);
}

int hook_view_merge(struct hook_view *v)
{
	CLEANUP(text) char *id = xasprintf("%s\n", oid_hex(&v->merge_head));

	if (git_oid_is_zero(&v->merge_head))
		return 0;
	int rc = put(v->dir, "MERGE_HEAD", id);
	return rc < 0 ? rc : put(v->dir, "MERGE_MODE", "no-ff");
}

void hook_view_release(struct hook_view *v)
{
	if (v->dir)
		(void)!dir_remove(v->dir);
	free(MOVE(v->dir));
	strvec_clear(&v->env);
}
