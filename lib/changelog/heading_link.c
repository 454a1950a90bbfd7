#include "changelog/heading_link.h"

#include "base/utf8.h"

#include <string.h>

size_t heading_link_find(const struct changelog *cl, const struct section *s)
{
	const char *text = cl->md.text, *mark = cl->md.rst ? " <" : "](";
	const char *p =
		memmem(text + s->title, s->title_end - s->title, mark, 2);

	return p ? (size_t)(p - text) : 0;
}

/* From `from` to `to`, where a line of marks may be, each of them the same. */
static void add_marks(struct strbuf *out, const struct changelog *cl,
		      size_t from, size_t to, size_t was, size_t is)
{
	const char *text = cl->md.text;
	size_t begin = from, end = to;

	while (end > from && strchr(" \t\r\n", text[end - 1]))
		end--;
	while (begin < end && strchr(" \t\r\n", text[begin]))
		begin++;
	size_t width = end - begin;
	if (width && (width == was || width < is))
		width = is;
	strbuf_add(out, text + from, begin - from);
	for (; width; width--)
		strbuf_addc(out, text[begin]);
	strbuf_add(out, text + end, to - end);
}

void heading_link_write(struct strbuf *out, const struct changelog *cl,
			const struct section *s, size_t at,
			const struct strbuf *link)
{
	const char *text = cl->md.text;
	size_t was = utf8_count(text + s->title, s->title_end - s->title);
	size_t is = utf8_count(text + s->title, at - s->title) +
		    utf8_count(link->buf, link->len);

	strbuf_add(out, text + s->begin, s->heading - s->begin);
	if (cl->md.rst)
		add_marks(out, cl, s->heading, s->title, was, is);
	else
		strbuf_add(out, text + s->heading, s->title - s->heading);
	strbuf_add(out, text + s->title, at - s->title);
	strbuf_add(out, link->buf, link->len);
	if (cl->md.rst)
		add_marks(out, cl, s->title_end, s->body, was, is);
	else
		strbuf_add(out, text + s->title_end, s->body - s->title_end);
}
