#ifndef CHANGELOG_HEADING_LINK_H
#define CHANGELOG_HEADING_LINK_H

/*
 * The link in the heading of a section: "## [0.2.0](https://...)",
 * "`Unreleased <https://...>`_".  Pure.
 */
#include "changelog/changelog.h"

/* Where it begins, with its mark; 0: there is none. */
size_t heading_link_find(const struct changelog *cl, const struct section *s);
/* The heading, from its anchor to its body, with other text from there to the
 * end of the title.  Lines of marks that are as long as the title stay so. */
void heading_link_write(struct strbuf *out, const struct changelog *cl,
			const struct section *s, size_t at,
			const struct strbuf *link);

#endif
