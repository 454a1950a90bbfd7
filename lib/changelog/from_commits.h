#ifndef CHANGELOG_FROM_COMMITS_H
#define CHANGELOG_FROM_COMMITS_H

/*
 * Notes from commit messages, where nobody wrote any: "feat(api)!: say it
 * (#12)" becomes an entry of its category.  Pure.
 */
#include "base/arena.h"
#include "base/error.h"
#include "base/strbuf.h"
#include "changelog/category_words.h"
#include "changelog/commit_entry.h"
#include "text/markdown.h"

#include <stdbool.h>

struct commit_category {
	const char *type, *name; /* "feat", "Features" */
};

struct commit_notes {
	struct arena *arena;
	struct commit_category *category;
	size_t n_categories;
	const char *form; /* of entries, see entry_form.h; NULL: the usual one */
	const char *bullet; /* NULL: "-" */
	bool flat;          /* one list, without names of categories */
	bool candidate;     /* mark fixes of what only candidates had */
	struct known_entry {
		const char *s;
		size_t n;
	} * known; /* what was told already */
	size_t n_known;
	/* private */
	struct category_words words;
	struct commit_entry *entry;
	size_t n, alloc;
	bool typed; /* some message had a type */
};

/* "feat = Features, fix = Bug fixes"; "" means the usual ones in these words,
 * which must live as long as `c`.  E_CONFIG. */
int commits_categories(struct commit_notes *c, const char *text,
		       const struct category_words *words) MUST_CHECK;
/* One commit, whose strings must live as long as `c`. */
void commits_add(struct commit_notes *c, const struct commit_source *from);
/* "### Features" and so on, headings of that level as `md` has them (NULL:
 * Markdown); nothing if there are no entries. */
void commits_write(struct strbuf *out, const struct commit_notes *c,
		   const struct md *md, int level, const char *eol);
/* How many messages commits_write() leaves out because they have no type where
 * others have one; `first` becomes the newest of them. */
size_t commits_untyped(const struct commit_notes *c, const char **first);
void commits_release(struct commit_notes *c);

#endif
