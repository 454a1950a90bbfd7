#ifndef OBJECT_TREE_EDIT_H
#define OBJECT_TREE_EDIT_H

/*
 * Files of a commit that are being edited, and the tree that comes of it.  For
 * bump.c.
 */
#include "base/error.h"
#include "base/strbuf.h"
#include "git/repo.h"

struct tree_edit {
	const char *path; /* lives as long as the repository */
	git_filemode_t mode;
	struct strbuf text;
	bool changed;
};

struct tree_edits {
	struct repo *r;
	git_oid commit;
	git_tree *tree;
	struct tree_edit *item;
	size_t n, alloc;
};

int tree_edits_init(struct tree_edits *e, struct repo *r,
		    const git_oid *commit) MUST_CHECK;
void tree_edits_release(struct tree_edits *e);

/* A file as it is by now; valid until the next one is opened.  E_NOTFOUND if
 * the commit has none, E_POLICY if it is a link, a folder or the like. */
int tree_edits_open(struct tree_edits *e, const char *path,
		    struct tree_edit **out) MUST_CHECK;
void tree_edit_set(struct tree_edit *e, const struct strbuf *text);

/* Put `version` for a word wherever it stands: "WORD", or "WORD src !src/x" to
 * say where.  .gitrel itself is left alone.  "" does nothing. */
int tree_edits_freeze(struct tree_edits *e, const char *placeholder,
		      const char *version) MUST_CHECK;

/* New objects go to the scratch store. */
int tree_edits_write(struct tree_edits *e, git_oid *tree) MUST_CHECK;

#endif
