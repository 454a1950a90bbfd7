#include "changelog/account.h"

#include "base/cleanup.h"
#include "changelog/entry.h"
#include "changelog/merge_fresh.h"
#include "changelog/mergeable.h"
#include "changelog/outline.h"

enum { RESULT = 3 };

/* How often three versions that had it so often leave it in the result. */
static size_t expected(const size_t n[])
{
	size_t more = n[OURS] > n[THEIRS] ? n[OURS] : n[THEIRS];
	size_t less = n[OURS] + n[THEIRS] - more;

	if (less >= n[BASE])
		return more;
	return more <= n[BASE] ? less : less + more - n[BASE];
}

static bool pieces_add_up(const struct outline *o, const struct outline *told)
{
	for (size_t i = 0; i < o->n; i++) {
		size_t n[4] = { 0 };
		if (o->piece[i].source == BASE)
			continue;
		for (size_t k = 0; k < o->n; k++)
			n[o->piece[k].source] +=
				o->piece[k].part == o->piece[i].part &&
				piece_same_text(&o->piece[k], &o->piece[i]);
		bool gone = told && !n[RESULT] && !n[BASE] &&
			    fresh_tells(told, o, &o->piece[i]);
		if (n[RESULT] != expected(n) && !gone)
			return false;
	}
	return true;
}

/* Was it there for what is told elsewhere now? */
static bool was_told(const struct outline *o, const struct outline *told,
		     size_t part)
{
	for (size_t i = 0; told && i < o->n; i++)
		if (o->piece[i].source != BASE && o->piece[i].part == part &&
		    fresh_tells(told, o, &o->piece[i]))
			return true;
	return false;
}

/* A part that a side removed is there all the same if the other filled it. */
static bool headings_add_up(const struct outline *o, const struct outline *told)
{
	for (size_t i = 1; i < o->n_parts; i++) {
		size_t n[4] = { 0 };
		for (size_t k = 0; k < o->n_headings; k++)
			n[o->heading[k].source] += o->heading[k].part == i;
		bool gone = !n[RESULT] && !n[BASE] && was_told(o, told, i);
		if (n[RESULT] > 1 || (n[RESULT] < expected(n) && !gone))
			return false;
	}
	return true;
}

static bool section_adds_up(const struct changelog *const cl[4],
			    const struct section *const s[4])
{
	CLEANUP(arena) struct arena arena = ARENA_INIT;
	struct span text[4];
	struct outline o, told;

	for (int i = 0; i < 4; i++)
		text[i] = s[i] ? span_of(cl[i], s[i]->begin, s[i]->end) :
				 (struct span){ "", 0 };
	if (span_same(text[OURS], text[RESULT]) &&
	    (span_same(text[OURS], text[THEIRS]) ||
	     span_same(text[BASE], text[THEIRS])))
		return true;
	if (span_same(text[THEIRS], text[RESULT]) &&
	    span_same(text[BASE], text[OURS]))
		return true;
	outline_init(&o, &arena, s[RESULT]->level, cl[RESULT]->eol);
	for (int i = 0; i < 4; i++)
		if (s[i])
			outline_read(&o, cl[i], s[i], i);
	bool unreleased = s[RESULT]->unreleased && !s[RESULT]->version.n_parts;
	outline_init(&told, &arena, s[RESULT]->level, cl[RESULT]->eol);
	if (unreleased)
		fresh_read(&told, cl);
	const struct outline *fresh = unreleased ? &told : NULL;
	return pieces_add_up(&o, fresh) && headings_add_up(&o, fresh);
}

static bool is_left(const struct left_sections *left,
		    const struct section *const s[4])
{
	for (size_t i = 0; i < left->n; i++)
		if (s[OURS] && left->item[i].s[OURS] == s[OURS])
			return true;
	return false;
}

/* Each section once: where it is met first. */
static bool sections_add_up(const struct changelog *const cl[4], int source,
			    const struct left_sections *left)
{
	for (size_t i = 0; i < cl[source]->n; i++) {
		const struct section *s[4];
		size_t n[4];
		bool met = false;
		for (int k = 0; k < 4; k++) {
			s[k] = section_like(cl[k], cl[source],
					    &cl[source]->section[i]);
			n[k] = s[k] != NULL;
			met |= k && k < source && s[k];
		}
		if (met)
			continue;
		/* a release took its heading, too, and left what is newer */
		bool taken = n[BASE] && n[OURS] != n[THEIRS] &&
			     cl[source]->section[i].unreleased;
		if ((n[RESULT] != expected(n) && !taken) ||
		    (s[RESULT] && !is_left(left, s) && !section_adds_up(cl, s)))
			return false;
	}
	return true;
}

int changelog_accounts(const struct changelog *const three[3],
		       const struct strbuf *text,
		       const struct left_sections *left)
{
	CLEANUP(changelog) struct changelog result = { 0 };
	const struct changelog *const cl[4] = { three[BASE], three[OURS],
						three[THEIRS], &result };

	changelog_read_like(&result, text->buf, text->len, cl[OURS]);
	changelog_join_strays(&result);
	if (sections_add_up(cl, OURS, left) &&
	    sections_add_up(cl, THEIRS, left) &&
	    sections_add_up(cl, RESULT, left))
		return 0;
	return error(E_POLICY,
		     "the merged changelog does not hold all there was");
}
