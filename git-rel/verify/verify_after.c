/*
 * What comes after a release: merged back, brought to the other lines, cleaned
 * up, pushed.
 */
#include "git-rel/verify/verify.h"

#include "base/cleanup.h"
#include "base/message.h"
#include "config/back_merge.h"
#include "forge/keeps.h"
#include "git/history.h"
#include "release/branch.h"
#include "release/under_way.h"

#include <string.h>

/* Has a branch it, here or as the last fetch saw it?  1, 0, or NO_BRANCH. */
enum { NO_BRANCH = 2 };

static int has(struct verify *v, const char *branch)
{
	git_oid tip;
	int rc = branch_newest(v->c, branch, &tip);

	if (rc < 0)
		return rc;
	return git_oid_is_zero(&tip) ?
		       NO_BRANCH :
		       history_contains(&v->c->repo, &v->commit, &tip);
}

static const char *merge_into(struct verify *v, const char *branch)
{
	return arena_printf(&v->c->repo.arena, "%s && git merge --no-ff %s",
			    branch_switch(v->c, branch),
			    ctx_shell(v->c, v->rel.tag));
}

static int look_back(struct verify *v)
{
	const char *develop = v->rel.develop;
	int rc = *develop && !v->candidate ? has(v, develop) : NO_BRANCH;

	if (rc < 0 || rc == NO_BRANCH)
		return rc < 0 ? rc : 0;
	if (rc)
		audit_add(&v->audit, AUDIT_OK, "back-merge", develop, NULL,
			  "'%s' has it", develop);
	else
		audit_add(&v->audit,
			  v->c->repo.config.configured ? AUDIT_ERROR :
							 AUDIT_WARNING,
			  "back-merge", develop,
			  back_merge_asks(&v->c->repo.config) ?
				  arena_printf(&v->c->repo.arena,
					       "git rel finish %s",
					       v->rel.version.text) :
				  merge_into(v, develop),
			  "'%s' does not have '%s'", develop, v->rel.tag);
	return 0;
}

/* Releases under way that are above it are to have what it mends. */
static int look_at_lines(struct verify *v)
{
	CLEANUP(strvec) struct strvec open = STRVEC_INIT;
	int rc = v->rel.on_stable || v->candidate ?
			 0 :
			 release_branches(v->c, &open);
	size_t have = 0;

	for (size_t i = 0; rc >= 0 && i < open.n; i++) {
		const char *name = arena_strdup(&v->c->repo.arena, open.v[i]);
		struct version its;
		bool hotfix;
		if (!release_of_branch(v->c, name, &its, &hotfix) ||
		    version_cmp(&its, &v->rel.version) <= 0)
			continue;
		rc = has(v, name);
		have += rc == 1;
		if (!rc)
			audit_add(
				&v->audit, AUDIT_ERROR, "lines-have", name,
				merge_into(v, name),
				"'%s', which is under way, does not have '%s'",
				name, v->rel.tag);
	}
	if (rc >= 0 && have)
		audit_add(&v->audit, AUDIT_OK, "lines-have", v->rel.tag, NULL,
			  "%zu release%s under way %s it", have,
			  have == 1 ? "" : "s", have == 1 ? "has" : "have");
	return rc < 0 ? rc : 0;
}

static int look_at_branch(struct verify *v, const char *name, size_t *left)
{
	struct arena *a = &v->c->repo.arena;
	const struct remote *remote = &v->rel.remote;
	const char *word = ctx_shell(v->c, name), *hint = "";
	const char *ref = arena_printf(a, "refs/heads/%s", name);
	bool there = remote->name && !git_oid_is_zero(remote_ref(remote, ref));
	git_oid here;
	int rc = branch_ref(v->c, "heads", name, &here);

	if (rc < 0 || (git_oid_is_zero(&here) && !there))
		return rc;
	bool kept = there && forge_keeps(&v->c->repo, remote->name, name);
	if (!git_oid_is_zero(&here))
		hint = arena_printf(a, "%s && git branch -D %s",
				    branch_switch(v->c, v->rel.main), word);
	if (there && !kept)
		hint = arena_printf(a, "%s%sgit push %s --delete %s", hint,
				    *hint ? "\n" : "",
				    ctx_shell(v->c, remote->name), word);
	++*left;
	/* without settings it may be a line that is kept */
	audit_add(&v->audit,
		  v->c->repo.config.configured ? AUDIT_WARNING : AUDIT_OK,
		  "release-branch", name, hint, "'%s' is still there%s%s%s",
		  name, there ? ", on " : "", there ? remote->name : "",
		  kept ? ", which keeps it: it is protected" : "");
	return 0;
}

