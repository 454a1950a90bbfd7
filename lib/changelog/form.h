#ifndef CHANGELOG_FORM_H
#define CHANGELOG_FORM_H

/*
 * How one heading is made, taken apart: what its parts are in all headings of a
 * changelog tells what a new one is like.  Pure.
 */
#include "base/arena.h"
#include "changelog/changelog.h"
#include "changelog/date.h"

struct form {
	const struct section *section;
	int level;
	bool bare;      /* no marks: the title is bold */
	char underline; /* '=', '-' or others; '\0': "##" */
	bool above;     /* and the same marks above */
	size_t width;   /* of an underline longer than its title; 0: as it */
	bool closed;    /* "## 1.0 ##" */
	const char *anchor; /* lines above it that hold the version; "" */
	const char *front; /* to the version: "[", "Release v"; a pattern, as all
			      that follows */
	const char *back;  /* what shuts the version: "](h/compare/...)" */
	const char *named; /* `back` with the name of the release in it */
	const char *before, *after; /* around the date: " (", ")" */
	const char *nameless;       /* `before` without the name of a release */
	struct date_form date;
	const char *tail;      /* the rest, but for a remark on this release */
	const char *date_line; /* between heading and body; "" */
	struct date_form line_date; /* in there */
};

/* Strings live in the arena. */
void form_read(struct form *out, struct arena *arena,
	       const struct changelog *cl, const struct section *s);
/* `back` without its link. */
const char *form_without_link(struct arena *arena, const char *back);
/* "1.2.0" of 1.2: how a tag may call it. */
const char *form_full(struct arena *arena, const struct version *v);
/* How a section spells its version, without the "v" in front. */
const char *form_spelling(struct arena *arena, const struct changelog *cl,
			  const struct section *s);

#endif
