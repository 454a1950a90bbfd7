#include "git/tree_change.h"

#include "base/cleanup.h"

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

static void take_delta(struct repo *r, const git_diff_delta *d,
		       struct tree_change **out, size_t *n)
{
	struct tree_change c = { .path = d->new_file.path,
				 .from_mode = index_mode(d->old_file.mode),
				 .to_mode = index_mode(d->new_file.mode) };

	if (c.from_mode)
		c.from = d->old_file.id;
	if (c.to_mode)
		c.to = d->new_file.id;
	if (c.from_mode == c.to_mode && oid_eq(&c.from, &c.to))
		return;
	c.path = arena_strdup(&r->arena, c.path);
	*out = arena_grow(&r->arena, *out, *n, sizeof(**out));
	(*out)[(*n)++] = c;
}

/* libgit2 walks both trees even where they are one. */
static int diff_trees(struct repo *r, git_tree *a, git_tree *b,
		      struct tree_change **out, size_t *n)
{
	git_diff_options opts;
	git_diff *diff = NULL;

	if (oid_eq(git_tree_id(a), git_tree_id(b)))
		return 0;
	git_diff_options_init(&opts, GIT_DIFF_OPTIONS_VERSION);
	opts.flags = GIT_DIFF_INCLUDE_TYPECHANGE | GIT_DIFF_SKIP_BINARY_CHECK;
	if (git_diff_tree_to_tree(&diff, r->git, a, b, &opts) < 0)
		return error_git("cannot compare trees");
	for (size_t i = 0; i < git_diff_num_deltas(diff); i++)
		take_delta(r, git_diff_get_delta(diff, i), out, n);
	git_diff_free(diff);
	if (*n)
		qsort(*out, *n, sizeof(**out), by_path);
	return 0;
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
