#ifndef OBJECT_TREE_EDIT_H
#define OBJECT_TREE_EDIT_H

/*
 * Files of a commit that are being edited, and the tree that comes of it.  For
 * bump.c.
 */
#include "base/error.h"
#include "base/strbuf.h"
#include "git/repo.h"

struct edit {
	const char *path; /* lives as long as the repository */
	git_filemode_t mode;
	struct strbuf text;
	bool changed;
};

struct edits {
	struct repo *r;
	git_oid commit;
	git_tree *tree;
	struct edit *item;
	size_t n, alloc;
};

int edits_init(struct edits *e, struct repo *r,
	       const git_oid *commit) MUST_CHECK;
void edits_release(struct edits *e);

/* A file as it is by now; valid until the next one is opened.  E_NOTFOUND if
 * the commit has none, E_POLICY if it is a link, a folder or the like. */
int edits_open(struct edits *e, const char *path, struct edit **out) MUST_CHECK;
void edit_set(struct edit *e, const struct strbuf *text);

/* Put `version` for a word wherever it stands: "WORD", or "WORD src !src/x" to
 * say where.  .gitrel itself is left alone.  "" does nothing. */
int edits_freeze(struct edits *e, const char *placeholder,
		 const char *version) MUST_CHECK;

/* New objects go to the scratch store. */
int edits_write(struct edits *e, git_oid *tree) MUST_CHECK;

#endif
