#include "git-rel/start/next_stage.h"

#include "base/cleanup.h"
#include "base/run.h"
#include "base/strvec.h"
#include "git-rel/start/first_stage.h"
#include "git-rel/start/open_stable.h"
#include "git-rel/start/push.h"
#include "git/history.h"
#include "git/lock_files.h"
#include "git/published.h"
#include "git/uncommitted.h"
#include "git/worktree_env.h"
#include "object/build.h"
#include "release/hook_notes.h"
#include "release/branch.h"
#include "release/gates.h"
#include "release/ref_moves.h"
#include "release/track_step.h"

#include <git2.h>
#include <string.h>

struct stage {
	struct start *s;
	struct ctx *c;
	struct plan *p;
	struct stages *b;
	struct branch branch;
	struct worktrees trees;
	struct worktree *tree;
	const char *left_out; /* a file that git does not track */
};

static int elsewhere(const struct stage *g)
{
	const char *branch = ref_short(g->b->branch);
	int rc = error(E_STALE, "'%s' is not on branch '%s' any more",
		       g->b->worktree, branch);

	error_hint("git switch %s, then git rel --continue; or git rel --abort",
		   ctx_shell(g->c, branch));
	return rc;
}

/* The policy of another work tree may be another one. */
static int check_here(const struct stage *g)
{
	const char *here = g->c->repo.work_tree;
	int rc;

	if (here && !strcmp(here, g->b->worktree))
		return 0;
	rc = error(E_STALE, "'%s' goes on in '%s'",
		   stages_command(g->b, &g->c->repo), g->b->worktree);
	error_hint("git -C %s rel --continue", ctx_shell(g->c, g->b->worktree));
	return rc;
}

static int find(struct stage *g)
{
	int rc;

	g->branch.ref = g->b->branch;
	g->branch.name = ref_short(g->b->branch);
	if ((rc = repo_ref(&g->c->repo, g->branch.ref, &g->branch.local)) < 0 ||
	    (rc = worktrees_list(&g->c->repo, &g->trees)) < 0)
		return rc;
	g->branch.tip = g->branch.local;
	g->tree = worktrees_at(&g->trees, g->b->worktree);
	if (git_oid_is_zero(&g->branch.local) || !g->tree || !g->tree->branch ||
	    strcmp(g->tree->branch, g->branch.ref))
		return elsewhere(g);
	return 0;
}

static int run_all(struct stage *g, const struct commands *cmds,
		   const git_oid *commit)
{
	int rc = 0;

	for (size_t i = 0; !rc && i < cmds->n; i++) {
		if (!commit &&
		    stages_has_passed(g->b, gate_name(g->c, cmds->item[i]),
				      cmds->item[i]->line))
			continue;
		rc = gate_step(g->c, g->p, &g->s->rel, cmds->item[i],
			       g->b->worktree, commit);
		if (!rc)
			g->p->step[g->p->n - 1].message = "start";
	}
	g->p->goes_on = g->p->n > 0;
	return rc;
}

static void add_all(struct stage *g, const struct strvec *before)
{
	struct step *s = plan_add(g->p, STEP_ADD);

	s->what = "add what was changed";
	s->ref = "add";
	s->worktree = plan_text(g->p, "%s", g->b->worktree);
	s->argv = arena_alloc(&g->p->arena, sizeof(*s->argv));
	for (size_t i = 0; i < before->n; i++)
		strvec_push(s->argv, before->v[i]);
	g->p->goes_on = true;
}

/* git add and git write-tree lock it. */
static int check_index(struct stage *g)
{
	int rc = lock_files_check_index(g->tree->git_dir);

	if (rc < 0)
		error_hint("then run it again: git rel --continue");
	return rc;
}

/* Something that git add would take?  Once checks have begun, new files are
 * theirs, or somebody's who forgot to add them. */
