#include "towncrier/towncrier.h"

#include "base/cleanup.h"
#include "towncrier/jinja.h"
#include "towncrier/jinja_value.h"
#include "towncrier/towncrier_name.h"
#include "towncrier/towncrier_templates.h"
#include "towncrier/towncrier_twice.h"
#include "towncrier/towncrier_write.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* One entry to be: a text, and the numbers of all that have just this text. */
struct item {
	size_t section, type;
	const char *text;
	unsigned mark; /* of the text: others differ, mostly */
	const char **issue;
	size_t n;
	long counter; /* of the first, to tell those of one number apart */
	size_t order; /* as they came */
};

struct job {
	struct arena arena;
	const struct towncrier *t;
	struct item *item;
	size_t n;
};

/* The text without white space around it, later lines indented. */
static const char *text_of(struct job *j, const struct fragment *f)
{
	CLEANUP(strbuf) struct strbuf out = STRBUF_INIT;
	size_t from = 0, to = f->n;

	while (to && isspace((unsigned char)f->text[to - 1]))
		to--;
	while (j->t->all_bullets && from < to &&
	       isspace((unsigned char)f->text[from]))
		from++;
	for (size_t i = from; i < to; i++) {
		if (f->text[i] == '\r' && f->text[i + 1] == '\n')
			continue;
		strbuf_addc(&out, f->text[i]);
		if (f->text[i] != '\n' || !j->t->all_bullets)
			continue;
		size_t k = i + 1;
		while (k < to && f->text[k] != '\n' &&
		       isspace((unsigned char)f->text[k]))
			k++;
		if (k < to && f->text[k] != '\n')
			strbuf_adds(&out, "  ");
	}
	return arena_strndup(&j->arena, out.buf, out.len);
}

/* A code block at the end is parted from what is put behind it. */
static const char *part_code(struct job *j, const char *text)
{
	for (const char *at = strstr(text, "::\n\n"); at;
	     at = strstr(at + 1, "::\n\n")) {
		const char *p = at + 4;
		bool code = true, last = false;
		for (; code && *p; p += *p == '\n') {
			size_t n = strcspn(p, "\n");
			last = n > 2 && p[0] == ' ' && p[1] == ' ' &&
			       (p[2] == ' ' || p[2] == '\t');
			code = !n || last;
			p += n;
		}
		if (code && last)
			return arena_printf(&j->arena, "%s\n\n ", text);
	}
	return text;
}

static unsigned mark_of(const char *text)
{
	unsigned mark = 2166136261U;

	for (; *text; text++)
		mark = (mark ^ (unsigned char)*text) * 16777619U;
	return mark;
}

static struct item *item_of(struct job *j, const struct item *one)
{
	/* the newest first: fragments of one text often come together */
	for (size_t i = j->n; i-- > 0;)
		if (j->item[i].mark == one->mark &&
		    j->item[i].type == one->type &&
		    j->item[i].section == one->section &&
		    !strcmp(j->item[i].text, one->text))
			return &j->item[i];
	j->item = arena_grow(&j->arena, j->item, j->n, sizeof(*j->item));
	j->item[j->n] = *one;
	j->item[j->n].order = j->n;
	return &j->item[j->n++];
}

static int take_fragment(struct job *j, const struct fragment *f)
{
	struct news_name name;
	int rc = towncrier_name(&name, j->t, &j->arena, f->file);

	if (rc <= 0)
		return rc;
	bool told = name.type->show || !name.issue;
	const char *text = told ? part_code(j, text_of(j, f)) : "";
	const struct item one = {
		.section = f->section,
		.type = (size_t)(name.type - j->t->type),
		.text = text,
		.mark = mark_of(text),
		.counter = name.counter,
	};
	struct item *item = item_of(j, &one);
	if (!name.issue || !*name.issue)
		return 0;
	item->issue = arena_grow(&j->arena, item->issue, item->n,
				 sizeof(*item->issue));
	item->issue[item->n++] = name.issue;
	return 0;
}

