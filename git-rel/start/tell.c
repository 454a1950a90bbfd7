#include "git-rel/start/tell.h"

#include "base/cleanup.h"
#include "base/strvec.h"
#include "git/gitrel_file.h"
#include "git/history.h"
#include "git/unshared.h"
#include "release/latest.h"
#include "release/policy_beside.h"
#include "release/under_way.h"

#include <git2.h>
#include <string.h>

void start_tell_others(struct ctx *c, struct plan *p)
{
	CLEANUP(strvec) struct strvec open = STRVEC_INIT;

	if (release_branches(c, &open) < 0)
		return;
	for (size_t i = 0; i < open.n; i++)
		if (!release_is_out(c, open.v[i]))
			plan_note(p, "'%s' is under way, too", open.v[i]);
}

static bool has_policy(const struct config *config)
{
	for (int i = 0; i < N_KEYS; i++)
		if (config->setting[i].policy)
			return true;
	return false;
}

/* 1: it has one. */
static int has_gitrel(struct ctx *c, const git_oid *commit)
{
	git_tree_entry *entry = NULL;
	git_tree *tree = NULL;
	git_oid id;
	int rc = history_tree(&c->repo, commit, &id);

	if (rc < 0)
		return rc;
	if (git_tree_lookup(&tree, c->repo.git, &id) < 0)
		return error_git("cannot read the tree of %s",
				 oid_short(commit));
	rc = git_tree_entry_bypath(&entry, tree, ".gitrel");
	git_tree_entry_free(entry);
	git_tree_free(tree);
	return rc == 0;
}

/* What begins at a release of before the project had a .gitrel goes on without
 * one. */
static int note_policy(struct start *s, struct ctx *c, struct plan *p)
{
	const char *head, *main = setting(&c->repo.config, K_MAIN);
	git_oid at, tip;
	int rc;

	if (!has_policy(&c->repo.config))
		return 0;
	rc = has_gitrel(c, &s->base.id);
	if (rc)
		return rc < 0 ? rc : 0;
	if ((rc = repo_head(&c->repo, &head, &at)) < 0)
		return rc;
	rc = git_oid_is_zero(&at) ? 0 : has_gitrel(c, &at);
	if (rc <= 0 || (rc = branch_newest(c, main, &tip)) < 0)
		return rc;
	/* main has what holds for all, where it has any */
	rc = git_oid_is_zero(&tip) ? 0 : has_gitrel(c, &tip);
	if (rc < 0)
		return rc;
	const char *take =
		rc   ? policy_beside_take(c, main) :
		head ? policy_beside_take(c, ref_short(head)) :
		       arena_printf(&c->repo.arena,
				    "git checkout %s .gitrel && git commit",
				    oid_short(&at));
	plan_note(
		p,
		"%s has no .gitrel, so what it says does not hold on '%s'; to have it there: %s",
		s->base.name, s->rel.branch, take);
	return 0;
}

/* Where work goes on on main, the merge of a hotfix has that, too. */
static int note_unreleased(struct start *s, struct ctx *c, struct plan *p)
{
	const char *main = setting(&c->repo.config, K_MAIN);
	struct branch b;
	struct unshared u;
	int rc;

	if (!s->rel.hotfix || s->rel.on_stable || *s->rel.develop ||
	    setting_is(&c->repo.config, K_TAG_TARGET, "tip"))
		return 0;
	if ((rc = branch_look(c, &s->rel.remote, main, &b)) < 0 ||
	    git_oid_is_zero(&b.tip) ||
	    (rc = unshared_look(&c->repo, &s->base.id, &b.tip, &u)) < 0)
		return rc;
	if (u.n)
		plan_note(
			p,
			"'%s' has %zu commit%s since %s, which will be part of %s, for the tag goes on the merge into it; rel.tagTarget = tip tags the hotfix alone",
			main, u.n, u.n == 1 ? "" : "s", s->base.name,
			s->rel.version.text);
	return 0;
}

