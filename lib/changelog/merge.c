#include "changelog/merge.h"

#include "base/cleanup.h"
#include "changelog/account.h"
#include "changelog/merge_fresh.h"
#include "changelog/merge_links.h"
#include "changelog/merge_parts.h"
#include "changelog/merge_pieces.h"
#include "changelog/merge_previous.h"
#include "changelog/merge_text.h"
#include "changelog/mergeable.h"

#include <string.h>

/* The result as it grows. */
struct joint {
	const struct changelog *const *cl;
	struct strbuf text[3]; /* different where sections are left */
	struct left_sections *left;
	bool kept; /* what is unreleased, on one side alone */
	/* what was added last, and where that ends there */
	const struct changelog *from;
	struct span last;
	size_t end;
};

/* How far the first line of `text` goes. */
static size_t first_line(struct span text)
{
	const char *lf = text.n ? memchr(text.s, '\n', text.n) : NULL;

	return lf ? (size_t)(lf - text.s) : text.n;
}

/* The blank lines that are behind the last one in its own text; two things that
 * do not follow each other there are set apart at least. */
static void add_gap(struct joint *j, struct span next)
{
	const char *gap = j->last.s + j->last.n;
	const char *end = j->from->md.text + j->end;
	size_t left = j->from->md.n - j->end, n = first_line(next);
	int lines = 0;

	for (const char *p = gap; p < end; p++)
		lines += *p == '\n';
	bool as_it_is = lines &&
			(lines > 1 || (left >= n && !memcmp(end, next.s, n)));
	for (int i = 0; i < 3; i++)
		if (as_it_is)
			strbuf_add(&j->text[i], gap, (size_t)(end - gap));
		else
			strbuf_addf(&j->text[i], "%s%s", j->cl[OURS]->eol,
				    j->cl[OURS]->eol);
}

static void add_each(struct joint *j, const struct span text[3])
{
	if (j->from)
		add_gap(j, text[OURS]);
	for (int i = 0; i < 3; i++)
		strbuf_add(&j->text[i], text[i].s, text[i].n);
}

/* Put `text` behind what is there; it stands for `from` up to `end`. */
static void add(struct joint *j, struct span text, const struct changelog *from,
		size_t begin, size_t end)
{
	if (!text.n)
		return;
	add_each(j, (const struct span[]){ text, text, text });
	j->from = from;
	j->last = span_of(from, begin, end);
	j->end = end;
}

/* Who changed a part of the text, as a whole; NULL: not there. */
static int add_changed(struct joint *j, const struct section *const s[3],
		       const char *what)
{
	struct span text[3];

	for (int i = 0; i < 3; i++)
		text[i] = s[i] ? span_of(j->cl[i], s[i]->begin, s[i]->end) :
				 (struct span){ "", 0 };
	int who = three_way(text, what);
	if (who >= 0 && text[who].n)
		add(j, text[who], j->cl[who], s[who]->begin, s[who]->end);
	return who < 0 ? who : 0;
}

/* ---- sections ------------------------------------------------------------- */

static int merge_body(struct strbuf *out, const struct changelog *const cl[3],
		      const struct section *const s[3])
{
	static const int order[] = { OURS, THEIRS, BASE };
	CLEANUP(arena) struct arena arena = ARENA_INIT;
	struct outline o, fresh;
	const struct section *any = s[OURS] ? s[OURS] : s[THEIRS];
	bool unreleased = any->unreleased && !any->version.n_parts;
	int level = any->level, rc;

	outline_init(&o, &arena, level, cl[OURS]->eol);
	for (int i = 0; i < 3; i++)
		if (s[order[i]])
			outline_read(&o, cl[order[i]], s[order[i]], order[i]);
	outline_init(&fresh, &arena, level, cl[OURS]->eol);
	fresh_read(&fresh, cl);
	rc = parts_merge(&o);
	if (!rc)
		rc = pieces_merge(&o, &fresh, unreleased);
	if (rc < 0)
		return rc;
	outline_write(out, &o);
	return 0;
}

/* Inside one section that both changed. */
static int merge_section(struct joint *j, const struct section *const s[3])
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	const struct changelog *ours = j->cl[OURS];
	struct span head[3];
	int rc, who;

	for (int i = 0; i < 3; i++) {
		head[i] = s[i] ? span_of(j->cl[i], s[i]->begin, s[i]->body) :
				 (struct span){ "", 0 };
		if (s[i] && s[i]->level != s[OURS]->level)
			return error(E_POLICY, "a section changed its level");
	}
	rc = three_way(head, "the heading of a section");
	if (rc == E_CONFLICT && links_later_heading(&who, j->cl, s))
		rc = who;
	if (rc < 0)
		return rc;
	strbuf_add(&text, head[rc].s, head[rc].n);
	strbuf_adds(&text, ours->eol);
	size_t gap = s[OURS]->body;
	while (gap < s[OURS]->end && memchr("\r\n", ours->md.text[gap], 2))
		strbuf_addc(&text, ours->md.text[gap++]);
	if ((rc = merge_body(&text, j->cl, s)) < 0)
		return rc;
	add(j, span_trim(text.buf, text.len), ours, s[OURS]->begin,
	    s[OURS]->end);
	return 0;
}

