#ifndef OBJECT_SETTLE_H
#define OBJECT_SETTLE_H

/*
 * The files we own, in a merge: the changelog and those that carry the version.
 * Where both sides changed one, it is settled by its structure: the changelog
 * section by section, of two versions the higher.  In the merge that a release
 * is made of, no other version than its own: main may be ahead of it.
 *
 * git merges all the same.  What is settled is put in place on both sides and
 * in what they have in common, in commits that stand in for these; git finds
 * nothing to decide there, and does with everything else what it always does.
 *
 * A changelog in which both sides changed the same entry is a conflict, also
 * where its lines are far enough apart for git.
 *
 * A section that cannot be taken apart is different on the two sides and in
 * what they have in common, as it was; that is git's, and no other section is.
 *
 * Left to git alone: what changed on one side only; a path with a merge driver;
 * what cannot be settled; a file that is not in all the commits concerned, or
 * no plain one; a history that is rewritten or has more than two merge bases.
 */
#include "base/error.h"
#include "git/merge_bases.h"
#include "text/template.h"

struct settled_file {
	const char *path;
	bool by_section; /* else by its version */
};

/* What of a changelog is git's to merge, line by line. */
struct settle_left {
	const char *path, *why;
	int line; /* of a section; 0: the whole file */
};

struct settle {
	const git_oid *ours, *theirs;
	const struct template_vars *vars; /* for the changelog's path */
	const char *release; /* that the merge makes; NULL: it goes onward */

	/* out, in the repository's arena */
	struct settled_file *file; /* that were settled */
	size_t n;
	struct settle_left *left;
	size_t n_left;
	const char **conflict; /* changelogs with an entry both sides changed */
	size_t n_conflicts;
	git_oid stand_in[MERGE_BASES_MAX]; /* for ours, theirs and so on */
	size_t n_stand_ins;
};

/* No process runs unless both sides changed such a file. */
int settle_files(struct repo *r, struct settle *m) MUST_CHECK;
/* The stand-ins have served; nobody shall find them. */
void settle_forget(struct repo *r, const struct settle *m);

#endif
