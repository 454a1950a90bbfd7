#include "git-backport/fanout/fanout.h"

#include "base/cleanup.h"
#include "base/utf8.h"
#include "git-backport/fanout/cascade.h"
#include "git-backport/fanout/present.h"
#include "git-backport/fanout/same.h"
#include "git-backport/fanout/unsaid.h"
#include "object/build.h"

#include <git2.h>
#include <string.h>

struct pick_style fanout_style(const struct fanout *f, const struct cell *cell)
{
	struct pick_style style = f->style;

	/* that names the commit of the source, and what stands for it does */
	if (cell->near && style.trailer == TRAILER_KERNEL)
		style.trailer = TRAILER_NONE;
	return style;
}

/* The commit that a pick becomes, on top of what the lane has.  Releases the
 * text. */
static int make_commit(struct ctx *c, struct lane *l, struct cell *cell,
		       struct pick_text *text)
{
	struct commit commit = { .branch = l->branch.name,
				 .tree = cell->pick.tree,
				 .parent = { l->tip },
				 .n_parents = 1,
				 .message = text->message.buf,
				 .author = text->author,
				 .as_is = true,
				 .no_verify = true }; /* as git picks */
	int rc = build_commit(&c->repo, &commit, &cell->made);

	utf8_recode(&text->message); /* as the commit was */
	cell->message = arena_strdup(&c->repo.arena, text->message.buf);
	strbuf_release(&text->message);
	return rc;
}

static int make_pick(struct ctx *c, struct lane *l, struct cell *cell,
		     const struct pick_style *style)
{
	struct pick_text text = { .message = STRBUF_INIT };
	int rc = pick_message(&c->repo, &cell->from, style, &text);

	return rc < 0 ? rc : make_commit(c, l, cell, &text);
}

/* With the words of the person, where they name what is picked: a neighbour may
 * have it made anew. */
static int make_again(struct ctx *c, struct lane *l, struct cell *cell,
		      const struct resolved *m)
{
	static const struct pick_style as_is = { .trailer = TRAILER_NONE };
	struct pick_text text = { .message = STRBUF_INIT };
	CLEANUP(text) char *was = xstrdup(oid_hex(&m->theirs));
	int rc = pick_message(&c->repo, &m->commit, &as_is, &text);
	char *at = rc < 0 ? NULL : strstr(text.message.buf, was);

	if (at)
		memcpy(at, oid_hex(&cell->from), GIT_OID_HEXSZ);
	return rc < 0 ? rc : make_commit(c, l, cell, &text);
}

static void take(struct lane *l, struct cell *cell)
{
	cell->state = CELL_NEW;
	l->tip = cell->made;
	l->n_new++;
}

static const char *message_of(struct ctx *c, const git_oid *id)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	git_commit *commit = NULL;

	if (!git_commit_lookup(&commit, c->repo.git, id))
		strbuf_adds(&text, git_commit_message(commit));
	git_commit_free(commit);
	utf8_recode(&text);
	return arena_strdup(&c->repo.arena, text.buf);
}

/* What was made of it, by a person or on the way to that, on just this commit. */
static bool take_resolved(struct ctx *c, struct fanout *f, struct lane *l,
			  size_t k)
{
	struct cell *cell = &l->cell[k];
	const git_oid *id = &cell->from;

	for (size_t i = 0; i < f->resolved.n; i++) {
		const struct resolved *m = &f->resolved.merge[i];
		if (!oid_eq(&m->ours, &l->tip) || !oid_eq(&m->theirs, id) ||
		    git_oid_is_zero(&m->commit))
			continue;
		cell->made = m->commit;
		if (oid_eq(&m->commit, &l->tip)) {
			cell->state = CELL_SKIPPED;
			return true;
		}
		cell->message = message_of(c, &m->commit);
		if (m->by_hand)
			cell->resolution = l->target->branch.name;
		take(l, cell);
		return true;
	}
	return false;
}

/* A resolution of the same commit on another branch, or on what this one was
 * before, is a commit as good as any to pick. */
