#ifndef GIT_REL_NOTES_LOOK_H
#define GIT_REL_NOTES_LOOK_H

/*
 * What the verbs of `git rel notes` share: which version and branch they are
 * about, the files of that branch, and the commit that changes some of them.
 */
#include "base/strvec.h"
#include "changelog/changelog.h"
#include "release/branch.h"
#include "release/release.h"

enum style { NOTES_KEEP, NOTES_TOWNCRIER, NOTES_SECTIONS, NOTES_NONE };

struct file_change {
	const char *path;
	const char *text; /* NULL: the file goes */
	size_t n;
};

/* Why there is nothing to note. */
struct nothing {
	int code;         /* of the error that it is for `build` */
	const char *what; /* NULL: there is something */
	const char *hint;
};

/* What there is to tell of the notes of a version. */
struct noted {
	size_t entries, categories;
	const char *merged; /* "0.2.0-rc1, 0.2.0-rc2": folded; NULL: none */
	const char *report; /* which entries became one; NULL: none did */
};

struct notes {
	struct ctx *c;
	struct plan *p;
	struct release rel;
	struct branch branch; /* name NULL: there is none, HEAD is looked at */
	git_oid at;           /* the commit whose files are read */
	git_oid tree;         /* if set, the tree that is read in its place */
	enum style style;
	const char *changelog; /* its path */
	const char *file;      /* notes of the version alone; NULL: none */
	const char *groups;    /* NULL: none */
	struct file_change *change;
	size_t n;
	struct nothing nothing;
	struct noted noted;
	size_t looked_at; /* commits, merges aside */
	bool from_commits;
	const char *untyped; /* what has no type where others have one is left
				out: words about it; NULL: nothing is */
	bool again;          /* also what a section has told already */
	bool can_build; /* a section that is due, as notes_section() saw it */
	/* options */
	const char *since;
	bool amend, may_amend, commits, no_verify;
};

/* The version and its branch: what is named, else the release under way.
 * Without `branch` a version that is released will do, too. */
int notes_look(struct notes *n, struct ctx *c, const char *version,
	       bool branch) MUST_CHECK;
/* Style and paths, where `c`, `rel`, `branch` and `at` are known. */
int notes_begin(struct notes *n) MUST_CHECK;
/* The same for the branch HEAD is on. */
int notes_look_head(struct notes *n, struct ctx *c) MUST_CHECK;

/* The section of a version; a candidate without one takes that of the version it
 * leads to.  NULL: there is none. */
const struct section *notes_section_for(const struct changelog *cl,
					const struct version *v);

#endif
