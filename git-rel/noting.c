#include "noting.h"

#include "base/cleanup.h"
#include "model/history.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { MAX_FILE = 16 << 20 };

static enum style style_of(const struct config *config)
{
	static const char *const names[] = { "keepachangelog", "towncrier",
					     "sections" };

	for (int i = 0; i < 3; i++)
		if (setting_is(config, K_NOTES_STYLE, names[i]))
			return (enum style)i;
	return NOTES_NONE;
}

/* A path that git would take: below the top, and no part of .git. */
static int check_path(const char *path)
{
	for (const char *p = path; *p; p += strcspn(p, "/"), p += *p == '/') {
		size_t n = strcspn(p, "/");
		if (!n || (n == 1 && *p == '.') ||
		    (n == 2 && p[0] == '.' && p[1] == '.') ||
		    (n == 4 && !strncasecmp(p, ".git", 4)))
			return error(E_CONFIG,
				     "'%s' is no path in the repository", path);
	}
	return *path ? 0 : error(E_CONFIG, "the path is empty");
}

int noting_path(struct noting *n, enum key_id key, const char **out)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	const char *template = setting(&n->c->repo.config, key);
	int rc;

	*out = NULL;
	if (!*template)
		return 0;
	rc = template_expand(&text, template, &n->rel.vars);
	if (!rc)
		rc = check_path(text.buf);
	*out = arena_strdup(&n->c->repo.arena, text.buf);
	return rc < 0 ? error_in(rc, "notes.%s", keys[key].name) : rc;
}

static int find_paths(struct noting *n)
{
	int rc;

	n->style = style_of(&n->c->repo.config);
	if ((rc = noting_path(n, K_NOTES_CHANGELOG, &n->changelog)) < 0 ||
	    (rc = noting_path(n, K_NOTES_FILE, &n->file)) < 0 ||
	    (rc = noting_path(n, K_NOTES_GROUPS, &n->groups)) < 0)
		return rc;
	return 0;
}

/* The branch of a version, as a release or as a hotfix. */
static int find_branch(struct noting *n, const struct version *v, bool hotfix)
{
	int rc = 0;

	for (int i = 0; !rc && i < 2; i++) {
		if ((rc = release_name(n->c, &n->rel, v, hotfix != (i == 1))) <
			    0 ||
		    (rc = branch_look(n->c, &n->rel.remote, n->rel.branch,
				      &n->branch)) < 0)
			return rc;
		if (!git_oid_is_zero(&n->branch.local))
			return 0;
	}
	n->branch.name = NULL;
	return release_name(n->c, &n->rel, v, hotfix);
}

int noting_look(struct noting *n, struct ctx *c, const char *version,
		bool branch)
{
	struct version v;
	const char *head;
	bool hotfix = false;
	int rc;

	n->c = c;
	rc = version ? release_version(c, version, &v) :
		       release_guess(c, &v, &hotfix);
	if (rc < 0 || (rc = repo_read(&c->repo)) < 0 ||
	    (rc = release_remote(c, &n->rel, !n->amend)) < 0 ||
	    (rc = find_branch(n, &v, hotfix)) < 0)
		return rc;
	if (!n->branch.name && branch) {
		rc = error(E_NOTFOUND, "there is no release branch of %s here",
			   v.text);
		error_hint("git rel start %s begins it", v.text);
		return rc;
	}
	n->at = n->branch.local;
	if (!n->branch.name && (rc = repo_head(&c->repo, &head, &n->at)) < 0)
		return rc;
	return find_paths(n);
}

int noting_look_head(struct noting *n, struct ctx *c)
{
	const char *head;
	int rc;

	n->c = c;
	if ((rc = repo_read(&c->repo)) < 0 ||
	    (rc = repo_head(&c->repo, &head, &n->at)) < 0)
		return rc;
	if (git_oid_is_zero(&n->at))
		return error(E_NOTFOUND, "there is no commit yet");
	n->style = style_of(&c->repo.config);
	n->branch.name = head ? ref_short(head) : NULL;
	n->branch.ref = head;
	n->branch.local = n->branch.tip = n->at;
	return 0;
}

