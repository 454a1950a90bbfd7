#ifndef PICK_MESSAGE_H
#define PICK_MESSAGE_H

/*
 * The message and author of a picked commit: byte for byte those that `git
 * cherry-pick -x` gives it, which has rules of its own for where its line goes,
 * what is cleaned up and what is recoded.
 */
#include "base/error.h"
#include "base/strbuf.h"
#include "git/repo.h"

enum pick_trailer {
	TRAILER_GIT,    /* (cherry picked from commit <id>), last */
	TRAILER_KERNEL, /* [ Upstream commit <id> ], first line of the body */
	TRAILER_NONE,
};

struct pick_style {
	enum pick_trailer trailer;
	bool sign_off;
	const char *edited; /* a line of its own: what was changed; or NULL */
};

struct pick_text {
	struct strbuf message;
	const char *author; /* "Name <mail> seconds zone" */
};

/* Of `commit`, in the encoding that git would commit in (i18n.commitEncoding).
 * The caller releases text->message; the author is in the repository's arena. */
int pick_message(struct repo *r, const git_oid *commit,
		 const struct pick_style *style,
		 struct pick_text *text) MUST_CHECK;

#endif
