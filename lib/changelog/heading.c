#include "changelog/heading.h"

#include "base/cleanup.h"
#include "base/utf8.h"
#include "changelog/date_line.h"
#include "changelog/form.h"
#include "changelog/pattern.h"
#include "text/rst.h"

#include <string.h>

/* So many of the newest releases are asked. */
enum { WINDOW = 12 };

struct learnt {
	struct arena *arena;
	const struct changelog *cl;
	const struct cut *cut;
	struct form form[WINDOW]; /* newest first */
	size_t n;
	const char *spelled, *full, *previous;
};

const struct section *heading_previous(const struct changelog *cl,
				       const struct version *v)
{
	const struct section *best = NULL;

	for (size_t i = 0; i < cl->n; i++) {
		const struct section *s = &cl->section[i];
		if (s->open || version_cmp(&s->version, v) >= 0 ||
		    (version_is_pre(&s->version) && !version_is_pre(v)))
			continue;
		if (!best || version_cmp(&s->version, &best->version) > 0)
			best = s;
	}
	return best;
}

/* ---- the releases that are asked ------------------------------------------ */

static bool is_ascending(const struct changelog *cl)
{
	const struct section *first = NULL, *last = NULL;

	for (size_t i = 0; i < cl->n; i++) {
		if (cl->section[i].open)
			continue;
		if (!first)
			first = &cl->section[i];
		last = &cl->section[i];
	}
	return first && version_cmp(&first->version, &last->version) < 0;
}

static void read_some(struct learnt *l, bool pre)
{
	const struct changelog *cl = l->cl;
	bool ascending = is_ascending(cl);

	for (size_t i = 0; i < cl->n && l->n < WINDOW; i++) {
		const struct section *s =
			&cl->section[ascending ? cl->n - 1 - i : i];
		if (!s->open && (pre || !version_is_pre(&s->version)))
			form_read(&l->form[l->n++], l->arena, cl, s);
	}
}

static void read_forms(struct learnt *l)
{
	read_some(l, version_is_pre(l->cut->version));
	if (!l->n)
		read_some(l, true);
}

/* Which of them is followed: the newest if the one before it is alike, else
 * one of the most common.  All equal keys are the same pointer's text. */
static size_t pick(const char *const *key, size_t n)
{
	size_t best = 0, most = 0;

	if (n > 1 && !strcmp(key[0], key[1]))
		return 0;
	for (size_t i = 0; i < n; i++) {
		size_t count = 0;
		for (size_t k = i; k < n; k++)
			count += !strcmp(key[i], key[k]);
		if (count > most) {
			most = count;
			best = i;
		}
	}
	return best;
}

/* Is one of them most common, and not by chance? */
static bool is_common(const char *const *key, size_t n, const char *text)
{
	size_t count = 0;

	for (size_t i = 0; i < n; i++)
		count += !strcmp(key[i], text);
	return count > 1 && 2 * count > n;
}

/* ---- part by part --------------------------------------------------------- */

static bool is_patch(const struct version *v)
{
	return v->n_parts > 2 && v->part[2];
}

/* Some give patches a heading one below. */
static const struct form *pick_marks(const struct learnt *l)
{
	const char *key[WINDOW] = { 0 };
	size_t at[WINDOW], n = 0;

	for (int all = 0; !n && all < 2; all++)
		for (size_t i = 0; i < l->n; i++) {
			const struct form *f = &l->form[i];
			if (!all && is_patch(&f->section->version) !=
					    is_patch(l->cut->version))
				continue;
			at[n] = i;
			key[n++] =
				arena_printf(l->arena, "%d%c%d%d%d", f->level,
					     f->underline ? f->underline : '#',
					     f->closed, f->above, f->bare);
		}
	return &l->form[at[pick(key, n)]];
}

static const struct form *pick_name(const struct learnt *l)
{
	const char *key[WINDOW] = { 0 };

	for (size_t i = 0; i < l->n; i++)
		key[i] = arena_printf(l->arena, "%s\x7f%s", l->form[i].front,
				      l->form[i].back);
	return &l->form[pick(key, l->n)];
}

static const char *before(const struct learnt *l, const struct form *f)
{
	const char *key[WINDOW] = { 0 };

	for (size_t i = 0; i < l->n; i++)
		key[i] = l->form[i].before;
	return is_common(key, l->n, f->before) ? f->before : f->nameless;
}

