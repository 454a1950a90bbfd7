#include "changelog/fold.h"

#include "base/cleanup.h"
#include "changelog/entry.h"
#include "changelog/fold_group.h"
#include "changelog/heading.h"
#include "changelog/links.h"

#include <stdlib.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

static int by_version(const void *a, const void *b)
{
	const struct section *const *x = a, *const *y = b;

	return version_cmp(&(*x)->version, &(*y)->version);
}

void fold_candidates(struct fold *f, const struct changelog *cl)
{
	f->candidate = NULL;
	f->n_candidates = 0;
	for (size_t i = 0; i < cl->n; i++) {
		const struct section *s = &cl->section[i];
		if (s->unreleased || !version_leads_to(&s->version, f->version))
			continue;
		f->candidate = arena_grow(f->arena, f->candidate,
					  f->n_candidates,
					  sizeof(struct section *));
		f->candidate[f->n_candidates++] = s;
	}
	if (f->n_candidates > 1)
		qsort(f->candidate, f->n_candidates, sizeof(struct section *),
		      by_version);
}

static bool holds(const char *s, size_t n, const char *word)
{
	size_t len = strlen(word);

	for (size_t i = 0; i + len <= n; i++)
		if (!strncasecmp(s + i, word, len))
			return true;
	return false;
}

/* Is the text of an entry one of a fix for what only a candidate had?  It says
 * "Fixes-RC:", or "<!-- fixes-rc -->". */
static bool is_candidate_only(const char *s, size_t n)
{
	return holds(s, n, "<!-- fixes-rc") || holds(s, n, ".. fixes-rc") ||
	       holds(s, n, "Fixes-RC:");
}

/* The category a piece is in, also within a group. */
static size_t category_of(const struct outline *o, const struct piece *p)
{
	return o->part[p->part].group ? o->part[p->part].up : p->part;
}

/* How many entries of its section have just these numbers. */
static size_t namesakes(const struct outline *o, const struct piece *p)
{
	size_t n = 0;

	for (size_t i = 0; i < o->n; i++)
		n += o->piece[i].source == p->source && o->piece[i].entry &&
		     piece_same_ids(&o->piece[i], p);
	return n;
}

/* Is `old` told by `new`, of a newer section?  One change may have an entry in
 * two categories, so the category counts unless there is just one. */
static bool told_by(const struct outline *o, const struct piece *old,
		    const struct piece *new)
{
	if (!old->n_ids || !piece_is_numbered(old) || !piece_is_numbered(new))
		return old->n_ids == new->n_ids &&piece_same_text(old, new);
	return piece_ids_within(old, new) &&
	       (category_of(o, old) == category_of(o, new) ||
		namesakes(o, old) == 1);
}

/* The one that tells it: of the newest section, in its category if possible. */
static const struct piece *find_teller(const struct outline *o,
				       const struct piece *old)
{
	const struct piece *best = NULL;

	for (size_t i = 0; i < o->n; i++) {
		const struct piece *p = &o->piece[i];
		if (!p->entry || p->source <= old->source || p->fate != KEPT ||
		    !told_by(o, old, p))
			continue;
		bool same = category_of(o, p) == category_of(o, old);
		if (!best || p->source > best->source ||
		    (p->source == best->source && same &&
		     category_of(o, best) != category_of(o, old)))
			best = p;
	}
	return best;
}

/* Newest first, so that what tells an entry is never one that goes itself. */
static void decide(struct fold *f, int newest)
{
	struct outline *o = &f->outline;

	for (int source = newest; source >= 0; source--)
		for (size_t i = 0; i < o->n; i++) {
			struct piece *p = &o->piece[i];
			if (p->source != source || !p->entry)
				continue;
			if (is_candidate_only(p->s, p->n)) {
				p->fate = DROPPED;
				continue;
			}
			const struct piece *by = find_teller(o, p);
			if (!by)
				continue;
			p->fate = MERGED;
			p->into = (size_t)(by - o->piece);
			/* hand-made groups survive a newer text */
			if (o->part[p->part].group &&
			    !o->part[by->part].group &&
			    o->part[p->part].up == by->part)
				o->piece[p->into].part = p->part;
		}
}

