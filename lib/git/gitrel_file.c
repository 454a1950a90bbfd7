#include "git/gitrel_file.h"

#include "base/cleanup.h"
#include "base/file.h"
#include "config/gitrel.h"
#include "config/gitrel_scan.h"
#include "git/history.h"

#include <git2.h>
#include <string.h>

#define NAME ".gitrel"

static int read_work_tree(struct repo *r)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	CLEANUP(text) char *path = xasprintf("%s/" NAME, r->work_tree);

	if (!file_exists(path))
		return 0;
	if (strbuf_read_file(&text, path, GITREL_MAX_BYTES, true) < 0)
		return error_in(E_CONFIG, "cannot use " NAME);
	r->policy = arena_strdup(&r->arena, text.buf);
	int rc = config_read_gitrel(&r->config, text.buf, text.len, NAME);
	return rc < 0 ? rc : 1;
}

/* A blob may be a link, and is unpacked as a whole. */
static int check_entry(struct repo *r, const git_tree_entry *e,
		       const char *name)
{
	git_object_t type;
	size_t size;

	if (git_tree_entry_filemode(e) == GIT_FILEMODE_LINK)
		return error(E_CONFIG, "'%s' is a symbolic link", name);
	if (git_tree_entry_type(e) != GIT_OBJECT_BLOB)
		return error(E_CONFIG, "'%s' is not a regular file", name);
	if (!git_odb_read_header(&size, &type, r->odb, git_tree_entry_id(e)) &&
	    size > GITREL_MAX_BYTES)
		return error(E_CONFIG, "'%s': more than %d bytes", name,
			     GITREL_MAX_BYTES);
	return 0;
}

/* `policy` (NULL: nobody asks) gets the text, which lives as long as the
 * repository. */
static int read_tree(struct repo *r, const git_tree *tree, const char *name,
		     struct config *into, const char **policy)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	const git_tree_entry *e = git_tree_entry_byname(tree, NAME);
	int rc;

	if (!e)
		return 0;
	if ((rc = check_entry(r, e, name)) < 0)
		return error_in(rc, "cannot use " NAME);
	if ((rc = repo_blob(r, git_tree_entry_id(e), &text)) < 0)
		return rc;
	if (policy)
		*policy = arena_strdup(&r->arena, text.buf);
	return config_read_gitrel(into, text.buf, text.len, name);
}

static int read_head(struct repo *r)
{
	git_object *tree = NULL;
	const char *branch;
	git_oid at;
	int rc = repo_head(r, &branch, &at);

	if (rc < 0 || git_oid_is_zero(&at))
		return rc;
	if (git_revparse_single(&tree, r->git, "HEAD^{tree}") < 0)
		return error_git("cannot read the tree of HEAD");
	rc = read_tree(r, (git_tree *)tree, "HEAD:" NAME, &r->config,
		       &r->policy);
	if (!rc)
		rc = git_tree_entry_byname((git_tree *)tree, NAME) != NULL;
	git_object_free(tree);
	return rc;
}

/* The caller frees `out`. */
static int tree_of(struct repo *r, const git_oid *commit, git_tree **out)
{
	git_oid id;
	int rc = repo_read(r);

	if (!rc)
		rc = history_tree(r, commit, &id);
	if (rc < 0)
		return rc;
	if (git_tree_lookup(out, r->git, &id) < 0)
		return error_git("cannot read the tree of %s",
				 oid_short(commit));
	return 0;
}

int gitrel_commands(struct repo *r, const git_oid *commit, struct config *out)
{
	const char *name =
		arena_printf(&r->arena, "%s:" NAME, oid_short(commit));
	git_tree *tree = NULL;

	config_init(out);
	commands_take_git(out, &r->config);
	int rc = tree_of(r, commit, &tree);
	if (rc < 0)
		return rc;
	rc = read_tree(r, tree, name, out, NULL);
	git_tree_free(tree);
	return rc;
}

int gitrel_read_at(struct repo *r, const git_oid *commit, const char *name,
		   struct config *into)
{
	git_tree *tree = NULL;
	int rc = tree_of(r, commit, &tree);

	if (rc < 0)
		return rc;
	rc = read_tree(r, tree, name, into, NULL);
	if (!rc)
		rc = git_tree_entry_byname(tree, NAME) != NULL;
	git_tree_free(tree);
	return rc;
}

int gitrel_blob(struct repo *r, const git_oid *commit, git_oid *out)
{
	return gitrel_blob_of(r, commit, NAME, out);
}

int gitrel_blob_of(struct repo *r, const git_oid *commit, const char *path,
		   git_oid *out)
{
	git_tree_entry *e = NULL;
	git_tree *tree = NULL;
	int rc = tree_of(r, commit, &tree);

	*out = (git_oid){ { 0 } };
	if (rc < 0)
		return rc;
	if (git_tree_entry_bypath(&e, tree, path) == 0 &&
	    git_tree_entry_type(e) == GIT_OBJECT_BLOB)
		*out = *git_tree_entry_id(e);
	git_tree_entry_free(e);
	git_tree_free(tree);
	return 0;
}

int gitrel_take(struct repo *r, const char *text, const char *name)
{
	r->policy = arena_strdup(&r->arena, text);
	if (!*text)
		return 0;
	int rc = config_read_gitrel(&r->config, text, strlen(text), name);
	return rc < 0 ? rc : 1;
}

int gitrel_read(struct repo *r)
{
	r->policy = NULL;
	return r->work_tree ? read_work_tree(r) : read_head(r);
}
