#include "git-rel/notes/commit.h"

#include "base/cleanup.h"
#include "git-rel/notes/amend.h"
#include "git-rel/notes/files.h"
#include "git/commit_parents.h"
#include "git/history.h"
#include "git/scratch.h"
#include "object/build.h"
#include "release/commit_typed.h"
#include "release/hook_notes.h"
#include "release/ref_moves.h"

#include <git2.h>

/* The mode a file has; that of a plain one for a new file. */
static int mode_of(struct notes *n, const char *path, git_filemode_t *mode)
{
	git_tree_entry *entry;
	int rc = notes_entry(n, &n->at, path, &entry);

	*mode = rc > 0 ? git_tree_entry_filemode(entry) : GIT_FILEMODE_BLOB;
	git_tree_entry_free(entry);
	return rc;
}

int notes_tree(struct notes *n, git_oid *out)
{
	struct repo *r = &n->c->repo;
	git_tree_update *update =
		arena_alloc(&r->arena, n->n * sizeof(*update));
	git_tree *tree = NULL;
	git_oid id = n->tree;
	int rc;

	if ((rc = scratch_open(r)) < 0 ||
	    (git_oid_is_zero(&id) && (rc = history_tree(r, &n->at, &id)) < 0))
		return rc;
	for (size_t i = 0; i < n->n; i++) {
		const struct file_change *f = &n->change[i];
		update[i].path = f->path;
		update[i].action = f->text ? GIT_TREE_UPDATE_UPSERT :
					     GIT_TREE_UPDATE_REMOVE;
		if (f->text &&
		    (rc = mode_of(n, f->path, &update[i].filemode)) < 0)
			return rc;
		if (f->text && git_odb_write(&update[i].id, r->odb, f->text,
					     f->n, GIT_OBJECT_BLOB) < 0)
			return error_git("cannot write '%s'", f->path);
	}
	if (git_tree_lookup(&tree, r->git, &id) < 0)
		return error_git("cannot read the tree of '%s'",
				 n->branch.name);
	rc = git_tree_create_updated(out, r->git, tree, n->n, update);
	git_tree_free(tree);
	return rc < 0 ? error_git("cannot write the tree") : 0;
}

static int set_parents(struct notes *n, struct commit *commit,
		       const char **message)
{
	git_commit *tip = NULL;
	int rc;

	commit->parent[0] = n->at;
	commit->n_parents = 1;
	if (!n->amend)
		return 0;
	if ((rc = notes_check_amend(n)) < 0)
		return rc;
	if (git_commit_lookup(&tip, n->c->repo.git, &n->at) < 0)
		return error_git("cannot read %s", oid_short(&n->at));
	commit->n_parents = commit_parents(tip);
	commit->amends = n->at;
	*message = plan_text(n->p, "%s", git_commit_message(tip));
	for (unsigned i = 0; i < commit->n_parents && i < 2; i++)
		commit_parent(tip, i, &commit->parent[i]);
	git_commit_free(tip);
	return commit->n_parents < 3 ?
		       0 :
		       error(E_POLICY, "'%s' ends in a merge", n->branch.name);
}

/* Paths of the changes, those with a text or those that go. */
static const char *const *paths(struct notes *n, bool text, size_t *count)
{
	const char **out =
		arena_alloc(&n->c->repo.arena, (n->n + 1) * sizeof(*out));

	*count = 0;
	for (size_t i = 0; i < n->n; i++)
		if ((n->change[i].text != NULL) == text)
			out[(*count)++] = n->change[i].path;
	return out;
}

int notes_step(struct notes *n, const char *message, const git_oid *id)
{
	CLEANUP(strbuf) struct strbuf command = STRBUF_INIT;
	struct commit_typed typed = { .base = n->at,
				      .message = n->amend ? NULL : message };

	typed.text = paths(n, true, &typed.n_text);
	typed.gone = paths(n, false, &typed.n_gone);
	int rc = commit_typed(&n->c->repo, &typed, &command);
	if (rc < 0)
		return rc;
	struct step *s = plan_add(n->p, STEP_OBJECT);
	s->what = plan_text(n->p, "%s the notes%s%s to '%s'",
			    n->amend ? "add" : "commit",
			    typed.n_gone ? ", without their fragments," : "",
			    n->amend ? " to the last commit, and move" : "",
			    n->branch.name);
	if (n->amend)
		s->what = plan_text(n->p, "amend the last commit of '%s'",
				    n->branch.name);
	s->command = plan_text(n->p, "%s", command.buf);
	s->ref = plan_text(n->p, "%s", n->branch.ref);
	s->message = plan_text(n->p, "%s", message);
	s->to = *id;
	return 0;
}

static const struct remote nowhere;

int notes_plan(struct notes *n, const char *message, const char *outcome)
{
	struct commit commit = { .branch = n->branch.name,
				 .key = "rel.commitMessage",
				 .no_verify = n->no_verify };
	struct ref_moves m;
	git_oid id, old;
	int rc;

	n->p->outcome = plan_text(n->p, "%s", outcome);
	if (!n->n)
		return 0;
	if ((rc = notes_tree(n, &commit.tree)) < 0 ||
	    (rc = history_tree(&n->c->repo, &n->at, &old)) < 0 ||
	    (rc = set_parents(n, &commit, &message)) < 0)
		return rc;
	if (oid_eq(&old, &commit.tree))
		return 0;
	commit.message = message;
	if ((rc = build_commit(&n->c->repo, &commit, &id)) < 0 ||
	    (rc = ref_moves_init(&m, n->c, n->p, &nowhere)) < 0)
		return rc;
	hook_notes_commit(n->c, n->p, false, n->no_verify);
	if ((rc = notes_step(n, message, &id)) < 0)
		return rc;
	ref_moves_branch(&m, &n->branch, &id);
	return ref_moves_write(&m);
}
