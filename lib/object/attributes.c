#include "object/attributes.h"

#include "base/cleanup.h"
#include "base/dir.h"
#include "base/strvec.h"
#include "base/tempdir.h"
#include "git/tree_diff.h"

#include <git2.h>
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

/* The files that git reads for these paths: one in each folder above them.  Such a
 * folder that the path before has, too, was taken with that. */
static void name_files(const struct strvec *paths, struct strvec *out)
{
	const char *last = NULL;

	for (size_t i = 0; i < paths->n; i++) {
		const char *path = paths->v[i];
		for (const char *p = path; p; p = strchr(p, '/')) {
			p += *p == '/';
			size_t n = (size_t)(p - path);
			if (!last || strncmp(last, path, n) != 0)
				strvec_pushf(out, "%.*s" NAME, (int)n, path);
		}
		last = path;
	}
}

static int found(void *arg, const char *path, const git_tree_entry *from,
		 const git_tree_entry *to)
{
	(void)arg, (void)from, (void)to;
	return is_attributes(path);
}

/* What is at a path that is no folder; NULL: nothing. */
static int entry_at(const git_tree *tree, const char *path,
		    git_tree_entry **out)
{
	int rc = tree ? git_tree_entry_bypath(out, tree, path) : GIT_ENOTFOUND;

	if (rc == GIT_ENOTFOUND)
		*out = NULL;
	else if (rc < 0)
		return error_git("cannot look for '%s'", path);
	return 0;
}

static bool are_same(const git_tree_entry *a, const git_tree_entry *b)
{
	if (!a || !b)
		return a == b;
	return oid_eq(git_tree_entry_id(a), git_tree_entry_id(b)) &&
	       git_tree_entry_filemode_raw(a) == git_tree_entry_filemode_raw(b);
}

static int differ_at(const git_tree *from, const git_tree *to, const char *path)
{
	git_tree_entry *a = NULL, *b = NULL;
	int rc = entry_at(from, path, &a);

	if (!rc)
		rc = entry_at(to, path, &b);
	if (!rc)
		rc = !are_same(a, b);
	git_tree_entry_free(a);
	git_tree_entry_free(b);
	return rc;
}

/* Do the two trees differ in any .gitattributes that counts? */
static int differ(struct repo *r, const git_tree *from, const git_tree *to,
		  const struct strvec *paths)
{
	CLEANUP(strvec) struct strvec file = STRVEC_INIT;
	int rc = 0;

	if (!paths)
		return tree_diff(r, from, to, found, NULL);
	name_files(paths, &file);
	for (size_t i = 0; !rc && i < file.n; i++)
		rc = differ_at(from, to, file.v[i]);
	return rc;
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

struct writing {
	struct repo *r;
	const char *dir;
};

static int write_if(void *arg, const char *path, const git_tree_entry *from,
		    const git_tree_entry *to)
{
	struct writing *w = arg;

	(void)from;
	if (!is_attributes(path) ||
	    git_tree_entry_filemode(to) == GIT_FILEMODE_LINK)
		return 0;
	return write_one(w->r, w->dir, path, git_tree_entry_id(to));
}

static int write_at(struct writing *w, const git_tree *tree, const char *path)
{
	git_tree_entry *e = NULL;
	int rc = entry_at(tree, path, &e);

	if (!rc && e && git_tree_entry_type(e) == GIT_OBJECT_BLOB)
		rc = write_if(w, path, NULL, e);
	git_tree_entry_free(e);
	return rc;
}

static int write_all(struct repo *r, struct attributes *a, const git_tree *tree,
		     const struct strvec *paths)
{
	CLEANUP(strvec) struct strvec file = STRVEC_INIT;
	struct writing w = { .r = r };
	int rc = tempdir_make(&a->dir);

	w.dir = a->dir;
	if (!rc && !paths)
		return tree_diff(r, NULL, tree, write_if, &w);
	if (!rc)
		name_files(paths, &file);
	for (size_t i = 0; !rc && i < file.n; i++)
		rc = write_at(&w, tree, file.v[i]);
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

int attributes_of(struct attributes *a, struct repo *r, const git_oid *commit,
		  const struct strvec *paths)
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
		rc = differ(r, have, want, paths);
	if (rc > 0)
		rc = write_all(r, a, want, paths);
	git_tree_free(have);
	git_tree_free(want);
	return rc;
}

bool attributes_same(struct repo *r, const git_oid *a, const git_oid *b,
		     const struct strvec *paths)
{
	if (oid_eq(a, b))
		return true;
	git_tree *one = tree_of(r, a), *two = tree_of(r, b);
	bool same = one && two && differ(r, one, two, paths) == 0;
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