static struct form pick_date(const struct learnt *l)
{
	const char *key[WINDOW] = { 0 };
	struct form out;

	for (size_t i = 0; i < l->n; i++) {
		const struct form *f = &l->form[i];
		key[i] = arena_printf(l->arena, "%s\x7f%s\x7f%s%c%d",
				      before(l, f), f->after,
				      f->date.shape ? f->date.shape : "",
				      f->date.weekday ? f->date.weekday : '-',
				      f->date.ordinal);
	}
	out = l->form[pick(key, l->n)];
	out.before = before(l, &out);
	for (size_t i = 0; i < l->n; i++)
		if (date_same_form(&out.date, &l->form[i].date))
			date_learn(&out.date, &l->form[i].date);
	return out;
}

static const char *pick_tail(const struct learnt *l)
{
	const char *key[WINDOW] = { 0 };

	for (size_t i = 0; i < l->n; i++)
		key[i] = l->form[i].tail;
	const char *first = key[pick(key, l->n)];
	return pattern_has_version(first) || is_common(key, l->n, first) ?
		       first :
		       "";
}

/* The line below the heading that says when. */
static void add_date_line(struct strbuf *out, const struct learnt *l)
{
	CLEANUP(strbuf) struct strbuf date = STRBUF_INIT;
	const char *key[WINDOW] = { 0 };

	for (size_t i = 0; i < l->n; i++)
		key[i] = l->form[i].date_line;
	const struct form *f = &l->form[pick(key, l->n)];
	struct date_form form = f->line_date;
	for (size_t i = 0; i < l->n; i++)
		if (date_same_form(&form, &l->form[i].line_date))
			date_learn(&form, &l->form[i].line_date);
	date_write(&date, &form, l->cut->date);
	(void)!pattern_fill(out, f->date_line, l->spelled, l->full, l->previous,
			    date.buf);
}

/* The line that links lead to; what is there for the version stays. */
static void add_anchor(struct strbuf *out, const struct learnt *l,
		       const struct section *u)
{
	const char *key[WINDOW] = { 0 };
	const char *anchor = "";

	for (size_t i = 0; i < l->n; i++)
		key[i] = l->form[i].anchor;
	if (l->n)
		anchor = key[pick(key, l->n)];
	if (*anchor)
		(void)!pattern_fill(out, anchor, l->spelled, l->full,
				    l->previous, l->cut->date);
	else if (u)
		strbuf_add(out, l->cl->md.text + u->begin,
			   u->heading - u->begin);
}

/* "1.2" for 1.2.0, where others are spelled like that. */
static const char *spelling(const struct learnt *l)
{
	const char *text = l->cut->version->text;
	const char *key[WINDOW] = { 0 };
	size_t n = 0;

	if (l->cut->spelled)
		return l->cut->spelled;
	if (l->cut->version->n_parts != 3 || !ends_with(text, ".0"))
		return text;
	for (size_t i = 0; i < l->n; i++) {
		const struct version *v = &l->form[i].section->version;
		if (!is_patch(v))
			key[n++] = v->n_parts == 2 ? "2" : "3";
	}
	return n && *key[pick(key, n)] == '2' ?
		       arena_strndup(l->arena, text, strlen(text) - 2) :
		       text;
}

/* ---- writing -------------------------------------------------------------- */

static void add(struct strbuf *out, const struct learnt *l, const char *pattern,
		const char *date)
{
	(void)!pattern_fill(out, pattern, l->spelled, l->full, l->previous,
			    date);
}

static void lose_link(const struct learnt *l, const struct section *s)
{
	if (l->cut->left)
		strbuf_addf(
			l->cut->left,
			"the heading of %s has no link: that of line %d is of no form\n",
			l->cut->version->text, s->line);
}

static void add_name(struct strbuf *out, const struct learnt *l,
		     const struct form *f, const char *date)
{
	const char *key[WINDOW] = { 0 };
	const char *back = f->back;

	for (size_t i = 0; i < l->n; i++)
		key[i] = l->form[i].named;
	if (is_common(key, l->n, f->named))
		back = f->named;
	add(out, l, f->front, date);
	strbuf_adds(out, l->spelled);
	if (pattern_has(back, PATTERN_PREVIOUS) && !l->previous) {
		lose_link(l, f->section);
		back = form_without_link(l->arena, back);
	}
	add(out, l, back, date);
}

