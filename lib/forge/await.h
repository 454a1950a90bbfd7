#ifndef FORGE_AWAIT_H
#define FORGE_AWAIT_H

/*
 * Waiting for what CI says of a commit.
 */
#include "base/strbuf.h"
#include "forge/pace.h"
#include "dialect/forge.h"

enum await_end {
	AWAIT_PASSED,
	AWAIT_FAILED,
	AWAIT_TIMEOUT,
	AWAIT_NOTHING, /* nothing began, or not all that was named */
};

struct await {
	const char *commit;
	const char *const *job; /* these, names or globs; NULL: all there are */
	/* await_marks() of what there was before: that says nothing; or NULL */
	const char *const *before;
	struct pace pace;
	/* Told of each check when it comes up, and when it changes; or NULL. */
	void (*told)(void *arg, const struct forge_check *c);
	void *arg;
};

struct awaited {
	enum await_end end;
	struct forge_check *check; /* those that count, as last seen */
	size_t n;
	const char *missing; /* AWAIT_NOTHING: of `job`, this one; or NULL */
};

/* Errors: of the forge, where it is away for longer. */
int await_checks(struct forge *f, const struct await *w,
		 struct awaited *out) MUST_CHECK;

/* What tells a check from one of the same name that comes later. */
const char *await_mark(struct forge *f, const struct forge_check *c);

/* A line for each that did not pass, then one for all. */
void await_tell(struct strbuf *out, const struct await *w,
		const struct awaited *a);
const char *await_word(enum forge_result result); /* "passed" */

#endif
