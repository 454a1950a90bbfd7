#include "git-backport/present.h"

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
	strvec_push(&argv, "--not");
	for (size_t k = 0; k < f->sources->n; k++)
		strvec_push(&argv, oid_hex(&f->sources->item[k].id));
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

/* A pick that was taken back is there no more. */
static int find_revert(struct ctx *c, const struct lane *l,
		       const struct mentions *all, struct cell *cell)
{
	for (size_t i = 0; i < all->n; i++) {
		const struct mention *m = &all->item[i];
		const struct pointer *p =
			says(m, &cell->found, POINTER_REVERT, POINTER_REVERT);
		if (!p || p->partial)
			continue;
		int rc = history_contains(&c->repo, &m->id, &l->target->tip);
		if (rc < 0)
			return rc;
		if (!rc)
			continue;
		cell->reverted = cell->found;
		cell->by = m->id;
		cell->state = CELL_NEW;
	}
	return 0;
}

static int look_cell(struct ctx *c, const struct lane *l,
		     const struct source *s, const struct mentions *all,
		     struct cell *cell)
{
	int rc = history_contains(&c->repo, &s->id, &l->target->tip);

	if (rc) {
		cell->state = CELL_ANCESTOR;
		return rc < 0 ? rc : 0;
	}
	for (size_t i = 0; i < all->n && cell->state != CELL_THERE; i++) {
		const struct mention *m = &all->item[i];
		const struct pointer *p =
			says(m, &s->id, POINTER_PICK, POINTER_EDITED);
		if (!p || p->partial)
			continue;
		rc = history_contains(&c->repo, &m->id, &l->target->tip);
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

static int look_cells(struct ctx *c, struct fanout *f,
		      const struct mentions *all)
{
	int rc = 0;

	for (size_t i = 0; !rc && i < f->n; i++)
		for (size_t k = 0; !rc && k < f->sources->n; k++)
			rc = look_cell(c, &f->lane[i], &f->sources->item[k],
				       all, &f->lane[i].cell[k]);
	return rc;
}

static int look_reverts(struct ctx *c, struct fanout *f, git_oid *id)
{
	struct mentions all = { 0 };
	size_t n = 0;

	for (size_t i = 0; i < f->n; i++)
		for (size_t k = 0; k < f->sources->n; k++)
			if (f->lane[i].cell[k].state == CELL_THERE)
				id[n++] = f->lane[i].cell[k].found;
	int rc = find_mentions(c, f, id, n, &all);
	for (size_t i = 0; !rc && i < f->n; i++)
		for (size_t k = 0; !rc && k < f->sources->n; k++)
			if (f->lane[i].cell[k].state == CELL_THERE)
				rc = find_revert(c, &f->lane[i], &all,
						 &f->lane[i].cell[k]);
	return rc;
}

int present_look(struct ctx *c, struct fanout *f)
{
	size_t most = f->sources->n * (f->n ? f->n : 1);
	git_oid *id = arena_alloc(&c->repo.arena, most * sizeof(*id));
	struct mentions all = { 0 };
	int rc;

	for (size_t k = 0; k < f->sources->n; k++)
		id[k] = f->sources->item[k].id;
	if ((rc = find_mentions(c, f, id, f->sources->n, &all)) < 0 ||
	    (rc = look_cells(c, f, &all)) < 0)
		return rc;
	return look_reverts(c, f, id);
}
