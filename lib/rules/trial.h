#ifndef RULES_TRIAL_H
#define RULES_TRIAL_H

/*
 * What all judging of one change shares: the rules, the refs before and after,
 * the commits that are new, and where faults go.  Of the judge alone.
 */
#include "rules/change.h"
#include "rules/new_commits.h"
#include "rules/fault.h"
#include "rules/refs.h"
#include "version/version.h"

struct releases;
struct taggings;

struct trial_file {
	git_oid commit;
	const char *path;
	size_t size;
};

struct trial {
	struct repo *repo;
	const struct rules *rules;
	const struct changes *c;
	struct faults *out;
	struct arena *arena;
	enum scheme scheme;
	const char *main, *develop; /* full refs; develop NULL: none */
	bool draft;                 /* of a commit that is not made yet */
	bool has_refs;
	struct refs before, after;
	struct new_commits commits;
	struct trial_file
		*file; /* of new commits: those that are against a rule */
	size_t n_files;
	const struct rules_item *item; /* that is being judged */
	const char *path; /* of the file that is being judged; NULL */
	/* private to releases.c and tagging.c: what they have read once */
	const struct releases *releases_before, *releases_after;
	struct taggings *taggings;
};

/* Add a fault of the rule that is being judged, unless this ref is exempt from
 * it for this person.  `commit` and `hint` may be NULL. */
void trial_fault(struct trial *t, const char *ref, const git_oid *commit,
		 const char *hint, const char *fmt, ...) PRINTF(5, 6);
/* The same for what cannot be known here. */
void trial_unknown(struct trial *t, const char *ref, const char *hint,
		   const char *fmt, ...) PRINTF(4, 5);

const char *trial_text(struct trial *t, const char *fmt, ...) PRINTF(2, 3);
/* Quoted for a shell. */
const char *trial_shell(struct trial *t, const char *word);

/* How a command begins that is about a branch: "git switch <branch> && ", or
 * nothing where HEAD is on none, or it is another ref. */
const char *trial_switch(struct trial *t, const char *ref);
/* The commands that mend a commit of it: `amend` for its tip, `rebase` and the
 * commit before which it begins for another. */
const char *trial_mend(struct trial *t, const char *ref, const git_oid *commit,
		       const char *amend, const char *rebase);

/* The refs, before and after; read when first asked for. */
int trial_refs(struct trial *t) MUST_CHECK;

/* Is it a plan of ours? */
bool trial_is_planned(const struct trial *t);
/* Is a commit one that the plan makes?  Then it is nowhere yet, and nobody can
 * amend it. */
bool trial_is_made(const struct trial *t, const git_oid *commit);

/* Does it stand in for the merge that a forge makes? */
bool trial_is_stand_in(const struct trial *t, const git_oid *commit);

/* A ref as it will be, without reading all; zero: there is none. */
int trial_ref(struct trial *t, const char *name, git_oid *out) MUST_CHECK;

/* Has `tip` all of `ancestor`?  Objects that are not here, and a shallow history,
 * leave it open. */
enum answer { ANSWER_NO, ANSWER_YES, ANSWER_UNKNOWN };
int trial_has(struct trial *t, const git_oid *tip, const git_oid *ancestor,
	      enum answer *out) MUST_CHECK;
/* Is it older than `since`?  Then nobody judges it. */
bool trial_is_old(struct trial *t, const git_oid *commit);

/* Short names of a branch or tag that is changed; NULL: it is another ref. */
const char *change_branch(const struct ref_change *c);
const char *change_tag(const struct ref_change *c);

/* A tag that is made or moved here and names a version that is one of the
 * project's, no rehearsal. */
bool trial_new_version(const struct trial *t, const struct ref_change *c,
		       struct version *out);

/* What a ref is by the settings: main or develop; a stable branch. */
bool trial_is_trunk(const struct trial *t, const char *ref);
bool trial_is_stable(const struct trial *t, const char *ref);
/* The version that the name of a release or hotfix branch (short) holds. */
bool trial_branch_version(const struct trial *t, const char *branch,
			  struct version *out, bool *hotfix);
/* A rehearsal, 0.0.0-test.1, is no release. */
bool trial_is_rehearsal(const struct version *v);
/* The name of the branch, or the tag, of a version. */
const char *trial_name(struct trial *t, enum key_id key,
		       const struct version *v);
/* Where the tag of a version stands after the change: NULL: there is none. */
struct ref *trial_tag_of(struct trial *t, const struct refs *refs,
			 const struct version *v);

#endif
