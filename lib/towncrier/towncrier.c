#include "towncrier/towncrier.h"

#include "base/cleanup.h"
#include "towncrier/jinja.h"
#include "towncrier/jinja_value.h"
#include "towncrier/towncrier_write.h"

#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static const char title_rst[] =
	"{% if render_title %}\n{% if versiondata.name %}\n"
	"{{ versiondata.name }} {{ versiondata.version }} "
	"({{ versiondata.date }})\n"
	"{{ top_underline * ((versiondata.name + versiondata.version + "
	"versiondata.date)|length + 4)}}\n{% else %}\n"
	"{{ versiondata.version }} ({{ versiondata.date }})\n"
	"{{ top_underline * ((versiondata.version + versiondata.date)|length + 3)}}\n{% endif %}\n{% endif %}\n";

static const char title_md[] =
	"{% if render_title %}\n{% if versiondata.name %}\n"
	"# {{ versiondata.name }} {{ versiondata.version }} "
	"({{ versiondata.date }})\n{% else %}\n"
	"# {{ versiondata.version }} ({{ versiondata.date }})\n"
	"{% endif %}\n{% endif %}\n";

static const char body[] =
	"\n{% if sections %}\n"
	"{% for category, val in definitions.items() if category in "
	"sections %}\n"
	"{% if markdown %}\n### {{ val['name'] }}\n{% else %}\n"
	"{{ val['name'] }}\n"
	"{{ underlines[0] * val['name']|length }}\n{% endif %}\n\n"
	"{% if val['showcontent'] %}\n"
	"{% for text, values in sections[category].items() %}\n"
	"- {{ text }}{% if values %} ({{ values|join(', ') }}){% endif %}\n\n"
	"{% endfor %}\n\n{% else %}\n"
	"- {{ sections[category]['']|join(', ') }}\n\n{% endif %}\n\n"
	"{% endfor %}\n{% else %}\nNo significant changes.\n\n\n{% endif %}\n";

/* One entry to be: a text, and the numbers of all that have just this text. */
struct item {
	size_t type;
	const char *text;
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

static const struct news_type *type_of(const struct towncrier *t, const char *s,
				       size_t n)
{
	for (size_t i = 0; i < t->n_types; i++)
		if (strlen(t->type[i].dir) == n &&
		    !memcmp(t->type[i].dir, s, n))
			return &t->type[i];
	return NULL;
}

/* "fix-1.2.3.feature.1.md": the first part that is a type, the one before it
 * is the issue, one behind it of digits counts. */
struct name {
	const struct news_type *type;
	const char *issue;
	size_t n;
	long counter;
};

static bool take_apart(struct name *out, const struct towncrier *t,
		       const char *file)
{
	size_t n = strcspn(file, ".");

	while (file[n] == '.') {
		const char *next = file + n + 1;
		size_t len = strcspn(next, ".");
		out->type = type_of(t, next, len);
		out->issue = file;
		out->n = n;
		out->counter = 0;
		if (out->type && next[len] == '.' &&
		    isdigit((unsigned char)next[len + 1]) &&
		    strspn(next + len + 1, "0123456789") ==
			    strcspn(next + len + 1, "."))
			out->counter = strtol(next + len + 1, NULL, 10);
		if (out->type)
			return true;
		file = next;
		n = len;
	}
	return false;
}

bool towncrier_takes(const struct towncrier *t, const char *file)
{
	struct name name;

	return take_apart(&name, t, file);
}

static bool is_integer(const char *s)
{
	return *s && !s[strspn(s, "0123456789")] && strlen(s) < 18;
}

/* "007" is 7. */
static const char *issue_of(struct job *j, const struct name *name)
{
	const char *issue = arena_strndup(&j->arena, name->issue, name->n);

	if (!is_integer(issue))
		return issue;
	return arena_printf(&j->arena, "%ld", strtol(issue, NULL, 10));
}

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

static struct item *item_of(struct job *j, size_t type, const char *text,
			    long counter)
{
	/* the newest first: fragments of one text often come together */
	for (size_t i = j->n; i-- > 0;)
		if (j->item[i].type == type && !strcmp(j->item[i].text, text))
			return &j->item[i];
	j->item = arena_grow(&j->arena, j->item, j->n, sizeof(*j->item));
	j->item[j->n] = (struct item){
		.type = type, .text = text, .counter = counter, .order = j->n
	};
	return &j->item[j->n++];
}

static int take_fragment(struct job *j, const struct fragment *f)
{
	struct name name;

	if (!take_apart(&name, j->t, f->file))
		return 0;
	const char *issue = issue_of(j, &name);
	struct item *item = item_of(j, (size_t)(name.type - j->t->type),
				    name.type->show ? text_of(j, f) : "",
				    name.counter);
	if (*j->t->orphan_prefix && starts_with(issue, j->t->orphan_prefix))
		return 0;
	item->issue = arena_grow(&j->arena, item->issue, item->n,
				 sizeof(*item->issue));
	item->issue[item->n++] = issue;
	return 0;
}

/* Words before numbers, numbers by value. */
static int issue_cmp(const char *a, const char *b)
{
	bool x = is_integer(a), y = is_integer(b);

	if (x != y)
		return x ? 1 : -1;
	if (!x)
		return strcmp(a, b);
	long m = strtol(a, NULL, 10), n = strtol(b, NULL, 10);
	return m < n ? -1 : m > n;
}

static int by_issue(const void *a, const void *b)
{
	return issue_cmp(*(const char *const *)a, *(const char *const *)b);
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
		k = issue_cmp(a->issue[i], b->issue[i]);
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
	CLEANUP(strbuf) struct strbuf out = STRBUF_INIT;
	const char *p = j->t->issue_format;

	if (!p)
		return is_integer(issue) ?
			       arena_printf(&j->arena, "#%s", issue) :
			       issue;
	for (const char *at = strstr(p, "{issue}"); at;
	     at = strstr(p, "{issue}")) {
		strbuf_add(&out, p, (size_t)(at - p));
		strbuf_adds(&out, issue);
		p = at + 7;
	}
	strbuf_adds(&out, p);
	return arena_strndup(&j->arena, out.buf, out.len);
}

static struct jinja entries(struct job *j, size_t type)
{
	struct jinja all = { .type = J_DICT };

