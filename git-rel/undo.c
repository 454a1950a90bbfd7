/*
 * git rel undo: take the last operation back.  A plan like any other: it moves
 * back what is still where we left it.
 */
#include "git-rel/cmds.h"
#include "git-rel/undo_public.h"

#include "base/cleanup.h"
#include "base/file.h"
#include "evidence/names.h"
#include "git/remote.h"
#include "plan/oplog.h"
#include "release/ref_moves.h"

#include <string.h>

static const struct opt opts[] = { OPT_END };

/* Newest operation that is neither taken back nor itself a taking back. */
static const struct operation *find_last(const struct oplog *log)
{
	for (size_t i = log->n; i-- > 0;)
		if (!log->item[i].undone && !log->item[i].undoes)
			return &log->item[i];
	return NULL;
}

static int moved_since(const char *ref, const char *where)
{
	int rc = error(E_STALE, "'%s'%s%s was moved since", ref_short(ref),
		       where ? " on " : "", where ? where : "");

	error_hint("only what is still where it was left can be taken back");
	return rc;
}

static struct ref_move *move_for(struct ref_moves *m, const char *ref)
{
	for (size_t i = 0; i < m->n; i++)
		if (!strcmp(m->item[i].ref, ref))
			return &m->item[i];
	m->item = arena_grow(&m->p->arena, m->item, m->n, sizeof(*m->item));
	m->item[m->n].ref = plan_text(m->p, "%s", ref);
	return &m->item[m->n++];
}

/* The one of the remote, which may have had another commit there than we have. */
static struct ref_move *move_there(struct ref_moves *m, const char *ref,
				   const git_oid *to)
{
	for (size_t i = 0; i < m->n; i++) {
		struct ref_move *v = &m->item[i];
		if (!strcmp(v->ref, ref) &&
		    (v->there || !v->here || oid_eq(&v->to, to)))
			return v;
	}
	m->item = arena_grow(&m->p->arena, m->item, m->n, sizeof(*m->item));
	m->item[m->n].ref = plan_text(m->p, "%s", ref);
	return &m->item[m->n++];
}

/* Of somebody else, and never fetched. */
static bool is_lost(struct ref_moves *m, const struct change *ch,
		    const char *remote)
{
	if (git_oid_is_zero(&ch->from) ||
	    repo_has_object(&m->c->repo, &ch->from))
		return false;
	plan_note(
		m->p,
		"'%s' on '%s' was at %s, which is not here: it does not come back there",
		ref_short(ch->ref), remote, oid_short(&ch->from));
	return true;
}

/* What was made and is deleted by now is taken back already. */
static bool given_up(const struct change *ch, const git_oid *now)
{
	return git_oid_is_zero(&ch->from) && git_oid_is_zero(now);
}

/* Without its branch that would be a release that nobody can go on with. */
static int has_grown(struct ref_moves *m, const struct change *ch)
{
	const char *version = ch->ref + strlen(EVIDENCE_REFS);
	int rc = error(E_STALE, "more was recorded of %s since, and that stays",
		       version);

	if (!undo_is_over(m->c, version))
		error_hint(
			"git staging close --give-up -m <why> %s gives the release up",
			version);
	return rc;
}

/* Evidence that was begun then, and by now is not as it was, nor gone. */
static bool was_begun(struct ref_moves *m, const struct change *ch)
{
	git_oid at;

	return starts_with(ch->ref, EVIDENCE_REFS) &&
	       git_oid_is_zero(&ch->from) &&
	       repo_ref(&m->c->repo, ch->ref, &at) == 0 &&
	       !git_oid_is_zero(&at) && !oid_eq(&at, &ch->to);
}

/* What was found was found: evidence only grows.  Where it was just begun, and
 * nobody has seen it, it goes. */
static bool stays(struct ref_moves *m, const struct change *ch)
{
	git_oid at;

	if (!starts_with(ch->ref, "refs/rel/"))
		return false;
	return !git_oid_is_zero(&ch->from) ||
	       repo_ref(&m->c->repo, ch->ref, &at) < 0 || !oid_eq(&at, &ch->to);
}

