#include "evidence/append.h"

#include "base/cleanup.h"
#include "evidence/message.h"
#include "git/scratch.h"
#include "object/build.h"

#include <git2.h>

/* The folder that kept files are in, within the tree of a record. */

/* A builder over the files that a commit keeps; zero: none. */
static int open_files(struct repo *r, const git_oid *commit,
		      git_treebuilder **out)
{
	git_tree *top = NULL, *files = NULL;
	git_commit *c = NULL;
	int rc = 0;

	*out = NULL;
	if (!git_oid_is_zero(commit)) {
		rc = git_commit_lookup(&c, r->git, commit);
		if (!rc)
			rc = git_commit_tree(&top, c);
		const git_tree_entry *e =
			rc ? NULL : git_tree_entry_byname(top, APPEND_FILES);
		if (e)
			rc = git_tree_lookup(&files, r->git,
					     git_tree_entry_id(e));
	}
	if (!rc)
		rc = git_treebuilder_new(out, r->git, files);
	git_tree_free(files);
	git_tree_free(top);
	git_commit_free(c);
	return rc ? error_git("cannot read what the record %s keeps",
			      oid_short(commit)) :
		    0;
}

/* The tree of a record that keeps these; empty where there are none. */
static int write_tree(struct repo *r, git_treebuilder *files, git_oid *out)
{
	git_treebuilder *top = NULL;
	git_oid id;
	int rc = git_treebuilder_new(&top, r->git, NULL);

	if (!rc && git_treebuilder_entrycount(files)) {
		rc = git_treebuilder_write(&id, files);
		if (!rc)
			rc = git_treebuilder_insert(NULL, top, APPEND_FILES,
						    &id, GIT_FILEMODE_TREE);
	}
	if (!rc)
		rc = git_treebuilder_write(out, top);
	git_treebuilder_free(top);
	return rc ? error_git("cannot write a tree") : 0;
}

static int keep(struct repo *r, git_treebuilder *files,
		const struct kept_file *f)
{
	git_oid id;

	if (f->n > KEPT_FILE_MAX)
		return error(E_FAIL, "'%s' is larger than %d bytes", f->name,
			     KEPT_FILE_MAX);
	if (git_blob_create_from_buffer(&id, r->git, f->data, f->n) < 0 ||
	    git_treebuilder_insert(NULL, files, f->name, &id,
				   GIT_FILEMODE_BLOB) < 0)
		return error_git("cannot keep '%s'", f->name);
	return 0;
}

static int commit(struct repo *r, struct commit *m, git_treebuilder *files,
		  git_oid *out)
{
	int rc = write_tree(r, files, &m->tree);

	m->branch = "the evidence";
	m->as_is = m->apart = true;
	return rc < 0 ? rc : build_commit(r, m, out);
}

int append_make(struct repo *r, const git_oid *parent, const struct record *rec,
		size_t n, const struct kept_file *file, size_t n_files,
		bool sign, git_oid *out)
{
	CLEANUP(strbuf) struct strbuf message = STRBUF_INIT;
	struct commit m = { .sign = sign };
	git_treebuilder *files = NULL;
	int rc;

	rc = message_write(&message, rec, n);
	if (!rc)
		rc = repo_read(r);
	if (!rc)
		rc = scratch_open(r);
	if (!rc)
		rc = open_files(r, parent, &files);
	for (size_t i = 0; !rc && i < n_files; i++)
		rc = keep(r, files, &file[i]);
	m.parent[0] = *parent;
	m.n_parents = git_oid_is_zero(parent) ? 0 : 1;
	m.message = message.buf;
	if (!rc)
		rc = commit(r, &m, files, out);
	git_treebuilder_free(files);
	return rc;
}

struct unite {
	git_treebuilder *into;
	int rc;
};

/* Files are never changed, so one of a name is as good as the other; where two
 * are called the same, the record tells the digest of its own. */
static int add_missing(const git_tree_entry *e, void *payload)
{
	struct unite *u = payload;

	if (!git_treebuilder_get(u->into, git_tree_entry_name(e)))
		u->rc = git_treebuilder_insert(NULL, u->into,
					       git_tree_entry_name(e),
					       git_tree_entry_id(e),
					       GIT_FILEMODE_BLOB);
	return 0; /* it stays in the builder that is looked at */
}

int append_join(struct repo *r, const git_oid *theirs, const git_oid *ours,
		git_oid *out)
{
	git_treebuilder *into = NULL, *from = NULL;
	struct commit m = { .parent = { *theirs, *ours },
			    .n_parents = 2,
			    .message = MESSAGE_JOIN };
	int rc;

	rc = repo_read(r);
	if (!rc)
		rc = scratch_open(r);
	if (!rc)
		rc = open_files(r, theirs, &into);
	if (!rc)
		rc = open_files(r, ours, &from);
	struct unite u = { into, 0 };
	if (!rc)
		git_treebuilder_filter(from, add_missing, &u);
	if (u.rc < 0)
		rc = error_git("cannot join the files of two records");
	if (!rc)
		rc = commit(r, &m, into, out);
	git_treebuilder_free(into);
	git_treebuilder_free(from);
	return rc;
}
