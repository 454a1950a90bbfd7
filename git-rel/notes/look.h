#ifndef GIT_REL_NOTES_LOOK_H
#define GIT_REL_NOTES_LOOK_H

/*
 * What the verbs of `git rel notes` share: which version and branch they are
 * about, the files of that branch, and the commit that changes some of them.
 */
#include "changelog/changelog.h"
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

struct noting {
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
	/* options */
	const char *since;
	bool amend, may_amend, commits, no_verify;
};

/* The version and its branch: what is named, else the release under way.
 * Without `branch` a version that is released will do, too. */
int noting_look(struct noting *n, struct ctx *c, const char *version,
		bool branch) MUST_CHECK;
/* Style and paths, where `c`, `rel`, `branch` and `at` are known. */
int noting_begin(struct noting *n) MUST_CHECK;
/* The same for the branch HEAD is on. */
int noting_look_head(struct noting *n, struct ctx *c) MUST_CHECK;
int noting_path(struct noting *n, enum key_id key, const char **out) MUST_CHECK;

/* What is at a path of a commit: 1, or 0 with NULL; the caller frees it. */
int noting_entry(struct noting *n, const git_oid *at, const char *path,
		 git_tree_entry **out) MUST_CHECK;
/* A file of commit `at`, as changed so far: 1, or 0 if there is none. */
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
/* The tree with all changes, made aside; that of `at` if there are none. */
int noting_tree(struct noting *n, git_oid *out) MUST_CHECK;
/* May the last commit of the branch be another?  E_POLICY if others have it, or
 * the branch began with it. */
int noting_check_amend(struct noting *n) MUST_CHECK;
/* Sets `amend` if the last commit is the release commit, and ours alone. */
int noting_settle_amend(struct noting *n) MUST_CHECK;
/* The step of the commit alone. */
void noting_step(struct noting *n, const char *message, const git_oid *id);
/* The steps: a commit with all changes on the branch, and the work trees that
 * follow.  Nothing, if nothing changes. */
int noting_plan(struct noting *n, const char *message,
		const char *outcome) MUST_CHECK;

/* notes_make.c */
/* The section as a change, unless the version has one; `nothing` says why there
 * is none. */
int notes_make(struct noting *n, struct strbuf *section) MUST_CHECK;
/* What `build` would write as the section of the version; "" if nothing. */
int notes_draft(struct noting *n, struct strbuf *out) MUST_CHECK;
/* notes_build.c */
int notes_build(struct noting *n) MUST_CHECK;
/* The file of the version alone, from the section in the changelog, else from
 * this one; what a person wrote there stays. */
int notes_file(struct noting *n, const struct strbuf *section) MUST_CHECK;
/* Entries and categories, into `noted`. */
int notes_count(struct noting *n, const struct strbuf *section) MUST_CHECK;
/* All that belongs into the commit of a release, as changes: its section, for a
 * final version with its candidates folded in, and its file. */
int notes_release(struct noting *n) MUST_CHECK;

/* notes_commits.c */
/* The commits after `since`, any name, NULL: all; up to `at`. */
int notes_from_commits(struct noting *n, const char *since,
		       const struct changelog *cl, int level,
		       struct strbuf *out) MUST_CHECK;
/* The environment of a git that lists them. */
void notes_log_env(struct repo *r, struct strvec *env);
/* notes_news.c: the section that the fragments make; it and the fragments that
 * go are changes, unless it is only a draft. */
int notes_news(struct noting *n, struct strbuf *section, bool draft) MUST_CHECK;
/* The fragments that wait in a commit, by their paths. */
int notes_waiting(struct noting *n, const git_oid *at,
		  struct listing *out) MUST_CHECK;
/* The file that they are written to where no setting names one. */
int notes_news_name(struct noting *n, const char **out) MUST_CHECK;
/* Where the commits of this release begin: the last release behind `at`. */
int notes_since(struct noting *n, git_oid *out) MUST_CHECK;

/* notes_fold.c */
int notes_fold(struct noting *n) MUST_CHECK;
/* The candidates into the section, as a change: 1, or 0 if there is nothing to
 * fold. */
int notes_join(struct noting *n) MUST_CHECK;
int notes_sync(struct noting *n, const char *from) MUST_CHECK;
/* notes_edit.c */
int notes_edit(struct noting *n) MUST_CHECK;

/* notes_due.c */
/* The section of the version; NULL where headings are of a form that is not
 * known here.  E_POLICY if it is missing, or says nothing. */
int notes_section(struct noting *n, const struct changelog *cl,
		  const struct section **out) MUST_CHECK;
/* Does commit `at`, or `other` (NULL: none), have it?  E_POLICY. */
int notes_due(struct ctx *c, const struct release *rel, const git_oid *at,
	      const git_oid *other) MUST_CHECK;
/* notes_check.c */
int notes_check(struct noting *n, const char *base) MUST_CHECK;

#endif
