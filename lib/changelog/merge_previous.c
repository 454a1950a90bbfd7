#include "changelog/merge_previous.h"

#include "base/cleanup.h"
#include "changelog/heading.h"
#include "changelog/heading_link.h"
#include "changelog/label.h"
#include "changelog/range.h"

#include <string.h>

/* A version that one side alone has, the one before it there, and the one that
 * the other side put between them.  NULL: what is unreleased. */
struct between {
	const struct version *version, *before, *now;
};

static const struct version *newest(const struct changelog *cl)
{
	const struct version *best = NULL;

	for (size_t i = 0; i < cl->n; i++) {
		const struct section *s = &cl->section[i];
		if (!s->open && (!best || version_cmp(&s->version, best) > 0))
			best = &s->version;
	}
	return best;
}

/* The other side has released above all that this one knows of. */
static bool find_newest(struct between *out,
			const struct changelog *const cl[3], int side)
{
	const struct changelog *other = cl[OURS + THEIRS - side];
	const struct version *before = newest(cl[side]), *now = newest(other);

	*out = (struct between){ NULL, before, now };
	return before && now && version_cmp(now, before) > 0 &&
	       !changelog_find(cl[BASE], now);
}

static bool find_between(struct between *out,
			 const struct changelog *const cl[3], int side,
			 const struct section *s)
{
	const struct changelog *other = cl[OURS + THEIRS - side];
	const struct version *v = &s->version;

	if (s->open || s->tagged || section_like(cl[BASE], cl[side], s) ||
	    section_like(other, cl[side], s))
		return false;
	const struct section *before = heading_previous(cl[side], v);
	const struct section *now = heading_previous(other, v);
	if (!before || !now ||
	    version_cmp(&now->version, &before->version) <= 0 ||
	    section_like(cl[BASE], other, now))
		return false;
	*out = (struct between){ v, &before->version, &now->version };
	return true;
}

/* The older end, where it tells of the version before; the end that tells of
 * the version itself is the newer. */
static bool find_before(size_t *at, const struct changelog *cl, size_t from,
			size_t to, const struct between *b)
{
	struct range r;
	struct version v;

	if (!range_find(&r, cl, from, to))
		return false;
	if (b->version && range_version(&v, cl, r.old, r.old_end) &&
	    !version_cmp(&v, b->version))
		r = (struct range){ r.new, r.new_end, r.old, r.old_end };
	if (!range_version(&v, cl, r.old, r.old_end) ||
	    strcmp(v.text, b->before->text)) /* spelled in another way */
		return false;
	*at = r.old_end;
	return true;
}

/* From `from` to `to`, with the new one in place of that before. */
static bool add_now(struct strbuf *out, const struct changelog *cl, size_t from,
		    size_t to, const struct between *b)
{
	const char *text = cl->md.text;
	size_t end;

	if (!find_before(&end, cl, from, to, b))
		return false;
	strbuf_add(out, text + from, end - strlen(b->before->text) - from);
	strbuf_adds(out, b->now->text);
	strbuf_add(out, text + end, to - end);
	return true;
}

static bool in_heading(struct strbuf *out, const struct changelog *cl,
		       const struct between *b)
{
	CLEANUP(strbuf) struct strbuf link = STRBUF_INIT;
	const struct section *s = b->version ? changelog_find(cl, b->version) :
					       changelog_unreleased(cl);
	size_t at = s ? heading_link_find(cl, s) : 0;

	if (!at || !add_now(&link, cl, at, s->title_end, b))
		return false;
	strbuf_add(out, cl->md.text, s->begin);
	heading_link_write(out, cl, s, at, &link);
	strbuf_add(out, cl->md.text + s->body, cl->md.n - s->body);
	return true;
}

static bool at_end(struct strbuf *out, const struct changelog *cl,
		   const struct between *b)
{
	for (size_t i = 0; i < cl->md.n_blocks; i++) {
		const struct md_block *d = &cl->md.block[i];
		if (d->begin < cl->tail ||
		    !(b->version ? label_is_version(cl, d, b->version->text) :
				   label_is_unreleased(cl, d)))
			continue;
		strbuf_add(out, cl->md.text, d->text_end);
		if (!add_now(out, cl, d->text_end, d->end, b))
			return false;
		strbuf_add(out, cl->md.text + d->end, cl->md.n - d->end);
		return true;
	}
	return false;
}

static void put_right(struct strbuf *text, const struct changelog *like,
		      const struct between *b)
{
	bool (*const place[])(struct strbuf *, const struct changelog *,
			      const struct between *) = { in_heading, at_end };

	for (int i = 0; i < 2; i++) {
		CLEANUP(changelog) struct changelog now = { 0 };
		CLEANUP(strbuf) struct strbuf next = STRBUF_INIT;
		changelog_read_like(&now, text->buf, text->len, like);
		if (!place[i](&next, &now, b))
			continue;
		strbuf_reset(text);
		strbuf_add(text, next.buf, next.len);
	}
}

void previous_merge(struct strbuf *text, const struct changelog *const cl[3])
{
	for (int side = OURS; side <= THEIRS; side++)
		for (size_t i = 0; i < cl[side]->n; i++) {
			struct between b;
			if (find_between(&b, cl, side, &cl[side]->section[i]))
				put_right(text, cl[OURS], &b);
		}
	for (int side = OURS; side <= THEIRS; side++) {
		struct between b;
		if (find_newest(&b, cl, side))
			put_right(text, cl[OURS], &b);
	}
}