/* Prose of two sections that says the same is said once. */
static void join_prose(struct outline *o)
{
	for (size_t i = 0; i < o->n; i++)
		for (size_t k = 0; !o->piece[i].entry && k < o->n; k++) {
			const struct piece *p = &o->piece[k];
			if (!p->entry && p->source > o->piece[i].source &&
			    p->fate == KEPT && p->part == o->piece[i].part &&
			    piece_same_text(p, &o->piece[i]))
				o->piece[i].fate = MERGED;
		}
}

static void count(struct fold *f)
{
	struct outline *o = &f->outline;
	size_t last = SIZE_MAX;

	for (size_t i = 0; i < o->n; i++) {
		const struct piece *p = &o->piece[i];
		if (!p->entry)
			continue;
		f->n_in++;
		f->n_kept += p->fate == KEPT;
		f->n_merged += p->fate == MERGED;
		f->n_dropped += p->fate == DROPPED;
	}
	for (size_t c = 0; c < o->n_parts; c++)
		for (size_t i = 0; i < o->n; i++)
			if (o->piece[i].entry && o->piece[i].fate == KEPT &&
			    category_of(o, &o->piece[i]) == c && last != c) {
				f->n_categories++;
				last = c;
			}
}

static void read_all(struct fold *f, const struct changelog *cl,
		     const struct section *final)
{
	struct outline *o = &f->outline;
	int n = (int)f->n_candidates;

	outline_init(o, f->arena, final ? final->level : f->candidate[0]->level,
		     cl->eol);
	if (final)
		outline_read(o, cl, final, n);
	for (int i = 0; i < n; i++)
		outline_read(o, cl, f->candidate[i], i);
	outline_usual(o, cl);
	decide(f, n);
	join_prose(o);
	fold_group(f);
	count(f);
}

/* A heading with "##" right below another line. */
static bool is_glued(const struct changelog *cl, size_t at)
{
	const char *s = cl->md.text;
	size_t end = at ? at - 1 : 0;

	while (end && strchr(" \t\r", s[end - 1]))
		end--;
	return end && s[end - 1] != '\n' && at < cl->md.n && s[at] == '#';
}

static void write_section(struct strbuf *out, const struct fold *f,
			  const struct changelog *cl,
			  const struct section *final)
{
	/* the newest candidate is where the final section comes to stand */
	const struct section *at = final ? final :
					   f->candidate[f->n_candidates - 1];
	const struct outline *o = &f->outline;
	const struct cut cut = { .version = f->version,
				 .date = f->date,
				 .tag = f->tag,
				 .spelled = f->spelled,
				 .heading = f->heading };
	size_t first = at->body;

	if (final)
		links_fold_heading(out, cl, final, &cut, f->candidate,
				   f->n_candidates);
	else
		changelog_heading(out, cl, &cut);
	if (out->len && out->buf[out->len - 1] != '\n')
		strbuf_adds(out, o->eol);
	while (first < at->end && strchr("\r\n", cl->md.text[first]))
		strbuf_addc(out, cl->md.text[first++]);
	outline_write(out, o);
	size_t gap = section_end(cl, at);
	if (gap < at->end)
		strbuf_add(out, cl->md.text + gap, at->end - gap);
	else if (at->end < cl->md.n && !is_glued(cl, at->end))
		strbuf_adds(out, o->eol);
}

static bool is_candidate(const struct fold *f, const struct section *s)
{
	for (size_t i = 0; i < f->n_candidates; i++)
		if (f->candidate[i] == s)
			return true;
	return false;
}

/* A heading must not run into what came before the section that is gone, unless
 * it had no blank line before. */