static int add_changes(struct stage *g)
{
	CLEANUP(strvec) struct strvec dirty = STRVEC_INIT, there = STRVEC_INIT;
	CLEANUP(strvec) struct strvec fresh = STRVEC_INIT, old = STRVEC_INIT;
	struct repo *r = &g->c->repo;
	int rc;

	if ((rc = uncommitted_tracked(r, g->b->worktree, true, &dirty)) < 0 ||
	    (rc = uncommitted_untracked(r, g->b->worktree, &there)) < 0)
		return rc;
	uncommitted_new(&there, &g->b->untracked, &fresh, &old);
	if (dirty.n || (fresh.n && !g->b->checking))
		add_all(g, g->b->checking ? &there : &g->b->untracked);
	else if (fresh.n || old.n)
		g->left_out =
			plan_text(g->p, "%s", fresh.n ? fresh.v[0] : old.v[0]);
	return 0;
}

/* Not aside: the index remembers the trees that it was written as. */
static int index_tree(struct stage *g, git_oid *out)
{
	static const char *const argv[] = { "git", "-c",
					    "core.fsync=loose-object",
					    "write-tree", NULL };
	CLEANUP(strvec) struct strvec env = STRVEC_INIT;
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;

	worktree_env(&g->c->repo, g->b->worktree, &env);
	struct run run = { .argv = argv,
			   .env = (const char *const *)env.v,
			   .dir = g->b->worktree,
			   .out = &text };
	int rc = run_command(&run);
	if (!rc && git_oid_fromstrn(out, text.buf, GIT_OID_HEXSZ) < 0)
		rc = 1;
	return rc > 0 ? error(E_FAIL, "git write-tree failed in '%s'",
			      g->b->worktree) :
			rc;
}

/* Is the tip the release commit, and nobody else's?  A bump that is a commit
 * of its own stays that; so does what others have. */
static int may_amend(struct stage *g, bool *out)
{
	bool public = false;
	int rc = 0;

	*out = stages_has_made(g->b, &g->branch.tip);
	if (*out)
		rc = published(&g->c->repo, &g->branch.tip, &public);
	*out = *out && !public;
	return rc;
}

static int message_of(struct stage *g, bool amends, struct strbuf *out)
{
	git_commit *commit = NULL;

	if (!amends) {
		strbuf_adds(out, g->b->message);
		return 0;
	}
	if (git_commit_lookup(&commit, g->c->repo.git, &g->branch.tip) < 0)
		return error_git("cannot read %s", oid_short(&g->branch.tip));
	strbuf_adds(out, git_commit_message(commit));
	git_commit_free(commit);
	return 0;
}

/* The release commit with what the steps changed in it; a new commit where
 * there is none yet, or where others came on top of it. */
static int amend(struct stage *g, const git_oid *tree, git_oid *out)
{
	CLEANUP(strbuf) struct strbuf message = STRBUF_INIT;
	const git_oid *tip = &g->branch.tip;
	struct commit commit = { .branch = g->branch.name,
				 .key = "rel.commitMessage",
				 .tree = *tree,
				 .parent = { *tip },
				 .n_parents = 1,
				 .no_verify = g->s->no_verify };
	bool amends;
	int rc = may_amend(g, &amends);

	if (!rc)
		rc = message_of(g, amends, &message);
	if (!rc && amends)
		rc = history_parent(&g->c->repo, tip, 0, &commit.parent[0]);
	if (amends)
		commit.amends = *tip;
	if (rc < 0)
		return rc;
	commit.message = message.buf;
	if ((rc = build_commit(&g->c->repo, &commit, out)) < 0)
		return rc;
	hook_notes_commit(g->c, g->p, false, commit.no_verify);
	struct step *s = plan_add(g->p, STEP_OBJECT);
	s->what = plan_text(g->p, "make what was changed part of '%s'",
			    g->branch.name);
	const char *verify = commit.no_verify ? " --no-verify" : "";
	s->command = amends ? plan_text(g->p, "git commit%s --amend --no-edit",
					verify) :
			      plan_text(g->p, "git commit%s -m %s", verify,
					ctx_shell(g->c, message.buf));
	s->ref = plan_text(g->p, "%s", g->branch.ref);
	s->message = plan_text(g->p, "%s", message.buf);
	s->to = *out;
	return 0;
}

