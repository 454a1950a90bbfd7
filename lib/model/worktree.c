#include "model/worktree.h"

#include "base/cleanup.h"
#include "base/file.h"
#include "base/run.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* With more paths than this git is asked about all of them. */
#define PATHS_MAX 500

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
	};
	static const char *const names[] = { "rebase-merge/head-name",
					     "rebase-apply/head-name" };

	for (size_t i = 0; i < sizeof(sign) / sizeof(*sign); i++)
		if (file_exists(arena_printf(&r->arena, "%s/%s", git_dir,
					     sign[i].file))) {
			w->busy = sign[i].what;
			break;
		}
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		CLEANUP(strbuf) struct strbuf name = STRBUF_INIT;
		const char *path =
			arena_printf(&r->arena, "%s/%s", git_dir, names[i]);
		if (file_exists(path) &&
		    !strbuf_read_file(&name, path, 4096, true)) {
			strbuf_trim_end(&name);
			w->busy_branch = arena_strdup(&r->arena, name.buf);
		}
	}
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

static void parse_list(struct repo *r, struct worktrees *out, const char *text,
		       size_t n)
{
	struct worktree *w = NULL;

	for (const char *p = text; p < text + n; p += strlen(p) + 1) {
		if (starts_with(p, "worktree ")) {
			w = add(r, out);
			w->path = arena_strdup(&r->arena, p + 9);
		} else if (!w) {
			continue;
		} else if (starts_with(p, "HEAD ")) {
			git_oid_fromstr(&w->head, p + 5);
		} else if (starts_with(p, "branch ")) {
			w->branch = arena_strdup(&r->arena, p + 7);
		} else if (!strcmp(p, "bare") || starts_with(p, "prunable")) {
			out->n--;
			w = NULL;
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

struct worktree *worktrees_holding(const struct worktrees *w,
				   const char *branch)
{
	for (size_t i = 0; i < w->n; i++)
		if (w->item[i].branch && !strcmp(w->item[i].branch, branch))
			return &w->item[i];
	return NULL;
}

static git_tree *tree_of(struct repo *r, const git_oid *commit)
{
	git_commit *c = NULL;
	git_tree *tree = NULL;

	if (git_commit_lookup(&c, r->git, commit) < 0)
		return NULL;
	if (git_commit_tree(&tree, c) < 0)
		tree = NULL;
	git_commit_free(c);
	return tree;
}

static void take_delta(struct repo *r, const git_diff_delta *d,
		       struct tree_change **out, size_t *n)
{
	*out = arena_grow(&r->arena, *out, *n, sizeof(**out));
	struct tree_change *c = &(*out)[(*n)++];

	c->path = arena_strdup(&r->arena, d->new_file.path);
	c->from_mode = d->old_file.mode;
	c->to_mode = d->new_file.mode;
	if (c->from_mode)
		c->from = d->old_file.id;
	if (c->to_mode)
		c->to = d->new_file.id;
}

/* libgit2 walks both trees even where they are one. */
static int diff_trees(struct repo *r, git_tree *a, git_tree *b,
		      struct tree_change **out, size_t *n)
{
	git_diff_options opts;
	git_diff *diff = NULL;

	if (oid_eq(git_tree_id(a), git_tree_id(b)))
		return 0;
	git_diff_options_init(&opts, GIT_DIFF_OPTIONS_VERSION);
	opts.flags = GIT_DIFF_INCLUDE_TYPECHANGE | GIT_DIFF_SKIP_BINARY_CHECK;
	if (git_diff_tree_to_tree(&diff, r->git, a, b, &opts) < 0)
		return error_git("cannot compare trees");
	for (size_t i = 0; i < git_diff_num_deltas(diff); i++)
		take_delta(r, git_diff_get_delta(diff, i), out, n);
	git_diff_free(diff);
	return 0;
}

int tree_changes(struct repo *r, const git_oid *from, const git_oid *to,
		 struct tree_change **out, size_t *n)
{
	int rc;

	*out = NULL;
	*n = 0;
	if (oid_eq(from, to))
		return 0;
	if ((rc = repo_read(r)) < 0)
		return rc;
	git_tree *a = tree_of(r, from), *b = tree_of(r, to);
	rc = a && b ? diff_trees(r, a, b, out, n) :
		      error_git("cannot read %s or %s", oid_short(from),
				oid_short(to));
	git_tree_free(a);
	git_tree_free(b);
	return rc;
}

/* What `git rev-parse --local-env-vars` lists and a hook may have exported,
 * but for the configuration that -c gives. */
void worktree_env(struct repo *r, const char *path, struct strvec *env)
{
	static const char *const local[] = { "GIT_ALTERNATE_OBJECT_DIRECTORIES",
					     "GIT_OBJECT_DIRECTORY",
					     "GIT_DIR",
					     "GIT_WORK_TREE",
					     "GIT_IMPLICIT_WORK_TREE",
					     "GIT_GRAFT_FILE",
					     "GIT_INDEX_FILE",
					     "GIT_NO_REPLACE_OBJECTS",
					     "GIT_REPLACE_REF_BASE",
					     "GIT_PREFIX",
					     "GIT_SHALLOW_FILE",
					     "GIT_COMMON_DIR" };

	if (r->work_tree && !strcmp(path, r->work_tree)) {
		strvec_pushf(env, "GIT_DIR=%s", r->git_dir);
		strvec_pushf(env, "GIT_WORK_TREE=%s", r->work_tree);
		return;
	}
	for (size_t i = 0; i < sizeof(local) / sizeof(*local); i++)
		strvec_push(env, local[i]);
}

/* A file where a folder must be, that is not the old commit's: "a" for "a/b". */
static bool parent_in_the_way(const struct worktree *w, const char *path,
			      const struct tree_change *change, size_t n)
{
	for (const char *p = strchr(path, '/'); p; p = strchr(p + 1, '/')) {
		CLEANUP(text) char *part = xstrndup(path, (size_t)(p - path));
		CLEANUP(text) char *full = xasprintf("%s/%s", w->path, part);
		struct stat st;
		bool ours = false;

		if (lstat(full, &st))
			return false;
		if (S_ISDIR(st.st_mode))
			continue;
		for (size_t i = 0; !ours && i < n; i++)
			ours = change[i].from_mode &&
			       !strcmp(change[i].path, part);
		if (!ours)
			return true;
	}
	return false;
}

static int ask_status(struct repo *r, const struct worktree *w,
		      const struct tree_change *change, size_t n,
		      struct strbuf *out)
{
	CLEANUP(strvec) struct strvec argv = STRVEC_INIT, env = STRVEC_INIT;

	strvec_pushl(&argv, "git", "--no-optional-locks", "status",
		     "--porcelain", "-z", "--untracked-files=all",
		     "--ignored=matching", "--no-renames",
		     "--ignore-submodules=all", "--", NULL);
	for (size_t i = 0; i < n && n <= PATHS_MAX; i++)
		strvec_pushf(&argv, ":(top,literal)%s", change[i].path);
	worktree_env(r, w->path, &env);
	struct run run = { .argv = (const char *const *)argv.v,
			   .env = (const char *const *)env.v,
			   .dir = w->path,
			   .out = out };
	int rc = run_command(&run);
	return rc > 0 ? error(E_FAIL, "git status failed in '%s'", w->path) :
			rc;
}

static bool is_changed(const struct tree_change *change, size_t n,
		       const char *path)
{
	size_t len = strlen(path);

	for (size_t i = 0; i < n; i++)
		if (!strcmp(change[i].path, path) ||
		    (len && path[len - 1] == '/' &&
		     starts_with(change[i].path, path)) ||
		    (starts_with(path, change[i].path) &&
		     path[strlen(change[i].path)] == '/'))
			return true;
	return false;
}

static int refuse_dirty(const struct worktree *w, const struct strvec *dirty)
{
	int rc = error(E_POLICY,
		       "uncommitted changes in '%s' would be "
		       "overwritten",
		       w->path);

	for (size_t i = 0; i < dirty->n && i < 5; i++)
		error_detail("%s", dirty->v[i]);
	if (dirty->n > 5)
		error_detail("and %zu more", dirty->n - 5);
	error_hint("commit them, or move them out of the way");
	return rc;
}

/* A git that is at work there, or was killed: only a person can tell. */
static int check_lock(struct repo *r, const struct worktree *w)
{
	const char *lock = arena_printf(&r->arena, "%s/index.lock", w->git_dir);

	if (!file_exists(lock))
		return 0;
	int rc = error(E_POLICY, "the index of '%s' is locked", w->path);
	error_hint("if no git is running: rm '%s'", lock);
	return rc;
}

int worktree_check(struct repo *r, const struct worktree *w,
		   const git_oid *from, const git_oid *to)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	CLEANUP(strvec) struct strvec dirty = STRVEC_INIT;
	struct tree_change *change;
	size_t n;
	int rc;

	if (w->busy) {
		rc = error(E_POLICY, "%s is going on in '%s'", w->busy,
			   w->path);
		error_hint("finish or abort it there first");
		return rc;
	}
	if ((rc = tree_changes(r, from, to, &change, &n)) < 0 || !n)
		return rc;
	if ((rc = check_lock(r, w)) < 0)
		return rc;
	if ((rc = ask_status(r, w, change, n, &text)) < 0)
		return rc;
	for (const char *p = text.buf; p + 3 < text.buf + text.len;
	     p += strlen(p) + 1)
		if (is_changed(change, n, p + 3))
			strvec_push(&dirty, p + 3);
	for (size_t i = 0; i < n; i++)
		if (change[i].to_mode && !change[i].from_mode &&
		    parent_in_the_way(w, change[i].path, change, n))
			strvec_push(&dirty, change[i].path);
	return dirty.n ? refuse_dirty(w, &dirty) : 0;
}
