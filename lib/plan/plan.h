#ifndef PLAN_PLAN_H
#define PLAN_PLAN_H

/*
 * What a command is going to do: pure data.  A step is a comparison and a
 * change, "this ref is at A; move it to B", so that it can be printed, carried
 * out, and looked up in the world after a crash.  The JSON lines that
 * --dry-run --json prints are what the journal holds and what tests compare.
 *
 * The order of the steps is the order of carrying out; tx.c tells the rules.
 * Strings belong to the plan: hand in any, they are copied.
 */
#include "base/arena.h"
#include "base/error.h"
#include "base/strbuf.h"
#include "base/strvec.h"

#include <git2/oid.h>
#include <json-c/json_object.h>
#include <stdbool.h>
#include <stdio.h>

enum step_kind {
	STEP_OBJECT,   /* a commit or tag that was made: nothing to carry out */
	STEP_PUSH,     /* refs of a remote, all or none */
	STEP_REFS,     /* refs here, all or none */
	STEP_CHECKOUT, /* bring one work tree along */
	STEP_CONFIG,   /* git config, local */
	STEP_RESOLVE,  /* set up a merge in the work tree for a person */
	STEP_RESOLVED, /* forget what STEP_RESOLVE noted; HEAD was at head_from */
	STEP_NOTE,     /* write or remove a file of the state folder */
	STEP_RUN,      /* a command of the project's own, in the work tree */
	STEP_ADD,      /* git add what such commands changed */
	STEP_HOOK,     /* one of our scripts in a folder of hooks */
	STEP_FILE,     /* a file of the work tree, whole */
	STEP_FORGE,    /* something that a forge keeps: a pull request, ... */
	STEP_LATER,    /* what is planned once the steps before are through */
	N_STEP_KINDS
};

struct change {
	const char *ref;
	git_oid from, to; /* zero: does not exist */
};

struct config_change {
	const char *key; /* a whole section when `to` and `from` are NULL */
	const char *from, *to; /* NULL: unset */
};

struct step {
	enum step_kind kind;
	const char *what;    /* one line for people, without the verb's name */
	const char *command; /* what a person would type; lines; NULL: none */
	/* STEP_PUSH, STEP_REFS */
	const char *remote;
	bool no_verify; /* push: skip the pre-push hook */
	struct change *change;
	size_t n;
	/* STEP_CHECKOUT: the tree of `from` becomes that of `to` */
	const char *worktree;
	const char *head_from, *head_to; /* branch, or hex; NULL: HEAD stays */
	git_oid from, to;
	/* STEP_CONFIG */
	struct config_change *set;
	size_t n_set;
	/* STEP_OBJECT: `to` is its id, `from` what it is a pick of, or zero;
	 * STEP_RESOLVE: merge `from` and `to` */
	const char *ref; /* which ref it is for */
	const char *message;
	struct strvec *argv; /* STEP_RESOLVE: the command to take up again; its
				one change tells where HEAD was */
	bool picks;          /* STEP_RESOLVE: `to` is picked, and not merged */
	const char *options; /* ... by git cherry-pick with these: "-x -m 1" */
	git_oid tree; /* STEP_RESOLVE: these paths are settled as in there */
	struct strvec *paths;    /* NULL: none */
	struct strvec *unmerged; /* and these not, whatever git sees; or NULL */
	/* STEP_NOTE: `ref` is the file's name, `message` all of its text, NULL
	 * to remove it.  STEP_RUN: `ref` is its name, `command` is for sh in
	 * `worktree`, with the environment `argv`; `to` is the commit that it
	 * judges, zero where it prepares one.  STEP_ADD: in `worktree`, but for
	 * the untracked paths `argv`.  STEP_HOOK: the script `message` at the
	 * path `ref`.  STEP_FILE: `message` at the path `ref` of `worktree`, where
	 * the blob `from` was; zero: nothing */
	bool chained; /* what was there is kept as "<ref>.legacy" */
	bool removes; /* it goes, and what was kept comes back; a file goes */
	int tries, pause; /* STEP_RUN: if set, wherever HEAD is, so often, so
			     many seconds apart */
	/* STEP_FORGE: the `thing` (see forge/thing.h) shall be as the JSON object
	 * `want` says, on the forge of kind `forge` ("github") that is asked at
	 * `api`, in its `project` */
	const char *thing, *want, *forge, *api, *project;
};

