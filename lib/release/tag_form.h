#ifndef RELEASE_TAG_FORM_H
#define RELEASE_TAG_FORM_H

/*
 * What the tags here look like, whether they fit the settings or not: which
 * template would make releases of them.
 */
#include "cli/cmd.h"

struct tag_form {
	const char *prefix;  /* "hatch-v", may be empty */
	const char *name;    /* a template: "hatch-v{version}" */
	const char *example; /* the first tag of that form */
	size_t n;            /* tags that have it */
	size_t semver, pep440;
};

struct tag_forms {
	struct arena *arena;
	struct tag_form *item; /* most frequent first */
	size_t n;
};

/* The forms that tags with a version in their names have. */
int tag_forms_list(struct ctx *c, struct arena *arena,
		   struct tag_forms *out) MUST_CHECK;
/* Where no tag fits: add to the recorded error which ones there are, and the
 * commands that make them fit; false if there is nothing to say. */
bool tag_forms_advise(struct ctx *c);
/* The command that makes the most frequent ones fit; NULL: some fit, or
 * there are none. */
const char *tag_forms_command(struct ctx *c);

#endif
