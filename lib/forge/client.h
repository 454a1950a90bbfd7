#ifndef FORGE_CLIENT_H
#define FORGE_CLIENT_H

/*
 * What a person would type, with the forge's own client: gh, glab, tea.  Nothing
 * is added where the client cannot do it.
 */
#include "base/strbuf.h"
#include "dialect/forge.h"

/* " -R owner/name": the project, with its host where the client would take
 * another one. */
void client_where(struct strbuf *out, const struct forge *f);

/* Open a pull request, or (`number`) edit it.  `show` is a command that prints the
 * body; NULL: it is that of `want`. */
void client_pull(struct strbuf *out, const struct forge *f,
		 const struct forge_pull_want *want, long number,
		 const char *show);

/* Make a release of a tag that is there, as a draft if `want` says so, with the
 * files of `path`, NULL-terminated; `show` as above. */
void client_release(struct strbuf *out, const struct forge *f,
		    const struct forge_release_want *want, const char *show,
		    const char *const *path);
/* Add files to it; `replaces`: there are some of these names. */
void client_upload(struct strbuf *out, const struct forge *f, const char *tag,
		   const char *const *path, bool replaces);
/* Publish a draft. */
void client_publish(struct strbuf *out, const struct forge *f,
		    const struct forge_release_want *want);

#endif
