#include "git-backport/fanout/present.h"

#include "base/cleanup.h"
#include "base/run.h"
#include "base/strvec.h"
#include "git/history.h"
#include "pick/provenance.h"

#include <string.h>

/* A commit of a target whose message names one that is looked for. */
struct mention {
	git_oid id;
	struct provenance says;
};

struct mentions {
	struct mention *item;
	size_t n;
};

/* Commits that the targets have and the sources lack, whose message has the
 * first digits of one of these ids. */
static int ask(struct ctx *c, const struct fanout *f, const git_oid *id,
	       size_t n, struct strbuf *out)
{
	CLEANUP(strvec) struct strvec argv = STRVEC_INIT;

	strvec_pushl(&argv, "git", "log", "-z", "-i", "--fixed-strings",
		     "--format=%H%n%B", "--no-show-signature", (char *)NULL);
	for (size_t i = 0; i < n; i++)
		strvec_pushf(&argv, "--grep=%.7s", oid_hex(&id[i]));
	for (size_t i = 0; i < f->n; i++)
		strvec_push(&argv, oid_hex(&f->lane[i].target->tip));
	if (!git_oid_is_zero(&f->common))
		strvec_pushf(&argv, "^%s", oid_hex(&f->common));
	strvec_push(&argv, "--");
	struct run run = { .argv = (const char *const *)argv.v,
			   .env = c->repo.env,
			   .out = out };
	int rc = run_command(&run);
	return rc > 0 ? error(E_FAIL, "git log failed") : rc;
}

static int find_mentions(struct ctx *c, const struct fanout *f,
			 const git_oid *id, size_t n, struct mentions *out)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	int rc = n ? ask(c, f, id, n, &text) : 0;
	const char *end = text.buf + text.len;

	for (const char *p = text.buf; !rc && p < end; p += strlen(p) + 1) {
		struct mention m = { .says = { .arena = &c->repo.arena } };
		if (strlen(p) < GIT_OID_HEXSZ + 1 ||
		    git_oid_fromstrn(&m.id, p, GIT_OID_HEXSZ) < 0)
			return error(E_FAIL, "cannot read git's log");
		p += GIT_OID_HEXSZ + 1;
		provenance_read(&m.says, p, strlen(p));
		out->item = arena_grow(&c->repo.arena, out->item, out->n,
				       sizeof(m));
		out->item[out->n++] = m;
	}
	return rc;
}

/* What it says of that commit; NULL: nothing of these kinds. */
static const struct pointer *says(const struct mention *m, const git_oid *id,
				  enum pointer_kind one,
				  enum pointer_kind other)
{
	const char *hex = oid_hex(id);

	for (size_t i = 0; i < m->says.n; i++) {
		const struct pointer *p = &m->says.v[i];
		if ((p->kind == one || p->kind == other) && p->id &&
		    starts_with(hex, p->id))
			return p;
	}
	return NULL;
}

/* The commit of the target that took `id` back, and was not taken back itself; two
 * that name one another end at `depth`.  1: there is one. */
static int reverted_by(struct ctx *c, const struct fanout *f,
		       const struct lane *l, const git_oid *id, int depth,
		       git_oid *out)
{
	struct mentions all = { 0 };
	int rc = depth ? find_mentions(c, f, id, 1, &all) : 0;

	for (size_t i = 0; !rc && i < all.n; i++) {
		const struct mention *m = &all.item[i];
		const struct pointer *p =
			says(m, id, POINTER_REVERT, POINTER_REAPPLY);
		git_oid by;
		if (!p || p->partial)
			continue;
		rc = history_contains(&c->repo, &m->id, &l->target->tip);
		if (rc <= 0)
			continue;
		rc = reverted_by(c, f, l, &m->id, depth - 1, &by);
		if (rc)
			rc = rc < 0 ? rc : 0;
		else {
			*out = m->id;
			return 1;
		}
	}
	return rc;
}

int present_reverted(struct ctx *c, const struct fanout *f,
		     const struct lane *l, const git_oid *id)
{
	git_oid by;

	return reverted_by(c, f, l, id, 4, &by);
}

/* What was taken back is there no more, be it a pick or the commit itself. */
static int find_revert(struct ctx *c, const struct fanout *f,
		       const struct lane *l, const git_oid *source,
		       struct cell *cell)
{
	const git_oid *id = cell->state == CELL_THERE ? &cell->found : source;
	int rc = reverted_by(c, f, l, id, 4, &cell->by);

