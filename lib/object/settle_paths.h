#ifndef OBJECT_SETTLE_PATHS_H
#define OBJECT_SETTLE_PATHS_H

/*
 * Which files of a merge are ours: those that [version] and [notes] name, where
 * both sides changed them.  For settle.c.  Strings live as long as the
 * repository.
 */
#include "base/error.h"
#include "git/merge_bases.h"
#include "object/tree_edit.h"
#include "text/template.h"
#include "version/vfile.h"

struct settle_path {
	const char *path;
	const struct vfile *file; /* NULL: it is a changelog */
};
struct settle_paths {
	struct settle_path *item; /* changelogs first */
	size_t n;
	const char **driven; /* changelogs that a merge driver has */
	size_t n_driven;
};

/* Can there be any? */
bool settle_paths_any(const struct config *c);
/* Those that the settings name, towncrier's in the files of `at` among them.
 * `vars` are for the changelog's path; NULL: none are known. */
int settle_paths_named(struct settle_paths *p, struct repo *r,
		       struct tree_edits *at,
		       const struct template_vars *vars) MUST_CHECK;
/* Does the changelog's path have a version in it, so that there are several? */
bool settle_paths_vary(const struct config *c);
/* Add the changelogs of other versions that both sides changed. */
int settle_paths_match(struct settle_paths *p, struct repo *r,
		       const struct merge_bases *bases) MUST_CHECK;
/* Keep those that differ between the first of these commits and the others. */
void settle_paths_keep_changed(struct settle_paths *p,
			       const struct tree_edits *at, size_t n);
/* Keep those without a merge driver in the attributes of `commit`. */
int settle_paths_keep_plain(struct settle_paths *p, struct repo *r,
			    const git_oid *commit) MUST_CHECK;

#endif
