#include "release/ref_moves.h"

#include "base/cleanup.h"
#include "base/quote.h"
#include "git/history.h"
#include "release/branch.h"
#include "release/hook_notes.h"
#include "release/tree_moves.h"

#include <string.h>

/* GitHub starts nothing for a push with more tags than this. */
#define GITHUB_TAGS_MAX 3

int ref_moves_init(struct ref_moves *m, struct ctx *c, struct plan *p,
		   const struct remote *remote)
{
	memset(m, 0, sizeof(*m));
	m->c = c;
	m->p = p;
	m->remote = remote;
	return worktrees_list(&c->repo, &m->trees);
}

static struct ref_move *add(struct ref_moves *m, const char *ref)
{
	m->item = arena_grow(&m->p->arena, m->item, m->n, sizeof(*m->item));
	m->item[m->n].ref = plan_text(m->p, "%s", ref);
	return &m->item[m->n++];
}

void ref_moves_branch(struct ref_moves *m, const struct branch *b,
		      const git_oid *to)
{
	struct ref_move *v = add(m, b->ref);

	v->local = b->local;
	v->remote = b->remote;
	v->to = *to;
	/* a branch that is only on the remote stays only there */
	v->here = !git_oid_is_zero(&b->local) || !m->remote->name;
	v->there = true;
}

void ref_moves_tag(struct ref_moves *m, const char *ref, const git_oid *local,
		   const git_oid *remote, const git_oid *to)
{
	struct ref_move *v = add(m, ref);

	v->local = *local;
	v->remote = *remote;
	v->to = *to;
	v->here = v->there = true;
}

void ref_moves_seen(struct ref_moves *m, const char *ref, const git_oid *local,
		    const git_oid *to)
{
	if (!m->remote->name)
		return;
	struct ref_move *v = add(m, ref);
	v->local = *local;
	v->to = *to;
	v->here = true;
}

void ref_moves_delete(struct ref_moves *m, const struct branch *b)
{
	struct ref_move *v = add(m, b->ref);

	v->local = b->local;
	v->remote = b->remote;
	v->here = v->there = true;
}

void ref_moves_switch(struct ref_moves *m, const char *where)
{
	m->go = plan_text(m->p, "%s", where);
}

/* The ref in which git remembers the branch there, or NULL where its name is
 * not the usual one. */
static const char *tracking(const struct ref_moves *m, const char *ref)
{
	const char *remote = m->remote->name;
	const char *spec =
		config_git_sub(&m->c->repo.config, "remote", remote, "fetch");

	if (!spec ||
	    strcmp(spec,
		   plan_text(m->p, "+refs/heads/*:refs/remotes/%s/*", remote)))
		return NULL;
	return plan_text(m->p, "refs/remotes/%s/%s", remote, ref_short(ref));
}

/* A branch that only catches up with the remote, or that is deleted where it is
 * gone there already: nothing is pushed for it, so no push moves its tracking
 * ref along. */
static int track(struct ref_moves *m, const struct ref_move *v)
{
	git_oid to = v->to, at;

	if (!m->remote->name || !v->here || !oid_eq(&v->remote, &to) ||
	    (oid_eq(&v->local, &to) && !git_oid_is_zero(&to)))
		return 0;
	const char *ref = tracking(m, v->ref);
	int rc = ref ? repo_ref(&m->c->repo, ref, &at) : 0;
	if (rc < 0 || !ref || git_oid_is_zero(&at))
		return rc;
	for (size_t i = 0; i < m->n; i++)
		if (!strcmp(m->item[i].ref, ref))
			return 0; /* it was noted with the rest */
	struct ref_move *t = add(m, ref);
	t->local = at;
	t->to = to;
	t->here = true;
	return 0;
}

static int track_all(struct ref_moves *m)
{
	size_t n = m->n;
	int rc = 0;

	for (size_t i = 0; !rc && i < n; i++)
		if (starts_with(m->item[i].ref, "refs/heads/"))
			rc = track(m, &m->item[i]);
	return rc;
}

