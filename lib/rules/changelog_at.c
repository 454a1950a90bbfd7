#include "rules/changelog_at.h"

#include "base/cleanup.h"
#include "changelog/changelog.h"
#include "git/history.h"
#include "text/template.h"

#include <git2.h>
#include <string.h>

int blob_at(struct trial *t, const git_oid *commit, const char *path,
	    git_oid *out)
{
	git_tree_entry *entry = NULL;
	git_tree *tree = NULL;
	git_oid id;
	int rc = history_tree(t->repo, commit, &id);

	if (rc < 0)
		return rc;
	if (git_tree_lookup(&tree, t->repo->git, &id) < 0)
		return error_git("cannot read the tree of %s",
				 oid_short(commit));
	rc = git_tree_entry_bypath(&entry, tree, path) == 0 &&
	     git_tree_entry_type(entry) == GIT_OBJECT_BLOB;
	if (rc)
		*out = *git_tree_entry_id(entry);
	git_tree_entry_free(entry);
	git_tree_free(tree);
	return rc;
}

/* NULL: it holds what nobody knows here. */
static const char *path_of(struct trial *t, const struct version *v)
{
	const struct config *config = t->rules->config;
	const char *form = setting(config, K_NOTES_CHANGELOG);
	CLEANUP(strbuf) struct strbuf path = STRBUF_INIT, series = STRBUF_INIT;
	struct template_vars vars = { 0 };
	struct saved_error before;

	if (v) {
		version_series(&series, v);
		vars.version = v->text;
		vars.series = series.buf;
	}
	error_save(&before);
	return error_restore(template_expand(&path, form, &vars), &before) < 0 ?
		       NULL :
		       arena_strdup(t->arena, path.buf);
}

int changelog_has(struct trial *t, const git_oid *commit,
		  const struct version *v, bool *has, const char **path)
{
	const char *unreleased = setting(t->rules->config, K_NOTES_UNRELEASED);
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	struct changelog cl;
	git_oid blob;
	int rc;

	*path = path_of(t, v);
	*has = !*path;
	if (*has)
		return 0;
	rc = blob_at(t, commit, *path, &blob);
	if (rc <= 0)
		return rc;
	if ((rc = repo_blob(t->repo, &blob, &text)) < 0)
		return rc;
	changelog_read_with(&cl, text.buf, text.len, t->scheme,
			    *unreleased ? unreleased : NULL, *path);
	*has = changelog_find(&cl, v) != NULL;
	changelog_release(&cl);
	return 0;
}

int changelog_differs(struct trial *t, const git_oid *a, const git_oid *b,
		      bool *differs, const char **path)
{
	git_oid old = { { 0 } }, new = { { 0 } };
	int rc;

	*path = path_of(t, NULL);
	*differs = !*path;
	if (*differs)
		return 0;
	if ((rc = blob_at(t, a, *path, &old)) < 0 ||
	    (rc = blob_at(t, b, *path, &new)) < 0)
		return rc;
	*differs = !oid_eq(&old, &new);
	return 0;
}
