#include "git-backport/present.h"

#include "base/cleanup.h"
#include "base/run.h"
#include "base/strvec.h"
#include "git/history.h"

#include <string.h>

/* A commit of a target that names one of the sources. */
struct mention {
	git_oid id;
	const char *message;
};

struct mentions {
	struct mention *item;
	size_t n;
};

/* Commits that the targets have and the sources lack, whose message has the
 * first digits of a source's id. */
static int ask(struct ctx *c, const struct fanout *f, struct strbuf *out)
{
	CLEANUP(strvec) struct strvec argv = STRVEC_INIT;

	strvec_pushl(&argv, "git", "log", "-z", "--fixed-strings",
		     "--format=%H%n%B", "--no-show-signature", (char *)NULL);
	for (size_t k = 0; k < f->sources->n; k++)
		strvec_pushf(&argv, "--grep=%.7s",
			     oid_hex(&f->sources->item[k].id));
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

static int read_mentions(struct ctx *c, struct strbuf *text,
			 struct mentions *out)
{
	const char *end = text->buf + text->len;

	for (const char *p = text->buf; p < end; p += strlen(p) + 1) {
		struct mention m;
		if (strlen(p) < GIT_OID_HEXSZ + 1 ||
		    git_oid_fromstrn(&m.id, p, GIT_OID_HEXSZ) < 0)
			return error(E_FAIL, "cannot read git's log");
		m.message = arena_strdup(&c->repo.arena, p + GIT_OID_HEXSZ + 1);
		out->item = arena_grow(&c->repo.arena, out->item, out->n,
				       sizeof(m));
		out->item[out->n++] = m;
	}
	return 0;
}

/* How a message says that it is a pick of `id`; NULL: it does not. */
static const char *says(const char *message, const git_oid *id)
{
	static const char line[] = "cherry picked from commit ";
	const char *hex = oid_hex(id);

	for (const char *p = strstr(message, line); p; p = strstr(p + 1, line))
		if (starts_with(p + strlen(line), hex))
			return "cherry-pick -x";
	return NULL;
}

static bool reverts(const char *message, const git_oid *id)
{
	const char *p = strstr(message, "This reverts commit ");

	return p && strstr(p, oid_hex(id));
}

static int find_revert(struct ctx *c, const struct lane *l,
		       const struct mentions *all, struct cell *cell)
{
	for (size_t i = 0; i < all->n; i++) {
		int rc;
		if (!reverts(all->item[i].message, &cell->found))
			continue;
		rc = history_contains(&c->repo, &all->item[i].id,
				      &l->target->tip);
		if (rc < 0)
			return rc;
		if (!rc)
			continue;
		cell->reverted = cell->found;
		cell->by = all->item[i].id;
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
		const char *how = says(all->item[i].message, &s->id);
		if (!how)
			continue;
		rc = history_contains(&c->repo, &all->item[i].id,
				      &l->target->tip);
		if (rc < 0)
			return rc;
		if (!rc)
			continue;
		cell->state = CELL_THERE;
		cell->found = all->item[i].id;
		cell->evidence = how;
	}
	return cell->state == CELL_THERE ? find_revert(c, l, all, cell) : 0;
}

int present_look(struct ctx *c, struct fanout *f)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	struct mentions all = { 0 };
	int rc;

	if ((rc = ask(c, f, &text)) < 0 ||
	    (rc = read_mentions(c, &text, &all)) < 0)
		return rc;
	for (size_t i = 0; !rc && i < f->n; i++)
		for (size_t k = 0; !rc && k < f->sources->n; k++)
			rc = look_cell(c, &f->lane[i], &f->sources->item[k],
				       &all, &f->lane[i].cell[k]);
	return rc;
}
