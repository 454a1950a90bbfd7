#include "git/tree_diff.h"

#include "base/cleanup.h"
#include "base/strbuf.h"

#include <git2.h>

struct walk {
	struct repo *r;
	tree_diff_each *each;
	void *arg;
	struct strbuf path;
};

static bool is_folder(const git_tree_entry *e)
{
	return git_tree_entry_type(e) == GIT_OBJECT_TREE;
}

static int open_folder(struct walk *w, const git_tree_entry *e, git_tree **out)
{
	*out = NULL;
	if (!e || !git_tree_lookup(out, w->r->git, git_tree_entry_id(e)))
		return 0;
	return error_git("cannot read tree %s",
			 oid_short(git_tree_entry_id(e)));
}

static int compare(struct walk *w, const git_tree *a, const git_tree *b);

static int compare_folders(struct walk *w, const git_tree_entry *a,
			   const git_tree_entry *b)
{
	git_tree *from = NULL, *to = NULL;
	int rc = open_folder(w, a, &from);

	if (!rc)
		rc = open_folder(w, b, &to);
	if (!rc)
		rc = compare(w, from, to);
	git_tree_free(from);
	git_tree_free(to);
	return rc;
}

static bool are_same(const git_tree_entry *a, const git_tree_entry *b)
{
	return oid_eq(git_tree_entry_id(a), git_tree_entry_id(b)) &&
	       (is_folder(a) || git_tree_entry_filemode_raw(a) ==
					git_tree_entry_filemode_raw(b));
}

/* Entries of one name and kind, or one alone. */
static int compare_entries(struct walk *w, const git_tree_entry *a,
			   const git_tree_entry *b)
{
	const git_tree_entry *any = a ? a : b;
	size_t was = w->path.len;

	if (a && b && are_same(a, b))
		return 0;
	strbuf_adds(&w->path, git_tree_entry_name(any));
	int rc;
	if (is_folder(any)) {
		strbuf_addc(&w->path, '/');
		rc = compare_folders(w, a, b);
	} else {
		rc = w->each(w->arg, w->path.buf, a, b);
	}
	strbuf_cut(&w->path, was);
	return rc;
}

/* A folder sorts as if its name ended in a slash, so that a file of that name is
 * elsewhere. */
static int compare(struct walk *w, const git_tree *a, const git_tree *b)
{
	size_t n = a ? git_tree_entrycount(a) : 0, i = 0;
	size_t m = b ? git_tree_entrycount(b) : 0, k = 0;
	int rc = 0;

	while (!rc && (i < n || k < m)) {
		const git_tree_entry *x = i < n ? git_tree_entry_byindex(a, i) :
						  NULL;
		const git_tree_entry *y = k < m ? git_tree_entry_byindex(b, k) :
						  NULL;
		int order = !x ? 1 : !y ? -1 : git_tree_entry_cmp(x, y);
		rc = compare_entries(w, order <= 0 ? x : NULL,
				     order >= 0 ? y : NULL);
		i += order <= 0;
		k += order >= 0;
	}
	return rc;
}

int tree_diff(struct repo *r, const git_tree *from, const git_tree *to,
	      tree_diff_each *each, void *arg)
{
	struct walk w = { r, each, arg, STRBUF_INIT };
	int rc = 0;

	if (!from || !to || !oid_eq(git_tree_id(from), git_tree_id(to)))
		rc = compare(&w, from, to);
	strbuf_release(&w.path);
	return rc;
}