static int check_tags(const struct ref_moves *m)
{
	size_t tags = 0;

	for (size_t i = 0; i < m->n; i++)
		tags += starts_with(m->item[i].ref, "refs/tags/") &&
			!git_oid_is_zero(&m->item[i].to) && m->item[i].there;
	if (tags <= GITHUB_TAGS_MAX || !m->remote->url ||
	    !strstr(m->remote->url, "github.com"))
		return 0;
	int rc = error(
		E_POLICY,
		"%zu tags in one push: GitHub would start nothing for any of them",
		tags);
	error_hint("push them in groups of at most %d", GITHUB_TAGS_MAX);
	return rc;
}

static bool is_branch(const char *ref)
{
	return starts_with(ref, "refs/heads/");
}

/* Is a branch put elsewhere there, and not forward? */
static bool replaces(const struct ref_moves *m)
{
	for (size_t i = 0; i < m->n; i++) {
		const struct ref_move *v = &m->item[i];
		if (v->there && is_branch(v->ref) &&
		    !git_oid_is_zero(&v->remote) && !git_oid_is_zero(&v->to) &&
		    !oid_eq(&v->remote, &v->to) &&
		    history_contains(&m->c->repo, &v->remote, &v->to) == 0)
			return true;
	}
	return false;
}

static int write_push(struct ref_moves *m)
{
	CLEANUP(strbuf) struct strbuf command = STRBUF_INIT;
	struct step *s = NULL;
	int rc = check_tags(m);

	if (rc < 0 || !m->remote->name)
		return rc;
	strbuf_addf(&command, "git push --atomic %s%s%s",
		    m->no_verify ? "--no-verify " : "",
		    replaces(m) ? "--force-with-lease " : "",
		    ctx_shell(m->c, m->remote->name));
	for (size_t i = 0; i < m->n; i++) {
		const struct ref_move *v = &m->item[i];
		if (!v->there || oid_eq(&v->remote, &v->to))
			continue;
		if (!s)
			s = plan_add(m->p, STEP_PUSH);
		step_change(m->p, s, v->ref, &v->remote, &v->to);
		strbuf_addc(&command, ' ');
		const char *name = is_branch(v->ref) ?
					   branch_word(m->c, m->remote,
						       ref_short(v->ref)) :
					   ctx_shell(m->c, ref_short(v->ref));
		if (git_oid_is_zero(&v->to))
			strbuf_addf(&command, ":%s", name);
		else if (!oid_eq(&v->local, &v->to) && is_branch(v->ref) &&
			 !plan_commits_to(m->p, v->ref))
			strbuf_addf(&command, "%s:%s", oid_short(&v->to),
				    ctx_shell(m->c, v->ref)); /* not here yet */
		else
			strbuf_adds(&command, name);
	}
	if (!s)
		return 0;
	s->remote = plan_text(m->p, "%s", m->remote->name);
	s->what = plan_text(m->p, "push to '%s', all or nothing", s->remote);
	s->command = plan_text(m->p, "%s", command.buf);
	s->no_verify = m->no_verify;
	hook_notes_push(m->c, m->p, m->no_verify);
	return 0;
}

/* What a person types for one ref, if no step before it has done it: merges and
 * tags leave theirs where they belong, a fetch those of the remote. */
static void add_typed(const struct ref_moves *m, const struct ref_move *v,
		      struct strbuf *out)
{
	const char *name = ctx_shell(m->c, ref_short(v->ref));
	const struct worktree *at = worktrees_holding(&m->trees, v->ref);
	const char *to = oid_short(&v->to);

