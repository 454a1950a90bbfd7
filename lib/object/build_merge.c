#include "object/build.h"

#include "base/cleanup.h"
#include "base/run.h"
#include "base/strvec.h"
#include "git/history.h"
#include "git/scratch.h"
#include "object/attributes.h"
#include "object/stand_in.h"

#include <git2.h>
#include <string.h>

static int conflict(const struct merge *m)
{
	return error(E_CONFLICT, "'%s' does not merge cleanly into '%s'",
		     m->what, m->branch);
}

/* The end of the field that ends in the id of the tree, NULL: there is none.  A
 * merge driver may have printed something before it. */
static const char *find_tree(const struct strbuf *out, git_oid *tree)
{
	const char *end = out->buf + out->len;

	for (const char *p = out->buf; p < end; p += strlen(p) + 1) {
		size_t n = strlen(p);
		if (n >= GIT_OID_HEXSZ &&
		    oid_from_hex(tree, p + n - GIT_OID_HEXSZ))
			return p + n;
	}
	return NULL;
}

/* git's answer: "<tree>\0", then the paths in conflict, each once, then an
 * empty field and messages.  The exit status is the truth: a conflict can come
 * without paths. */
static int ask_merge_tree(struct repo *r, struct merge *m, const git_oid *ours,
			  const git_oid *theirs, git_oid *tree)
{
	const char *argv[] = { "git",           "merge-tree",
			       "--write-tree",  "-z",
			       "--name-only",   oid_hex(ours),
			       oid_hex(theirs), NULL };
	CLEANUP(strbuf) struct strbuf out = STRBUF_INIT, err = STRBUF_INIT;
	CLEANUP(attributes) struct attributes attr = ATTRIBUTES_INIT;
	CLEANUP(strvec) struct strvec env = STRVEC_INIT;
	int rc;

	if ((rc = scratch_open(r)) < 0 ||
	    (rc = attributes_of(&attr, r, &m->ours, NULL)) < 0)
		return rc;
	for (const char *const *e = r->env; e && *e; e++)
		strvec_push(&env, *e);
	attributes_env(&attr, r, &env);
	struct run run = { .argv = argv,
			   .env = (const char *const *)env.v,
			   .dir = attr.dir,
			   .out = &out,
			   .err = &err };
	if ((rc = run_command(&run)) < 0)
		return rc;
	const char *p = find_tree(&out, tree);
	if (rc > 1 || !p) {
		strbuf_trim_end(&err);
		return error(E_FAIL, "git cannot merge '%s' into '%s': %s",
			     m->what, m->branch, err.buf);
	}
	if (!rc)
		return 0;
	for (p++; p < out.buf + out.len && *p; p += strlen(p) + 1)
		strvec_push(&m->conflicts, p);
	return conflict(m);
}

/* git does not see all that conflicts in a changelog. */
static int add_conflicts(struct merge *m, const struct settle *own)
{
	for (size_t i = 0; i < own->n_conflicts; i++) {
		bool known = false;
		for (size_t k = 0; !known && k < m->conflicts.n; k++)
			known = !strcmp(m->conflicts.v[k], own->conflict[i]);
		if (!known)
			strvec_push(&m->conflicts, own->conflict[i]);
	}
	return conflict(m);
}

/* What came by its content, without its commits, as a merge of them: else what
 * both sides have from before would be news of both. */
static int as_merged(struct repo *r, const struct merge *m, git_oid *out)
{
	git_oid parent[2], tree;
	int rc;

	*out = m->theirs;
	if (git_oid_is_zero(&m->also))
		return 0;
	parent[1] = m->also;
	if ((rc = scratch_open(r)) < 0 ||
	    (rc = history_parent(r, &m->theirs, 0, &parent[0])) < 0 ||
	    (rc = history_tree(r, &m->theirs, &tree)) < 0)
		return rc;
	return stand_in_commit(r, &m->theirs, &tree, parent,
			       git_oid_is_zero(&parent[0]) ? 0 : 2, out);
}

