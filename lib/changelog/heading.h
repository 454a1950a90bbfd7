#ifndef CHANGELOG_HEADING_H
#define CHANGELOG_HEADING_H

/*
 * The heading of a new section.  Pure.
 */
#include "changelog/changelog.h"

/* A version that gets a section. */
struct cut {
	const struct version *version;
	const char *date;    /* YYYY-MM-DD */
	const char *tag;     /* for links that compare; NULL: they stay */
	const char *spelled; /* the version in titles; NULL: as others are */
	const char *heading; /* all of it, as set; NULL: as others are */
	bool drop;           /* no empty Unreleased stays */
	bool among;          /* newer ones may be there */
	bool empty;          /* also where nothing is noted */
	struct strbuf *left; /* takes lines of what could not be formed; NULL */
};

/* Formed as those that are there, as a whole: what one release alone says of
 * itself is not copied.  Added to `out`, with the end of the line. */
void changelog_heading(struct strbuf *out, const struct changelog *cl,
		       const struct cut *cut);
/* The release before `v`: the newest section of an older version, for a final
 * one of a final one.  NULL: there is none. */
const struct section *heading_previous(const struct changelog *cl,
				       const struct version *v);

#endif