	if (git_oid_is_zero(&v->to))
		strbuf_addf(out, "git %s %s\n",
			    starts_with(v->ref, "refs/rel/") ? "update-ref -d" :
			    starts_with(v->ref, "refs/tags/") ? "tag -d" :
			    is_branch(v->ref)                 ? "branch -D" :
								"branch -d -r",
			    name);
	else if (!is_branch(v->ref) || plan_commits_to(m->p, v->ref))
		return;
	else if (git_oid_is_zero(&v->local))
		strbuf_addf(out, "git branch %s %s\n", name, to);
	else if (!at)
		strbuf_addf(out, "git branch -f %s %s\n", name, to);
	else if (at == worktrees_current(&m->trees))
		strbuf_addf(out, "git switch %s\ngit reset --keep %s\n", name,
			    to);
	else
		strbuf_addf(out, "git -C %s reset --keep %s\n",
			    ctx_shell(m->c, at->path), to);
}

/* Commits and merges are typed on their branches: the way back from the last
 * one, where HEAD does not move. */
static void add_way_back(const struct ref_moves *m, struct strbuf *out)
{
	const struct worktree *w = worktrees_current(&m->trees);
	const char *at = NULL;

	for (size_t i = 0; i < m->p->n; i++) {
		const struct step *s = &m->p->step[i];
		if (s->kind != STEP_OBJECT ||
		    !starts_with(s->ref, "refs/heads/"))
			continue;
		const struct worktree *there =
			worktrees_holding(&m->trees, s->ref);
		at = there && there != w ? at : s->ref;
	}
	if (!w || m->go || !at || (w->branch && !strcmp(w->branch, at)))
		return;
	strbuf_addf(out, "git switch %s%s\n", w->branch ? "" : "--detach ",
		    ctx_shell(m->c, w->branch ? ref_short(w->branch) :
						oid_hex(&w->head)));
}

static void write_refs(struct ref_moves *m, bool deletions)
{
	CLEANUP(strbuf) struct strbuf command = STRBUF_INIT;
	struct step *s = NULL;
	bool tag = false;

	for (size_t i = 0; i < m->n; i++) {
		const struct ref_move *v = &m->item[i];
		if (!v->here || oid_eq(&v->local, &v->to) ||
		    git_oid_is_zero(&v->to) != deletions)
			continue;
		if (!s)
			s = plan_add(m->p, STEP_REFS);
		step_change(m->p, s, v->ref, &v->local, &v->to);
		tag = starts_with(v->ref, "refs/tags/");
		add_typed(m, v, &command);
	}
	if (!s)
		return;
	s->what = deletions ? s->n > 1 ? "delete here" :
			      tag      ? "delete the tag here" :
					 "delete the branch here" :
			      "move the refs here, all or nothing";
	if (!deletions)
		add_way_back(m, &command);
	strbuf_trim_end(&command);
	if (command.len)
		s->command = plan_text(m->p, "%s", command.buf);
}

/* What `git branch -d` removes with a branch. */
static void write_config(struct ref_moves *m)
{
	const struct config *config = &m->c->repo.config;

	for (size_t i = 0; i < m->n; i++) {
		const char *name = ref_short(m->item[i].ref);
		if (!m->item[i].here || !git_oid_is_zero(&m->item[i].to) ||
		    !is_branch(m->item[i].ref) ||
		    !(config_git_sub(config, "branch", name, "remote") ||
		      config_git_sub(config, "branch", name, "merge")))
			continue;
		struct step *s = plan_add(m->p, STEP_CONFIG);
		s->what = plan_text(m->p, "forget the settings of branch '%s'",
				    name);
		step_set(m->p, s, plan_text(m->p, "branch.%s", name), NULL,
			 NULL);
	}
}

int ref_moves_write(struct ref_moves *m)
{
	int rc = track_all(m);

	if (!rc)
		rc = write_push(m);
	if (rc < 0)
		return rc;
	write_refs(m, false);
	if ((rc = tree_moves_write(m)) < 0)
		return rc;
	write_refs(m, true);
	write_config(m);
	return 0;
}