static int merge_trees(struct repo *r, struct merge *m, const git_oid *theirs,
		       git_oid *tree)
{
	struct settle own = { &m->ours, theirs, .vars = m->vars,
			      .release = m->release };
	int rc = history_contains(r, &m->ours, theirs);

	/* Nothing happened on our side since the base, which is ours itself:
	 * a three-way merge takes theirs in every path. */
	if (rc)
		return rc < 0 ? rc : history_tree(r, theirs, tree);
	if ((rc = settle_files(r, &own)) < 0)
		return rc;
	rc = ask_merge_tree(r, m, own.n ? &own.stand_in[0] : &m->ours,
			    own.n ? &own.stand_in[1] : theirs, tree);
	settle_forget(r, &own);
	m->settled = own.file;
	m->n_settled = own.n;
	m->left = own.left;
	m->n_left = own.n_left;
	if (own.n_conflicts && (!rc || rc == E_CONFLICT))
		return add_conflicts(m, &own);
	return rc;
}

static int build_merge_tree(struct repo *r, struct merge *m, git_oid *tree)
{
	git_oid theirs;
	int rc = as_merged(r, m, &theirs);

	if (rc < 0)
		return rc;
	rc = merge_trees(r, m, &theirs, tree);
	if (!oid_eq(&theirs, &m->theirs))
		scratch_forget(r, &theirs);
	return rc;
}

static int commit_it(struct repo *r, const struct merge *m, const char *message,
		     git_oid *out)
{
	struct commit commit = { .branch = m->branch,
				 .tree = m->tree,
				 .parent = { m->ours, m->theirs },
				 .n_parents = 2,
				 .tag = m->tag,
				 .what = m->what,
				 .key = m->key,
				 .message = message,
				 .no_verify = m->no_verify };

	return build_commit(r, &commit, out);
}

int build_merge(struct repo *r, struct merge *m, git_oid *out)
{
	int rc = build_merge_tree(r, m, &m->tree);

	return rc < 0 ? rc : commit_it(r, m, m->message, out);
}

/* What `m` would merge, with `ours` and `theirs` in their place: its tree. */
static int merge_instead(struct repo *r, struct merge *m, const git_oid *ours,
			 const git_oid *theirs)
{
	struct merge one = *m;

	one.ours = *ours;
	one.theirs = *theirs;
	memset(&one.conflicts, 0, sizeof(one.conflicts));
	int rc = build_merge_tree(r, &one, &m->tree);
	strvec_clear(&one.conflicts);
	m->settled = one.settled;
	m->n_settled = one.n_settled;
	m->left = one.left;
	m->n_left = one.n_left;
	return rc;
}

/* First what our side has got since, then what theirs has. */
static int bring_along(struct repo *r, struct merge *m, const git_oid *made)
{
	git_oid was[2], side[2], tree;
	int rc;

	if ((rc = history_parent(r, made, 0, &was[0])) < 0 ||
	    (rc = history_parent(r, made, 1, &was[1])) < 0 ||
	    (rc = history_contains(r, &was[0], &m->ours)) < 0)
		return rc;
	if (!rc)
		return conflict(m);
	rc = oid_eq(&was[0], &m->ours) ? history_tree(r, made, &m->tree) :
					 merge_instead(r, m, &m->ours, made);
	if (rc < 0 || oid_eq(&was[1], &m->theirs))
		return rc;
	/* theirs may be no child of what it was, but a merge made anew */
	if ((rc = scratch_open(r)) < 0 ||
	    (rc = history_tree(r, &m->theirs, &tree)) < 0)
		return rc;
	rc = stand_in_commit(r, &m->theirs, &tree, &was[1], 1, &side[1]);
	if (rc < 0)
		return rc;
	was[0] = m->ours;
	rc = stand_in_commit(r, made, &m->tree, was, 2, &side[0]);
	if (!rc)
		rc = merge_instead(r, m, &side[0], &side[1]);
	scratch_forget(r, &side[0]);
	scratch_forget(r, &side[1]);
	return rc;
}

int build_merge_again(struct repo *r, struct merge *m, const git_oid *made,
		      git_oid *out)
{
	git_commit *commit = NULL;
	int rc = bring_along(r, m, made);

	if (rc < 0)
		return rc;
	if (git_commit_lookup(&commit, r->git, made) < 0)
		return error_git("cannot read commit %s", oid_short(made));
	rc = commit_it(r, m, git_commit_message(commit), out);
	git_commit_free(commit);
	return rc;
}
