#ifndef RELEASE_MAIN_MERGE_H
#define RELEASE_MAIN_MERGE_H

/*
 * The merge that brings a release to the branch it lands on, as `git rel finish`
 * makes it: whoever makes it before has the same.
 */
#include "object/build.h"
#include "release/release.h"

/* " into <branch>", as git's own message has it; "" for main branches. */
const char *main_merge_into(struct ctx *c, const char *branch);

/* What it is called: E_USAGE where its template lacks a value. */
int main_merge_message(struct ctx *c, struct release *rel,
		       struct strbuf *out) MUST_CHECK;

/* All of it but the message: `tip` of the release's branch into `main`. */
void main_merge_init(struct merge *m, const struct release *rel,
		     const git_oid *main, const git_oid *tip);

#endif
