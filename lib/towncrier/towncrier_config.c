#include "towncrier/towncrier.h"

#include "text/toml.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define PREFIX "tool.towncrier."

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
		add_type(r, "", v->item);
	set_type(&t->type[t->n_types - 1], key, v->text);
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
	if (strcmp(key, "underlines"))
		return;
	r->t->own_underlines = true;
	for (size_t i = 0; i < 3; i++)
		r->t->underlines[i] = i < v->n ? v->list[i] : "";
}

static int take_setting(struct reader *r, const char *key, const char *value)
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
		{ "start_string", &t->start_string, NULL },
		{ "orphan_prefix", &t->orphan_prefix, NULL },
		{ "name", &t->name, NULL },
		{ "package", &t->package, NULL },
		{ "wrap", NULL, &t->wrap },
		{ "all_bullets", NULL, &t->all_bullets },
		{ "single_file", NULL, &t->single_file },
	};

	if (!strcmp(key, "title_format")) {
		t->no_title = !strcmp(value, "false");
		t->title_format = t->no_title || !*value ? NULL : value;
	}
	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++) {
		if (strcmp(known[i].key, key))
			continue;
		if (known[i].text)
			*known[i].text = value;
		else
			*known[i].flag = !strcmp(value, "true");
	}
	return 0;
}

static int take(void *data, const struct toml_value *v)
{
	struct reader *r = data;
	const char *key = v->path + strlen(PREFIX);

	if (starts_with(key, "fragment."))
		take_table(r, v, key + 9);
	else if (v->list)
		take_list(r, v, key);
	else if (starts_with(key, "section"))
		r->t->refused = "section";
	else if (v->text && starts_with(key, "type."))
		take_listed(r, v, key + 5);
	else if (v->text)
		return take_setting(r, key, v->text);
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

static void settle(struct reader *r)
{
	struct towncrier *t = r->t;
	bool md = t->filename && ends_with(t->filename, ".md");

	if (!t->n_types)
		default_types(r);
	if (t->tables)
		qsort(t->type, t->n_types, sizeof(*t->type), by_dir);
	for (size_t i = 0; i < t->n_types; i++) {
		if (t->type[i].name)
			continue;
		char *name = arena_strdup(r->arena, t->type[i].dir);
		for (char *p = name; *p; p++)
			*p = (char)(p == name ? toupper((unsigned char)*p) :
						tolower((unsigned char)*p));
		t->type[i].name = name;
	}
	if (!t->start_string)
		t->start_string =
			md ? "<!-- towncrier release notes start -->\n" :
			     ".. towncrier release notes start\n";
	if (!t->own_underlines) {
		t->underlines[0] = md ? "" : "=";
		t->underlines[1] = md ? "" : "-";
		t->underlines[2] = md ? "" : "~";
	}
	if (!t->name && t->package && *t->package) {
		char *name = arena_strdup(r->arena, t->package);
		for (char *p = name; *p; p++)
			if (p == name || !isalpha((unsigned char)p[-1]))
				*p = (char)toupper((unsigned char)*p);
		t->name = name;
	}
	t->name = t->name ? t->name : "";
}

int towncrier_config(struct towncrier *t, struct arena *arena, const char *text,
		     size_t n, const char *file)
{
	struct reader r = { t, arena };
	int rc = 0;

	*t = (struct towncrier){ .all_bullets = true,
				 .single_file = true,
				 .orphan_prefix = "+" };
	if (text)
		rc = toml_read(arena, text, n, file, PREFIX, take, &r);
	if (rc < 0)
		return rc;
	if (t->template && starts_with(t->template, "towncrier:")) {
		if (strcmp(t->template, "towncrier:default"))
			t->refused = "template";
		t->template = NULL;
	}
	settle(&r);
	if (!t->refused)
		return 0;
	rc = error(E_CONFIG, "%s: this '%s' of towncrier is not known here",
		   file, t->refused);
	error_hint("run the real program as a command of [prepare]");
	return rc;
}
