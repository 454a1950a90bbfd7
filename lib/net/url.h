#ifndef NET_URL_H
#define NET_URL_H

/*
 * URLs, in pieces and made of pieces.  Pure; strings live in the arena.
 */
#include "base/arena.h"
#include "base/strbuf.h"

#include <stdbool.h>

struct url {
	const char *scheme; /* "https", "http", "ssh", "git": lower case */
	const char *user;   /* NULL: none; a password is dropped */
	const char *host;   /* lower case; "::1" without brackets */
	const char *port;   /* digits; NULL: none, or that of the scheme */
	const char *path;   /* no '/' at its ends; may be empty */
};

/* What git calls a remote: "https://h/o/r.git", "ssh://git@h:22/o/r",
 * "git@h:o/r", "[git@h:22]:o/r".  The path is decoded and has no ".git".
 * False: a folder, a bundle, a helper ("ext::"), or nonsense: no forge. */
bool url_of_remote(struct url *out, struct arena *a, const char *text);

/* http and https only; the path as it is written.  False: not that, or white
 * space or control characters in it. */
bool url_parse(struct url *out, struct arena *a, const char *text);

/* "https://h:8443": what two URLs must have in common. */
const char *url_origin(struct arena *a, const struct url *u);
bool url_same_origin(const char *one, const char *other);

/* Where "Location: to" leads from `base`.  NULL: not to http. */
const char *url_join(struct arena *a, const char *base, const char *to);

/* Add `text` as one segment, all but letters, digits and "-._~" encoded. */
void url_add_segment(struct strbuf *sb, const char *text);
/* The same, but each '/' stays: "heads/a/b". */
void url_add_path(struct strbuf *sb, const char *text);
/* Add "?key=value", or "&key=value" behind another. */
void url_add_query(struct strbuf *sb, const char *key, const char *value);

#endif
