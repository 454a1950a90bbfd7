#include "git-backport/pick/stop.h"

#include "base/cleanup.h"
#include "base/file.h"
#include "base/utf8.h"
#include "git-backport/fanout/typed.h"
#include "git/overwrite.h"
#include "git/worktree_env.h"
#include "git/worktree.h"

#include <string.h>

/* Where a person resolves it. */
struct place {
	const char *path;
	const char *head; /* of it: a branch, or hex */
	git_oid at;       /* the commit it is at */
	bool own;         /* a work tree that is added for it */
};

static int check_busy(struct ctx *c, const struct worktree *w)
{
	if (!w->busy)
		return 0;
	int rc = error(E_POLICY, "%s is going on in '%s'", w->busy, w->path);
	error_hint(
		"end it first, or leave out what conflicts: %s --on-conflict=skip ...",
		c->program->call);
	return rc;
}

/* git picks into an index that is as HEAD, and what goes back would take what is
 * staged with it. */
static int check_staged(struct ctx *c, const struct worktree *w)
{
	static const char *const argv[] = { "git",
					    "diff-index",
					    "--cached",
					    "--quiet",
					    "--ita-visible-in-index",
					    "HEAD",
					    "--",
					    NULL };
	CLEANUP(strvec) struct strvec env = STRVEC_INIT;
	CLEANUP(strbuf) struct strbuf out = STRBUF_INIT;

	worktree_env(&c->repo, w->path, &env);
	int rc = worktree_git(w->path, &env, argv, NULL, &out);
	if (rc <= 0)
		return rc;
	rc = error(E_POLICY, "there are staged changes in '%s'", w->path);
	error_hint("commit them first, or git stash");
	return rc;
}

/* E_POLICY: it cannot be there. */
static int check_tree(struct ctx *c, const struct worktree *w,
		      const struct lane *l)
{
	int rc =
		w ? check_busy(c, w) :
		    error(E_POLICY,
			  "a conflict is resolved in a work tree, and this is none");

	if (rc < 0 || (rc = check_staged(c, w)) < 0)
		return rc;
	return overwrite_check(&c->repo, w, &w->head, &l->tip);
}

/* A message that names files, each in a line of its own. */
static const char *in_one_line(struct plan *p, const char *message)
{
	CLEANUP(text) char *text = xstrdup(message);
	CLEANUP(strbuf) struct strbuf out = STRBUF_INIT;
	size_t n = 0;

	for (char *save, *line = strtok_r(text, "\n", &save); line;
	     line = strtok_r(NULL, "\n", &save))
		strbuf_addf(&out, "%s%s",
			    !n++   ? "" :
			    n == 2 ? ": " :
				     ", ",
			    line + strspn(line, " "));
	return plan_text(p, "%s", out.buf);
}

static int own_place(struct ctx *c, struct plan *p, const struct lane *l,
		     struct place *out)
{
	const char *path = resolve_own_tree(&c->repo);
	if (file_exists(path)) {
		int rc = error(E_POLICY,
			       "'%s' is there already, of a conflict before",
			       path);
		error_hint("to remove it: git worktree remove --force %s",
			   ctx_shell(c, path));
		return rc;
	}
	plan_note(p, "%s: the conflict gets a work tree of its own",
		  in_one_line(p, error_message()));
	*out = (struct place){ .path = path,
			       .head = plan_text(p, "%s", oid_hex(&l->tip)),
			       .at = l->tip,
			       .own = true };
	return 0;
}

/* The current work tree, or where the conflict before was; one of its own where
 * the current one is not to be touched. */
static int find_place(struct ctx *c, struct plan *p, const struct fanout *f,
		      const struct lane *l, struct place *out)
{
	bool first = !f->resolved.exists;
	struct worktrees trees;
	int rc = worktrees_list(&c->repo, &trees);

	if (rc < 0)
		return rc;
	const struct worktree *w =
		first ? worktrees_current(&trees) :
			worktrees_at(&trees, f->resolved.worktree);
	rc = check_tree(c, w, l);
	if (rc == E_POLICY && first)
		return own_place(c, p, l, out);
	if (rc < 0)
		return rc;
	*out = (struct place){ .path = w->path,
			       .head = w->branch ? w->branch :
						   plan_text(p, "%s",
							     oid_hex(&w->head)),
			       .at = w->head };
	return 0;
}

