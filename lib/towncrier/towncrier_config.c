#include "towncrier/towncrier.h"

#include "base/cleanup.h"
#include "text/toml.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define PREFIX "tool.towncrier"

struct reader {
	struct towncrier *t;
	struct arena *arena;
};

static struct news_type *add_type(struct reader *r, const char *dir, int item)
{
	struct towncrier *t = r->t;

	t->type = arena_grow(r->arena, t->type, t->n_types, sizeof(*t->type));
	t->type[t->n_types] =
		(struct news_type){ .dir = dir, .show = true, .item = item };
	return &t->type[t->n_types++];
}

static void set_type(struct news_type *type, const char *key, const char *value)
{
	if (!strcmp(key, "directory"))
		type->dir = value;
	else if (!strcmp(key, "name"))
		type->name = value;
	else if (!strcmp(key, "showcontent"))
		type->show = strcmp(value, "false");
}

/* [[tool.towncrier.type]], in the order of the file. */
static void take_listed(struct reader *r, const struct toml_value *v,
			const char *key)
{
	struct towncrier *t = r->t;

	if (t->tables)
		return;
	if (!t->n_types || t->type[t->n_types - 1].item != v->item)
		add_type(r, NULL, v->item);
	set_type(&t->type[t->n_types - 1], key, v->text);
}

/* [[tool.towncrier.section]] */
static void take_section(struct reader *r, const struct toml_value *v,
			 const char *key)
{
	struct towncrier *t = r->t;

	if (!t->n_sections || t->section[t->n_sections - 1].item != v->item) {
		t->section = arena_grow(r->arena, t->section, t->n_sections,
					sizeof(*t->section));
		t->section[t->n_sections++] =
			(struct news_section){ "", NULL, v->item };
	}
	if (!strcmp(key, "name"))
		t->section[t->n_sections - 1].name = v->text;
	else if (!strcmp(key, "path"))
		t->section[t->n_sections - 1].path = v->text;
}

/* [tool.towncrier.fragment.feature]; these count where both are. */
static struct news_type *table_type(struct reader *r, const char *dir)
{
	struct towncrier *t = r->t;

	if (!t->tables)
		t->n_types = 0;
	t->tables = true;
	for (size_t i = 0; i < t->n_types; i++)
		if (!strcmp(t->type[i].dir, dir))
			return &t->type[i];
	return add_type(r, dir, 0);
}

static void take_table(struct reader *r, const struct toml_value *v,
		       const char *key)
{
	const char *dot = v->text ? strrchr(key, '.') : NULL;

	if (v->list || (v->text && !dot))
		return;
	if (!dot)
		table_type(r, arena_strdup(r->arena, key));
	else
		set_type(table_type(r, arena_strndup(r->arena, key,
						     (size_t)(dot - key))),
			 dot + 1, v->text);
}

static void take_list(struct reader *r, const struct toml_value *v,
		      const char *key)
{
	struct towncrier *t = r->t;

	if (!strcmp(key, "underlines")) {
		t->underline = v->list;
		t->n_underlines = v->n;
	} else if (!strcmp(key, "ignore")) {
		t->ignore = v->list;
		t->n_ignore = v->n;
	}
}

static long wrap_of(const char *value)
{
	long n = strtol(value, NULL, 10);

	if (!strcmp(value, "false"))
		return 0;
	return n > 0 ? n : 79;
}

static void take_setting(struct reader *r, const char *key, const char *value)
{
	struct towncrier *t = r->t;
	const struct {
		const char *key, **text;
		bool *flag;
	} known[] = {
		{ "directory", &t->directory, NULL },
		{ "filename", &t->filename, NULL },
		{ "template", &t->template, NULL },
		{ "issue_format", &t->issue_format, NULL },
		{ "issue_pattern", &t->issue_pattern, NULL },
		{ "start_string", &t->start_string, NULL },
		{ "orphan_prefix", &t->orphan_prefix, NULL },
		{ "name", &t->name, NULL },
		{ "package", &t->package, NULL },
		{ "package_dir", &t->package_dir, NULL },
		{ "all_bullets", NULL, &t->all_bullets },
		{ "single_file", NULL, &t->single_file },
	};

	if (!strcmp(key, "title_format")) {
		t->no_title = !strcmp(value, "false");
		t->title_format = t->no_title || !*value ? NULL : value;
	}
	if (!strcmp(key, "wrap"))
		t->wrap = wrap_of(value);
	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++) {
		if (strcmp(known[i].key, key))
			continue;
		if (known[i].text)
			*known[i].text = value;
		else
			*known[i].flag = !strcmp(value, "true");
	}
}

static int take(void *data, const struct toml_value *v)
{
	struct reader *r = data;
	const char *key = v->path + strlen(PREFIX);

	r->t->there = true;
	if (*key++ != '.')
		return 0;
	if (starts_with(key, "fragment."))
		take_table(r, v, key + 9);
	else if (v->list)
		take_list(r, v, key);
	else if (v->text && starts_with(key, "section."))
		take_section(r, v, key + 8);
	else if (v->text && starts_with(key, "type."))
		take_listed(r, v, key + 5);
	else if (v->text && !strcmp(key, "singlefile"))
		return error(
			E_CONFIG,
			"%s: towncrier knows no 'singlefile', it is 'single_file'",
			r->t->file);
	else if (v->text)
		take_setting(r, key, v->text);
	return 0;
}

static int by_dir(const void *a, const void *b)
{
	return strcmp(((const struct news_type *)a)->dir,
		      ((const struct news_type *)b)->dir);
}

