#include "rules/own_commit.h"

#include "base/cleanup.h"
#include "config/commit_like.h"
#include "git/history.h"
#include "git/tree_diff.h"
#include "text/template.h"
#include "version/vfile.h"

#include <git2.h>
#include <string.h>

struct paths {
	struct trial *t;
	bool notes; /* else the files that carry the version */
};

static bool is_notes(struct trial *t, const char *path)
{
	static const enum key_id forms[] = { K_NOTES_CHANGELOG, K_NOTES_FILE };

	for (int i = 0; i < 2; i++) {
		const char *form = setting(t->rules->config, forms[i]);
		CLEANUP(strbuf) struct strbuf series = STRBUF_INIT;
		if (*form && template_match_line(form, path, &series))
			return true;
	}
	return false;
}

static bool has_version(struct trial *t, const char *path)
{
	const struct config *config = t->rules->config;
	struct vfile *file = NULL;
	size_t n = 0;

	if (vfile_list(&file, &n, t->arena, setting(config, K_VERSION_FILES)) <
		    0 ||
	    vfile_anchors(&file, &n, t->arena,
			  setting(config, K_VERSION_ANCHORS)) < 0)
		return false;
	for (size_t i = 0; i < n; i++)
		if (!strcmp(file[i].path, path))
			return true;
	return false;
}

static int look_at(void *arg, const char *path, const git_tree_entry *from,
		   const git_tree_entry *to)
{
	struct paths *p = arg;

	(void)from;
	(void)to;
	return p->notes ? !is_notes(p->t, path) : !has_version(p->t, path);
}

static git_tree *tree_of(struct trial *t, const git_oid *commit)
{
	git_tree *tree = NULL;
	git_oid id;

	return history_tree(t->repo, commit, &id) < 0 ||
			       git_tree_lookup(&tree, t->repo->git, &id) < 0 ?
		       NULL :
		       tree;
}

static bool changes_only(struct trial *t, const struct new_commit *commit,
			 bool notes)
{
	struct paths paths = { .t = t, .notes = notes };
	git_tree *from = tree_of(t, &commit->parent[0]);
	git_tree *to = tree_of(t, &commit->id);
	bool only = from && to &&
		    tree_diff(t->repo, from, to, look_at, &paths) == 0;

	git_tree_free(from);
	git_tree_free(to);
	return only;
}

bool own_commit(struct trial *t, const git_oid *id)
{
	const struct new_commit *commit = new_commits_find(&t->commits, id);
	struct saved_error before;

	if (!commit || commit->n_parents != 1 || t->draft)
		return false;
	size_t n = strcspn(commit->message, "\n");
	bool notes = commit_like_sync(commit->message, n);
	if (!notes &&
	    !commit_like_next_dev(t->rules->config, commit->message, n))
		return false;
	error_save(&before);
	bool only = changes_only(t, commit, notes);
	(void)error_restore(0, &before);
	return only;
}
