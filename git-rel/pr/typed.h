#ifndef GIT_REL_PR_TYPED_H
#define GIT_REL_PR_TYPED_H

/*
 * What a person would type, with the forge's own client, to open a pull request
 * or (`number`) to edit it: gh, glab, tea.
 */
#include "base/strbuf.h"
#include "net/forge.h"

/* `version` is for `git rel pr --show`, which prints the body; NULL: it is typed.
 * Nothing is added where the client cannot do it. */
void pr_typed(struct strbuf *out, const struct forge *f,
	      const struct forge_pull_want *want, long number,
	      const char *version);

#endif
