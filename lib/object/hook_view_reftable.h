#ifndef OBJECT_HOOK_VIEW_REFTABLE_H
#define OBJECT_HOOK_VIEW_REFTABLE_H

/*
 * The refs that a hook sees, where these are in a reftable: a stack of tables,
 * each never changed once it is there, and a list of them.
 */
#include "object/hook_view.h"

/* The tables of `from` appear in the new folder `to`: what a git changes there
 * is not changed here. */
int hook_view_copy_stack(const char *from, const char *to) MUST_CHECK;

/* HEAD is on the branch, ORIG_HEAD and, if `moved`, the branch at the commit, in
 * the folders that are there by now; no hook sees this. */
int hook_view_set_refs(const struct hook_view *v, bool moved) MUST_CHECK;

#endif
