#include "changelog/merge_links.h"

#include "base/cleanup.h"

#include <ctype.h>
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

/* "[Unreleased]: .../compare/v0.2.0...HEAD" compares with the last release. */
static bool compared_with(const struct changelog *cl, struct span link,
			  struct version *out)
{
	CLEANUP(strbuf) struct strbuf name = STRBUF_INIT;
	const char *end = link.n ? memmem(link.s, link.n, "...", 3) : NULL;
	const char *p = end;

	while (p && p > link.s && !strchr("/ =", p[-1]))
		p--;
	while (p && p < end && !isdigit((unsigned char)*p))
		p++;
	if (!p)
		return false;
	strbuf_add(&name, p, (size_t)(end - p));
	return version_try(out, cl->scheme, name.buf);
}

/* Who of both has the later one, of the one place that each release changes;
 * BASE: it is another. */
static int later_link(const struct changelog *const cl[3],
		      const struct span text[3], const struct changelog *from,
		      const struct md_block *b)
{
	static const char unreleased[] = "unreleased";
	struct version ours, theirs;

	if (b->text_end - b->text != sizeof(unreleased) - 1 ||
	    strncasecmp(from->md.text + b->text, unreleased,
			sizeof(unreleased) - 1) ||
	    !compared_with(cl[OURS], text[OURS], &ours) ||
	    !compared_with(cl[THEIRS], text[THEIRS], &theirs))
		return BASE;
	return version_cmp(&ours, &theirs) < 0 ? THEIRS : OURS;
}

static int merge_link(struct strbuf *out, const struct changelog *const cl[3],
		      const struct changelog *from, const struct md_block *b)
{
	struct span text[3];

	for (int i = 0; i < 3; i++) {
		const struct md_block *k = find_link(cl[i], from, b);
		text[i] = k ? span_of(cl[i], k->begin, k->end) :
			      (struct span){ "", 0 };
	}
	int who = three_way(text, "a link");
	if (who == E_CONFLICT) {
		int later = later_link(cl, text, from, b);
		who = later == BASE ? who : later;
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
		     const struct md_block *next, size_t *k)
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
			rc = merge_link(out, cl, t, b);
	}
	return rc;
}

/* Their new links come where they have them, before the same next one. */
static int merge_each(struct strbuf *out, const struct changelog *const cl[3])
{
	const struct changelog *o = cl[OURS];
	size_t k = 0;
	int rc = 0;

	for (size_t i = 0; !rc && i < o->md.n_blocks; i++) {
		const struct md_block *b = &o->md.block[i];
		if (!in_tail(o, b))
			continue;
		rc = merge_new(out, cl, b, &k);
		if (!rc)
			rc = merge_link(out, cl, o, b);
	}
	return rc ? rc : merge_new(out, cl, NULL, &k);
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

int links_merge(struct strbuf *out, const struct changelog *const cl[3])
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
	if (who != BASE) {
		strbuf_add(out, text[who].s, text[who].n);
		return 0;
	}
	for (int i = 0; !rc && i < 3; i++)
		rc = check_twice(cl[i]);
	return rc < 0 ? rc : merge_each(out, cl);
}