	for (size_t i = 0; i < j->n; i++) {
		const struct item *item = &j->item[i];
		struct jinja list = { .type = J_LIST };
		if (item->type != type)
			continue;
		for (size_t k = 0; k < item->n; k++)
			jinja_push(&j->arena, &list,
				   jinja_text(format_issue(j, item->issue[k])));
		jinja_set(&j->arena, &all, item->text, list);
	}
	return all;
}

static struct jinja variables(struct job *j, const struct news *news,
			      bool built_in)
{
	struct arena *a = &j->arena;
	const struct towncrier *t = j->t;
	struct jinja vars = { .type = J_DICT }, all = { .type = J_DICT };
	struct jinja some = { .type = J_DICT }, types = { .type = J_DICT };
	struct jinja data = { .type = J_DICT }, lines = { .type = J_LIST };

	for (size_t i = 0; i < t->n_types; i++) {
		struct jinja type = { .type = J_DICT }, list = entries(j, i);
		jinja_set(a, &type, "name", jinja_text(t->type[i].name));
		jinja_set(a, &type, "showcontent", jinja_bool(t->type[i].show));
		jinja_set(a, &types, t->type[i].dir, type);
		if (list.n)
			jinja_set(a, &some, t->type[i].dir, list);
	}
	jinja_set(a, &all, "", some);
	jinja_set(a, &data, "name", jinja_text(t->name));
	jinja_set(a, &data, "version", jinja_text(news->version));
	jinja_set(a, &data, "date", jinja_text(news->date));
	for (int i = 1; i < 3; i++)
		jinja_push(a, &lines, jinja_text(t->underlines[i]));
	jinja_set(a, &vars, "sections", built_in ? some : all);
	jinja_set(a, &vars, "definitions", types);
	jinja_set(a, &vars, "versiondata", data);
	jinja_set(a, &vars, "underlines", lines);
	jinja_set(a, &vars, "top_underline", jinja_text(t->underlines[0]));
	jinja_set(a, &vars, "all_bullets", jinja_bool(t->all_bullets));
	jinja_set(a, &vars, "render_title",
		  jinja_bool(!t->title_format && !t->no_title));
	return vars;
}

static int render_template(struct strbuf *out, struct job *j,
			   const struct news *news)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	bool md = j->t->filename && ends_with(j->t->filename, ".md");
	struct jinja vars = variables(j, news, !news->template);

	jinja_set(&j->arena, &vars, "markdown", jinja_bool(md));
	if (news->template)
		return jinja_render(out, news->template, news->template_n,
				    j->t->template, &vars);
	strbuf_adds(&text, md ? title_md : title_rst);
	strbuf_adds(&text, body);
	return jinja_render(out, text.buf, text.len, "default", &vars);
}

static int check_twice(const struct towncrier *t,
		       const struct fragment *fragment, size_t n)
{
	struct name a, b;

	/* sorted by name, so doubles are neighbours but for their endings */
	for (size_t i = 1; i < n; i++)
		if (take_apart(&a, t, fragment[i - 1].file) &&
		    take_apart(&b, t, fragment[i].file) && a.type == b.type &&
		    a.n == b.n && !memcmp(a.issue, b.issue, a.n) &&
		    a.counter == b.counter &&
		    !(*t->orphan_prefix && !strncmp(a.issue, t->orphan_prefix,
						    strlen(t->orphan_prefix))))
			return error(E_CONFIG,
				     "'%s' and '%s' are one fragment twice",
				     fragment[i - 1].file, fragment[i].file);
	return 0;
}

int towncrier_render(struct strbuf *out, const struct towncrier *t,
		     const struct fragment *fragment, size_t n,
		     const struct news *news)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	struct job j = { .t = t };
	int rc = check_twice(t, fragment, n);

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
