#include "git/tree_change.h"

#include "base/cleanup.h"
#include "git/tree_diff.h"

#include <git2.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static int by_path(const void *a, const void *b)
{
	return strcmp(((const struct tree_change *)a)->path,
		      ((const struct tree_change *)b)->path);
}

static git_tree *tree_of(struct repo *r, const git_oid *commit)
{
	git_commit *c = NULL;
	git_tree *tree = NULL;

	if (git_commit_lookup(&c, r->git, commit) < 0)
		return NULL;
	if (git_commit_tree(&tree, c) < 0)
		tree = NULL;
	git_commit_free(c);
	return tree;
}

/* As the index has it: old trees know more modes. */
static unsigned index_mode(unsigned mode)
{
	return S_ISREG(mode) ? S_IFREG | (mode & 0100 ? 0755U : 0644U) : mode;
}

struct taking {
	struct repo *r;
	struct tree_change *change;
	size_t n;
};

static int take(void *arg, const char *path, const git_tree_entry *from,
		const git_tree_entry *to)
{
	struct taking *t = arg;
	struct tree_change c = { .path = path };

	if (from) {
		c.from = *git_tree_entry_id(from);
		c.from_mode = index_mode(git_tree_entry_filemode_raw(from));
	}
	if (to) {
		c.to = *git_tree_entry_id(to);
		c.to_mode = index_mode(git_tree_entry_filemode_raw(to));
	}
	if (c.from_mode == c.to_mode && oid_eq(&c.from, &c.to))
		return 0;
	c.path = arena_strdup(&t->r->arena, path);
	t->change = arena_grow(&t->r->arena, t->change, t->n, sizeof(c));
	t->change[t->n++] = c;
	return 0;
}

static int diff_trees(struct repo *r, git_tree *a, git_tree *b,
		      struct tree_change **out, size_t *n)
{
	struct taking t = { .r = r };
	int rc = tree_diff(r, a, b, take, &t);

	if (t.n)
		qsort(t.change, t.n, sizeof(*t.change), by_path);
	*out = t.change;
	*n = t.n;
	return rc;
}

int tree_changes(struct repo *r, const git_oid *from, const git_oid *to,
		 struct tree_change **out, size_t *n)
{
	int rc;

	*out = NULL;
	*n = 0;
	if (oid_eq(from, to))
		return 0;
	if ((rc = repo_read(r)) < 0)
		return rc;
	git_tree *a = tree_of(r, from), *b = tree_of(r, to);
	rc = a && b ? diff_trees(r, a, b, out, n) :
		      error_git("cannot read %s or %s", oid_short(from),
				oid_short(to));
	git_tree_free(a);
	git_tree_free(b);
	return rc;
}

const struct tree_change *tree_change_at(const struct tree_change *change,
					 size_t n, const char *path)
{
	struct tree_change key = { .path = path };

	return n ? bsearch(&key, change, n, sizeof(*change), by_path) : NULL;
}

const struct tree_change *tree_change_above(const struct tree_change *change,
					    size_t n, const char *path)
{
	CLEANUP(text) char *part = xstrdup(path);
	const struct tree_change *found = NULL;
	char *end = strrchr(part, '/');

	for (; !found && end; end = strrchr(part, '/')) {
		*end = '\0';
		found = tree_change_at(change, n, part);
	}
	return found;
}