	if (rc <= 0)
		return rc;
	cell->reverted = *id;
	cell->state = CELL_NEW;
	return 0;
}

static int find_ancestor(struct ctx *c, const struct lane *l,
			 const struct source *s, struct cell *cell)
{
	int rc = history_contains(&c->repo, &s->id, &l->target->tip);

	if (rc > 0)
		cell->state = CELL_ANCESTOR;
	return rc < 0 ? rc : 0;
}

static int find_pick(struct ctx *c, const struct lane *l,
		     const struct source *s, const struct mentions *all,
		     struct cell *cell)
{
	for (size_t i = 0; i < all->n && cell->state != CELL_THERE; i++) {
		const struct mention *m = &all->item[i];
		const struct pointer *p =
			says(m, &s->id, POINTER_PICK, POINTER_EDITED);
		if (!p || p->partial)
			continue;
		int rc = history_contains(&c->repo, &m->id, &l->target->tip);
		if (rc < 0)
			return rc;
		if (!rc)
			continue;
		cell->state = CELL_THERE;
		cell->found = m->id;
		cell->evidence = p->form;
	}
	return 0;
}

/* Does any target have that commit itself?  None has what comes after one that
 * none has, and to see that the walk is short. */
static int is_anywhere(struct ctx *c, const struct fanout *f, size_t k,
		       const git_oid *tip, const git_oid **absent)
{
	const git_oid *id = &f->sources->item[k].id;
	int rc = *absent ? history_contains(&c->repo, *absent, id) : 0;

	if (rc)
		return rc < 0 ? rc : 0;
	rc = history_on_any(&c->repo, id, tip, f->n);
	if (!rc)
		*absent = id;
	return rc;
}

static int look_cells(struct ctx *c, struct fanout *f,
		      const struct mentions *all)
{
	git_oid *tip = arena_alloc(&c->repo.arena, f->n * sizeof(*tip));
	const git_oid *absent = NULL;
	int rc = 0;

	for (size_t i = 0; i < f->n; i++)
		tip[i] = f->lane[i].target->tip;
	for (size_t k = 0; rc >= 0 && k < f->sources->n; k++) {
		const struct source *s = &f->sources->item[k];
		bool anywhere;

		rc = is_anywhere(c, f, k, tip, &absent);
		anywhere = rc > 0;
		for (size_t i = 0; rc >= 0 && i < f->n; i++) {
			struct cell *cell = &f->lane[i].cell[k];
			if (anywhere)
				rc = find_ancestor(c, &f->lane[i], s, cell);
			if (rc >= 0 && cell->state != CELL_ANCESTOR)
				rc = find_pick(c, &f->lane[i], s, all, cell);
		}
	}
	return rc < 0 ? rc : 0;
}

static int look_reverts(struct ctx *c, struct fanout *f)
{
	int rc = 0;

	for (size_t i = 0; !rc && i < f->n; i++)
		for (size_t k = 0; !rc && k < f->sources->n; k++)
			if (f->lane[i].cell[k].state == CELL_THERE ||
			    f->lane[i].cell[k].state == CELL_ANCESTOR)
				rc = find_revert(c, f, &f->lane[i],
						 &f->sources->item[k].id,
						 &f->lane[i].cell[k]);
	return rc;
}

/* Nothing that all of the sources have can be a pick of one of them. */
static int find_common(struct ctx *c, struct fanout *f)
{
	int rc = 0;

	f->common = f->sources->item[0].id;
	for (size_t k = 1; !rc && k < f->sources->n; k++) {
		const git_oid *id = &f->sources->item[k].id;
		git_oid base = f->common;
		if (!git_oid_is_zero(&base))
			rc = history_merge_base(&c->repo, &base, id,
						&f->common);
	}
	return rc;
}

int present_look(struct ctx *c, struct fanout *f)
{
	git_oid *id = arena_alloc(&c->repo.arena, f->sources->n * sizeof(*id));
	struct mentions all = { 0 };
	int rc = find_common(c, f);

	for (size_t k = 0; k < f->sources->n; k++)
		id[k] = f->sources->item[k].id;
	if (!rc)
		rc = find_mentions(c, f, id, f->sources->n, &all);
	if (!rc)
		rc = look_cells(c, f, &all);
	return rc ? rc : look_reverts(c, f);
}
