#ifndef DIALECT_FORGE_H
#define DIALECT_FORGE_H

/*
 * What a forge can do for a release, in words that hold for all of them; a file
 * for each forge knows how it is asked.  Whatever makes something looks first
 * whether it is there, by its natural key (a pull request by head and base, a
 * release by tag, an asset by name), so that it can be repeated after a crash.
 *
 * Strings of results live in the forge's arena.  Errors: as http_send() says,
 * with what was wanted in front and the forge's own words; E_POLICY also where
 * it refuses what was asked (400, 405, 422), and where it cannot do it at all
 * ("GitLab has no draft releases").
 */
#include "base/arena.h"
#include "base/error.h"
#include "base/file_stamp.h"
#include "net/http.h"

#include <stdbool.h>
#include <stddef.h>

enum forge_kind { FORGE_GITHUB, FORGE_GITLAB, FORGE_GITEA, N_FORGES };

struct forge_ops;

struct forge {
	enum forge_kind kind;
	const struct forge_ops *ops;
	struct http *http;
	struct arena *arena;
	const char *api;     /* "https://api.github.com", no '/' at its end */
	const char *web;     /* "https://github.com/owner/name" for people */
	const char *project; /* "owner/name", "group/sub/name" */
	const char *token;   /* NULL: none */
	const char *from;    /* "GH_TOKEN", "git credential"; NULL: no token */
	const char *advice;  /* what a person does who has no token; or NULL */
	/* what was seen last, for those who ask (see forge/thing.h); or NULL */
	const struct forge_release *release;
	const struct forge_pull *seen;
	const struct forge_run *run;
	const struct forge_read *read; /* files that were read, the last first */
	bool sent_ahead;  /* some files are there, and the release is not */
	bool beaten;      /* files of somebody else are in the place of ours */
	const char *away; /* why it does not answer; NULL: it does, so far */
	bool job;         /* it is GitLab's CI_JOB_TOKEN */
};

enum forge_state { FORGE_OPEN, FORGE_CLOSED, FORGE_MERGED };

struct forge_pull {
	long number;
	enum forge_state state;
	bool draft;
	const char *url; /* its page */
	const char *title, *body;
	const char *head, *base;  /* branches */
	const char *head_project; /* "owner/name"; NULL: gone, or not seen */
	const char *base_project; /* the forge's, whatever we call it */
	const char *head_id;      /* commit, hex */
	const char *merge_id;     /* commit it landed as, hex; or NULL */
	const char *author, *milestone; /* or NULL */
	const char *const *label;       /* NULL-terminated */
	/* Who is asked for a review, NULL-terminated; a team of GitHub's as
	 * "/team".  There who has answered is not asked any more. */
	const char *const *reviewer;
};

/* What a pull request shall be.  NULL and empty: as it is, or the forge's own
 * default where it is opened. */
struct forge_pull_want {
	const char *head, *base;
	const char *head_project; /* NULL: the project itself, not a fork */
	const char *title, *body;
	const char *milestone;                      /* its title */
	const char *const *label, *const *reviewer; /* NULL-terminated or NULL */
	int draft;                                  /* 1, 0, -1: as it is */
	int state; /* FORGE_OPEN, FORGE_CLOSED, -1 */
};

/* What people say of a pull request, by the last word of each. */
struct forge_approvals {
	size_t n;     /* approve of it */
	bool refused; /* somebody wants it changed; GitLab does not tell */
};

/* A commit of a pull request, as its listing has it. */
struct forge_commit {
	const char *id, *title; /* hex; the first line of its message */
	const char *author;     /* address; or NULL */
};

struct forge_comment {
	const char *id, *url, *body, *author;
	const char *made; /* RFC 3339 */
};

struct forge_asset {
	const char *id, *name, *url; /* where it is read */
	long long size;              /* -1: the forge does not tell */
	const char *digest; /* "sha256:..."; NULL: the forge does not tell */
	bool whole;         /* false: an upload that was broken off */
};

struct forge_release {
	const char *id, *url;
	const char *upload; /* where assets go; NULL: at a place of its own */
	const char *tag, *name, *body;
	bool draft, prerelease, immutable;
	struct forge_asset *asset;
	size_t n_assets;
};

struct forge_tag {
	const char *name, *id,
		*commit; /* hex; of a tag with text both differ */
};

struct forge_tags {
	struct forge_tag *tag; /* all there are */
	size_t n;
	bool released; /* the one asked about has a release, or a draft */
};

/* A file to send. */
struct forge_file {
	const char *path, *name, *type; /* type: "application/gzip" */
	long long size;
};

/* One that was read for its sum. */
struct forge_read {
	const char *path, *sha256;
	struct file_stamp stamp;
	const struct forge_read *next;
};

struct forge_release_want {
	const char *tag,
		*commit; /* the tag exists; `commit` is its commit, hex */
	const char *name, *body;       /* NULL: as it is */
	int draft, prerelease, latest; /* 1, 0, -1: as it is */
	/* to be made with them: files_ahead() has sent them */
	const struct forge_file *file;
	size_t n_files;
};

