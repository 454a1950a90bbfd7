#include "tx/unmerge.h"

#include "base/cleanup.h"
#include "base/file.h"
#include "base/tempdir.h"
#include "git/history.h"
#include "git/worktree_env.h"
#include "tx/marker_lines.h"

#include <git2.h>
#include <stdio.h>
#include <string.h>

struct stage {
	git_oid id; /* zero: it is not there */
	unsigned mode;
};

struct unmerge {
	struct repo *repo;
	const char *dir;
	struct strvec env;
	git_oid commit[3];   /* base, ours, theirs */
	struct strbuf index; /* for git update-index */
};

static int git(struct unmerge *u, const char *const *argv,
	       const struct strbuf *in, struct strbuf *out)
{
	return worktree_git(u->dir, &u->env, argv, in, out);
}

static int is_unmerged(struct unmerge *u, const char *path)
{
	const char *spec =
		arena_printf(&u->repo->arena, ":(top,literal)%s", path);
	const char *argv[] = { "git", "ls-files", "-u", "-z", "--", spec, NULL };
	CLEANUP(strbuf) struct strbuf out = STRBUF_INIT;
	int rc = git(u, argv, NULL, &out);

	return rc ? (rc < 0 ? rc : error(E_FAIL, "git ls-files failed")) :
		    out.len > 0;
}

static int find(struct unmerge *u, const git_oid *commit, const char *path,
		struct stage *out)
{
	git_tree_entry *e = NULL;
	git_tree *tree = NULL;
	git_oid id;
	int rc = history_tree(u->repo, commit, &id);

	*out = (struct stage){ 0 };
	if (rc < 0)
		return rc;
	if (git_tree_lookup(&tree, u->repo->git, &id) < 0)
		return error_git("cannot read the tree of %s",
				 oid_short(commit));
	if (!git_tree_entry_bypath(&e, tree, path) &&
	    git_tree_entry_type(e) == GIT_OBJECT_BLOB) {
		out->id = *git_tree_entry_id(e);
		out->mode = (unsigned)git_tree_entry_filemode_raw(e);
	}
	git_tree_entry_free(e);
	git_tree_free(tree);
	return 0;
}

/* To a file of the folder, for git merge-file. */
static int write_side(struct unmerge *u, const git_oid *id, const char *path)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	int rc = repo_blob(u->repo, id, &text);

	return rc < 0 ? rc : file_replace(path, text.buf, text.len);
}

/* Of the markers, as an attribute tells git. */
static int marker_size(struct unmerge *u, const char *path)
{
	const char *argv[] = { "git", "check-attr",
			       "-z",  "conflict-marker-size",
			       "--",  path,
			       NULL };
	CLEANUP(strbuf) struct strbuf out = STRBUF_INIT;
	const char *value = "";

	/* path, name, value */
	if (!git(u, argv, NULL, &out) && out.len > strlen(path) + 1)
		value = out.buf + strlen(path) + 1;
	return marker_lines_size(*value ? value + strlen(value) + 1 : value);
}

/* With an empty base each difference is a conflict. */
static int write_markers(struct unmerge *u, const char *path,
			 const struct stage *stage)
{
	CLEANUP(tempdir) char *temp = NULL;
	CLEANUP(strbuf) struct strbuf out = STRBUF_INIT;
	int rc = tempdir_make(&temp);

	if (rc < 0)
		return rc;
	CLEANUP(text) char *ours = xasprintf("%s/ours", temp);
	CLEANUP(text) char *none = xasprintf("%s/none", temp);
	CLEANUP(text) char *theirs = xasprintf("%s/theirs", temp);
	CLEANUP(text) char *file = xasprintf("%s/%s", u->dir, path);
	const char *name =
		arena_strdup(&u->repo->arena, oid_short(&u->commit[2]));
	const char *size = arena_printf(&u->repo->arena, "--marker-size=%d",
					marker_size(u, path));
	/* with the empty base between them nothing would be seen to be alike */
	const char *argv[] = {
		"git",        "-c",   "merge.conflictStyle=merge",
		"merge-file", "-p",   size,
		"-L",         "HEAD", "-L",
		"",           "-L",   name,
		ours,         none,   theirs,
		NULL
	};
	if ((rc = write_side(u, &stage[1].id, ours)) < 0 ||
	    (rc = write_side(u, &stage[2].id, theirs)) < 0 ||
	    (rc = file_replace(none, "", 0)) < 0)
		return rc;
	/* the exit status counts conflicts */
	rc = git(u, argv, NULL, &out);
	if (rc < 0 || rc > 127)
		return rc < 0 ? rc : error(E_FAIL, "git merge-file failed");
	return file_replace(file, out.buf, out.len);
}

static void add_stage(struct unmerge *u, const char *path,
		      const struct stage *s, int n)
{
	if (git_oid_is_zero(&s->id))
		return;
	strbuf_addf(&u->index, "%o %s %d\t%s", s->mode, oid_hex(&s->id), n,
		    path);
	strbuf_addc(&u->index, '\0');
}

static int unmerge(struct unmerge *u, const char *path)
{
	static const char *const argv[] = { "git", "update-index", "-z",
					    "--index-info", NULL };
	CLEANUP(strbuf) struct strbuf none = STRBUF_INIT;
	struct stage stage[3];
	const git_oid zero = { { 0 } };
	int rc = 0;

	for (int i = 0; !rc && i < 3; i++)
		rc = find(u, &u->commit[i], path, &stage[i]);
	if (rc < 0 || git_oid_is_zero(&stage[1].id) ||
	    git_oid_is_zero(&stage[2].id))
		return rc;
	if ((rc = write_markers(u, path, stage)) < 0)
		return rc;
	strbuf_reset(&u->index);
	strbuf_addf(&u->index, "0 %s\t%s", oid_hex(&zero), path);
	strbuf_addc(&u->index, '\0');
	for (int i = 0; i < 3; i++)
		add_stage(u, path, &stage[i], i + 1);
	rc = git(u, argv, &u->index, &none);
	if (rc)
		return rc < 0 ? rc : error(E_FAIL, "git update-index failed");
	fprintf(stderr, "CONFLICT (changelog): Merge conflict in %s\n", path);
	return 1;
}

int unmerge_files(struct repo *r, const char *dir, const git_oid *ours,
		  const git_oid *theirs, const struct strvec *paths, size_t *n)
{
	struct unmerge u = { .repo = r,
			     .dir = dir,
			     .env = STRVEC_INIT,
			     .commit = { { { 0 } }, *ours, *theirs },
			     .index = STRBUF_INIT };
	int rc = history_merge_base(r, ours, theirs, &u.commit[0]);

	worktree_env(r, dir, &u.env);
	for (size_t i = 0; rc >= 0 && i < paths->n; i++) {
		rc = is_unmerged(&u, paths->v[i]);
		if (!rc)
			rc = unmerge(&u, paths->v[i]);
		else if (rc > 0)
			continue;
		*n += rc > 0;
	}
	strvec_clear(&u.env);
	strbuf_release(&u.index);
	return rc < 0 ? rc : 0;
}
