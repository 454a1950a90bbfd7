#include "changelog/heading.h"

#include <ctype.h>
#include <string.h>

/* The first "2026-01-31" in a title; its length, 0 if there is none. */
static size_t find_date(const char *s, size_t n, size_t *at)
{
	static const char shape[] = "dddd-dd-dd";

	for (size_t i = 0; i + 10 <= n; i++) {
		size_t k = 0;
		while (k < 10 &&
		       (shape[k] == 'd' ? isdigit((unsigned char)s[i + k]) :
					  s[i + k] == '-'))
			k++;
		*at = i;
		if (k == 10)
			return 10;
	}
	return 0;
}

/* The newest section whose title has a date, to form others like it. */
static const struct section *model_of(const struct changelog *cl)
{
	size_t at;

	for (size_t i = 0; i < cl->n; i++) {
		const struct section *s = &cl->section[i];
		if (!s->unreleased &&
		    find_date(cl->md.text + s->name_end,
			      s->title_end - s->name_end, &at))
			return s;
	}
	return NULL;
}

static void underline(struct strbuf *out, const struct changelog *cl,
		      const struct section *like, size_t title)
{
	const char *last = cl->md.text + like->title_end;

	last += strspn(last, " \t\r\n");
	for (; title; title--)
		strbuf_addc(out, *last == '=' ? '=' : '-');
	strbuf_adds(out, cl->eol);
}

/* From the version to the date; a link there is to that version. */
static void add_between(struct strbuf *out, const struct changelog *cl,
			const struct section *like, size_t n)
{
	const char *s = cl->md.text + like->name_end;
	const char *link = memmem(s, n, "](", 2);
	const char *shut = link ? memchr(link, ')', n - (size_t)(link - s)) :
				  NULL;

	if (!shut || cl->md.text[like->title] != '[') {
		strbuf_add(out, s, n);
		return;
	}
	strbuf_addc(out, ']');
	strbuf_add(out, shut + 1, n - (size_t)(shut + 1 - s));
}

void changelog_heading(struct strbuf *out, const struct changelog *cl,
		       const struct version *v, const char *date)
{
	const struct section *like = model_of(cl);
	const char *text = cl->md.text;
	size_t at, begin = out->len;

	if (!like) {
		const struct section *u = changelog_unreleased(cl);
		bool plain = u && text[u->title] != '[';
		for (int i = u ? u->level : 2; i; i--)
			strbuf_addc(out, '#');
		strbuf_addf(out, plain ? " %s - %s%s" : " [%s] - %s%s", v->text,
			    date, cl->eol);
		return;
	}
	size_t n = find_date(text + like->name_end,
			     like->title_end - like->name_end, &at);
	strbuf_add(out, text + like->begin, like->name - like->begin);
	if (text[like->name] == 'v' && v->text[0] != 'v')
		strbuf_addc(out, 'v');
	strbuf_adds(out, v->text);
	add_between(out, cl, like, at);
	strbuf_adds(out, date);
	strbuf_add(out, text + like->name_end + at + n,
		   like->title_end - like->name_end - at - n);
	size_t title = out->len - begin;
	strbuf_adds(out, cl->eol);
	if (text[like->begin + strspn(text + like->begin, " ")] != '#')
		underline(out, cl, like, title);
}
