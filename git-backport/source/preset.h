#ifndef BACKPORT_PRESET_H
#define BACKPORT_PRESET_H

/*
 * What tools that backport call their branches, pull requests and labels, so that
 * we can go on where they stopped, and find what they have made.
 */
#include "base/strbuf.h"
#include "config/config.h"

struct preset {
	const char *name;
	const char *branch, *title, *body; /* forms, for preset_fill() */
	const char *label; /* of the source: {target} is a target's name */
};

/* NULL stays as it is. */
struct filling {
	const char *id;     /* "12", or 12 digits of a commit */
	const char *target; /* a branch */
	const char *source; /* "#12", "!12", or the commit */
	const char *title;  /* of what is backported, without its number */
};

/* {id} {target} {source} {title}; whatever else is in braces is itself. */
void preset_fill(struct strbuf *out, const char *form,
		 const struct filling *by);

/* That of backport.preset. */
const struct preset *preset_of(const struct config *config);
/* backport.branch, or the preset's where nobody has said another. */
const char *preset_branch(const struct config *config);
/* The title of what is backported, without "[Backport 1.2]" and "[1.2]" in front
 * nor " (#12)" at its end. */
void preset_bare_title(struct strbuf *out, const char *title);
/* What a label says of the target, in `out`: true if it is one for backports. */
bool preset_label(struct strbuf *out, const struct preset *by,
		  const char *label);
/* Is it what any of them calls the branch of this backport? */
bool preset_any_branch(const char *branch, const struct filling *by);

#endif