static void blank_line(struct strbuf *out, const struct changelog *cl,
		       size_t at)
{
	const char *s = out->buf;
	size_t n = out->len;

	if (n && s[n - 1] != '\n') {
		strbuf_adds(out, cl->eol);
		return blank_line(out, cl, at);
	}
	if (n > 1 && s[n - 2] != '\n' && !(n > 2 && s[n - 3] == '\n') &&
	    !is_glued(cl, at))
		strbuf_adds(out, cl->eol);
}

/* The text between sections that are folded, as it is but for the link in the
 * heading of what is unreleased. */
static void copy_between(struct strbuf *out, const struct fold *f,
			 const struct changelog *cl, size_t from, size_t to)
{
	const struct section *u = changelog_unreleased(cl);
	const struct cut cut = { .version = f->version, .tag = f->tag };

	if (u && u->begin >= from && u->body <= to) {
		strbuf_add(out, cl->md.text + from, u->begin - from);
		links_fold_heading(out, cl, u, &cut, f->candidate,
				   f->n_candidates);
		from = u->body;
	}
	strbuf_add(out, cl->md.text + from, to - from);
}

static void write_all(struct strbuf *out, const struct fold *f,
		      const struct changelog *cl, const struct section *final)
{
	const struct section *at = final ? final :
					   f->candidate[f->n_candidates - 1];
	size_t done = 0;

	for (size_t i = 0; i < cl->n; i++) {
		const struct section *s = &cl->section[i];
		if (s != at && !is_candidate(f, s))
			continue;
		copy_between(out, f, cl, done, s->begin);
		blank_line(out, cl, s->begin);
		done = s->end;
		if (s == at)
			write_section(out, f, cl, final);
	}
	if (done < cl->md.n) {
		const struct cut cut = { .version = f->version,
					 .tag = f->tag,
					 .left = f->left };
		blank_line(out, cl, done);
		if (cl->tail > done) {
			copy_between(out, f, cl, done, cl->tail);
			done = cl->tail;
		}
		links_fold(out, cl, done, &cut, f->candidate, f->n_candidates);
		return;
	}
	/* what is the last now has no blank line behind it */
	while (out->len && strchr("\r\n", out->buf[out->len - 1]))
		out->buf[--out->len] = '\0';
	strbuf_adds(out, cl->eol);
}

/* Read again what was written: the entries that were to be kept are there, and
 * there are as many sections as there should be. */
static int check_account(const struct fold *f, const struct strbuf *text,
			 const struct changelog *cl)
{
	CLEANUP(changelog) struct changelog now = { 0 };
	size_t entries = 0, categories;
	size_t n = cl->n - f->n_candidates + !changelog_find(cl, f->version);

	changelog_read_like(&now, text->buf, text->len, cl);
	const struct section *s = changelog_find(&now, f->version);
	if (s)
		section_count(&now, s, &entries, &categories);
	if (f->n_in != f->n_kept + f->n_merged + f->n_dropped ||
	    entries != f->n_kept)
		return error(
			E_FAIL,
			"the sections cannot be folded: of %zu entries, %zu would be left",
			f->n_kept, entries);
	struct fold again = { .arena = f->arena, .version = f->version };
	fold_candidates(&again, &now);
	if (now.n != n || again.n_candidates)
		return error(
			E_FAIL,
			"the sections cannot be folded: there would be %zu and not %zu",
			now.n, n);
	return 0;
}

int fold_write(struct strbuf *out, struct fold *f, const struct changelog *cl)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	const struct section *final = changelog_find(cl, f->version);
	int rc = 0;

	fold_candidates(f, cl);
	if (!f->n_candidates && (!final || !f->groups)) {
		strbuf_add(out, cl->md.text, cl->md.n);
		return 0;
	}
	read_all(f, cl, final);
	write_all(&text, f, cl, final);
	if ((rc = check_account(f, &text, cl)) < 0)
		return rc;
	strbuf_add(out, text.buf, text.len);
	return 0;
}
