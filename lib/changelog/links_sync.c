#include "changelog/links.h"

#include "base/cleanup.h"
#include "changelog/label.h"
#include "changelog/title.h"

/* The definition at the end that is called like the version; NULL: none is. */
static const struct md_block *find(const struct changelog *cl,
				   const struct version *v)
{
	for (size_t i = 0; i < cl->md.n_blocks; i++) {
		const struct md_block *b = &cl->md.block[i];
		if (b->begin >= cl->tail && label_is_version(cl, b, v->text))
			return b;
	}
	return NULL;
}

/* Before the first of an older version, else behind the last. */
static size_t place(const struct changelog *cl, const struct version *v)
{
	size_t end = cl->md.n;

	for (size_t i = 0; i < cl->md.n_blocks; i++) {
		const struct md_block *b = &cl->md.block[i];
		struct version other;
		if (b->kind != MD_LINKDEF || b->begin < cl->tail)
			continue;
		if (title_version(&other, cl, b->text, b->text_end) &&
		    version_cmp(&other, v) < 0)
			return b->begin;
		end = b->end;
	}
	return end;
}

void links_sync(struct strbuf *out, const struct changelog *cl,
		const struct changelog *from, const struct version *v)
{
	const struct md_block *b = find(from, v);
	size_t at = cl->md.n;

	if (b && !find(cl, v) && cl->tail < cl->md.n)
		at = place(cl, v);
	else
		b = NULL; /* it is there, or none has one */
	strbuf_add(out, cl->md.text, at);
	if (b && out->len && out->buf[out->len - 1] != '\n')
		strbuf_adds(out, cl->eol);
	if (b) {
		size_t n = b->end - b->begin;
		while (n && (from->md.text[b->begin + n - 1] == '\n' ||
			     from->md.text[b->begin + n - 1] == '\r'))
			n--;
		strbuf_add(out, from->md.text + b->begin, n);
		strbuf_adds(out, cl->eol);
	}
	strbuf_add(out, cl->md.text + at, cl->md.n - at);
}
