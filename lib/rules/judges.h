#ifndef RULES_JUDGES_H
#define RULES_JUDGES_H

/*
 * Each judges one rule, t->item, on the whole change; negative where it cannot
 * even look.  Of judge.c alone.
 */
#include "rules/trial.h"

/* judge_policy.c: what .gitrel itself becomes; no rule of the project says so */
void judge_policy(struct trial *t);
/* judge_names.c */
int judge_create(struct trial *t) MUST_CHECK;
int judge_tag_pattern(struct trial *t) MUST_CHECK;
/* judge_moves.c */
int judge_no_force(struct trial *t) MUST_CHECK;
int judge_tags_fixed(struct trial *t) MUST_CHECK;
/* Does it only go forward?  Says so where it does not, or nobody knows. */
int judge_forward(struct trial *t, const struct ref_change *c,
		  const char *hint) MUST_CHECK;
int judge_freeze(struct trial *t) MUST_CHECK;
int judge_closed(struct trial *t) MUST_CHECK;
int judge_protected_moves(struct trial *t) MUST_CHECK; /* part of protect */
/* judge_evidence.c */
int judge_evidence(struct trial *t) MUST_CHECK;
/* judge_qualified.c: part of evidence */
int judge_qualified(struct trial *t) MUST_CHECK;
/* judge_line.c */
int judge_protect(struct trial *t) MUST_CHECK;
int judge_merge_into(struct trial *t) MUST_CHECK;
int judge_history(struct trial *t) MUST_CHECK;
int judge_main_line(struct trial *t) MUST_CHECK;
/* judge_merges.c */
int judge_changelog(struct trial *t) MUST_CHECK;
int judge_gates(struct trial *t) MUST_CHECK;
/* judge_commits.c */
int judge_message(struct trial *t) MUST_CHECK;
int judge_email(struct trial *t) MUST_CHECK;
int judge_signed(struct trial *t) MUST_CHECK;
int judge_after_rc(struct trial *t) MUST_CHECK; /* part of freeze */
/* judge_stable.c */
int judge_origin(struct trial *t) MUST_CHECK;
int judge_trailers(struct trial *t) MUST_CHECK;
/* judge_files.c: max-size and forbid-paths, and what git lists for them */
int judge_files(struct trial *t) MUST_CHECK;
void judge_file(void *trial, const git_oid *commit, const char *path,
		const git_oid *blob);
/* judge_tag_place.c */
int judge_tag_place(struct trial *t) MUST_CHECK;
/* judge_tags.c */
int judge_tag_kind(struct trial *t) MUST_CHECK;
int judge_tag_signers(struct trial *t) MUST_CHECK;
int judge_version_order(struct trial *t) MUST_CHECK;
/* judge_version_files.c */
int judge_version_files(struct trial *t) MUST_CHECK;
/* judge_lines.c */
int judge_back_merge(struct trial *t) MUST_CHECK;
int judge_lines_have(struct trial *t) MUST_CHECK;

#endif
