#ifndef PICK_FOOTER_H
#define PICK_FOOTER_H

/*
 * The lines of a message that git takes for trailers, where `git cherry-pick -x`
 * and -s decide whether a blank line comes before theirs.  The rules are those
 * of git's trailer.c (find_trailer_start, ignore_non_trailer) and sequencer.c
 * (has_conforming_footer, append_signoff), not those of RFC 822: a line with a
 * separator is a trailer, and one that git writes itself makes its paragraph one
 * if a quarter of it is trailers.
 */
#include "base/strbuf.h"
#include "base/strvec.h"
#include "config/config.h"

#include <stdbool.h>

struct footer_rules {
	const char *separators; /* trailer.separators */
	const char *comment;    /* core.commentChar */
	struct strvec known;    /* names and keys of trailer.<name>.* */
};

/* What git config says; strings are the configuration's.  To be released. */
void footer_rules_read(struct footer_rules *f, const struct config *c);
void footer_rules_release(struct footer_rules *f);
static inline void cleanup_footer_rules(struct footer_rules *f)
{
	footer_rules_release(f);
}

/* Add the line, ended by '\n', as git cherry-pick -x adds its own. */
void footer_add(const struct footer_rules *f, struct strbuf *message,
		const char *line);
/* Add "Signed-off-by: Name <mail>\n" as -s does: not where it is the last of the
 * trailers already. */
void footer_sign_off(const struct footer_rules *f, struct strbuf *message,
		     const char *line);

#endif
