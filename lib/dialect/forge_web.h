#ifndef DIALECT_FORGE_WEB_H
#define DIALECT_FORGE_WEB_H

/*
 * Pages where a person can do what we could not: the form is filled in.  Pure.
 * A text that would make the address too long for a browser is left out.
 */
#include "base/strbuf.h"
#include "dialect/forge.h"

/* The form of a new pull request; `web` is the project's page, the head's
 * project may be another. */
void forge_web_pull(struct strbuf *out, enum forge_kind kind, const char *web,
		    const struct forge_pull_want *want);
/* The form of a new release of a tag that is there. */
void forge_web_release(struct strbuf *out, enum forge_kind kind,
		       const char *web, const struct forge_release_want *want);
/* The form that starts a workflow, or GitLab's pipeline. */
void forge_web_run(struct strbuf *out, enum forge_kind kind, const char *web,
		   const struct forge_dispatch *what);

#endif
