#ifndef RELEASE_BACK_MERGE_WAY_H
#define RELEASE_BACK_MERGE_WAY_H

/*
 * Main is not merged back into develop: what a person types to have it there.
 */
#include "release/branch.h"

/* For `main`, of which `tip` and `local` are known.  Where the forge merges it
 * back, `git rel finish` asks it to, and cleans up when it is through; what main
 * has besides goes by a branch, too.  `head` becomes the branch that finish has it
 * merge, `remark` what is said behind the command; else they stay, and may be
 * NULL.  Asks no remote. */
const char *back_merge_way(struct ctx *c, const struct branch *main,
			   const char **head, const char **remark);

#endif