struct plan {
	struct arena arena;
	const char *id;      /* unique; names it in the log */
	const char *verb;    /* "finish" */
	const char *title;   /* "git rel finish 0.2.0" */
	const char *release; /* "0.2.0"; NULL: it is about no single one */
	const char *fetches; /* what a person types first; lines, or NULL */
	const char *about;   /* told before the question; NULL: nothing */
	const char *outcome; /* what is said when it is done; NULL: nothing */
	const char *stays; /* ... where it fails: what is kept; NULL: nothing */
	bool dry_run;      /* only shown */
	bool stops;        /* work for a person is left: exit status 1 */
	bool left;     /* ... which `outcome` tells, before it is done, too */
	bool answered; /* it was a question: there is nothing to do */
	bool goes_on;  /* the same command is then planned anew */
	bool again;    /* ... also where somebody else was first */
	const char *part_of; /* id of the first plan of a command; NULL: alone */
	const char *kept;    /* file with what a person wrote for it, or NULL */
	const char *undoes;  /* id of the operation this takes back; NULL */
	const char **note;   /* things a person should know before saying yes */
	size_t n_notes;
	struct step *step;
	size_t n;
};

void plan_init(struct plan *p, const char *verb, const char *title);
void plan_release(struct plan *p);
char *plan_text(struct plan *p, const char *fmt, ...) PRINTF(2, 3);

void plan_note(struct plan *p, const char *fmt, ...) PRINTF(2, 3);
/* The same, if it is not there yet. */
void plan_note_once(struct plan *p, const char *fmt, ...) PRINTF(2, 3);
/* Add a step; the caller fills in what its kind needs (strings by plan_text). */
struct step *plan_add(struct plan *p, enum step_kind kind);
/* The step that moves refs here; added if there is none, for the caller to say
 * what it does. */
struct step *plan_refs(struct plan *p);
void step_change(struct plan *p, struct step *s, const char *ref,
		 const git_oid *from, const git_oid *to);
void step_set(struct plan *p, struct step *s, const char *key, const char *from,
	      const char *to);

/* Does carrying it out change nothing? */
bool plan_is_empty(const struct plan *p);
/* What finishes it or takes it back, as it is typed: "git staging" for its own,
 * else "git rel", which knows all of them. */
const char *plan_call(const struct plan *p);
/* Does a step ask a forge for something? */
bool plan_asks_forge(const struct plan *p);
/* Is there a commit of its own for the branch?  Typed, the commands of such a
 * step are on it. */
bool plan_commits_to(const struct plan *p, const char *ref);
/* Does it move something on a remote? */
bool plan_pushes(const struct plan *p);
/* Does it only add to the evidence of one release, here?  That is one move of one
 * ref: there is nothing that could be half done, and no journal of it. */
bool plan_is_one_record(const struct plan *p);
/* Only commands to run: they move no ref, and there is no journal of them. */
bool plan_only_runs(const struct plan *p);

/* For people: numbered, each with the plain git command. */
void plan_print(const struct plan *p, FILE *out, bool color);

/* JSON lines: the plan's own, then one per step, each ended by '\n'. */
void plan_write(const struct plan *p, struct strbuf *out);
/* The same, back.  E_FAIL with a message when it is not one of ours, damaged,
 * or of a newer version. */
int plan_read(struct plan *p, const char *text, size_t n) MUST_CHECK;

const char *step_kind_name(enum step_kind kind);

#endif