/* A release took what was unreleased, heading and all: the other side keeps
 * what it has got since. */
static int merge_taken(struct joint *j, const struct section *const s[3])
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	CLEANUP(strbuf) struct strbuf body = STRBUF_INIT;
	int side = s[OURS] ? OURS : THEIRS;
	const struct changelog *cl = j->cl[side];
	struct span head = span_of(cl, s[side]->begin, s[side]->body);
	int rc = merge_body(&body, j->cl, s);

	if (rc < 0 || !body.len)
		return rc;
	strbuf_add(&text, head.s, head.n);
	strbuf_add(&text, head.s + head.n,
		   s[side]->body - s[side]->begin - head.n);
	for (size_t i = s[side]->body;
	     i < s[side]->end && memchr("\r\n", cl->md.text[i], 2); i++)
		strbuf_addc(&text, cl->md.text[i]);
	strbuf_add(&text, body.buf, body.len);
	add(j, span_trim(text.buf, text.len), cl, s[side]->begin, s[side]->end);
	j->kept = true;
	return 0;
}

static bool is_taken(const struct changelog *const cl[3],
		     const struct section *const s[3])
{
	const struct section *left = s[OURS] ? s[OURS] : s[THEIRS];
	const struct changelog *other = cl[s[OURS] ? THEIRS : OURS];

	if (!s[BASE] || (s[OURS] && s[THEIRS]) || !left->unreleased ||
	    left->version.n_parts)
		return false;
	for (size_t i = 0; i < other->n; i++)
		if (!section_like(cl[BASE], other, &other->section[i]))
			return true;
	return false;
}

/* A section that is not taken apart: each side keeps its own, and git, which
 * gets all three, decides. */
static void leave(struct joint *j, const struct section *const s[3],
		  const struct span text[3], const char *why, int line)
{
	struct left_sections *l = j->left;

	l->item = arena_grow(l->arena, l->item, l->n, sizeof(*l->item));
	l->item[l->n++] = (struct left_section){
		.s = { s[BASE], s[OURS], s[THEIRS] }, .why = why, .line = line
	};
	add_each(j, text);
	j->from = j->cl[OURS];
	j->last = text[OURS];
	j->end = s[OURS]->end;
}

/* Both changed it. */
static int merge_both(struct joint *j, const struct section *const s[3],
		      const struct span text[3])
{
	int line, rc = 0;
	const char *why = section_unfit(j->left->arena, j->cl, s, &line);

	if (!why)
		rc = merge_section(j, s);
	if (rc == E_POLICY) {
		why = arena_strdup(j->left->arena, error_message());
		line = s[OURS]->line;
	}
	if (why)
		leave(j, s, text, why, line);
	return why ? 0 : rc;
}

/* Does a release of the other side tell some of what is unreleased here? */
static bool is_told(const struct changelog *const cl[3],
		    const struct section *const s[3])
{
	CLEANUP(arena) struct arena arena = ARENA_INIT;
	struct outline o, fresh;
	bool told = false;

	if (!s[OURS] || !s[THEIRS] || !s[OURS]->unreleased ||
	    s[OURS]->version.n_parts)
		return false;
	outline_init(&o, &arena, s[OURS]->level, cl[OURS]->eol);
	outline_init(&fresh, &arena, s[OURS]->level, cl[OURS]->eol);
	fresh_read(&fresh, cl);
	for (int i = BASE; fresh.n && i <= THEIRS; i++)
		if (s[i])
			outline_read(&o, cl[i], s[i], i);
	for (size_t i = 0; !told && i < o.n; i++)
		told = o.piece[i].source != BASE &&
		       fresh_tells(&fresh, &o, &o.piece[i]);
	return told;
}

