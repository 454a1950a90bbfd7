#ifndef CHANGELOG_FOLD_H
#define CHANGELOG_FOLD_H

/*
 * The candidates of a version become its final section: categories are joined,
 * an entry is known by the numbers of its changes and its newest text stays,
 * prose and groups of the final section stay, the candidates' sections go, and
 * their links at the end become that of the version.
 * No other section is touched.  Pure.
 */
#include "changelog/entry.h"
#include "changelog/groups.h"
#include "changelog/outline.h"

struct fold {
	struct arena *arena;
	const struct version *version;
	const char *date; /* where there is no final section yet */
	const char *tag;  /* for the links at the end; NULL: as is */
	const char *spelled, *heading; /* see struct cut */
	const struct groups *groups;   /* NULL: none */
	struct strbuf *left; /* takes lines of what could not be formed; NULL */
	/* out */
	struct outline outline;           /* every piece with its fate */
	const struct section **candidate; /* oldest first */
	size_t n_candidates;
	size_t n_in, n_kept, n_merged, n_dropped; /* entries */
	size_t n_categories;
};

/* The candidates of a version, oldest first. */
void fold_candidates(struct fold *f, const struct changelog *cl);
/* The changelog with the sections folded; the same bytes if there is nothing to
 * do.  E_FAIL, and nothing in `out`, unless each entry is accounted for. */
int fold_write(struct strbuf *out, struct fold *f,
	       const struct changelog *cl) MUST_CHECK;
/* For people: which entries were merged, which dropped, and the sum. */
void fold_report(struct strbuf *out, const struct fold *f);

#endif