enum forge_result {
	FORGE_WAITING, /* queued, or running */
	FORGE_PASSED,
	FORGE_FAILED,
	FORGE_SKIPPED, /* skipped, neutral, cancelled by a newer one */
};

/* One job, check or status of a commit. */
struct forge_check {
	const char *name, *url, *says; /* the forge's own word for the result */
	enum forge_result result;
	long long stamp; /* of a name, what comes later has a higher one */
};

struct forge_checks {
	struct forge_check *check; /* sorted by name, the newest of each */
	size_t n;
	const char *etag; /* for the next time; NULL: none */
	bool same;        /* nothing new since the etag: no checks filled in */
};

/* A pull request or an issue, as a listing has it. */
struct forge_item {
	long number;
	bool pull; /* else an issue */
	enum forge_state state;
	const char *url, *title, *author, *milestone; /* the latter or NULL */
	const char *ended; /* when it was merged or closed; NULL: it is open */
	const char *const *label;
};

/* Merged pull requests and closed issues that fit all of what is not NULL. */
struct forge_scope {
	const char *milestone, *label;
	const char *since; /* ended then or later, RFC 3339 */
	bool open;         /* those that are open, too */
};

struct forge_merge {
	const char *method; /* "merge", "squash", "rebase"; NULL: its own way */
	const char *title, *message; /* NULL: its own */
};

/* A run of what CI does: a workflow's, or a pipeline. */
struct forge_run {
	const char *id; /* NULL: it was started, and the forge does not say */
	const char *url, *name, *event; /* the latter two or NULL */
	const char *file;               /* of the workflow, "ci.yml"; or NULL */
	const char *commit, *branch;    /* or NULL */
	const char *says; /* the forge's own word for the result */
	const char *made; /* RFC 3339 */
	enum forge_result result;
	bool held; /* it waits for a person: see gates() */
};

struct forge_dispatch {
	const char *workflow; /* its file; GitLab has one pipeline and no name */
	const char *ref;      /* a branch, or a tag */
	const char *const *input; /* "name=value"; NULL-terminated, or NULL */
};

struct forge_artifact {
	const char *id, *name, *url; /* where it is read, with the token */
	const char *digest;          /* as that of an asset */
	long long size;              /* -1: the forge does not tell */
};

/* What a run waits for a person to say. */
struct forge_gate {
	const char *id, *name;
	bool mine; /* who has the token may say it */
};

/* What was deployed to an environment. */
struct forge_deployment {
	const char *url;  /* its page; or NULL */
	const char *says; /* the forge's own word for how it stands */
	enum forge_result result;
	bool held; /* it waits for a person */
};

/* What a branch is protected by, as far as one may know who is no admin. */
struct forge_guard {
	bool is_protected;
	int may_push;   /* who has the token, without a pull request; 1, 0, -1:
			 not known */
	long approvals; /* that are needed; -1: not known */
	const char *const *check; /* that must have passed; NULL: not known */
};

/* What is not known, for one is no admin; and what the forge does not have. */
enum { FORGE_UNSEEN = -1, FORGE_NEVER = -2 };

/* What holds for branches, or tags, with a name; or shall: there everything that
 * is not as strict as the strictest is no wish. */
struct forge_rule {
	const char *pattern; /* a glob */
	bool tag;
	int force;      /* may be forced, a tag moved; 1, 0, or as above */
	int remove;     /* may be deleted */
	int push;       /* may be pushed to, without a pull request */
	int any_commit; /* takes commits that are not signed */
	long approvals; /* that are needed */
	int checks;     /* 1: `check` is what there is; else as above */
	const char *const *check; /* that must have passed; or NULL */
	const char *const *who;   /* may all the same; where a forge asks */
};

struct forge_ops {
	const char *name;     /* "GitHub" */
	const char *pull;     /* "pull request", "merge request" */
	const char *sign;     /* "#" or "!" in front of a number */
	bool drafts;          /* of releases */
	bool asset_twice;     /* a release may have two files of one name */
	bool keeps_deletable; /* a branch that is protected may be deleted */
	size_t pull_text,
		release_text; /* characters of a body; 0: any number */
	bool prereleases;     /* false: a release is not marked as one */

	/* May the token push to the project?  1, 0; also its name in `login` */
	int (*may_push)(struct forge *f, const char **login);
	/* May somebody else?  1, 0: also one that it does not know. */
	int (*may_act)(struct forge *f, const char *login);