static int by_issue(const void *a, const void *b)
{
	return towncrier_issue_order(*(const char *const *)a,
				     *(const char *const *)b);
}

static int bullet_key(const char *s)
{
	return !*s                   ? -1 :
	       starts_with(s, "- ")  ? 0 :
	       starts_with(s, "* ")  ? 1 :
	       starts_with(s, "#. ") ? 2 :
				       3;
}

/* Those without a number come last, by their text. */
static int item_cmp(const struct item *a, const struct item *b)
{
	int k = strcmp(a->n ? "" : a->text, b->n ? "" : b->text);

	for (size_t i = 0; !k; i++) {
		if (i == a->n && i == b->n)
			return a->counter < b->counter ?
				       -1 :
				       a->counter > b->counter;
		if (i == a->n || i == b->n)
			return a->n < b->n ? -1 : 1;
		k = towncrier_issue_order(a->issue[i], b->issue[i]);
	}
	return k;
}

static int by_item(const void *x, const void *y)
{
	const struct item *a = x, *b = y;
	int k = item_cmp(a, b);

	return k ? k : (a->order > b->order) - (a->order < b->order);
}

static int by_bullet(const void *x, const void *y)
{
	int a = bullet_key(((const struct item *)x)->text);
	int b = bullet_key(((const struct item *)y)->text);

	return a != b ? a - b : by_item(x, y);
}

static const char *format_issue(struct job *j, const char *issue)
{
	const struct news_value value = { "issue", issue };
	CLEANUP(strbuf) struct strbuf out = STRBUF_INIT;

	if (!j->t->issue_format)
		return towncrier_is_number(issue) ?
			       arena_printf(&j->arena, "#%s", issue) :
			       issue;
	towncrier_format(&out, j->t->issue_format, &value, 1);
	return arena_strndup(&j->arena, out.buf, out.len);
}

static struct jinja entries(struct job *j, size_t section, size_t type)
{
	struct jinja all = { .type = J_DICT };

	for (size_t i = 0; i < j->n; i++) {
		const struct item *item = &j->item[i];
		struct jinja list = { .type = J_LIST };
		if (item->type != type || item->section != section)
			continue;
		for (size_t k = 0; k < item->n; k++)
			jinja_push(&j->arena, &list,
				   jinja_text(format_issue(j, item->issue[k])));
		jinja_add(&j->arena, &all, item->text, list);
	}
	return all;
}

/* All numbers of a category, each once. */
static struct jinja issues(struct job *j, size_t section, size_t type)
{
	struct jinja all = { .type = J_LIST };
	const char **list = NULL;
	size_t n = 0;

	for (size_t i = 0; i < j->n; i++) {
		const struct item *item = &j->item[i];
		if (item->type != type || item->section != section)
			continue;
		for (size_t k = 0; k < item->n; k++) {
			list = arena_grow(&j->arena, list, n, sizeof(*list));
			list[n++] = item->issue[k];
		}
	}
	if (n > 1)
		qsort(list, n, sizeof(*list), by_issue);
	for (size_t i = 0; i < n; i++)
		if (!i || strcmp(list[i - 1], list[i]) != 0)
			jinja_push(&j->arena, &all,
				   jinja_text(format_issue(j, list[i])));
	return all;
}

static void add_sections(struct job *j, struct jinja *vars)
{
	struct arena *a = &j->arena;
	const struct towncrier *t = j->t;
	struct jinja all = { .type = J_DICT }, numbers = { .type = J_DICT };

	for (size_t s = 0; s < t->n_sections; s++) {
		struct jinja some = { .type = J_DICT };
		struct jinja some_numbers = { .type = J_DICT };
		for (size_t i = 0; i < t->n_types; i++) {
			struct jinja list = entries(j, s, i);
			if (!list.n)
				continue;
			jinja_set(a, &some, t->type[i].dir, list);
			jinja_set(a, &some_numbers, t->type[i].dir,
				  issues(j, s, i));
		}
		jinja_set(a, &all, t->section[s].name, some);
		jinja_set(a, &numbers, t->section[s].name, some_numbers);
	}
	jinja_set(a, vars, "sections", all);
	jinja_set(a, vars, "issues_by_category", numbers);
}

