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
};
struct listing {
	struct listed *item;
	size_t n;
};

/* What is at a path of a commit: 1, or 0 with NULL; the caller frees it. */
int noting_entry(struct noting *n, const git_oid *at, const char *path,
		 git_tree_entry **out) MUST_CHECK;
/* A file of commit `at`, as changed so far: 1, or 0 if there is none. */
int noting_read(struct noting *n, const git_oid *at, const char *path,
		struct strbuf *out) MUST_CHECK;
/* The files in a folder, sorted by name; strings live in the arena. */
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

#endif
