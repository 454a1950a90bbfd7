#ifndef PLAN_STAGES_H
#define PLAN_STAGES_H

/*
 * A command that goes through stages, because commands of the project run
 * between its transactions: `start` with [prepare] and [check].  Noted in the
 * state folder from its first transaction to its last.
 *
 * File "begun": one JSON line, {"version":1,"id":..,"release":..,"argv":[..],
 * "worktree":..,"head":..,"branch":..,"base":..,"made":[..],"others":[..],
 * "message":..,"previous":..,"untracked":[..],
 * "passed":[..],"failed":..,"checking":true,"opens":..,"opens_at":..,"outcome":..}.  "head" is where HEAD was, a branch
 * or hex; "base" what the branch grew from; "made" the release commits, each in
 * place of the one before, "others" what else is not its user's there; "untracked" the files that were nobody's before
 * the first step (see uncommitted.h); "passed" the steps that are through.
 */
#include "base/error.h"
#include "base/strbuf.h"
#include "base/strvec.h"
#include "git/repo.h"

struct stages {
	bool exists;
	const char *id;       /* of its first plan: see plan.part_of */
	const char *release;  /* "0.2.0" */
	const char *worktree; /* where it is done */
	const char *head;
	const char *branch;  /* "refs/heads/release/v0.2.0" */
	const char *failed;  /* the step that did not pass, or NULL */
	const char *outcome; /* what is said at the end */
	bool checking;       /* the first check has begun */
	const char *opens; /* another branch that is made in the end, or NULL */
	git_oid opens_at;
	git_oid base;
	git_oid *made; /* release commits, one in place of the other */
	size_t n_made;
	git_oid *others; /* a bump of its own, and what steps committed */
	size_t n_others;
	const char *message;  /* of the release commit */
	const char *previous; /* see template.h; NULL: none */
	struct strvec argv;   /* the command, to plan anew */
	struct strvec passed, untracked;
};

/* Read it; `exists` is false where there is none.  E_FAIL if it cannot be
 * used. */
int stages_read(struct stages *out, struct repo *r) MUST_CHECK;
void stages_text(const struct stages *b, struct strbuf *out);
int stages_write(const struct stages *b, struct repo *r) MUST_CHECK;
/* More than can be read again must not be written. */
#define STAGES_MAX (8 << 20)
void stages_release(struct stages *b);
const char *stages_path(struct repo *r);

/* Is `id` a release commit that we made? */
bool stages_has_made(const struct stages *b, const git_oid *id);
/* Is it anything that came with the command: that, another commit of its own,
 * or the base? */
bool stages_is_ours(const struct stages *b, const git_oid *id);
void stages_add_made(struct stages *b, struct repo *r, const git_oid *id);
void stages_add_other(struct stages *b, struct repo *r, const git_oid *id);
/* A step is through with the command it had. */
bool stages_has_passed(const struct stages *b, const char *step,
		       const char *command);
void stages_add_passed(struct stages *b, const char *step, const char *command);
/* "git rel start 0.2.0"; in the repository's arena. */
const char *stages_command(const struct stages *b, struct repo *r);

static inline void cleanup_stages(struct stages *b)
{
	stages_release(b);
}

#endif
