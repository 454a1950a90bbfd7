#include "standing/changed.h"

#include "git/tree_diff.h"
#include "text/glob.h"

#include <git2.h>
#include <string.h>

struct looking {
	struct repo *r;
	struct changed *out;
};

static int take(void *arg, const char *path, const git_tree_entry *from,
		const git_tree_entry *to)
{
	const struct looking *l = arg;
	struct changed *out = l->out;

	(void)from;
	(void)to;
	out->path =
		arena_grow(&l->r->arena, out->path, out->n, sizeof(*out->path));
	out->path[out->n++] = arena_strdup(&l->r->arena, path);
	return 0;
}

int changed_look(struct changed *out, struct repo *r, const git_oid *from,
		 const git_oid *to)
{
	struct looking l = { r, out };
	git_tree *a = NULL, *b = NULL;
	int rc = repo_read(r);

	*out = (struct changed){ 0 };
	if (rc < 0)
		return rc;
	if (!git_tree_lookup(&a, r->git, from) &&
	    !git_tree_lookup(&b, r->git, to)) {
		out->known = true;
		rc = tree_diff(r, a, b, take, &l);
	}
	git_tree_free(a);
	git_tree_free(b);
	return rc;
}

/* "src/" and "src" have all that is below. */
static bool has(const char *glob, const char *path)
{
	size_t n = strlen(glob);

	if (glob_match(glob, n, path, strlen(path)))
		return true;
	while (n && glob[n - 1] == '/')
		n--;
	return n && !strncmp(glob, path, n) && path[n] == '/';
}

const char *changed_first(const struct changed *all, const struct words *globs,
			  size_t *n)
{
	const char *first = NULL;

	*n = 0;
	for (size_t i = 0; i < all->n; i++) {
		bool fits = !globs->n;
		for (size_t k = 0; !fits && k < globs->n; k++)
			fits = has(globs->v[k], all->path[i]);
		if (!fits)
			continue;
		if (!first)
			first = all->path[i];
		++*n;
	}
	return first;
}