static int look_at_branches(struct verify *v)
{
	size_t left = 0;
	int rc = 0;

	for (int i = 0; !v->candidate && rc >= 0 && i < 2; i++)
		if (i == 0 || strcmp(v->branches[0], v->branches[1]) != 0)
			rc = look_at_branch(v, v->branches[i], &left);
	if (rc >= 0 && !left && !v->candidate)
		audit_add(&v->audit, AUDIT_OK, "release-branch", v->branches[0],
			  NULL, "its branch is gone");
	return rc;
}

/* main and the tag together: rules may refuse one without the other. */
static const char *push_both(struct verify *v)
{
	const struct remote *remote = &v->rel.remote;
	git_oid here;

	if (branch_ref(v->c, "heads", v->rel.main, &here) < 0 ||
	    git_oid_is_zero(&here) ||
	    history_contains(&v->c->repo, &v->commit, &here) != 1)
		return arena_printf(&v->c->repo.arena, "git push %s %s",
				    ctx_shell(v->c, remote->name),
				    ctx_shell(v->c, v->rel.tag_ref));
	return arena_printf(&v->c->repo.arena, "git push --atomic %s %s %s",
			    ctx_shell(v->c, remote->name),
			    branch_word(v->c, remote, v->rel.main),
			    ctx_shell(v->c, v->rel.tag_ref));
}

/* Has main there what was released?  Where main here has not, that is told
 * already. */
static int look_at_main_there(struct verify *v)
{
	struct arena *a = &v->c->repo.arena;
	const struct remote *remote = &v->rel.remote;
	const char *ref = arena_printf(a, "refs/heads/%s", v->rel.main);
	const git_oid *there = remote_ref(remote, ref);
	git_oid here;
	int rc = branch_ref(v->c, "heads", v->rel.main, &here);

	if (rc < 0 || git_oid_is_zero(there) || git_oid_is_zero(&here) ||
	    v->c->repo.shallow)
		return rc;
	rc = history_contains(&v->c->repo, &v->commit, &here);
	if (rc <= 0)
		return rc;
	if ((rc = remote_fetch(&v->c->repo, remote, ref)) < 0)
		return rc;
	rc = history_contains(&v->c->repo, &v->commit, there);
	if (rc < 0)
		return rc;
	if (!rc)
		audit_add(&v->audit, AUDIT_ERROR, "remote", v->rel.main,
			  push_both(v), "'%s' of '%s' does not have '%s'",
			  v->rel.main, remote->name, v->rel.tag);
	return 0;
}

static int look_at_remote(struct verify *v)
{
	const struct remote *remote = &v->rel.remote;
	const git_oid *there;
	int rc;

	if (v->unreachable)
		audit_add(
			&v->audit, AUDIT_WARNING, "remote",
			setting(&v->c->repo.config, K_REMOTE),
			arena_printf(&v->c->repo.arena, "git ls-remote %s",
				     ctx_shell(v->c, setting(&v->c->repo.config,
							     K_REMOTE))),
			"cannot judge: the remote does not answer");
	if (!remote->name)
		return 0;
	there = remote_ref(remote, v->rel.tag_ref);
	if (git_oid_is_zero(there))
		audit_add(&v->audit, AUDIT_ERROR, "remote", v->rel.tag,
			  v->audit.count[AUDIT_ERROR] ? NULL : push_both(v),
			  "'%s' is not on '%s'", v->rel.tag, remote->name);
	else if (!oid_eq(there, &v->tag))
		audit_add(&v->audit, AUDIT_ERROR, "remote", v->rel.tag,
			  arena_printf(&v->c->repo.arena,
				       "git tag -d %s\ngit fetch %s tag %s",
				       ctx_shell(v->c, v->rel.tag),
				       ctx_shell(v->c, remote->name),
				       ctx_shell(v->c, v->rel.tag)),
			  "'%s' is another tag on '%s'", v->rel.tag,
			  remote->name);
	if ((rc = look_at_main_there(v)) < 0)
		return rc;
	if (!audit_is_broken(&v->audit, "remote"))
		audit_add(&v->audit, AUDIT_OK, "remote", remote->name, NULL,
			  "'%s' has the same", remote->name);
	return 0;
}

int verify_after(struct verify *v)
{
	int rc = 0;

	if (v->c->repo.shallow)
		audit_add(&v->audit, AUDIT_WARNING, "shallow", "history",
			  "git fetch --unshallow --tags",
			  "this clone has only the newest part of the history");
	else
		rc = look_back(v);
	if (!rc && !v->c->repo.shallow)
		rc = look_at_lines(v);
	if (!rc)
		rc = look_at_branches(v);
	return rc < 0 ? rc : look_at_remote(v);
}
