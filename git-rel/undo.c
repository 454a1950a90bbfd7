/*
 * git rel undo: take the last operation back.  A plan like any other: it moves
 * back what is still where we left it.
 */
#include "base/cleanup.h"
#include "cmds.h"
#include "model/oplog.h"
#include "model/remote.h"
#include "moves.h"

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

/* What others may have built on stays. */
static int check_public(const struct plan *old)
{
	for (size_t i = 0; i < old->n; i++)
		for (size_t k = 0; k < old->step[i].n; k++) {
			const struct change *ch = &old->step[i].change[k];
			if (old->step[i].kind != STEP_PUSH ||
			    git_oid_is_zero(&ch->to))
				continue;
			bool tag = starts_with(ch->ref, "refs/tags/");
			if (!tag && git_oid_is_zero(&ch->from))
				continue; /* a branch that we made */
			int rc = error(E_POLICY,
				       "it is public: '%s' is on '%s'",
				       ref_short(ch->ref), old->step[i].remote);
			error_hint("what was pushed is not taken back; mend it "
				   "with a new version (git rel hotfix)");
			return rc;
		}
	return 0;
}

static int moved_since(const char *ref, const char *where)
{
	int rc = error(E_STALE, "'%s'%s%s was moved since", ref_short(ref),
		       where ? " on " : "", where ? where : "");

	error_hint("only what is still where it was left can be taken back");
	return rc;
}

static struct move *move_for(struct moves *m, const char *ref)
{
	for (size_t i = 0; i < m->n; i++)
		if (!strcmp(m->item[i].ref, ref))
			return &m->item[i];
	m->item = arena_grow(&m->p->arena, m->item, m->n, sizeof(*m->item));
	m->item[m->n].ref = plan_text(m->p, "%s", ref);
	return &m->item[m->n++];
}

static int turn_refs(struct moves *m, const struct step *s)
{
	for (size_t i = 0; i < s->n; i++) {
		const struct change *ch = &s->change[i];
		struct move *v = move_for(m, ch->ref);
		int rc = repo_ref(&m->c->repo, ch->ref, &v->local);
		if (rc < 0)
			return rc;
		if (!oid_eq(&v->local, &ch->to))
			return moved_since(ch->ref, NULL);
		v->to = ch->from;
		v->here = true;
	}
	return 0;
}

static int turn_push(struct moves *m, const struct step *s,
		     struct remote *remote)
{
	int rc = remote_look(&m->c->repo, remote, s->remote);

	if (rc < 0)
		return rc;
	m->remote = remote;
	for (size_t i = 0; i < s->n; i++) {
		const struct change *ch = &s->change[i];
		struct move *v = move_for(m, ch->ref);
		v->remote = *remote_ref(remote, ch->ref);
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

/* Back to where HEAD was, from where it was put. */
static void turn_head(struct moves *m, const struct step *s)
{
	const struct worktree *w = worktrees_current(&m->trees);

	if (w && !strcmp(w->path, s->worktree) &&
	    !strcmp(w->branch ? w->branch : oid_hex(&w->head), s->head_to))
		moves_switch(m, s->head_from);
}

static int turn_all(struct moves *m, const struct plan *old,
		    struct remote *remote)
{
	int rc = 0;

	for (size_t i = 0; !rc && i < old->n; i++) {
		const struct step *s = &old->step[i];
		if (s->kind == STEP_REFS)
			rc = turn_refs(m, s);
		else if (s->kind == STEP_PUSH)
			rc = turn_push(m, s, remote);
		else if (s->kind == STEP_CONFIG)
			turn_config(m->p, s);
		else if (s->kind == STEP_CHECKOUT && s->head_from)
			turn_head(m, s);
	}
	return rc;
}

static int plan_undo(struct ctx *c, struct plan *p)
{
	struct oplog log;
	struct plan old;
	struct remote remote = { 0 };
	struct moves m;
	int rc = oplog_read(&c->repo, &log);

	if (rc < 0)
		return rc;
	const struct operation *op = find_last(&log);
	if (!op)
		return error(E_NOTFOUND, "there is nothing to take back");
	if ((rc = plan_read(&old, op->lines, strlen(op->lines))) < 0)
		return error_in(rc, "cannot take back '%s'", op->title);
	if ((rc = check_public(&old)) < 0 ||
	    (rc = moves_init(&m, c, p, &remote)) < 0 ||
	    (rc = turn_all(&m, &old, &remote)) < 0 ||
	    (rc = moves_write(&m)) < 0) {
		plan_release(&old);
		return error_in(rc, "cannot take back '%s'", op->title);
	}
	p->undoes = plan_text(p, "%s", op->id);
	p->outcome = plan_text(p, "taken back: %s", op->title);
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
