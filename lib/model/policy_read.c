#include "model/policy_read.h"

#include "base/cleanup.h"
#include "base/file.h"
#include "model/policy_scan.h"

#define NAME ".gitrel"

static int read_work_tree(struct repo *r)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	CLEANUP(text) char *path = xasprintf("%s/" NAME, r->work_tree);

	if (!file_exists(path))
		return 0;
	if (strbuf_read_file(&text, path, POLICY_MAX_BYTES, true) < 0)
		return error_in(E_CONFIG, "cannot use " NAME);
	return config_read_policy(&r->config, text.buf, text.len, NAME);
}

/* A blob may be a link, and is unpacked as a whole. */
static int check_entry(struct repo *r, const git_tree_entry *e)
{
	git_object_t type;
	size_t size;

	if (git_tree_entry_filemode(e) == GIT_FILEMODE_LINK)
		return error(E_CONFIG, "'HEAD:" NAME "' is a symbolic link");
	if (git_tree_entry_type(e) != GIT_OBJECT_BLOB)
		return error(E_CONFIG, "'HEAD:" NAME "' is not a regular file");
	if (!git_odb_read_header(&size, &type, r->odb, git_tree_entry_id(e)) &&
	    size > POLICY_MAX_BYTES)
		return error(E_CONFIG, "'HEAD:" NAME "': more than %d bytes",
			     POLICY_MAX_BYTES);
	return 0;
}

static int read_head(struct repo *r)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	git_object *tree = NULL;
	int rc = repo_read(r);

	if (rc < 0)
		return rc;
	if (git_revparse_single(&tree, r->git, "HEAD^{tree}") < 0)
		return 0;
	const git_tree_entry *e = git_tree_entry_byname((git_tree *)tree, NAME);
	if (e && (rc = check_entry(r, e)) < 0)
		rc = error_in(rc, "cannot use " NAME);
	else if (e && !(rc = repo_blob(r, git_tree_entry_id(e), &text)))
		rc = config_read_policy(&r->config, text.buf, text.len,
					"HEAD:" NAME);
	git_object_free(tree);
	return rc;
}

int policy_read(struct repo *r)
{
	return r->work_tree ? read_work_tree(r) : read_head(r);
}
