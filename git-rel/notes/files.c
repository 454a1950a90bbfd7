#include "git-rel/notes/files.h"

#include "base/cleanup.h"
#include "changelog/fold.h"
#include "git/history.h"

#include <git2.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_FILE = 16 << 20 };

static int root(struct notes *n, const git_oid *at, git_tree **out)
{
	git_oid id;
	int rc = 0;

	if (oid_eq(at, &n->at) && !git_oid_is_zero(&n->tree))
		id = n->tree;
	else
		rc = history_tree(&n->c->repo, at, &id);
	if (rc < 0)
		return rc;
	if (git_tree_lookup(out, n->c->repo.git, &id) < 0)
		return error_git("cannot read the tree of %s", oid_short(at));
	return 0;
}

/* The tree, or the file in it; 0 if there is none. */
int notes_entry(struct notes *n, const git_oid *at, const char *path,
		git_tree_entry **out)
{
	git_tree *tree = NULL;
	int rc = root(n, at, &tree);

	*out = NULL;
	if (rc < 0)
		return rc;
	rc = git_tree_entry_bypath(out, tree, path);
	git_tree_free(tree);
	if (rc == GIT_ENOTFOUND)
		return 0;
	return rc < 0 ? error_git("cannot read '%s'", path) : 1;
}

int notes_blob(struct notes *n, const struct listed *file, struct strbuf *out)
{
	git_blob *blob = NULL;
	int rc = 0;

	if (git_blob_lookup(&blob, n->c->repo.git, &file->id) < 0)
		return error_git("cannot read '%s'", file->name);
	if (git_blob_rawsize(blob) > MAX_FILE)
		rc = error(E_POLICY, "'%s' is too large", file->name);
	else
		strbuf_add(out, git_blob_rawcontent(blob),
			   (size_t)git_blob_rawsize(blob));
	git_blob_free(blob);
	return rc;
}

static struct file_change *find_change(struct notes *n, const char *path)
{
	for (size_t i = 0; i < n->n; i++)
		if (!strcmp(n->change[i].path, path))
			return &n->change[i];
	return NULL;
}

int notes_read(struct notes *n, const git_oid *at, const char *path,
	       struct strbuf *out)
{
	const struct file_change *f =
		oid_eq(at, &n->at) ? find_change(n, path) : NULL;
	git_tree_entry *entry;
	int rc;

	if (f && f->text)
		strbuf_add(out, f->text, f->n);
	if (f)
		return f->text != NULL;
	rc = notes_entry(n, at, path, &entry);
	if (rc <= 0)
		return rc;
	struct listed file = { path, *git_tree_entry_id(entry), false };
	if (git_tree_entry_type(entry) != GIT_OBJECT_BLOB ||
	    git_tree_entry_filemode(entry) == GIT_FILEMODE_LINK)
		rc = error(E_POLICY, "'%s' is no plain file", path);
	else
		rc = notes_blob(n, &file, out);
	git_tree_entry_free(entry);
	return rc < 0 ? rc : 1;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct listed *)a)->name,
		      ((const struct listed *)b)->name);
}

int notes_list(struct notes *n, const git_oid *at, const char *folder,
	       struct listing *out)
{
	struct arena *a = &n->c->repo.arena;
	git_tree_entry *entry = NULL;
	git_tree *tree = NULL;
	int rc = *folder ? notes_entry(n, at, folder, &entry) : 1;

	if (rc <= 0)
		return rc;
	if (!entry && (rc = root(n, at, &tree)) < 0)
		return rc;
	rc = 1;
	if (entry && git_tree_entry_type(entry) != GIT_OBJECT_TREE)
		rc = error(E_POLICY, "'%s' is no folder", folder);
	else if (entry && git_tree_lookup(&tree, n->c->repo.git,
					  git_tree_entry_id(entry)) < 0)
		rc = error_git("cannot read '%s'", folder);
	for (size_t i = 0; rc > 0 && i < git_tree_entrycount(tree); i++) {
		const git_tree_entry *e = git_tree_entry_byindex(tree, i);
		if (git_tree_entry_type(e) != GIT_OBJECT_BLOB)
			continue;
		out->item =
			arena_grow(a, out->item, out->n, sizeof(*out->item));
		out->item[out->n++] = (struct listed){
			arena_strdup(a, git_tree_entry_name(e)),
			*git_tree_entry_id(e),
			git_tree_entry_filemode(e) == GIT_FILEMODE_LINK
		};
	}
	if (out->n > 1)
		qsort(out->item, out->n, sizeof(*out->item), by_name);
	git_tree_free(tree);
	git_tree_entry_free(entry);
	return rc;
}

void notes_parse(struct notes *n, struct changelog *out, const char *text,
		 size_t len)
{
	const char *unreleased =
		setting(&n->c->repo.config, K_NOTES_UNRELEASED);

	changelog_read_with(out, text, len, n->rel.scheme, unreleased,
			    n->changelog);
}

int notes_changelog(struct notes *n, struct changelog *out)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	int rc = n->changelog ? notes_read(n, &n->at, n->changelog, &text) : 0;

	notes_parse(n, out,
		    arena_strndup(&n->c->repo.arena, text.buf, text.len),
		    text.len);
	return rc;
}

static struct file_change *add(struct notes *n, const char *path)
{
	struct arena *a = &n->c->repo.arena;

	n->change = arena_grow(a, n->change, n->n, sizeof(*n->change));
	n->change[n->n].path = arena_strdup(a, path);
	return &n->change[n->n++];
}

void notes_change(struct notes *n, const char *path, const struct strbuf *text)
{
	struct file_change *f = find_change(n, path);

	if (!f)
		f = add(n, path);
	f->text = arena_strndup(&n->c->repo.arena, text->buf, text->len);
	f->n = text->len;
}

void notes_remove(struct notes *n, const char *path)
{
	add(n, path);
}

size_t notes_waiting_candidates(struct notes *n, const struct changelog *cl)
{
	struct fold fold = { .arena = &n->c->repo.arena,
			     .version = &n->rel.version };

	if (version_is_pre(&n->rel.version) ||
	    !setting_is(&n->c->repo.config, K_NOTES_CANDIDATES, "fold"))
		return 0;
	fold_candidates(&fold, cl);
	return fold.n_candidates;
}