static int merge_one(struct joint *j, const struct changelog *from,
		     const struct section *any)
{
	const struct section *s[3];
	struct span text[3];

	for (int i = 0; i < 3; i++) {
		s[i] = section_like(j->cl[i], from, any);
		text[i] = s[i] ? span_of(j->cl[i], s[i]->begin, s[i]->end) :
				 (struct span){ "", 0 };
	}
	int line;
	if (is_taken(j->cl, s) &&
	    !section_unfit(j->left->arena, j->cl, s, &line))
		return merge_taken(j, s);
	if (!s[OURS] || !s[THEIRS] || span_same(text[OURS], text[THEIRS]) ||
	    ((span_same(text[BASE], text[THEIRS]) ||
	      span_same(text[BASE], text[OURS])) &&
	     !is_told(j->cl, s)))
		return add_changed(j, s, "a section the other removed");
	return merge_both(j, s, text);
}

/* Ours in their order; sections only they have go where their versions
 * belong: before the first of ours that is older. */
static int merge_sections(struct joint *j)
{
	const struct changelog *o = j->cl[OURS], *t = j->cl[THEIRS];
	size_t k = 0;
	int rc = 0;

	for (size_t i = 0; !rc && i <= o->n; i++) {
		const struct section *mine = i < o->n ? &o->section[i] : NULL;
		for (; !rc && k < t->n; k++) {
			const struct section *s = &t->section[k];
			if (section_like(o, t, s))
				continue;
			bool first =
				!mine || s->unreleased ||
				(!mine->unreleased &&
				 version_cmp(&s->version, &mine->version) > 0);
			if (!first)
				break;
			rc = merge_one(j, t, s);
		}
		if (!rc && mine)
			rc = merge_one(j, o, mine);
	}
	return rc;
}

/* ---- the whole ------------------------------------------------------------ */

static int merge_all(struct joint *j)
{
	CLEANUP(strbuf) struct strbuf links = STRBUF_INIT;
	const struct changelog *ours = j->cl[OURS];
	struct section before[3] = { 0 };
	int rc;

	for (int i = 0; i < 3; i++)
		before[i].end = j->cl[i]->n ? j->cl[i]->section[0].begin :
					      j->cl[i]->tail;
	if ((rc = add_changed(j,
			      (const struct section *const[]){
				      &before[0], &before[1], &before[2] },
			      "what comes before the first section")) < 0 ||
	    (rc = merge_sections(j)) < 0 ||
	    (rc = links_merge(&links, j->cl, j->kept)) < 0)
		return rc;
	add(j, span_trim(links.buf, links.len), ours, ours->tail, ours->md.n);
	struct span all = span_of(ours, 0, ours->md.n);
	for (int i = 0; i < 3; i++)
		strbuf_add(&j->text[i], all.s + all.n, ours->md.n - all.n);
	if ((rc = changelog_accounts(j->cl, &j->text[OURS], j->left)) < 0)
		return rc;
	for (int i = 0; i < 3; i++)
		previous_merge(&j->text[i], j->cl);
	return 0;
}

/* With what stands between sections as part of them. */
static void with_strays(struct changelog *out, struct arena *arena,
			const struct changelog *cl)
{
	*out = *cl;
	out->section = arena_alloc(arena, (cl->n + 1) * sizeof(*cl->section));
	if (cl->n)
		memcpy(out->section, cl->section, cl->n * sizeof(*cl->section));
	changelog_join_strays(out);
}

int changelog_merge(struct strbuf out[3], struct left_sections *left,
		    const struct changelog *base, const struct changelog *ours,
		    const struct changelog *theirs)
{
	CLEANUP(arena) struct arena arena = ARENA_INIT;
	const struct changelog *given[3] = { base, ours, theirs };
	struct changelog own[3];
	const struct changelog *const cl[3] = { &own[BASE], &own[OURS],
						&own[THEIRS] };
	struct joint j = { .cl = cl, .left = left };
	struct span all[3];

	for (int i = 0; i < 3; i++) {
		all[i] = span_of(given[i], 0, given[i]->md.n);
		with_strays(&own[i], &arena, given[i]);
		j.text[i] = (struct strbuf)STRBUF_INIT;
	}
	int who = BASE, rc = 0;
	/* nothing to take apart where only one side changed */
	if (span_same(all[BASE], all[OURS]))
		who = THEIRS;
	else if (span_same(all[BASE], all[THEIRS]) ||
		 span_same(all[OURS], all[THEIRS]))
		who = OURS;
	if (who == BASE) {
		rc = changelog_mergeable(cl);
		rc = rc < 0 ? rc : merge_all(&j);
	}
	for (int i = 0; i < 3; i++) {
		if (!rc && who == BASE)
			strbuf_add(&out[i], j.text[i].buf, j.text[i].len);
		else if (!rc)
			strbuf_add(&out[i], cl[who]->md.text, cl[who]->md.n);
		strbuf_release(&j.text[i]);
	}
	return rc;
}
