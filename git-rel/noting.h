#ifndef GIT_REL_NOTING_H
#define GIT_REL_NOTING_H

/*
 * What the verbs of `git rel notes` share: which version and branch they are
 * about, the files of that branch, and the commit that changes some of them.
 */
#include "line.h"
#include "model/changelog.h"

enum style { NOTES_KEEP, NOTES_TOWNCRIER, NOTES_SECTIONS, NOTES_NONE };

struct file_change {
	const char *path;
	const char *text; /* NULL: the file goes */
	size_t n;
};

struct noting {
	struct ctx *c;
	struct plan *p;
	struct release rel;
	struct branch branch; /* name NULL: there is none, HEAD is looked at */
	git_oid at;           /* the commit whose files are read */
	enum style style;
	const char *changelog; /* its path */
	const char *file;      /* notes of the version alone; NULL: none */
	const char *groups;    /* NULL: none */
	struct file_change *change;
	size_t n;
	/* options */
	const char *since;
	bool amend, commits, no_verify;
};

/* The version and its branch: what is named, else the release under way.
 * Without `branch` a version that is released will do, too. */
int noting_look(struct noting *n, struct ctx *c, const char *version,
		bool branch) MUST_CHECK;
/* The same for the branch HEAD is on. */
int noting_look_head(struct noting *n, struct ctx *c) MUST_CHECK;
int noting_path(struct noting *n, enum key_id key, const char **out) MUST_CHECK;

/* What is at a path of a commit: 1, or 0 with NULL; the caller frees it. */
int noting_entry(struct noting *n, const git_oid *at, const char *path,
		 git_tree_entry **out) MUST_CHECK;
/* A file of commit `at`: 1, or 0 if there is none. */
int noting_read(struct noting *n, const git_oid *at, const char *path,
		struct strbuf *out) MUST_CHECK;
/* The files in a folder, sorted by name; strings live in the arena. */
struct listed {
	const char *name;
	git_oid id;
};
struct listing {
	struct listed *item;
	size_t n;
};
int noting_list(struct noting *n, const git_oid *at, const char *folder,
		struct listing *out) MUST_CHECK;
/* The content of one of them. */
int noting_blob(struct noting *n, const struct listed *file,
		struct strbuf *out) MUST_CHECK;
/* The changelog of the version, "" if there is none; it lives in the arena. */
int noting_changelog(struct noting *n, struct changelog *out) MUST_CHECK;

void noting_change(struct noting *n, const char *path,
		   const struct strbuf *text);
void noting_remove(struct noting *n, const char *path);
/* The steps: a commit with all changes on the branch, and the work trees that
 * follow.  Nothing, if nothing changes. */
int noting_plan(struct noting *n, const char *message,
		const char *outcome) MUST_CHECK;

/* notes_build.c */
int notes_build(struct noting *n) MUST_CHECK;
/* The commits after `since`, any name, NULL: all; up to `at`. */
int notes_from_commits(struct noting *n, const char *since,
		       const struct changelog *cl, int level,
		       struct strbuf *out) MUST_CHECK;
/* What `build` would write as the section of the version; "" if nothing. */
int notes_draft(struct noting *n, struct strbuf *out) MUST_CHECK;
/* notes_news.c: the section that the fragments make; it and the fragments that
 * go are changes, unless it is only a draft. */
int notes_news(struct noting *n, struct strbuf *section, bool draft) MUST_CHECK;
/* The fragments that wait in a commit, by their paths. */
int notes_waiting(struct noting *n, const git_oid *at,
		  struct listing *out) MUST_CHECK;
/* Where the commits of this release begin: the last release behind `at`. */
int notes_since(struct noting *n, git_oid *out) MUST_CHECK;

/* notes_fold.c */
int notes_fold(struct noting *n) MUST_CHECK;
int notes_sync(struct noting *n, const char *from) MUST_CHECK;
/* notes_check.c */
int notes_check(struct noting *n, const char *base, FILE *out) MUST_CHECK;

#endif
