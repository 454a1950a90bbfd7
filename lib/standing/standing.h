#ifndef STANDING_STANDING_H
#define STANDING_STANDING_H

/*
 * How each task of a release stands: what the records say of it, or what is seen
 * in the repository.
 */
#include "evidence/answer.h"
#include "evidence/signatures.h"
#include "staging/policy.h"
#include "standing/standing_state.h"

/* "open", "not looked at", "stale", ... */
extern const char *const standing_words[N_STANDINGS];

struct standing {
	const struct task *task;
	enum standing_state state;
	struct answer answer; /* of an item or a gate */
	const char *who;      /* who has given it, "a, b" of several; NULL */
	bool is_signed;       /* that is what a signature says */
	bool is_unseen;  /* it is signed, and this clone knows no signers */
	const char *why; /* of a fact, or of what does not count; NULL */
};

struct standings {
	struct standing *v; /* as policy.list.v */
	size_t n;
	const struct signed_by *by; /* as evidence.link */
};

/* Starts processes only where something is signed. */
int standings_look(struct ctx *c, const struct staging *s,
		   const struct policy *p, struct standings *out) MUST_CHECK;

/* Leave of these checks those whose passing is not recorded, of the candidate and
 * with the same command. */
int standings_checks(struct ctx *c, const struct staging *s,
		     const struct policy *p, struct commands *open) MUST_CHECK;

/* Does number `i` of the list come before this task, which asks last: does it need
 * it, or is it a part of it that may not stay open? */
bool standing_is_before(const struct release_list *list, size_t i,
			const struct task *task);
/* Is all met that comes before it? */
bool standing_may_begin(const struct standings *all,
			const struct release_list *list,
			const struct task *task);
/* Is number `at` in the way of that end, or does what is in the way need it? */
bool standing_is_wanted(const struct standings *all,
			const struct release_list *list, size_t at,
			enum list_end end);
/* Done, waived or not applicable? */
bool standing_is_met(const struct standing *s);
/* Is it in the way of `git rel finish`, or of `git staging close`? */
bool standing_blocks(const struct standing *s, enum list_end end);

#endif
