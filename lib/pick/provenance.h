#ifndef PICK_PROVENANCE_H
#define PICK_PROVENANCE_H

/*
 * What the message of a commit says about where it comes from: the notations of
 * git, the Linux kernel, distributions, forges and their bots.
 *
 *	struct provenance from = { .arena = &arena };
 *	provenance_read(&from, message, n);
 *
 * They may stand anywhere in the message, indented, in a list, behind the
 * subject, over two lines.  Whether an id names a commit here is for the caller
 * to find out; nothing is guessed.  What stands between double quotes or
 * backquotes, or behind the ">" of an answer, is quoted and says nothing, and
 * neither does "cherry picked from <other project> commit".  Pure; takes time in
 * proportion to the message, whatever is in it.
 */
#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>

enum pointer_kind {
	POINTER_PICK,     /* this commit is a pick of that one */
	POINTER_EDITED,   /* and it says that it was changed */
	POINTER_NEGATIVE, /* could not be, or was not backported: no pick */
	POINTER_REVERT,   /* takes that commit back */
	POINTER_REAPPLY,  /* takes that revert back: the subject says so */
	POINTER_FIXES,    /* mends that commit */
	POINTER_DEP,      /* needed by, or needs, that commit in stable */

	/* these have no commit id */
	POINTER_PICK_CHANGE, /* a pick of what came with that request */
	POINTER_CHANGE, /* a request or Change-Id that it or its origin has */
	POINTER_TITLE,  /* `subject`: its own, without what bots add */
};

struct pointer {
	enum pointer_kind kind;
	/* 7 to 40 hex digits, lower case; of a request its number, "12"; a
	 * Change-Id as written; NULL: only `subject` */
	const char *id;
	const char *form;    /* the notation, to show: "cherry-pick -x" */
	const char *subject; /* quoted with it, on one line; or NULL */
	/* Where `id` was said to be: "https://host/o/r/commit/", "owner/repo"; or
	 * NULL.  It may be another project. */
	const char *url;
	size_t line;  /* 1: the subject; where the notation begins */
	bool partial; /* only parts of that commit; so may a revert be */
};

struct provenance {
	struct arena *arena; /* holds all below; set by the caller */
	/* out: those of the subject's decoration first, then as they stand there;
	 * what is said twice is here twice */
	struct pointer *v;
	size_t n;
	size_t conflicts; /* line of a "Conflicts:", 0: none */
};

/* Read a whole message of `n` bytes, which may be any. */
void provenance_read(struct provenance *out, const char *message, size_t n);

/* For the files of this reader: add `p`, whose strings are constant or in the
 * arena already. */
void provenance_add(struct provenance *out, const struct pointer *p);
/* A copy in the arena, in lower case: an id. */
char *provenance_id(struct provenance *out, const char *s, size_t n);
/* A copy in the arena on one line: NULs, line ends and what surrounds them become
 * one blank. */
char *provenance_text(struct provenance *out, const char *s, size_t n);

#endif