	int (*pull_find)(struct forge *f, const struct forge_pull_want *by,
			 struct forge_pull *out); /* an open one; E_NOTFOUND */
	/* The newest, whether it is open or not; E_NOTFOUND. */
	int (*pull_last)(struct forge *f, const struct forge_pull_want *by,
			 struct forge_pull *out);
	/* What was approved of before `p->head_id` is left out where that is told. */
	int (*approvals)(struct forge *f, const struct forge_pull *p,
			 struct forge_approvals *out);
	int (*pull_get)(struct forge *f, long number, struct forge_pull *out);
	int (*pull_open)(struct forge *f, const struct forge_pull_want *want,
			 struct forge_pull *out);
	/* All that are open.  The project of a fork may not be told. */
	int (*pulls)(struct forge *f, struct forge_pull **out, size_t *n);
	/* Those it has or was merged with, oldest first. */
	int (*pull_commits)(struct forge *f, long number,
			    struct forge_commit **out, size_t *n);
	/* Head and base stay; labels and reviewers are added. */
	int (*pull_edit)(struct forge *f, long number,
			 const struct forge_pull_want *want,
			 struct forge_pull *out);
	int (*labels_add)(struct forge *f, long number,
			  const char *const *label);
	int (*label_remove)(struct forge *f, long number, const char *label);

	/* The first comment that holds `marker`; E_NOTFOUND. */
	int (*comment_find)(struct forge *f, long number, const char *marker,
			    struct forge_comment *out);
	int (*comment_add)(struct forge *f, long number, const char *text,
			   struct forge_comment *out);
	int (*comment_edit)(struct forge *f, long number, const char *id,
			    const char *text);
	/* Those that were made after that one, oldest first. */
	int (*comments_after)(struct forge *f, long number,
			      const struct forge_comment *after,
			      struct forge_comment **out, size_t *n);

	/* All tags, and whether there is a release of `tag`, in one request: 1;
	 * 0: it would take more.  NULL: there is no such request. */
	int (*tags)(struct forge *f, const char *tag, struct forge_tags *out);
	/* Drafts, too; with all assets.  E_NOTFOUND. */
	int (*release_find)(struct forge *f, const char *tag,
			    struct forge_release *out);
	/* All drafts; NULL where a forge has none. */
	int (*drafts_of)(struct forge *f, struct forge_release **out,
			 size_t *n);
	int (*release_make)(struct forge *f,
			    const struct forge_release_want *want,
			    struct forge_release *out);
	int (*release_edit)(struct forge *f, const struct forge_release *r,
			    const struct forge_release_want *want,
			    struct forge_release *out);
	int (*release_delete)(struct forge *f, const struct forge_release *r);
	/* Side by side.  What is there by that name must be gone.  `out`, which
	 * may be `r`, is the release with them, as the answers tell: they need
	 * not be asked for again. */
	int (*assets_send)(struct forge *f, const struct forge_release *r,
			   const struct forge_file *file, size_t n,
			   struct forge_release *out);
	/* Before there is a release; NULL: a forge has drafts for that. */
	int (*files_ahead)(struct forge *f, const char *tag,
			   const struct forge_file *file, size_t n);
	int (*asset_delete)(struct forge *f, const struct forge_release *r,
			    const struct forge_asset *a);

	/* By its title; its id.  E_NOTFOUND: no open one. */
	int (*milestone_find)(struct forge *f, const char *title, long *id);
	/* The newest first. */
	int (*scope)(struct forge *f, const struct forge_scope *by,
		     struct forge_item **out, size_t *n);
	/* Those that have the commit, or that it came with. */
	int (*pulls_of_commit)(struct forge *f, const char *commit,
			       struct forge_pull **out, size_t *n);
	/* Only as long as its head is `p->head_id`; else E_STALE.  E_CONFLICT;
	 * E_POLICY: it cannot be merged, or not yet.  The commit it landed as, or NULL. */
	int (*pull_merge)(struct forge *f, const struct forge_pull *p,
			  const struct forge_merge *how, const char **commit);

	/* Repeating it starts another one. */
	int (*run_start)(struct forge *f, const struct forge_dispatch *d,
			 struct forge_run *out);
	int (*run_get)(struct forge *f, const char *id, struct forge_run *out);
	/* Of a commit, the newest first. */
	int (*runs)(struct forge *f, const char *commit, struct forge_run **out,
		    size_t *n);
	int (*artifacts)(struct forge *f, const char *run,
			 struct forge_artifact **out, size_t *n);
	int (*gates)(struct forge *f, const char *run, struct forge_gate **out,
		     size_t *n);
	int (*gate_answer)(struct forge *f, const char *run,
			   const struct forge_gate *gate, bool yes,
			   const char *comment);

	/* The newest of a commit to an environment; E_NOTFOUND. */
	int (*deployment)(struct forge *f, const char *commit,
			  const char *environment,
			  struct forge_deployment *out);

	/* E_NOTFOUND: no such branch. */
	int (*guard)(struct forge *f, const char *branch,
		     struct forge_guard *out);

	/* What holds for names that fit, as far as one may know. */
	int (*rule_see)(struct forge *f, const char *pattern, bool tag,
			struct forge_rule *out);
	/* What is stricter stays, and what else is there.  E_POLICY: another rule
	 * is in the way, or one may not. */
	int (*rule_set)(struct forge *f, const struct forge_rule *want);

	int (*checks)(struct forge *f, const char *commit, const char *etag,
		      struct forge_checks *out);
};

extern const struct forge_ops forge_github, forge_gitlab, forge_gitea;

#endif
