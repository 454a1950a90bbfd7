/*
 * git staging rehearse: what a release would set off, with a version that is none:
 * the branch of 0.0.0-test, the tag of 0.0.0-test.1.  And all of it away again.
 */
#include "git-stage/cmds.h"

#include "base/cleanup.h"
#include "git-stage/rehearse/names.h"
#include "git-stage/rehearse/releases.h"
#include "git/remote.h"
#include "release/branch.h"
#include "release/ref_moves.h"

#include <git2.h>
#include <string.h>

static int tags, cleans;

static const struct opt opts[] = {
	OPT_FLAG(0, "tag", &tags, "a tag, as the release would have"),
	OPT_FLAG(0, "clean", &cleans,
		 "delete branches and tags of rehearsals, here and there"),
	OPT_END,
};

/* The branch goes to the commit, forward, or anew. */
static int move_branch(struct ctx *c, struct plan *p, struct release *rel,
		       const git_oid *at)
{
	struct ref_moves m;
	struct branch b;
	int rc = branch_look(c, &rel->remote, rel->branch, &b);

	if (!rc)
		rc = ref_moves_init(&m, c, p, &rel->remote);
	if (rc < 0)
		return rc;
	ref_moves_branch(&m, &b, at);
	m.item[0].here = true;
	p->outcome = plan_text(
		p, "'%s' is at %s%s%s\n%s rehearse --clean takes it away again",
		rel->branch, oid_short(at),
		rel->remote.name ? ", pushed to " : "",
		rel->remote.name ? rel->remote.name : "", c->program->call);
	return ref_moves_write(&m);
}

/* The next one that is free: 0.0.0-test.1, 0.0.0-test.2. */
static int name_tag(struct ctx *c, struct release *rel)
{
	for (int i = 1; i < REHEARSALS_MAX; i++) {
		git_oid here;
		int rc = rehearsal_tag(c, rel, i);
		if (rc < 0 ||
		    (rc = repo_ref(&c->repo, rel->tag_ref, &here)) < 0)
			return rc;
		if (git_oid_is_zero(&here) &&
		    git_oid_is_zero(remote_ref(&rel->remote, rel->tag_ref)))
			return 0;
	}
	return error(E_EXISTS, "there are 999 rehearsals already");
}

static int make_tag(struct ctx *c, struct plan *p, struct release *rel,
		    const git_oid *at)
{
	static const git_oid none;
	struct ref_moves m;
	int rc = name_tag(c, rel);

	if (!rc)
		rc = ref_moves_init(&m, c, p, &rel->remote);
	if (rc < 0)
		return rc;
	ref_moves_tag(&m, rel->tag_ref, &none, &none, at);
	p->outcome = plan_text(
		p, "'%s' is on %s%s%s\n%s rehearse --clean takes it away again",
		rel->tag, oid_short(at), rel->remote.name ? ", pushed to " : "",
		rel->remote.name ? rel->remote.name : "", c->program->call);
	return ref_moves_write(&m);
}

static int list_refs(struct ctx *c, const struct release *rel,
		     struct strvec *out)
{
	git_reference_iterator *it = NULL;
	const char *name;
	int rc = repo_read(&c->repo);

	if (rc < 0)
		return rc;
	if (git_reference_iterator_new(&it, c->repo.git) < 0)
		return error_git("cannot list refs");
	while (!git_reference_next_name(&name, it))
		if (rehearsal_is_ours(c, rel, name))
			strvec_push(out, name);
	git_reference_iterator_free(it);
	for (size_t i = 0; i < rel->remote.n; i++) {
		git_oid here;
		name = rel->remote.ref[i].name;
		if (rehearsal_is_ours(c, rel, name) &&
		    (repo_ref(&c->repo, name, &here) < 0 ||
		     git_oid_is_zero(&here)))
			strvec_push(out, name);
	}
	return 0;
}

static void tell_gone(struct plan *p, size_t refs, size_t releases)
{
	const char *and = refs && releases ? " and " : "";

	p->outcome = "there is nothing of a rehearsal";
	if (!refs && !releases)
		return;
	p->outcome = plan_text(
		p, "%s%s%s of rehearsals %s gone",
		refs ? plan_text(p, "%zu ref%s", refs, refs == 1 ? "" : "s") :
		       "",
		and,
		releases ? plan_text(p, "%zu release%s of the forge", releases,
				     releases == 1 ? "" : "s") :
			   "",
		refs + releases == 1 ? "is" : "are");
}

static int clean(struct ctx *c, struct plan *p, const struct release *rel)
{
	static const git_oid none;
	CLEANUP(strvec) struct strvec refs = STRVEC_INIT;
	struct ref_moves m;
	size_t n = 0;
	int rc = list_refs(c, rel, &refs);

	if (!rc)
		rc = ref_moves_init(&m, c, p, &rel->remote);
	for (size_t i = 0; !rc && i < refs.n; i++) {
		git_oid here;
		rc = repo_ref(&c->repo, refs.v[i], &here);
		if (rc < 0)
			break;
		ref_moves_tag(&m, refs.v[i], &here,
			      remote_ref(&rel->remote, refs.v[i]), &none);
	}
	if (rc < 0)
		return rc;
	if (refs.n && (rc = ref_moves_write(&m)) < 0)
		return rc;
	rc = rehearse_releases(c, p, rel, &refs, &n);
	if (!rc && !p->stops)
		tell_gone(p, refs.n, n);
	return rc;
}

static int plan_rehearse(struct ctx *c, struct plan *p)
{
	struct release rel = { 0 };
	git_oid at;
	int rc;

	if (tags && cleans)
		return error(E_USAGE, "either --tag or --clean, not both");
	rc = rehearsal_name(c, &rel, REHEARSAL);
	if (!rc)
		rc = release_remote(c, &rel, false);
	if (rc < 0)
		return rc;
	if (cleans)
		return clean(c, p, &rel);
	rc = repo_commit(&c->repo, ctx_arg(c, 0) ? ctx_arg(c, 0) : "HEAD", &at);
	if (rc < 0)
		return rc;
	return tags ? make_tag(c, p, &rel, &at) : move_branch(c, p, &rel, &at);
}

const struct cmd cmd_rehearse = {
	.name = "rehearse",
	.args = "[<options>] [<commit>]",
	.brief = "set off what a release would, with a version that is none",
	.opts = opts,
	.max_args = 1,
	.flags = CMD_CONFIRM,
	.plan = plan_rehearse,
};
