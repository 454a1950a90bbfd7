#ifndef GIT_REL_HOOKS_INSTALL_H
#define GIT_REL_HOOKS_INSTALL_H

/*
 * Hooks that call us, put in place and taken away.
 */
#include "git-rel/hooks/place.h"

struct install {
	bool server; /* those of a server, which refuse where we are missing */
	bool strict; /* reference-transaction, too */
	bool chain;  /* another's hook is kept, and runs first */
};

/* All of them or, where one cannot be, none: E_POLICY, with the line to add. */
int install_plan(struct ctx *c, struct plan *p, const struct place *place,
		 const struct install *how) MUST_CHECK;

/* All that are ours go; what they had kept comes back. */
int uninstall_plan(struct ctx *c, struct plan *p, const struct place *place);

#endif