/* What makes the line that an older release lands on. */
static const char *new_line(const struct start *s, struct ctx *c)
{
	const struct release *rel = &s->rel;
	const char *stable = rel->stable ? ctx_shell(c, rel->stable) : NULL;
	const char *base = s->base.branch;

	if (base &&
	    (!stable || strcmp(base, setting(&c->repo.config, K_BASE)) != 0))
		return arena_printf(
			&c->repo.arena,
			"git -c rel.stableBranch=%s rel finish %s lands on '%s'",
			ctx_shell(c, base), ctx_shell(c, rel->version.text),
			base);
	return arena_printf(
		&c->repo.arena,
		"make the branch of its line first: git branch %s %s",
		stable ? stable : "<branch>", oid_short(&s->base.id));
}

/* On a line below what main has, which has no branch yet: it may begin, but does
 * not land there. */
static int note_line(struct start *s, struct ctx *c, struct plan *p)
{
	const char *main = setting(&c->repo.config, K_MAIN);
	struct version last = { 0 };
	struct branch b;
	bool found = false;
	int rc = s->rel.on_stable ? E_STALE :
				    branch_look(c, &s->rel.remote, main, &b);

	if (rc < 0)
		return rc == E_STALE ? 0 : rc;
	if (git_oid_is_zero(&b.tip) || version_is_pre(&s->rel.version) ||
	    (rc = release_last_final(c, &s->rel.remote, &b.tip, &last, NULL,
				     &found)) < 0 ||
	    !found || version_cmp(&s->rel.version, &last) > 0)
		return rc;
	plan_note(p, "'%s' has %s already, so %s cannot land there; %s", main,
		  last.text, s->rel.version.text, new_line(s, c));
	return 0;
}

/* The forge would merge what is only here along with the release, and then both
 * have it, each in its own way. */
static int note_unpushed(struct start *s, struct ctx *c, struct plan *p)
{
	struct branch b;
	size_t n = 0;
	int rc;

	if (!setting_is(&c->repo.config, K_FINISH, "pr") || !s->base.branch ||
	    !s->rel.remote.name)
		return 0;
	rc = branch_look(c, &s->rel.remote, s->base.branch, &b);
	if (rc < 0 || git_oid_is_zero(&b.remote) || oid_eq(&b.remote, &b.tip))
		return rc;
	rc = history_count(&c->repo, &b.remote, &b.tip, &n);
	if (!rc && n)
		plan_note(
			p,
			"'%s' has %zu commit%s that '%s' has not, which would land with the release; push first: git push %s %s",
			b.name, n, n == 1 ? "" : "s", s->rel.remote.name,
			ctx_shell(c, s->rel.remote.name),
			branch_word(c, &s->rel.remote, b.name));
	return rc;
}

/* On its branch, the .gitrel of the line is what counts; it may be from before
 * stable branches had this name. */
static int note_stable(struct start *s, struct ctx *c, struct plan *p)
{
	const struct setting *here = &c->repo.config.setting[K_STABLE_BRANCH];
	struct config at = { 0 };

	if (!s->rel.on_stable || here->rank != RANK_POLICY)
		return 0;
	int rc = gitrel_commands(&c->repo, &s->base.id, &at);
	const char *there = at.setting[K_STABLE_BRANCH].policy;
	if (!rc && (!there || strcmp(there, here->value) != 0))
		plan_note(
			p,
			"the .gitrel of '%s' does not say stable-branch = %s, so git rel would not find that branch from '%s'; commit it there, or: git config rel.stableBranch %s",
			s->base.name, here->value, s->rel.branch,
			ctx_shell(c, here->value));
	config_release(&at);
	return rc;
}

int start_tell(struct start *s, struct ctx *c, struct plan *p)
{
	int rc = note_policy(s, c, p);

	if (!rc)
		rc = note_unreleased(s, c, p);
	if (!rc)
		rc = note_unpushed(s, c, p);
	if (!rc)
		rc = note_stable(s, c, p);
	return rc < 0 ? rc : note_line(s, c, p);
}
