#include "changelog/links.h"

#include "base/cleanup.h"
#include "changelog/heading_link.h"
#include "changelog/label.h"
#include "changelog/range.h"

#include <ctype.h>
#include <string.h>

static void copy(struct strbuf *out, const struct changelog *cl, size_t from,
		 size_t to)
{
	strbuf_add(out, cl->md.text + from, to - from);
}

/* ---- fold ----------------------------------------------------------------- */

struct links {
	const struct changelog *cl;
	const struct cut *cut;
	const struct section *const *candidate;
	size_t n;
	const struct md_block *oldest; /* of a candidate; NULL: none has any */
	const struct md_block *final;  /* of the version; NULL: it has none */
	const struct version *from;    /* the candidate of `oldest` */
	const struct md_block *gone;   /* the first of a candidate */
};

/* Where the last "0.2.0-rc1" begins that is not part of a longer one: 0.2.0-rc10
 * is another. */
static bool find_version(size_t *at, const struct changelog *cl, size_t from,
			 size_t to, const struct version *v)
{
	size_t n = strlen(v->text);
	const char *s = cl->md.text;

	for (size_t i = to; i >= from + n; i--) {
		const char *p = s + i - n;
		if (memcmp(p, v->text, n) ||
		    (p > s + from &&
		     (isdigit((unsigned char)p[-1]) || p[-1] == '.')) ||
		    (i < to && isalnum((unsigned char)s[i])))
			continue;
		*at = i - n;
		return true;
	}
	return false;
}

/* A link that compares; of a version, the side that tells of it is the newer,
 * wherever it stands. */
static bool find_range(struct range *out, const struct changelog *cl,
		       size_t from, size_t to, const struct version *own)
{
	size_t at;

	if (!range_find(out, cl, from, to))
		return false;
	if (find_version(&at, cl, out->old, out->old_end, own) &&
	    !find_version(&at, cl, out->new, out->new_end, own))
		*out = (struct range){ out->new, out->new_end, out->old,
				       out->old_end };
	return true;
}

/* The last candidate that the text tells of. */
static const struct version *find_gone(const struct links *l, size_t from,
				       size_t to, size_t *at)
{
	for (size_t i = l->n; i-- > 0;)
		if (find_version(at, l->cl, from, to,
				 &l->candidate[i]->version))
			return &l->candidate[i]->version;
	return NULL;
}

/* Does the link of a version compare with a candidate that is gone? */
static bool is_since_candidate(const struct links *l, size_t from, size_t to,
			       const struct version *own, struct range *out)
{
	size_t at;

	return find_range(out, l->cl, from, to, own) &&
	       find_gone(l, out->old, out->old_end, &at);
}

/* What is new since a candidate that is gone is new since the version, for
 * which a host may have another form than "compare/".  False: it is not. */
static bool add_since(struct strbuf *out, const struct links *l, size_t from,
		      size_t to)
{
	const struct changelog *cl = l->cl;
	struct range range;
	size_t at;

	if (range_find(&range, cl, from, to)) {
		if (!find_gone(l, range.old, range.old_end, &at))
			return false;
		range_write(out, cl, &range, from, to, l->cut->tag, NULL);
		return true;
	}
	const struct version *gone = find_gone(l, from, to, &at);
	if (!gone)
		return false;
	copy(out, cl, from, at);
	strbuf_adds(out, l->cut->version->text);
	copy(out, cl, at + strlen(gone->text), to);
	return true;
}

static bool is_candidate(const struct links *l, const struct md_block *b)
{
	for (size_t i = 0; i < l->n; i++)
		if (label_is_version(l->cl, b, l->candidate[i]->version.text))
			return true;
	return false;
}

static void look(struct links *l)
{
	const struct md *md = &l->cl->md;
	struct range at;

	for (size_t c = 0; c < l->n && !l->oldest; c++)
		for (size_t i = 0; i < md->n_blocks && !l->oldest; i++) {
			const struct md_block *b = &md->block[i];
			if (b->begin < l->cl->tail ||
			    !label_is_version(l->cl, b,
					      l->candidate[c]->version.text))
				continue;
			l->oldest = b;
			l->from = &l->candidate[c]->version;
		}
	for (size_t i = 0; i < md->n_blocks; i++)
		if (md->block[i].begin >= l->cl->tail &&
		    label_is_version(l->cl, &md->block[i],
				     l->cut->version->text))
			l->final = &md->block[i];
	/* one that is right needs no other */
	if (l->final &&
	    !is_since_candidate(l, l->final->text_end, l->final->end,
				l->cut->version, &at))
		l->oldest = NULL;
}

/* The oldest candidate's, with the version in its place.  It may be the first
 * of all, and compare with nothing.  False: it tells of no version. */