static void add_title(struct strbuf *out, const struct learnt *l)
{
	CLEANUP(strbuf) struct strbuf date = STRBUF_INIT;
	const struct form *name = pick_name(l);
	struct form dated = pick_date(l);
	bool early = pattern_has(name->front, PATTERN_DATE);

	if (early)
		dated.date = name->date;
	date_write(&date, &dated.date, l->cut->date);
	add_name(out, l, name, date.buf);
	if (dated.date.shape && !early) {
		add(out, l, dated.before, date.buf);
		strbuf_adds(out, date.buf);
		add(out, l, dated.after, date.buf);
	}
	add(out, l, pick_tail(l), date.buf);
}

static void add_underline(struct strbuf *out, const struct changelog *cl,
			  const struct form *like, const char *title)
{
	size_t width = like->width;

	for (width = width ? width : utf8_count(title, strlen(title)); width;
	     width--)
		strbuf_addc(out, like->underline);
	strbuf_adds(out, cl->eol);
}

static void add_marked(struct strbuf *out, const struct changelog *cl,
		       const struct form *like, const char *title)
{
	bool hashes = !like->underline && !like->bare;

	if (like->above)
		add_underline(out, cl, like, title);
	for (int i = hashes ? like->level : 0; i; i--)
		strbuf_addc(out, '#');
	strbuf_addf(out, "%s%s", hashes ? " " : "", title);
	if (like->closed)
		strbuf_addc(out, ' ');
	for (int i = like->closed ? like->level : 0; i; i--)
		strbuf_addc(out, '#');
	strbuf_adds(out, cl->eol);
	if (like->underline)
		add_underline(out, cl, like, title);
}

/* The first release of all is like what is unreleased. */
static void add_first(struct strbuf *out, const struct learnt *l,
		      const struct section *u, struct form *marks)
{
	const char *text = l->cl->md.text;
	bool plain = u && text[u->title] != '[', round = false;

	*marks = (struct form){ .level = 2 };
	if (l->cl->md.rst)
		marks->underline = rst_marks(&l->cl->md, 2);
	plain |= l->cl->md.rst;
	if (u) {
		form_read(marks, l->arena, l->cl, u);
		marks->level = u->level;
		round = u->version.n_parts &&
			memchr(text + u->name_end, '(',
			       u->title_end - u->name_end);
	}
	if (u && u->version.n_parts)
		strbuf_adds(out, marks->front);
	else
		strbuf_addf(out, "%s%s", marks->bare ? "**" : "",
			    plain ? "" : "[");
	strbuf_addf(out, "%s%s", l->spelled, plain ? "" : "]");
	if (!u || !u->date_line)
		strbuf_addf(out, "%s%s%s", round ? " (" : " - ", l->cut->date,
			    round ? ")" : "");
	strbuf_adds(out, marks->bare ? "**" : "");
}

void changelog_heading(struct strbuf *out, const struct changelog *cl,
		       const struct cut *cut)
{
	CLEANUP(arena) struct arena arena = ARENA_INIT;
	CLEANUP(strbuf) struct strbuf title = STRBUF_INIT;
	struct learnt l = { .arena = &arena, .cl = cl, .cut = cut };
	const struct section *previous = heading_previous(cl, cut->version);
	const struct section *u = changelog_open(cl, cut->version);
	struct form marks;

	read_forms(&l);
	l.spelled = spelling(&l);
	l.full = form_full(&arena, cut->version);
	if (previous)
		l.previous = previous->version.text;
	if (l.n) {
		marks = *pick_marks(&l);
		add_title(&title, &l);
	} else {
		add_first(&title, &l, u ? u : changelog_unreleased(cl), &marks);
	}
	add_anchor(out, &l, u);
	if (!cut->heading) {
		add_marked(out, cl, &marks, title.buf);
	} else if (*cut->heading == '#') {
		strbuf_addf(out, "%s%s", cut->heading, cl->eol);
	} else {
		add_marked(out, cl, &marks, cut->heading);
	}
	if (l.n)
		add_date_line(out, &l);
	else if (u)
		date_line_first(out, cl, u, cut->date);
}