static int turn_refs(struct ref_moves *m, const struct step *s)
{
	for (size_t i = 0; i < s->n; i++) {
		const struct change *ch = &s->change[i];
		if (was_begun(m, ch))
			return has_grown(m, ch);
		if (stays(m, ch))
			continue;
		struct ref_move *v = move_for(m, ch->ref);
		int rc = repo_ref(&m->c->repo, ch->ref, &v->local);
		if (rc < 0)
			return rc;
		if (!v->here && given_up(ch, &v->local))
			continue;
		if (!oid_eq(v->here ? &v->to : &v->local, &ch->to))
			return moved_since(ch->ref, NULL);
		v->to = ch->from;
		v->here = true;
	}
	return 0;
}

static int turn_push(struct ref_moves *m, const struct step *s,
		     struct remote *remote)
{
	int rc = remote_look(&m->c->repo, remote, s->remote);

	if (rc < 0)
		return rc;
	m->remote = remote;
	for (size_t i = 0; i < s->n; i++) {
		const struct change *ch = &s->change[i];
		if (starts_with(ch->ref, "refs/rel/"))
			continue;
		if (is_lost(m, ch, s->remote))
			continue;
		struct ref_move *v = move_there(m, ch->ref, &ch->from);
		v->remote = *remote_ref(remote, ch->ref);
		if (given_up(ch, &v->remote))
			continue;
		if (!oid_eq(&v->remote, &ch->to))
			return moved_since(ch->ref, s->remote);
		v->to = ch->from;
		v->there = true;
	}
	return 0;
}

static void turn_config(struct plan *p, const struct step *s)
{
	struct step *back = NULL;

	for (size_t i = 0; i < s->n_set; i++) {
		const struct config_change *ch = &s->set[i];
		/* a branch's settings go with the branch */
		if ((!ch->from && !ch->to) || starts_with(ch->key, "branch."))
			continue;
		if (!back)
			back = plan_add(p, STEP_CONFIG);
		back->what = "restore the settings";
		step_set(p, back, ch->key, ch->to, ch->from);
	}
}

static void turn_hook(struct plan *p, const struct step *s)
{
	struct step *back = plan_add(p, STEP_HOOK);

	back->what =
		plan_text(p, "%s %s", s->removes ? "write" : "remove", s->ref);
	back->ref = plan_text(p, "%s", s->ref);
	back->message = plan_text(p, "%s", s->message);
	back->chained = s->chained;
	back->removes = !s->removes;
}

/* What was written over is in no commit of ours. */
static int turn_file(struct plan *p, const struct step *s)
{
	if (!git_oid_is_zero(&s->from) || s->removes) {
		int rc = error(E_POLICY, "what '%s' was is not kept", s->ref);
		error_hint("git restore brings back what was committed");
		return rc;
	}
	struct step *back = plan_add(p, STEP_FILE);
	back->what = plan_text(p, "remove %s", s->ref);
	back->worktree = plan_text(p, "%s", s->worktree);
	back->ref = plan_text(p, "%s", s->ref);
	back->message = plan_text(p, "%s", s->message);
	back->removes = true;
	return 0;
}

/* Where HEAD was before a merge was resolved on a commit alone. */
static const char *before_resolve(const struct plan *old)
{
	for (size_t i = 0; i < old->n; i++)
		if (old->step[i].kind == STEP_RESOLVED)
			return old->step[i].head_from;
	return NULL;
}

/* Is it the one in which the step was done?  The folder of the only one may
 * have been renamed. */
static bool is_there_still(const struct ref_moves *m, const struct worktree *w,
			   const char *path)
{
	return !strcmp(w->path, path) ||
	       (m->trees.n == 1 && !file_exists(path));
}

/* Back to where HEAD was, from where it was put. */
static void turn_head(struct ref_moves *m, const struct plan *old,
		      const struct step *s)
{
	const struct worktree *w = worktrees_current(&m->trees);
	const char *before = before_resolve(old);

	if (before && !strcmp(before, s->head_to))
		return; /* it is there again already */
	if (w && is_there_still(m, w, s->worktree) &&
	    !strcmp(w->branch ? w->branch : oid_hex(&w->head), s->head_to))
		ref_moves_switch(m, before ? before : s->head_from);
}

