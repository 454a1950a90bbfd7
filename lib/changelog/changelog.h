#ifndef CHANGELOG_CHANGELOG_H
#define CHANGELOG_CHANGELOG_H

/*
 * A changelog as sections of versions:
 *
 *	preamble, comments, markers
 *	## [Unreleased]
 *	## [0.2.0] - 2026-01-31        or  ## 26.2.0rc1 (2026-01-12)
 *	[0.2.0]: https://...           links, the tail
 *
 * This finds them.  What makes another changelog of it (edit, replace, fold,
 * merge) is a function from text to text that keeps each byte it does not own:
 * other sections, comments, fences, ends of lines.  Pure.
 */
#include "base/arena.h"
#include "base/error.h"
#include "base/strbuf.h"
#include "text/markdown.h"
#include "version/version.h"

struct section {
	int level, line;
	size_t begin, end;       /* with anchor and heading; to the next one */
	size_t heading;          /* behind the anchor */
	size_t body;             /* behind the heading */
	size_t date_line;        /* behind the title's line or its marks, where
				    a date comes before the body; or 0 */
	size_t title, title_end; /* "[0.2.0] - 2026-01-31" */
	size_t name, name_end;   /* the version in there, or "Unreleased" */
	int stray; /* line of a heading that ends it before the next begins */
	bool bare; /* its heading is a bold line */
	bool open; /* says that it is not released */
	bool unreleased;        /* new entries go there */
	bool tagged;            /* for merge.c: its version has a tag */
	struct version version; /* n_parts 0: `unreleased` without one */
};

struct changelog {
	struct md md;
	enum scheme scheme;
	struct section *section;
	size_t n, alloc;
	size_t tail; /* where links at the end begin; the end if there are none */
	const char *eol;
	const char *unreleased; /* as given to changelog_read_with() */
	bool rst;               /* its name says so */
};

/* `text` must outlive `out`.  Never fails: what is no section is preamble. */
void changelog_read(struct changelog *out, const char *text, size_t n,
		    enum scheme scheme);
/* The same where a line of another form is the heading of what is unreleased:
 * "## master", "**Next**", "{version} in the works"; NULL: none.  The file's
 * `path` tells reStructuredText; NULL: its text has to. */
void changelog_read_with(struct changelog *out, const char *text, size_t n,
			 enum scheme scheme, const char *unreleased,
			 const char *path);
/* Another state of the same file. */
void changelog_read_like(struct changelog *out, const char *text, size_t n,
			 const struct changelog *like);
void changelog_release(struct changelog *cl);
static inline void cleanup_changelog(struct changelog *cl)
{
	changelog_release(cl);
}

const struct section *changelog_find(const struct changelog *cl,
				     const struct version *v);
/* The section of `v` that says "Unreleased"; NULL: there is none. */
const struct section *changelog_open(const struct changelog *cl,
				     const struct version *v);
const struct section *changelog_unreleased(const struct changelog *cl);
/* Does it say anything?  Headings and comments alone do not count. */
bool section_is_empty(const struct changelog *cl, const struct section *s);
/* Its text without the heading, blank lines around it trimmed. */
void section_text(struct strbuf *out, const struct changelog *cl,
		  const struct section *s);
/* Where the text of a section ends, before the blank lines behind it. */
size_t section_end(const struct changelog *cl, const struct section *s);
/* Number of entries, and of categories that hold any. */
void section_count(const struct changelog *cl, const struct section *s,
		   size_t *entries, size_t *categories);
/* The two in words: "1 entry across 1 category". */
const char *section_counted(struct arena *a, size_t entries, size_t categories);

#endif