/* The tree, or the file in it; 0 if there is none. */
int noting_entry(struct noting *n, const git_oid *at, const char *path,
		 git_tree_entry **out)
{
	git_tree *tree = NULL;
	git_oid id;
	int rc = history_tree(&n->c->repo, at, &id);

	*out = NULL;
	if (rc < 0)
		return rc;
	if (git_tree_lookup(&tree, n->c->repo.git, &id) < 0)
		return error_git("cannot read the tree of %s", oid_short(at));
	rc = git_tree_entry_bypath(out, tree, path);
	git_tree_free(tree);
	if (rc == GIT_ENOTFOUND)
		return 0;
	return rc < 0 ? error_git("cannot read '%s'", path) : 1;
}

int noting_blob(struct noting *n, const struct listed *file, struct strbuf *out)
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

int noting_read(struct noting *n, const git_oid *at, const char *path,
		struct strbuf *out)
{
	git_tree_entry *entry;
	int rc = noting_entry(n, at, path, &entry);

	if (rc <= 0)
		return rc;
	struct listed file = { path, *git_tree_entry_id(entry) };
	if (git_tree_entry_type(entry) != GIT_OBJECT_BLOB ||
	    git_tree_entry_filemode(entry) == GIT_FILEMODE_LINK)
		rc = error(E_POLICY, "'%s' is no plain file", path);
	else
		rc = noting_blob(n, &file, out);
	git_tree_entry_free(entry);
	return rc < 0 ? rc : 1;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct listed *)a)->name,
		      ((const struct listed *)b)->name);
}

int noting_list(struct noting *n, const git_oid *at, const char *folder,
		struct listing *out)
{
	struct arena *a = &n->c->repo.arena;
	git_tree_entry *entry;
	git_tree *tree = NULL;
	int rc = noting_entry(n, at, folder, &entry);

	if (rc <= 0)
		return rc;
	if (git_tree_entry_type(entry) != GIT_OBJECT_TREE)
		rc = error(E_POLICY, "'%s' is no folder", folder);
	else if (git_tree_lookup(&tree, n->c->repo.git,
				 git_tree_entry_id(entry)) < 0)
		rc = error_git("cannot read '%s'", folder);
	for (size_t i = 0; rc > 0 && i < git_tree_entrycount(tree); i++) {
		const git_tree_entry *e = git_tree_entry_byindex(tree, i);
		if (git_tree_entry_type(e) != GIT_OBJECT_BLOB ||
		    git_tree_entry_filemode(e) == GIT_FILEMODE_LINK)
			continue;
		out->item =
			arena_grow(a, out->item, out->n, sizeof(*out->item));
		out->item[out->n++] = (struct listed){
			arena_strdup(a, git_tree_entry_name(e)),
			*git_tree_entry_id(e)
		};
	}
	if (out->n > 1)
		qsort(out->item, out->n, sizeof(*out->item), by_name);
	git_tree_free(tree);
	git_tree_entry_free(entry);
	return rc;
}

int noting_changelog(struct noting *n, struct changelog *out)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	int rc = n->changelog ? noting_read(n, &n->at, n->changelog, &text) : 0;

	changelog_read(out,
		       arena_strndup(&n->c->repo.arena, text.buf, text.len),
		       text.len, n->rel.scheme);
	return rc;
}

static struct file_change *add(struct noting *n, const char *path)
{
	struct arena *a = &n->c->repo.arena;

	n->change = arena_grow(a, n->change, n->n, sizeof(*n->change));
	n->change[n->n].path = arena_strdup(a, path);
	return &n->change[n->n++];
}

void noting_change(struct noting *n, const char *path,
		   const struct strbuf *text)
{
	struct file_change *f = add(n, path);

	f->text = arena_strndup(&n->c->repo.arena, text->buf, text->len);
	f->n = text->len;
}

void noting_remove(struct noting *n, const char *path)
{
	add(n, path);
}