static const char *typed_set_up(struct ctx *c, struct plan *p,
				const struct place *at, const struct fanout *f,
				const struct lane *l, size_t k)
{
	const char *pick = typed_pick(p, f, l, k, true);

	if (!at->own)
		return plan_text(p, "git switch --detach %s\n%s",
				 oid_short(&l->tip), pick);
	return plan_text(p, "git worktree add --detach %s %s\ncd %s\n%s",
			 ctx_shell(c, at->path), oid_short(&l->tip),
			 ctx_shell(c, at->path), pick);
}

static int set_up(struct ctx *c, struct plan *p, struct fanout *f,
		  const struct strvec *again, const struct lane *l, size_t k)
{
	const git_oid *from = &l->cell[k].from;
	struct pick_text text = { .message = STRBUF_INIT };
	struct pick_style style = fanout_style(f, &l->cell[k]);
	struct place at;
	int rc = find_place(c, p, f, l, &at);

	if (rc < 0)
		return rc;
	struct step *s = plan_add(p, STEP_RESOLVE);
	s->what = plan_text(p, "set up the pick of %s onto '%s' in '%s'",
			    oid_short(from), l->target->branch.name, at.path);
	s->command = typed_set_up(c, p, &at, f, l, k);
	s->worktree = plan_text(p, "%s", at.path);
	s->head_from = plan_text(p, "%s", at.head);
	s->ref = plan_text(p, "%s", l->target->branch.name);
	s->from = l->tip;
	s->to = *from;
	s->picks = true;
	s->options = typed_options(p, f, &l->cell[k]);
	step_change(p, s, plan_text(p, "refs/heads/%s", s->ref), &at.at,
		    &l->tip);
	s->argv = arena_alloc(&p->arena, sizeof(*s->argv));
	for (size_t i = 0; i < again->n; i++)
		strvec_push(s->argv, again->v[i]);
	rc = pick_message(&c->repo, from, &style, &text);
	utf8_recode(&text.message);
	s->message = plan_text(p, "%s", text.message.buf);
	strbuf_release(&text.message);
	p->outcome = plan_text(
		p,
		"the pick of %s onto '%s' is set up in '%s': resolve it, git add and git commit, then: %s --continue\n"
		"(or %s --skip, to leave this commit out there; %s --abort, to go back)",
		oid_short(from), s->ref, at.path, c->program->call,
		c->program->call, c->program->call);
	p->stops = true;
	return rc;
}

/* The commits that went well before it are noted with it. */
static void note_made(struct plan *p, const struct lane *l, size_t until)
{
	for (size_t k = 0; k < until; k++) {
		const struct cell *cell = &l->cell[k];
		if (cell->state != CELL_NEW)
			continue;
		struct step *s = plan_add(p, STEP_OBJECT);
		s->what = plan_text(p, "pick %s onto '%s'",
				    oid_short(&cell->from),
				    l->target->branch.name);
		s->ref = plan_text(p, "%s", l->branch.ref);
		s->message = plan_text(p, "%s", cell->message);
		s->from = cell->from;
		s->to = cell->made;
	}
}

int stop_write(struct ctx *c, struct plan *p, struct fanout *f,
	       const struct strvec *again)
{
	for (size_t i = 0; i < f->n; i++) {
		const struct lane *l = &f->lane[i];
		for (size_t k = 0; l->conflicts && k < f->sources->n; k++) {
			if (l->cell[k].state != CELL_CONFLICT)
				continue;
			for (size_t j = 0; f->cascade && j < i; j++)
				note_made(p, &f->lane[j], f->sources->n);
			note_made(p, l, k);
			return set_up(c, p, f, again, l, k);
		}
	}
	return 0;
}

void stop_forget(struct ctx *c, struct plan *p, const struct fanout *f)
{
	bool own = resolve_is_own_tree(&c->repo, f->resolved.worktree);

	if (!f->resolved.exists)
		return;
	struct step *s = plan_add(p, STEP_RESOLVED);
	s->what =
		own ? "forget the picks that were resolved, and remove their work tree" :
		      "forget the picks that were resolved";
	/* where a work tree of ours was is no place to go back to */
	if (!own)
		s->head_from = plan_text(p, "%s", f->resolved.head);
}
