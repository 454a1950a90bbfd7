#ifndef GIT_REL_NOTES_FILES_H
#define GIT_REL_NOTES_FILES_H

/*
 * The files of the commit that notes are about, and their changes so far.
 */
#include "changelog/changelog.h"
#include "git-rel/notes/look.h"

struct listed {
	const char *name;
	git_oid id;
	bool link; /* a symbolic one */
};
struct listing {
	struct listed *item;
	size_t n;
};

/* What is at a path of a commit: 1, or 0 with NULL; the caller frees it. */
int notes_entry(struct notes *n, const git_oid *at, const char *path,
		git_tree_entry **out) MUST_CHECK;
/* A file of commit `at`, as changed so far: 1, or 0 if there is none. */
int notes_read(struct notes *n, const git_oid *at, const char *path,
	       struct strbuf *out) MUST_CHECK;
/* Files and links in a folder ("": at the top), sorted by name; strings live in
 * the arena. */
int notes_list(struct notes *n, const git_oid *at, const char *folder,
	       struct listing *out) MUST_CHECK;
/* The content of one of them. */
int notes_blob(struct notes *n, const struct listed *file,
	       struct strbuf *out) MUST_CHECK;
/* The changelog of the version, "" if there is none; it lives in the arena. */
int notes_changelog(struct notes *n, struct changelog *out) MUST_CHECK;
/* Text read as this project's changelog; it must outlive `out`. */
void notes_parse(struct notes *n, struct changelog *out, const char *text,
		 size_t len);
void notes_change(struct notes *n, const char *path, const struct strbuf *text);
void notes_remove(struct notes *n, const char *path);

/* How many candidates have a section that is to be folded into the version's. */
size_t notes_waiting_candidates(struct notes *n, const struct changelog *cl);

#endif