static void default_types(struct reader *r)
{
	static const char *const names[][2] = {
		{ "feature", "Features" },
		{ "bugfix", "Bugfixes" },
		{ "doc", "Improved Documentation" },
		{ "removal", "Deprecations and Removals" },
		{ "misc", "Misc" },
	};

	for (int i = 0; i < 5; i++) {
		struct news_type *type = add_type(r, names[i][0], 0);
		type->name = names[i][1];
		type->show = i < 4;
	}
}

static char *change_case(struct reader *r, const char *text, bool title)
{
	char *s = arena_strdup(r->arena, text);

	for (char *p = s; *p; p++)
		*p = (char)(title && (p == s ||
				      !isalpha((unsigned char)p[-1])) ?
				    toupper((unsigned char)*p) :
				    tolower((unsigned char)*p));
	return s;
}

/* "fixes" is "Fixes" */
static char *capitalized(struct reader *r, const char *text)
{
	char *s = change_case(r, text, false);

	*s = (char)toupper((unsigned char)*s);
	return s;
}

static void settle_types(struct reader *r)
{
	struct towncrier *t = r->t;

	if (!t->n_types)
		default_types(r);
	if (t->tables)
		qsort(t->type, t->n_types, sizeof(*t->type), by_dir);
	for (size_t i = 0; i < t->n_types; i++) {
		struct news_type *type = &t->type[i];
		if (!type->dir)
			type->dir = change_case(r, type->name ? type->name : "",
						false);
		if (!type->name)
			type->name = capitalized(r, type->dir);
	}
}

static int settle_sections(struct reader *r)
{
	static struct news_section only = { "", "", 0 };
	struct towncrier *t = r->t;

	if (!t->n_sections) {
		t->section = &only;
		t->n_sections = 1;
	}
	for (size_t i = 0; i < t->n_sections; i++)
		if (!t->section[i].path)
			return error(
				E_CONFIG,
				"%s: section '%s' of towncrier has no path",
				t->file, t->section[i].name);
	return 0;
}

/* The name as towncrier finds it; where the project has none, it would import
 * the package to ask that, and make a title of its name. */
static void settle_name(struct reader *r, const char *project)
{
	struct towncrier *t = r->t;

	t->named = t->name && *t->name;
	if (!t->package || !*t->package)
		t->package = project;
	if (!t->named && *project)
		t->name = t->package;
	else if (!t->named && t->package && *t->package)
		t->name = change_case(r, t->package, true);
	t->name = t->name ? t->name : "";
}

static int take_project(void *data, const struct toml_value *v)
{
	const char **name = data;

	if (v->text && !strcmp(v->path, "project.name"))
		*name = v->text;
	return 0;
}

int towncrier_config(struct towncrier *t, struct arena *arena,
		     const struct toml_text *conf,
		     const struct toml_text *project)
{
	static const char *const underlines[] = { "=", "-", "~" };
	struct reader r = { t, arena };
	const char *name = "";
	int rc = 0;

	*t = (struct towncrier){ .all_bullets = true,
				 .single_file = true,
				 .orphan_prefix = "+",
				 .package_dir = ".",
				 .underline = underlines,
				 .n_underlines = 3,
				 .file = conf->file };
	if (conf->text)
		rc = toml_read(arena, conf->text, conf->n, conf->file, PREFIX,
			       take, &r);
	if (!rc && project->text)
		rc = toml_read(arena, project->text, project->n, project->file,
			       "project.", take_project, &name);
	if (rc < 0 || (rc = settle_sections(&r)) < 0)
		return rc;
	settle_types(&r);
	settle_name(&r, name);
	if (!t->filename)
		t->filename = "NEWS.rst";
	if (!t->start_string || !*t->start_string)
		t->start_string =
			ends_with(t->filename, ".md") ?
				"<!-- towncrier release notes start -->\n" :
				".. towncrier release notes start\n";
	return 0;
}

bool towncrier_is_markdown(const struct towncrier *t)
{
	const char *name = t->template, *dot;

	if (!name || starts_with(name, "towncrier:")) {
		dot = name ? strchr(name, '.') : NULL;
		name = dot ? dot : t->filename;
		return ends_with(name, ".md");
	}
	dot = strrchr(name, '.');
	return dot && !strcasecmp(dot, ".md");
}

/* "./a//b/../c" is "a/c". */
static const char *plain(struct arena *arena, const char *path)
{
	CLEANUP(strbuf) struct strbuf out = STRBUF_INIT;

	for (const char *p = path; *p; p += *p == '/') {
		size_t n = strcspn(p, "/");
		char *slash = strrchr(out.buf, '/');
		if (n == 2 && !memcmp(p, "..", 2) && out.len &&
		    !ends_with(out.buf, "..")) {
			size_t len = slash ? (size_t)(slash - out.buf) : 0;
			out.len = len;
			out.buf[len] = '\0';
		} else if (n && !(n == 1 && *p == '.')) {
			strbuf_adds(&out, out.len ? "/" : "");
			strbuf_add(&out, p, n);
		}
		p += n;
	}
	return arena_strndup(arena, out.buf, out.len);
}

const char *towncrier_folder(const struct towncrier *t, struct arena *arena,
			     const char *directory,
			     const struct news_section *section)
{
	if (!directory)
		directory = t->directory;
	if (directory)
		return plain(arena, arena_printf(arena, "%s/%s", directory,
						 section->path));
	return plain(arena,
		     arena_printf(arena, "%s/%s/%s/newsfragments",
				  t->package_dir, t->package ? t->package : "",
				  section->path));
}