static int reuse(struct ctx *c, struct fanout *f, struct lane *l, size_t k)
{
	struct cell *cell = &l->cell[k];
	int rc = 0;

	for (size_t i = f->resolved.n; !rc && i-- > 0;) {
		const struct resolved *m = &f->resolved.merge[i];
		struct pick again = { .commit = m->commit,
				      .parent = m->ours,
				      .onto = l->tip };
		if (!m->by_hand || oid_eq(&m->commit, &m->ours) ||
		    (!oid_eq(&m->theirs, &cell->from) &&
		     !same_change(c, &m->theirs, &cell->from)))
			continue;
		if ((rc = pick_apply(&c->repo, &again, 1)) < 0)
			return rc;
		if (again.result != PICK_CLEAN)
			continue;
		cell->pick.tree = again.tree;
		if ((rc = make_again(c, l, cell, m)) < 0)
			return rc;
		cell->resolution = m->branch;
		take(l, cell);
		return 0;
	}
	return rc;
}

/* Unless the target has it without a word of that. */
static int settle_conflict(struct ctx *c, struct fanout *f, struct lane *l,
			   size_t k)
{
	struct cell *cell = &l->cell[k];
	int rc;

	cell->state = CELL_CONFLICT;
	if ((rc = reuse(c, f, l, k)) < 0 || cell->state != CELL_CONFLICT)
		return rc;
	rc = unsaid_find(c, f, l, k, &cell->found);
	if (rc > 0) {
		cell->state = CELL_THERE;
		cell->evidence = "patch-id";
	}
	l->conflicts = cell->state == CELL_CONFLICT;
	return rc < 0 ? rc : 0;
}

static int settle_cell(struct ctx *c, struct fanout *f, struct lane *l,
		       size_t k)
{
	struct cell *cell = &l->cell[k];
	struct pick_style style = fanout_style(f, cell);
	int rc;

	if (cell->pick.result == PICK_CONFLICT)
		return settle_conflict(c, f, l, k);
	if (cell->pick.result == PICK_EMPTY && !f->keeps_empty) {
		cell->state = CELL_EMPTY;
		return 0;
	}
	rc = make_pick(c, l, cell, &style);
	if (!rc && f->cascade)
		rc = cascade_adopt(c, l, cell);
	if (!rc)
		take(l, cell);
	return rc;
}

/* Is there something to pick for this cell?  What is known of it is noted. */
static bool is_open(struct ctx *c, struct fanout *f, size_t i, size_t k)
{
	const struct source *s = &f->sources->item[k];
	struct lane *l = &f->lane[i];
	struct cell *cell = &l->cell[k];

	cell->from = s->id;
	cell->parent = s->parent;
	cell->near = NULL;
	if (cell->state == CELL_ANCESTOR || cell->state == CELL_THERE)
		return false;
	if (s->only && s->only != l->target) {
		cell->state = CELL_NONE;
		return false;
	}
	if (f->cascade && !l->conflicts)
		l->conflicts = !cascade_from(c, f, i, k, cell);
	if (l->conflicts)
		cell->state = CELL_BEHIND;
	return !l->conflicts && !take_resolved(c, f, l, k);
}

static int apply(struct ctx *c, struct fanout *f, size_t k, struct lane **lane,
		 size_t n)
{
	struct pick *pick = arena_alloc(&c->repo.arena, n * sizeof(*pick));

	for (size_t i = 0; i < n; i++)
		pick[i] = (struct pick){ .commit = lane[i]->cell[k].from,
					 .parent = lane[i]->cell[k].parent,
					 .onto = lane[i]->tip };
	int rc = n ? pick_apply(&c->repo, pick, n) : 0;
	for (size_t i = 0; !rc && i < n; i++) {
		lane[i]->cell[k].pick = pick[i];
		rc = settle_cell(c, f, lane[i], k);
	}
	return rc;
}

/* One commit onto all targets: these picks do not need each other, unless one
 * is made of the other. */
static int make_round(struct ctx *c, struct fanout *f, size_t k)
{
	struct lane **lane = arena_alloc(&c->repo.arena, f->n * sizeof(*lane));
	size_t n = 0;
	int rc = 0;

	for (size_t i = 0; !rc && i < f->n; i++) {
		if (!is_open(c, f, i, k))
			continue;
		lane[n++] = &f->lane[i];
		if (!f->cascade)
			continue;
		rc = apply(c, f, k, lane, n);
		n = 0;
	}
	return rc ? rc : apply(c, f, k, lane, n);
}

int fanout_make(struct ctx *c, struct fanout *f)
{
	int rc = f->cascade ? cascade_order(c, f) : 0;

	for (size_t i = 0; i < f->n; i++)
		f->lane[i].tip = f->lane[i].target->tip;
	if (rc < 0 || (rc = present_look(c, f)) < 0)
		return rc;
	for (size_t k = 0; !rc && k < f->sources->n; k++)
		rc = make_round(c, f, k);
	return rc;
}
