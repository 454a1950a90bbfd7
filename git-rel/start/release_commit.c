#include "git-rel/start/release_commit.h"

#include "base/cleanup.h"
#include "git-rel/notes/build.h"
#include "git-rel/notes/commit.h"
#include "release/bump_step.h"
#include "release/commit_step.h"

#include <string.h>

/* What the release commit holds: notes, and the bump unless that is by itself. */
struct contents {
	struct bump bump;
	struct notes notes;
	const char **path, **gone;
	size_t n, n_gone;
};

static int separate_bump(struct ctx *c, struct plan *p,
			 struct release_commits *how, struct contents *in,
			 git_oid *tip)
{
	const struct bump_step bump = { .rel = how->rel,
					.branch = how->branch,
					.base = how->base,
					.message = K_BUMP_MESSAGE,
					.no_verify = how->no_verify };

	if (!*setting(&c->repo.config, K_BUMP_MESSAGE))
		return 0;
	int rc = bump_commit(c, p, &bump, &in->bump, tip);
	in->bump.n = 0;
	return rc;
}

static int make_notes(struct ctx *c, struct plan *p,
		      struct release_commits *how, struct contents *in)
{
	struct notes *n = &in->notes;

	n->c = c;
	n->p = p;
	n->rel = *how->rel;
	n->branch = *how->branch;
	n->at = how->base;
	n->tree = in->bump.tree;
	int rc = notes_release(n);
	how->noted = n->noted;
	how->keeps_notes = n->style != NOTES_NONE || n->file;
	/* a final version that has its candidates' notes lacks nothing */
	if (!rc && n->nothing.what && !n->noted.merged)
		plan_note(p, "%s", n->nothing.what);
	return rc;
}

static void list_paths(struct ctx *c, struct contents *in)
{
	size_t max = in->bump.n + in->notes.n;

	in->path = arena_alloc(&c->repo.arena, (max + 1) * sizeof(*in->path));
	in->gone = arena_alloc(&c->repo.arena, (max + 1) * sizeof(*in->gone));
	for (size_t i = 0; i < in->bump.n; i++)
		in->path[in->n++] = in->bump.path[i];
	for (size_t i = 0; i < in->notes.n; i++) {
		const struct file_change *f = &in->notes.change[i];
		if (f->text)
			in->path[in->n++] = f->path;
		else
			in->gone[in->n_gone++] = f->path;
	}
}

static const char *what_of(struct plan *p, const struct contents *in,
			   const struct release *rel)
{
	const char *merged = in->notes.noted.merged;
	const char *folded =
		merged ? plan_text(p, ", with those of %s", merged) : "";

	if (!in->bump.n)
		return plan_text(p, "commit the notes of %s%s",
				 rel->version.text, folded);
	return plan_text(p, "%s%s%s", bump_what(p, &in->bump, &rel->version),
			 in->notes.n ? " and its notes" : "", folded);
}

static int release_commit(struct ctx *c, struct plan *p,
			  struct release_commits *how, struct contents *in,
			  git_oid *tip)
{
	CLEANUP(strbuf) struct strbuf message = STRBUF_INIT;
	struct commit_step commit = { .branch = how->branch,
				      .parent = *tip,
				      .no_verify = how->no_verify };
	int rc;

	if ((rc = notes_tree(&in->notes, &commit.tree)) < 0 ||
	    (rc = release_message(c, how->rel, &message)) < 0)
		return rc;
	commit.message = message.buf;
	list_paths(c, in);
	commit.path = in->path;
	commit.n = in->n;
	commit.gone = in->gone;
	commit.n_gone = in->n_gone;
	commit.what = what_of(p, in, how->rel);
	how->made = true;
	return commit_step_plan(c, p, &commit, tip);
}

int release_commits(struct ctx *c, struct plan *p, struct release_commits *how,
		    git_oid *tip)
{
	struct contents in = { 0 };
	int rc;

	*tip = how->base;
	rc = bump_files(c, &how->base, &how->rel->version, how->lower,
			&in.bump);
	if (!rc)
		rc = separate_bump(c, p, how, &in, tip);
	if (!rc)
		rc = make_notes(c, p, how, &in);
	if (rc < 0)
		return rc;
	if (!in.bump.n && !in.notes.n)
		return 0;
	return release_commit(c, p, how, &in, tip);
}
