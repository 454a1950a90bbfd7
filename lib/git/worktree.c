#include "git/worktree.h"

#include "base/cleanup.h"
#include "base/file.h"
#include "base/run.h"
#include "base/strvec.h"
#include "git/tree_change.h"
#include "git/worktree_look.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* The branch that comes back when a rebase or bisection ends. */
static void look_held(struct repo *r, struct worktree *w, const char *file,
		      const char *how)
{
	CLEANUP(strbuf) struct strbuf name = STRBUF_INIT;
	const char *path = arena_printf(&r->arena, "%s/%s", w->git_dir, file);

	if (w->busy_branch || !file_exists(path) ||
	    strbuf_read_file(&name, path, 4096, true) < 0)
		return;
	strbuf_trim_end(&name);
	w->busy_branch = arena_printf(
		&r->arena, "%s%s",
		starts_with(name.buf, "refs/") ? "" : "refs/heads/", name.buf);
	w->busy_how = how;
}

static bool has_ref(struct repo *r, const char *git_dir, const char *name)
{
	const char *argv[] = {
		"git",       arena_printf(&r->arena, "--git-dir=%s", git_dir),
		"rev-parse", "--verify",
		"--quiet",   name,
		NULL
	};
	struct run run = { .argv = argv, .flags = RUN_OUT_NULL | RUN_ERR_NULL };
	git_oid id;

	if (!strcmp(git_dir, r->git_dir))
		return repo_ref(r, name, &id) == 0 && !git_oid_is_zero(&id);
	return run_command(&run) == 0;
}

/* In a reftable these are among the refs; a message to come is a file always. */
static void look_picking(struct repo *r, struct worktree *w)
{
	if (has_ref(r, w->git_dir, "CHERRY_PICK_HEAD"))
		w->busy = "a cherry-pick";
	else if (has_ref(r, w->git_dir, "REVERT_HEAD"))
		w->busy = "a revert";
}

/* What stands in the way of moving HEAD there. */
static void look_busy(struct repo *r, struct worktree *w, const char *git_dir)
{
	w->git_dir = git_dir;
	static const struct {
		const char *file, *what;
	} sign[] = {
		{ "rebase-merge", "a rebase" },
		{ "rebase-apply", "a rebase or 'git am'" },
		{ "MERGE_HEAD", "a merge" },
		{ "CHERRY_PICK_HEAD", "a cherry-pick" },
		{ "REVERT_HEAD", "a revert" },
		{ "sequencer", "a sequence of picks" },
	};

	for (size_t i = 0; i < sizeof(sign) / sizeof(*sign); i++)
		if (file_exists(arena_printf(&r->arena, "%s/%s", git_dir,
					     sign[i].file))) {
			w->busy = sign[i].what;
			break;
		}
	if (r->reftable && !w->busy &&
	    file_exists(arena_printf(&r->arena, "%s/MERGE_MSG", git_dir)))
		look_picking(r, w);
	look_held(r, w, "rebase-merge/head-name", "rebased");
	look_held(r, w, "rebase-apply/head-name", "rebased");
	look_held(r, w, "BISECT_START", "bisected");
}

static struct worktree *add(struct repo *r, struct worktrees *out)
{
	out->item =
		arena_grow(&r->arena, out->item, out->n, sizeof(*out->item));
	return &out->item[out->n++];
}

/* The git directory of a work tree: ".git" there, or what that file names. */
static const char *git_dir_of(struct repo *r, const char *path)
{
	const char *dot = arena_printf(&r->arena, "%s/.git", path);
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;

	if (r->work_tree && !strcmp(path, r->work_tree))
		return r->git_dir;
	if (file_is_dir(dot) || strbuf_read_file(&text, dot, 8192, true) < 0 ||
	    !starts_with(text.buf, "gitdir: "))
		return dot;
	strbuf_trim_end(&text);
	const char *dir = text.buf + 8;
	return *dir == '/' ? arena_strdup(&r->arena, dir) :
			     arena_printf(&r->arena, "%s/%s", path, dir);
}

/* git takes the folder around the git directory for the main work tree, which
 * is wrong for a submodule and where core.worktree says otherwise. */
