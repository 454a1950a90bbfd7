#include "changelog/merge_links.h"

#include "changelog/heading_link.h"
#include "changelog/label.h"
#include "changelog/since.h"

#include <string.h>
#include <strings.h>

static bool in_tail(const struct changelog *cl, const struct md_block *b)
{
	return b->kind == MD_LINKDEF && b->begin >= cl->tail;
}

static const struct md_block *find_link(const struct changelog *cl,
					const struct changelog *from,
					const struct md_block *b)
{
	size_t n = b->text_end - b->text;

	for (size_t i = 0; i < cl->md.n_blocks; i++) {
		const struct md_block *k = &cl->md.block[i];
		if (in_tail(cl, k) && k->text_end - k->text == n &&
		    !strncasecmp(cl->md.text + k->text, from->md.text + b->text,
				 n))
			return k;
	}
	return NULL;
}

/* Who of both compares with the later version, of the one link that each
 * release changes; BASE: it cannot be told. */
static int later(const struct changelog *const cl[3], const size_t from[3],
		 const size_t to[3])
{
	struct version ours, theirs;

	if (!since_version(&ours, cl[OURS], from[OURS], to[OURS]) ||
	    !since_version(&theirs, cl[THEIRS], from[THEIRS], to[THEIRS]))
		return BASE;
	return version_cmp(&ours, &theirs) < 0 ? THEIRS : OURS;
}

bool links_later_heading(int *who, const struct changelog *const cl[3],
			 const struct section *const s[3])
{
	struct span title[3];
	size_t from[3] = { 0 }, to[3] = { 0 };

	for (int i = OURS; i <= THEIRS; i++) {
		from[i] = heading_link_find(cl[i], s[i]);
		to[i] = s[i]->title_end;
		if (!s[i]->unreleased || !from[i])
			return false;
		title[i] = span_of(cl[i], s[i]->title, from[i]);
	}
	/* both may have changed more than that */
	*who = span_same(title[OURS], title[THEIRS]) ? later(cl, from, to) :
						       BASE;
	return *who != BASE;
}

static int merge_link(struct strbuf *out, const struct changelog *const cl[3],
		      const struct changelog *from, const struct md_block *b,
		      bool kept)
{
	struct span text[3];
	size_t begin[3] = { 0 }, end[3] = { 0 };

	for (int i = 0; i < 3; i++) {
		const struct md_block *k = find_link(cl[i], from, b);
		begin[i] = k ? k->text_end : 0;
		end[i] = k ? k->end : 0;
		text[i] = k ? span_of(cl[i], k->begin, k->end) :
			      (struct span){ "", 0 };
	}
	int who = three_way(text, "a link");
	if (kept && label_is_unreleased(from, b) &&
	    (!text[OURS].n || !text[THEIRS].n))
		who = text[OURS].n ? OURS : THEIRS;
	if (who == E_CONFLICT && label_is_unreleased(from, b)) {
		int last = later(cl, begin, end);
		who = last == BASE ? who : last;
	}
	if (who < 0 || !text[who].n)
		return who < 0 ? who : 0;
	strbuf_add(out, text[who].s, text[who].n);
	strbuf_adds(out, cl[OURS]->eol);
	return 0;
}

/* Their links that we lack, from `*k` to the next that we have: `next`, or the
 * end. */
static int merge_new(struct strbuf *out, const struct changelog *const cl[3],
		     const struct md_block *next, size_t *k, bool kept)
{
	const struct changelog *o = cl[OURS], *t = cl[THEIRS];
	size_t end = *k;
	int rc = 0;

	for (; end < t->md.n_blocks; end++) {
		const struct md_block *b = &t->md.block[end];
		if (next && in_tail(t, b) && find_link(o, t, b) == next)
			break;
	}
	if (next && end == t->md.n_blocks)
		return 0; /* that one is ours alone */
	for (; !rc && *k < end; (*k)++) {
		const struct md_block *b = &t->md.block[*k];
		if (in_tail(t, b) && !find_link(o, t, b))
			rc = merge_link(out, cl, t, b, kept);
	}
	return rc;
}

/* Their new links come where they have them, before the same next one. */
static int merge_each(struct strbuf *out, const struct changelog *const cl[3],
		      bool kept)
{
	const struct changelog *o = cl[OURS];
	size_t k = 0;
	int rc = 0;

	for (size_t i = 0; !rc && i < o->md.n_blocks; i++) {
		const struct md_block *b = &o->md.block[i];
		if (!in_tail(o, b))
			continue;
		rc = merge_new(out, cl, b, &k, kept);
		if (!rc)
			rc = merge_link(out, cl, o, b, kept);
	}
	return rc ? rc : merge_new(out, cl, NULL, &k, kept);
}

static int check_twice(const struct changelog *cl)
{
	for (size_t i = 0; i < cl->md.n_blocks; i++) {
		const struct md_block *b = &cl->md.block[i];
		if (in_tail(cl, b) && find_link(cl, cl, b) != b)
			return error(E_POLICY,
				     "there are two links of one name");
	}
	return 0;
}

int links_merge(struct strbuf *out, const struct changelog *const cl[3],
		bool kept)
{
	struct span text[3];
	int rc = 0;

	for (int i = 0; i < 3; i++)
		text[i] = span_of(cl[i], cl[i]->tail, cl[i]->md.n);
	int who = span_same(text[OURS], text[THEIRS]) ||
				  span_same(text[BASE], text[THEIRS]) ?
			  OURS :
		  span_same(text[BASE], text[OURS]) ? THEIRS :
						      BASE;
	if (who != BASE && !kept) {
		strbuf_add(out, text[who].s, text[who].n);
		return 0;
	}
	for (int i = 0; !rc && i < 3; i++)
		rc = check_twice(cl[i]);
	return rc < 0 ? rc : merge_each(out, cl, kept);
}
