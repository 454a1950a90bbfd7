#include "object/build.h"

#include "base/cleanup.h"
#include "base/run.h"
#include "base/strvec.h"
#include "git/history.h"
#include "git/scratch.h"
#include "object/attributes.h"

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
	    (rc = attributes_of(&attr, r, &m->ours)) < 0)
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

static int build_merge_tree(struct repo *r, struct merge *m, git_oid *tree)
{
	struct settle own = { &m->ours, &m->theirs, .vars = m->vars,
			      .release = m->release };
	int rc = history_contains(r, &m->ours, &m->theirs);

	/* Nothing happened on our side since the base, which is ours itself:
	 * a three-way merge takes theirs in every path. */
	if (rc)
		return rc < 0 ? rc : history_tree(r, &m->theirs, tree);
	if ((rc = settle_files(r, &own)) < 0)
		return rc;
	rc = ask_merge_tree(r, m, own.n ? &own.stand_in[0] : &m->ours,
			    own.n ? &own.stand_in[1] : &m->theirs, tree);
	settle_forget(r, &own);
	m->settled = own.file;
	m->n_settled = own.n;
	m->left = own.left;
	m->n_left = own.n_left;
	if (own.n_conflicts && (!rc || rc == E_CONFLICT))
		return add_conflicts(m, &own);
	return rc;
}

int build_merge(struct repo *r, struct merge *m, git_oid *out)
{
	struct commit commit = { .branch = m->branch,
				 .parent = { m->ours, m->theirs },
				 .n_parents = 2,
				 .tag = m->tag,
				 .what = m->what,
				 .message = m->message,
				 .no_verify = m->no_verify };
	int rc = build_merge_tree(r, m, &m->tree);

	commit.tree = m->tree;
	return rc < 0 ? rc : build_commit(r, &commit, out);
}
