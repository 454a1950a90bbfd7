#ifndef CHANGELOG_OUTLINE_H
#define CHANGELOG_OUTLINE_H

/*
 * What is inside one section: categories ("### Features"), groups in them
 * ("#### Fair Share Scheduler"), and the pieces of each: entries, prose,
 * anything.  Several sections can be read into one outline; categories and
 * groups of the same name are joined.  Pieces are ranges of the caller's text,
 * never copies.  Pure.
 */
#include "base/arena.h"
#include "changelog/changelog.h"
#include "changelog/entry.h"

struct topic {
	const char *name; /* "Features"; "" for what is in no category */
	const char *head; /* its heading and the blank lines behind */
	size_t head_n;
	size_t up; /* the category of a group, 0 of a category */
	bool group;
	bool keep;   /* also where it is empty */
	size_t lead; /* one more than blank lines before it; 0: the first */
};

/* A heading that was read: one of each part and source, as a rule. */
struct heading {
	size_t part;
	int source;
	const char *s; /* with the blank lines behind */
	size_t n;
};

struct outline {
	struct arena *arena;
	int level; /* of the section */
	const char *eol;
	const struct md *md; /* of what was read last, for headings */
	struct topic *part;  /* [0] is the section itself */
	size_t n_parts;
	struct heading *heading;
	size_t n_headings;
	struct piece *piece;
	size_t n;
	bool loose, tight; /* blank lines between entries, or none; or both */
	size_t lead[2];    /* as in a topic, of categories and of groups */
};

void outline_init(struct outline *o, struct arena *arena, int level,
		  const char *eol);
/* Add what a section holds. */
void outline_read(struct outline *o, const struct changelog *cl,
		  const struct section *s, int source);
/* Where what was read does not tell the blank lines in a section, others of the
 * changelog do. */
void outline_usual(struct outline *o, const struct changelog *cl);
/* The part of that name, made if there is none; `up` 0: a category. */
size_t outline_part(struct outline *o, const char *name, size_t up, bool group);
/* All that is KEPT, without the section's heading; empty parts are left out,
 * unless they are to `keep`. */
void outline_write(struct strbuf *out, const struct outline *o);

#endif
