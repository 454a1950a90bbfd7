#ifndef TOWNCRIER_TOWNCRIER_H
#define TOWNCRIER_TOWNCRIER_H

/*
 * News fragments as towncrier keeps and renders them: changes/123.feature.md,
 * with the types, formats and template that [tool.towncrier] names.  The same
 * bytes as the real program of the series 26 writes, from the same fragments.
 * Pure.
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

struct news_section {
	const char *name, *path; /* "" and "" for what has none */
	int item;                /* private */
};

struct towncrier {
	const char *directory, *filename, *template;
	const char *title_format; /* NULL: the template has it */
	bool no_title;
	const char *issue_format, *issue_pattern, *start_string, *orphan_prefix;
	const char *name, *package, *package_dir;
	const char *const *underline;
	size_t n_underlines;
	long wrap; /* columns; 0: lines stay as they are */
	bool all_bullets, single_file;
	struct news_type *type;
	size_t n_types;
	struct news_section *section;
	size_t n_sections;
	const char *const *ignore; /* NULL: there is no such list */
	size_t n_ignore;
	bool there;       /* there is a [tool.towncrier] */
	bool named;       /* by `name`, not by what else is known */
	bool tables;      /* private */
	const char *file; /* private: for messages */
};

struct toml_text {
	const char *file, *text; /* text NULL: there is none */
	size_t n;
};

/* The settings of a towncrier.toml or pyproject.toml, `project` being the
 * latter: it has a name, too.  E_CONFIG for what is no TOML, or a setting that
 * is not known here. */
int towncrier_config(struct towncrier *t, struct arena *arena,
		     const struct toml_text *conf,
		     const struct toml_text *project) MUST_CHECK;
/* The folder of a section; `directory` in place of its own, if not NULL. */
const char *towncrier_folder(const struct towncrier *t, struct arena *arena,
			     const char *directory,
			     const struct news_section *section);
/* Is its template one of Markdown? */
bool towncrier_is_markdown(const struct towncrier *t);

struct fragment {
	size_t section;   /* which of them */
	const char *file; /* its name, without the folder */
	const char *text;
	size_t n;
};

/* 1 if it is one of these types, 0 for others that lie in the folder, too.
 * E_CONFIG for a name that the settings forbid. */
int towncrier_takes(const struct towncrier *t, const char *file) MUST_CHECK;

struct news {
	const char *version, *date;
	const char *template; /* the text of t->template, NULL: built in */
	size_t template_n;
};

/* The section of a version, its blank lines at the end included, which part it
 * from the one below.  E_CONFIG for a template that cannot be rendered, or two
 * fragments that are the same. */
int towncrier_render(struct strbuf *out, const struct towncrier *t,
		     const struct fragment *fragment, size_t n,
		     const struct news *news) MUST_CHECK;

#endif
