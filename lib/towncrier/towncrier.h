#ifndef TOWNCRIER_TOWNCRIER_H
#define TOWNCRIER_TOWNCRIER_H

/*
 * News fragments as towncrier keeps and renders them: changes/123.feature.md,
 * with the types, formats and template that [tool.towncrier] names.  The same
 * bytes as the real program writes, from the same fragments.  Pure.
 */
#include "base/arena.h"
#include "base/error.h"
#include "base/strbuf.h"

#include <stdbool.h>

struct news_type {
	const char *dir, *name; /* "feature", "Features" */
	bool show;              /* its text, not only the numbers */
	int item;               /* private */
};

struct towncrier {
	const char *directory, *filename, *template;
	const char *title_format; /* NULL: the template has it */
	bool no_title;
	const char *issue_format, *start_string, *orphan_prefix;
	const char *name, *package;
	const char *underlines[3];
	bool wrap, all_bullets, single_file;
	struct news_type *type;
	size_t n_types;
	bool tables, own_underlines; /* private */
	const char *refused;         /* a setting that is not known here */
};

/* The settings of a towncrier.toml or pyproject.toml; `text` NULL: defaults.
 * E_CONFIG for what is no TOML, or a setting that is not known here. */
int towncrier_config(struct towncrier *t, struct arena *arena, const char *text,
		     size_t n, const char *file) MUST_CHECK;

struct fragment {
	const char *file; /* its name, without the folder */
	const char *text;
	size_t n;
};

/* Is it one of these types?  Others lie in the folder, too. */
bool towncrier_takes(const struct towncrier *t, const char *file);

struct news {
	const char *version, *date;
	const char *template; /* the text of t->template, NULL: built in */
	size_t template_n;
};

/* The section of a version.  E_CONFIG for a template that cannot be rendered,
 * or two fragments that are the same. */
int towncrier_render(struct strbuf *out, const struct towncrier *t,
		     const struct fragment *fragment, size_t n,
		     const struct news *news) MUST_CHECK;

#endif
