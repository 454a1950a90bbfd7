#include "object/attributes.h"

#include "base/cleanup.h"
#include "base/dir.h"
#include "base/strvec.h"
#include "base/tempdir.h"
#include "git/history.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define NAME ".gitattributes"

static bool is_attributes(const char *path)
{
	size_t n = strlen(path), k = strlen(NAME);

	return n >= k && !strcmp(path + n - k, NAME) &&
	       (n == k || path[n - k - 1] == '/');
}

static int diff_trees(struct repo *r, git_tree *from, git_tree *to,
		      git_diff **out)
{
	git_diff_options opts;

	git_diff_options_init(&opts, GIT_DIFF_OPTIONS_VERSION);
	opts.flags = GIT_DIFF_SKIP_BINARY_CHECK;
	if (git_diff_tree_to_tree(out, r->git, from, to, &opts) < 0)
		return error_git("cannot compare trees");
	return 0;
}

/* Do the two trees differ in any .gitattributes? */
static int differ(struct repo *r, git_tree *from, git_tree *to)
{
	git_diff *diff = NULL;
	int rc = diff_trees(r, from, to, &diff), found = 0;

	for (size_t i = 0; !rc && i < git_diff_num_deltas(diff); i++)
		if (is_attributes(git_diff_get_delta(diff, i)->new_file.path))
			found = 1;
	git_diff_free(diff);
	return rc ? rc : found;
}

/* git checks no such path out, but a tree can name it. */
static bool path_ok(const char *path)
{
	for (;;) {
		size_t n = strcspn(path, "/");
		if (!n || (n == 1 && *path == '.') ||
		    (n == 2 && !memcmp(path, "..", 2)) ||
		    (n == 4 && !strncasecmp(path, ".git", 4)))
			return false;
		if (!path[n])
			return true;
		path += n + 1;
	}
}

static int write_one(struct repo *r, const char *dir, const char *path,
		     const git_oid *id)
{
	if (!path_ok(path))
		return error(E_FAIL, "'%s' is no path for a file", path);
	CLEANUP(text) char *full = xasprintf("%s/%s", dir, path);
	CLEANUP(text)
	char *folder = xstrndup(full, (size_t)(strrchr(full, '/') - full));
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	int rc = repo_blob(r, id, &text);

	if (rc < 0)
		return error_in(rc, "%s", path);
	rc = dir_make(folder);
	return rc < 0 ? rc : tempdir_write(full, text.buf, text.len);
}

static int write_all(struct repo *r, struct attributes *a, git_tree *tree)
{
	git_diff *diff = NULL;
	int rc = tempdir_make(&a->dir);

	if (rc < 0)
		return rc;
	rc = diff_trees(r, NULL, tree, &diff);
	for (size_t i = 0; !rc && i < git_diff_num_deltas(diff); i++) {
		const git_diff_file *f = &git_diff_get_delta(diff, i)->new_file;
		if (is_attributes(f->path) && f->mode != GIT_FILEMODE_LINK)
			rc = write_one(r, a->dir, f->path, &f->id);
	}
	git_diff_free(diff);
	return rc;
}

static git_tree *tree_of(struct repo *r, const git_oid *commit)
{
	git_commit *c = NULL;
	git_tree *tree = NULL;

	if (!git_oid_is_zero(commit) &&
	    !git_commit_lookup(&c, r->git, commit) &&
	    git_commit_tree(&tree, c) < 0)
		tree = NULL;
	git_commit_free(c);
	return tree;
}

int attributes_of(struct attributes *a, struct repo *r, const git_oid *commit)
{
	const char *branch;
	git_oid head = { 0 };
	int rc;

	if (r->work_tree && (rc = repo_head(r, &branch, &head)) < 0)
		return rc;
	git_tree *have = tree_of(r, &head), *want = tree_of(r, commit);
	if (!want)
		rc = error_git("cannot read %s", oid_short(commit));
	else
		rc = differ(r, have, want);
	if (rc > 0)
		rc = write_all(r, a, want);
	git_tree_free(have);
	git_tree_free(want);
	return rc;
}

bool attributes_same(struct repo *r, const git_oid *a, const git_oid *b)
{
	if (oid_eq(a, b))
		return true;
	git_tree *one = tree_of(r, a), *two = tree_of(r, b);
	bool same = one && two && differ(r, one, two) == 0;
	git_tree_free(one);
	git_tree_free(two);
	return same;
}

void attributes_env(const struct attributes *a, struct repo *r,
		    struct strvec *env)
{
	if (!a->dir)
		return;
	strvec_pushf(env, "GIT_DIR=%s", r->git_dir);
	strvec_pushf(env, "GIT_WORK_TREE=%s", a->dir);
}

void attributes_release(struct attributes *a)
{
	tempdir_release(MOVE(a->dir));
}