static int turn_all(struct ref_moves *m, const struct plan *old,
		    struct remote *remote)
{
	int rc = 0;

	/* newest first: a ref may have been moved more than once */
	for (size_t i = old->n; !rc && i-- > 0;) {
		const struct step *s = &old->step[i];
		if (s->kind == STEP_REFS)
			rc = turn_refs(m, s);
		else if (s->kind == STEP_PUSH)
			rc = turn_push(m, s, remote);
		else if (s->kind == STEP_CONFIG)
			turn_config(m->p, s);
		else if (s->kind == STEP_HOOK)
			turn_hook(m->p, s);
		else if (s->kind == STEP_FILE)
			rc = turn_file(m->p, s);
		else if (s->kind == STEP_CHECKOUT && s->head_from)
			turn_head(m, old, s);
	}
	return rc;
}

/* Branches that go, and what was made and now has none: git keeps that for some
 * weeks. */
static void say_left(const struct ref_moves *m, const struct plan *old,
		     struct strbuf *out)
{
	for (size_t i = 0; i < m->n; i++) {
		const struct ref_move *v = &m->item[i];
		if (!v->here || !starts_with(v->ref, "refs/heads/") ||
		    git_oid_is_zero(&v->local) || oid_eq(&v->local, &v->to))
			continue;
		if (undo_made(old, &v->local))
			strbuf_addf(out, "\n'%s' was at %s (git show %s)",
				    ref_short(v->ref), oid_short(&v->local),
				    oid_short(&v->local));
		else if (git_oid_is_zero(&v->to))
			strbuf_addf(out, "\n'%s' is deleted",
				    ref_short(v->ref));
	}
}

/* An answer, say, that nobody but this repository knows. */
static bool has_recorded(const struct plan *old)
{
	for (size_t i = 0; i < old->n; i++)
		for (size_t k = 0; k < old->step[i].n; k++)
			if (old->step[i].kind == STEP_REFS &&
			    starts_with(old->step[i].change[k].ref,
					"refs/rel/evidence/"))
				return true;
	return false;
}

static int plan_undo(struct ctx *c, struct plan *p)
{
	struct oplog log;
	struct plan old;
	struct remote remote = { 0 };
	struct ref_moves m;
	int rc = oplog_read(&c->repo, &log);

	if (rc < 0)
		return rc;
	const struct operation *op = find_last(&log);
	if (!op)
		return error(E_NOTFOUND, "there is nothing to take back");
	const char *lines = oplog_whole(&c->repo, &log, op);
	if ((rc = plan_read(&old, lines, strlen(lines))) < 0)
		return error_in(rc, "cannot take back '%s'", op->title);
	if ((rc = undo_public(c, &old, op->told)) < 0 ||
	    (rc = ref_moves_init(&m, c, p, &remote)) < 0 ||
	    (rc = turn_all(&m, &old, &remote)) < 0 ||
	    (rc = ref_moves_write(&m)) < 0) {
		plan_release(&old);
		return error_in(rc, "cannot take back '%s'", op->title);
	}
	p->undoes = plan_text(p, "%s", op->part_of ? op->part_of : op->id);
	p->release = arena_strdup(&p->arena, old.release);
	CLEANUP(strbuf) struct strbuf left = STRBUF_INIT;
	say_left(&m, &old, &left);
	p->outcome =
		plan_is_empty(p) && has_recorded(&old) ?
			plan_text(
				p, "'%s' stays, for records only grow%s",
				op->title,
				undo_is_over(c, p->release) ?
					"" :
					": git staging withdraw <item> takes an answer of yours back") :
		plan_is_empty(p) ?
			plan_text(p, "'%s' has nothing left to take back",
				  op->title) :
			plan_text(p, "taken back: %s%s", op->title, left.buf);
	plan_release(&old);
	return 0;
}

const struct cmd cmd_undo = {
	.name = "undo",
	.args = "[<options>]",
	.brief = "take the last operation back",
	.opts = opts,
	.max_args = 0,
	.flags = CMD_CONFIRM,
	.plan = plan_undo,
};