static int commit_changes(struct stage *g, const git_oid *tree)
{
	struct remote none = { 0 };
	struct ref_moves m;
	git_oid to;
	int rc = amend(g, tree, &to);

	if (rc < 0 || (rc = ref_moves_init(&m, g->c, g->p, &none)) < 0)
		return rc;
	stages_add_made(g->b, &g->c->repo, &to);
	ref_moves_branch(&m, &g->branch, &to);
	g->p->goes_on = true;
	if ((rc = ref_moves_write(&m)) < 0)
		return rc;
	first_stage_note(g->p, g->b);
	return 0;
}

/* What came there meanwhile has not been checked. */
static int check_remote(struct stage *g)
{
	struct release *rel = &g->s->rel;
	const git_oid checked = g->branch.local;
	int rc;

	if ((rc = release_remote(g->c, rel, false)) < 0 ||
	    (rc = need_remote(g->c, rel)) < 0)
		return rc;
	rc = branch_look(g->c, &rel->remote, g->branch.name, &g->branch);
	if (rc < 0 || oid_eq(&g->branch.tip, &checked))
		return rc;
	rc = error(E_STALE, "'%s' has commits on '%s' that are not here",
		   g->branch.name, rel->remote.name);
	error_hint("git pull, then git rel --continue");
	return rc;
}

static int end(struct stage *g)
{
	bool pushes = start_pushes(g->s, g->c);
	struct remote *remote = &g->s->rel.remote, none = { 0 };
	struct ref_moves m;
	int rc = 0;

	if (pushes)
		rc = check_remote(g);
	if (rc < 0 || (rc = open_stable_again(g->s, g->c, g->b)) < 0 ||
	    (rc = ref_moves_init(&m, g->c, g->p, pushes ? remote : &none)) < 0)
		return rc;
	m.no_verify = g->s->no_verify;
	if (pushes)
		ref_moves_branch(&m, &g->branch, &g->branch.tip);
	open_stable_move(g->s, &m);
	if ((rc = ref_moves_write(&m)) < 0)
		return rc;
	if (pushes) {
		track_step(g->c, g->p, remote->name, g->branch.name);
		open_stable_track(g->s, g->c, g->p);
	}
	struct step *s = plan_add(g->p, STEP_NOTE);
	s->what = "the release is prepared";
	if (g->left_out)
		plan_note(
			g->p,
			"'%s' is not part of the release: git does not track it",
			g->left_out);
	s->ref = "begun";
	g->p->outcome = plan_text(g->p, "%s",
				  g->b->outcome ? g->b->outcome :
						  "the release is prepared");
	return 0;
}

static int next_stage(struct stage *g)
{
	struct commands open;
	git_oid tree, head_tree;
	int rc = run_all(g, &g->s->prepare, NULL);

	if (rc < 0 || g->p->n)
		return rc;
	if ((rc = check_index(g)) < 0)
		return rc;
	if ((rc = add_changes(g)) < 0 || g->p->n)
		return rc;
	if ((rc = index_tree(g, &tree)) < 0 ||
	    (rc = history_tree(&g->c->repo, &g->branch.tip, &head_tree)) < 0)
		return rc;
	if (!oid_eq(&tree, &head_tree))
		return commit_changes(g, &tree);
	if ((rc = gate_open(g->c, &g->s->rel, &g->s->check, &g->branch.tip,
			    &open)) < 0 ||
	    (rc = run_all(g, &open, &g->branch.tip)) < 0 || g->p->n)
		return rc;
	return end(g);
}

int next_stage_plan(struct start *s, struct ctx *c, struct plan *p,
		    struct stages *b)
{
	struct stage g = { .s = s, .c = c, .p = p, .b = b };
	int rc;

	p->title = plan_text(p, "%s", stages_command(b, &c->repo));
	p->release = plan_text(p, "%s", s->rel.version.text);
	p->part_of = plan_text(p, "%s", b->id);
	s->rel.branch = ref_short(b->branch);
	rc = check_here(&g);
	if (!rc)
		rc = find(&g);
	if (!rc)
		rc = gate_commands(c, &s->rel, NULL, "prepare", &s->prepare);
	if (!rc)
		rc = gate_commands(c, &s->rel, NULL, "check", &s->check);
	if (rc < 0)
		return rc;
	if (s->no_check)
		s->check.n = 0;
	return next_stage(&g);
}
