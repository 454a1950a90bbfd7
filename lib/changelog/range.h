#ifndef CHANGELOG_RANGE_H
#define CHANGELOG_RANGE_H

/*
 * The two ends of a link that compares: "compare/v0.1.0...HEAD", or Bitbucket's
 * "compare/HEAD%0Dv0.1.0", where the newer end comes first.  Pure.
 */
#include "changelog/changelog.h"

struct range {
	size_t old, old_end, new, new_end;
};

/* The first such link between `from` and `to`. */
bool range_find(struct range *out, const struct changelog *cl, size_t from,
		size_t to);
/* The version that an end tells of: "v0.1.0", "lib-0.1.0". */
bool range_version(struct version *out, const struct changelog *cl, size_t from,
		   size_t to);
/* Length of what parts the two ends, if it is at `s`; 0: it is not. */
size_t range_mark(const char *s, size_t n);
/* The text between `from` and `to` with another older or newer end; NULL: as it
 * is. */
void range_write(struct strbuf *out, const struct changelog *cl,
		 const struct range *r, size_t from, size_t to, const char *old,
		 const char *new);

#endif