/* As many "#" as the title has, in Markdown. */
static const char *header_prefix(struct job *j)
{
	const char *p = j->t->title_format;
	size_t n = 0;

	if (!towncrier_is_markdown(j->t) || (!p && !j->t->no_title))
		return "#";
	for (; p && *p; p += p[strcspn(p, "\n")] ? strcspn(p, "\n") + 1 :
						   strcspn(p, "\n")) {
		n = strspn(p, "#");
		if (n && isspace((unsigned char)p[n]))
			return arena_strndup(&j->arena, p, n);
	}
	return "";
}

static struct jinja variables(struct job *j, const struct news *news)
{
	struct arena *a = &j->arena;
	const struct towncrier *t = j->t;
	struct jinja vars = { .type = J_DICT }, types = { .type = J_DICT };
	struct jinja data = { .type = J_DICT }, lines = { .type = J_LIST };

	for (size_t i = 0; i < t->n_types; i++) {
		struct jinja type = { .type = J_DICT };
		jinja_set(a, &type, "name", jinja_text(t->type[i].name));
		jinja_set(a, &type, "showcontent", jinja_bool(t->type[i].show));
		jinja_set(a, &types, t->type[i].dir, type);
	}
	jinja_set(a, &data, "name", jinja_text(t->name));
	jinja_set(a, &data, "version", jinja_text(news->version));
	jinja_set(a, &data, "date", jinja_text(news->date));
	for (size_t i = 1; i < t->n_underlines; i++)
		jinja_push(a, &lines, jinja_text(t->underline[i]));
	add_sections(j, &vars);
	jinja_set(a, &vars, "definitions", types);
	jinja_set(a, &vars, "versiondata", data);
	jinja_set(a, &vars, "underlines", lines);
	jinja_set(a, &vars, "top_underline",
		  jinja_text(t->n_underlines ? t->underline[0] : ""));
	jinja_set(a, &vars, "all_bullets", jinja_bool(t->all_bullets));
	jinja_set(a, &vars, "header_prefix", jinja_text(header_prefix(j)));
	jinja_set(a, &vars, "render_title",
		  jinja_bool(!t->title_format && !t->no_title));
	return vars;
}

static int render_template(struct strbuf *out, struct job *j,
			   const struct news *news)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	const struct jinja vars = variables(j, news);
	const char *name = j->t->template ? j->t->template :
					    "towncrier:default";
	const char *built_in =
		starts_with(name, "towncrier:") ?
			towncrier_template(name + 10,
					   ends_with(j->t->filename, ".md")) :
			NULL;

	for (size_t i = 0; news->template && i < news->template_n; i++)
		if (news->template[i] != '\r' || i + 1 == news->template_n ||
		    news->template[i + 1] != '\n')
			strbuf_addc(&text, news->template[i]);
	if (!news->template && !built_in)
		return error(E_CONFIG, "template '%s' is not known here", name);
	if (!news->template)
		strbuf_adds(&text, built_in);
	return jinja_render(out, text.buf, text.len, name, &vars);
}

int towncrier_render(struct strbuf *out, const struct towncrier *t,
		     const struct fragment *fragment, size_t n,
		     const struct news *news)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	struct job j = { .t = t };
	int rc = towncrier_check_twice(t, fragment, n);

	for (size_t i = 0; !rc && i < n; i++)
		rc = take_fragment(&j, &fragment[i]);
	for (size_t i = 0; i < j.n; i++)
		if (j.item[i].n > 1)
			qsort(j.item[i].issue, j.item[i].n,
			      sizeof(*j.item[i].issue), by_issue);
	if (j.n > 1)
		qsort(j.item, j.n, sizeof(*j.item),
		      t->all_bullets ? by_item : by_bullet);
	if (!rc)
		rc = render_template(&text, &j, news);
	if (!rc && t->title_format)
		towncrier_title(out, t, news);
	if (!rc)
		towncrier_lines(out, t, &text);
	arena_release(&j.arena);
	return rc;
}