static bool add_final(struct strbuf *out, const struct links *l)
{
	const struct md_block *b = l->oldest;
	const struct changelog *cl = l->cl;
	const char *new = l->cut->version->text;
	size_t n = strlen(l->from->text), where;
	struct range at;
	bool compares = find_range(&at, cl, b->text_end, b->end, l->from);

	if (!compares &&
	    !find_version(&where, cl, b->text_end, b->end, l->from))
		return false;
	copy(out, cl, b->begin, b->text_end - n);
	strbuf_adds(out, new);
	if (compares) {
		range_write(out, cl, &at, b->text_end, b->end, NULL,
			    l->cut->tag);
		return true;
	}
	copy(out, cl, b->text_end, where);
	strbuf_adds(out, new);
	copy(out, cl, where + n, b->end);
	return true;
}

/* Unreleased, or the version that says so. */
static bool is_open(const struct changelog *cl, const struct md_block *b)
{
	const struct section *u = changelog_unreleased(cl);

	return label_is_unreleased(cl, b) ||
	       (u && u->version.n_parts &&
		label_is_version(cl, b, u->version.text));
}

static bool add_since_def(struct strbuf *out, const struct links *l,
			  const struct md_block *b)
{
	CLEANUP(strbuf) struct strbuf link = STRBUF_INIT;

	if (!add_since(&link, l, b->text_end, b->end))
		return false;
	copy(out, l->cl, b->begin, b->text_end);
	strbuf_add(out, link.buf, link.len);
	return true;
}

static void add_link(struct strbuf *out, struct links *l,
		     const struct md_block *b)
{
	bool gone = is_candidate(l, b);

	if (l->oldest && (l->final ? b == l->final : gone) &&
	    add_final(out, l)) {
		l->oldest = NULL;
		if (b->end < l->cl->md.n && out->buf[out->len - 1] != '\n')
			strbuf_adds(out, l->cl->eol);
	} else if (is_open(l->cl, b) && add_since_def(out, l, b)) {
		; /* it has followed */
	} else if (!gone) {
		copy(out, l->cl, b->begin, b->end);
	} else if (!l->gone) {
		l->gone = b;
	}
}

/* Those of candidates have gone, and none came in their place. */
static void tell_gone(const struct links *l)
{
	const char *label = l->cl->md.text + (l->gone ? l->gone->text : 0);

	if (l->gone && l->oldest && !l->final && l->cut->left)
		strbuf_addf(
			l->cut->left,
			"%s has no link: that of %.*s, line %d, is of no form\n",
			l->cut->version->text,
			(int)(l->gone->text_end - l->gone->text), label,
			l->gone->line);
}

void links_fold(struct strbuf *out, const struct changelog *cl, size_t from,
		const struct cut *cut, const struct section *const *candidate,
		size_t n)
{
	struct links l = {
		.cl = cl, .cut = cut, .candidate = candidate, .n = n
	};

	if (cut->tag && n)
		look(&l);
	for (size_t i = 0; cut->tag && n && i < cl->md.n_blocks; i++) {
		const struct md_block *b = &cl->md.block[i];
		if (b->kind != MD_LINKDEF || b->begin < cl->tail ||
		    b->begin < from)
			continue;
		copy(out, cl, from, b->begin);
		add_link(out, &l, b);
		from = b->end;
	}
	tell_gone(&l);
	copy(out, cl, from, cl->md.n);
}

/* With what the oldest candidate is compared that tells it in its heading. */
static bool add_oldest(struct strbuf *out, const struct links *l)
{
	for (size_t i = 0; i < l->n; i++) {
		const struct section *s = l->candidate[i];
		size_t at = heading_link_find(l->cl, s);
		struct range range;
		if (!at ||
		    !find_range(&range, l->cl, at, s->title_end, &s->version))
			continue;
		copy(out, l->cl, range.old, range.old_end);
		return true;
	}
	return false;
}

void links_fold_heading(struct strbuf *out, const struct changelog *cl,
			const struct section *s, const struct cut *cut,
			const struct section *const *candidate, size_t n)
{
	CLEANUP(strbuf) struct strbuf link = STRBUF_INIT, old = STRBUF_INIT;
	const struct links l = {
		.cl = cl, .cut = cut, .candidate = candidate, .n = n
	};
	size_t at = cut->tag ? heading_link_find(cl, s) : 0;
	struct range range;

	if (!at)
		; /* it has none */
	else if (s->unreleased)
		add_since(&link, &l, at, s->title_end);
	else if (is_since_candidate(&l, at, s->title_end, cut->version,
				    &range) &&
		 add_oldest(&old, &l))
		range_write(&link, cl, &range, at, s->title_end, old.buf, NULL);
	if (link.len)
		heading_link_write(out, cl, s, at, &link);
	else
		copy(out, cl, s->begin, s->body);
}