static const char *main_tree(struct repo *r, const char *listed)
{
	const char *set = config_git(&r->config, "core.worktree");

	if (r->work_tree && !strcmp(r->git_dir, r->common_dir))
		return r->work_tree;
	if (!set || file_exists(arena_printf(&r->arena, "%s/.git", listed)))
		return listed;
	CLEANUP(text)
	char *full = *set == '/' ? xstrdup(set) :
				   xasprintf("%s/%s", r->common_dir, set);
	CLEANUP(text) char *real = realpath(full, NULL);
	return real ? arena_strdup(&r->arena, real) : listed;
}

static void parse_line(struct repo *r, struct worktree *w, const char *line)
{
	if (starts_with(line, "HEAD "))
		git_oid_fromstr(&w->head, line + 5);
	else if (starts_with(line, "branch "))
		w->branch = arena_strdup(&r->arena, line + 7);
	else if (starts_with(line, "locked"))
		w->absent = !file_is_dir(w->path);
}

/* Bare ones, and those whose folder is gone, are left out; but a locked one
 * may come back. */
static void parse_list(struct repo *r, struct worktrees *out, const char *text,
		       size_t n)
{
	struct worktree *w = NULL;
	const char *path;

	for (const char *p = text; p < text + n; p += strlen(p) + 1) {
		if (starts_with(p, "worktree ")) {
			path = arena_strdup(&r->arena, p + 9);
			w = add(r, out);
			w->path = p == text ? main_tree(r, path) : path;
		} else if (w &&
			   (!strcmp(p, "bare") || starts_with(p, "prunable"))) {
			out->n--;
			w = NULL;
		} else if (w) {
			parse_line(r, w, p);
		}
	}
}

static int ask_list(struct repo *r, struct worktrees *out)
{
	static const char *const argv[] = { "git",         "worktree", "list",
					    "--porcelain", "-z",       NULL };
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	struct run run = { .argv = argv, .out = &text };
	int rc = run_command(&run);

	if (rc)
		return rc < 0 ? rc : error(E_FAIL, "git worktree list failed");
	parse_list(r, out, text.buf, text.len);
	for (size_t i = 0; i < out->n; i++)
		look_busy(r, &out->item[i], git_dir_of(r, out->item[i].path));
	return 0;
}

int worktrees_list(struct repo *r, struct worktrees *out)
{
	int rc;

	memset(out, 0, sizeof(*out));
	bool linked = file_exists(
		arena_printf(&r->arena, "%s/worktrees", r->common_dir));
	bool inside = !r->work_tree &&
		      !config_git_bool(&r->config, "core.bare", false);
	if (linked || inside) {
		if ((rc = ask_list(r, out)) < 0)
			return rc;
	} else if (r->work_tree) {
		struct worktree *w = add(r, out);
		w->path = r->work_tree;
		if ((rc = repo_head(r, &w->branch, &w->head)) < 0)
			return rc;
		look_busy(r, w, r->git_dir);
	}
	for (size_t i = 0; i < out->n; i++)
		out->item[i].current = r->work_tree &&
				       !strcmp(out->item[i].path, r->work_tree);
	return 0;
}

struct worktree *worktrees_current(const struct worktrees *w)
{
	for (size_t i = 0; i < w->n; i++)
		if (w->item[i].current)
			return &w->item[i];
	return NULL;
}

struct worktree *worktrees_at(const struct worktrees *w, const char *path)
{
	for (size_t i = 0; i < w->n; i++)
		if (!strcmp(w->item[i].path, path))
			return &w->item[i];
	return NULL;
}

int worktree_require(struct repo *r, const char *path)
{
	struct worktrees all;
	int rc;

	if (r->work_tree && !strcmp(r->work_tree, path))
		return 0;
	if ((rc = worktrees_list(r, &all)) < 0 || worktrees_at(&all, path))
		return rc;
	rc = error(
		E_POLICY,
		"'%s', where it was begun, is no work tree of this repository",
		path);
	error_hint("a copy, or moved? git rel --quit forgets it here");
	return rc;
}

struct worktree *worktrees_holding(const struct worktrees *w,
				   const char *branch)
{
	for (size_t i = 0; i < w->n; i++)
		if (w->item[i].branch && !strcmp(w->item[i].branch, branch))
			return &w->item[i];
	return NULL;
}
