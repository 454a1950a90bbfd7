#ifndef GIT_REPO_H
#define GIT_REPO_H

/*
 * The repository: found and configured by git, read with libgit2.
 *
 * repo_open() asks git where the repository is and what is configured, in one
 * process, so that ceilings, ownership, GIT_DIR, -C and -c mean what they mean
 * to git.  repo_read() starts libgit2 on it, only when history is needed.
 *
 * Ref names are full ones ("refs/heads/main"); a zero id means "no such ref".
 * Strings live as long as the repository.
 */
#include "base/arena.h"
#include "base/error.h"
#include "base/strbuf.h"
#include "config/config.h"
#include "git/oid.h"

#include <git2/types.h>
#include <stdbool.h>

struct forge_access;
struct remote;
struct scratch;
struct walked;

/* What was found out about two commits stays true. */
enum { REPO_KNOWN = 16 };
struct known {
	git_oid ancestor, tip;
	bool contains;
};

struct repo {
	struct arena arena;
	struct config config;
	const char *git_dir;     /* absolute; of this worktree */
	const char *common_dir;  /* absolute; shared by all worktrees */
	const char *work_tree;   /* absolute; NULL: bare, or inside .git */
	const char *objects_dir; /* where git puts new objects */
	const char *state_dir;   /* what this suite keeps: <common dir>/rel */
	const char *policy; /* the text of the .gitrel that counts; or NULL */
	bool shallow;
	bool rewritten; /* replace refs or grafts: only git knows the history */
	bool reftable;  /* refs are no files, and all in one stack of tables */
	bool dry_run;   /* nothing may be written below git_dir */
	git_repository *git;
	git_odb *odb;
	struct scratch *scratch;
	size_t next_known;
	struct known known[REPO_KNOWN];
	struct walked *walked; /* of history_behind() */
	/* git commands, one a line, that bring here what the scratch store has
	 * from a remote; NULL: nothing */
	const char *fetches;
	const char *const *env; /* of a git that shall see new objects, too */
	const struct remote *heard; /* see remote_heard() */
	struct forge_access *forge; /* that is open: see forge/session.h */
	const char *told; /* lines about what came of a plan; NULL: none */
	bool fell_short;  /* it was done, and did not pass: exit status 1 */
};

/* Find, and read git's configuration; gitrel_read() and config_settle() make it
 * whole.  `lenient`: settings that are wrong are passed over, for who only wants
 * to go back from an interrupted operation.  E_NOTFOUND with git's own words
 * when there is no repository. */
int repo_open(struct repo *r, bool lenient) MUST_CHECK;
/* Start libgit2 on it; again is fine.  E_FAIL where libgit2 cannot read it. */
int repo_read(struct repo *r) MUST_CHECK;
/* After scratch_discard(), if there may be new objects. */
void repo_close(struct repo *r);

/* The id a ref stands at, symbolic ones followed; zero if there is none. */
int repo_ref(struct repo *r, const char *ref, git_oid *out) MUST_CHECK;
/* The branch HEAD is on ("refs/heads/x"), NULL when detached, and the commit
 * it stands at (zero when the branch is not born). */
int repo_head(struct repo *r, const char **branch, git_oid *out) MUST_CHECK;
/* The content of a blob is added to `out`. */
int repo_blob(struct repo *r, const git_oid *id, struct strbuf *out) MUST_CHECK;
/* What a person typed, as git understands it; peeled to a commit. */
int repo_commit(struct repo *r, const char *name, git_oid *out) MUST_CHECK;
/* The same of several, in one process at most; zero: it is not a commit here. */
int repo_commits(struct repo *r, const char *const *name, size_t n,
		 git_oid *out) MUST_CHECK;
/* Follow tags to the commit; `id` itself if it is one. */
int repo_peel(struct repo *r, const git_oid *id, git_oid *out) MUST_CHECK;
bool repo_has_object(struct repo *r, const git_oid *id);
/* What kind of object it is; GIT_OBJECT_INVALID: it is not here. */
git_object_t repo_type(struct repo *r, const git_oid *id);

#endif
