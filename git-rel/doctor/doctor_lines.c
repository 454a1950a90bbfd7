/*
 * Main, develop, and the branches of releases.
 */
#include "git-rel/doctor/doctor.h"

#include "base/cleanup.h"
#include "base/message.h"
#include "base/strvec.h"
#include "git/history.h"
#include "release/back_merge_way.h"
#include "release/branch.h"
#include "release/under_way.h"
#include "rules/rule_value.h"

#include <git2.h>
#include <string.h>
#include <time.h>

/* A release branch that nobody has touched for so long waits for nothing. */
enum { STALE_DAYS = 90, DAY = 24 * 60 * 60 };

static long days_old(struct doctor *d, const git_oid *tip)
{
	git_commit *commit = NULL;
	long days;

	if (git_commit_lookup(&commit, d->c->repo.git, tip) < 0)
		return 0;
	days = (long)(((git_time_t)time(NULL) - git_commit_time(commit)) / DAY);
	git_commit_free(commit);
	return days;
}

static bool has_main(struct doctor *d)
{
	git_oid here;

	return branch_ref(d->c, "heads", setting(&d->c->repo.config, K_MAIN),
			  &here) == 0 &&
	       oid_eq(&here, &d->main);
}

/* What one types where a line is missing: it was set by mistake, this clone has
 * one branch only, main is made by another name, or develop begins at main. */
static const char *make_line(struct doctor *d, enum key_id key)
{
	struct arena *a = &d->c->repo.arena;
	const struct setting *s = &d->c->repo.config.setting[key];
	const char *trunk = setting(&d->c->repo.config, K_MAIN);
	const char *name = ctx_shell(d->c, s->value), *head;
	git_oid at;

	if (s->rank == RANK_GIT)
		return doctor_unset(d, key);
	if (!branch_fetches_all(d->c))
		return branch_fetch(d->c, s->value);
	if (key == K_DEVELOP && !git_oid_is_zero(&d->main))
		return arena_printf(a, "git branch %s %s", name,
				    has_main(d) ?
					    branch_word(d->c, NULL, trunk) :
					    oid_hex(&d->main));
	if (repo_head(&d->c->repo, &head, &at) < 0 || !head ||
	    setting_is(&d->c->repo.config, K_DEVELOP, ref_short(head)))
		return NULL;
	return arena_printf(a, "git config %s %s", keys[key].git,
			    ctx_shell(d->c, ref_short(head)));
}

static void look_at_main(struct doctor *d)
{
	static const enum key_id lines[] = { K_MAIN, K_DEVELOP };

	for (int i = 0; d->configured && i < 2; i++) {
		const struct setting *s = &d->c->repo.config.setting[lines[i]];
		const git_oid *at = i ? &d->develop : &d->main;
		if (!*s->value || !git_oid_is_zero(at))
			continue;
		audit_add(&d->audit, AUDIT_ERROR, "config", s->value,
			  make_line(d, lines[i]), "there is no branch '%s', %s",
			  s->value,
			  i ? "where work goes on" : "where releases land")
			->origin = s->origin;
	}
}

/* Where nobody has said that releases are merged back, merges alone are no
 * loss: what they merged may have come another way. */
static bool is_behind(struct doctor *d)
{
	const struct rules_item *rule = doctor_rule(d, R_BACK_MERGE);
	long days = rule ? age_value(rule->value) : -1;

	if (days > 0 && days_old(d, &d->main) < days)
		return false;
	return d->configured ? d->walk.ahead : d->walk.ahead_plain;
}

/* Has main here what it may not have?  It is not to be merged back. */
static bool is_refused(struct doctor *d)
{
	const char *trunk = setting(&d->c->repo.config, K_MAIN);
	git_oid there;

	return (doctor_rule(d, R_MAIN_LINE) || doctor_rule(d, R_PROTECT)) &&
	       branch_tracked(d->c, trunk, &there) == 0 &&
	       !git_oid_is_zero(&there) && !oid_eq(&there, &d->main);
}

static void look_back(struct doctor *d)
{
	const char *trunk = setting(&d->c->repo.config, K_MAIN);
	const char *develop = setting(&d->c->repo.config, K_DEVELOP);
	struct branch b = { .name = trunk, .tip = d->main };

	if (git_oid_is_zero(&d->main) || git_oid_is_zero(&d->develop) ||
	    d->c->repo.shallow)
		return;
	if (!is_behind(d)) {
		audit_add(&d->audit, AUDIT_OK, "back-merge", develop, NULL,
			  "'%s' has all of '%s'", develop, trunk);
		return;
	}
	if (branch_ref(d->c, "heads", trunk, &b.local) < 0)
		return;
	doctor_fault(d, R_BACK_MERGE, develop,
		     is_refused(d) ? arena_printf(&d->c->repo.arena,
						  "git rel check --rules %s",
						  ctx_shell(d->c, trunk)) :
				     back_merge_way(d->c, &b, NULL, NULL),
		     d->walk.ahead == 1 ?
			     "'%s' has %zu commit that '%s' does not have" :
			     "'%s' has %zu commits that '%s' does not have",
		     trunk, d->walk.ahead, develop);
}

static const struct release_tag *tag_of(const struct doctor *d,
					const struct version *v)
{
	for (size_t i = 0; i < d->n_tags; i++)
		if (!version_cmp(&d->tag[i].version, v))
			return &d->tag[i];
	return NULL;
}

/* Its version is out: what it has besides nobody will get. */
static void look_at_done(struct doctor *d, const char *name, const git_oid *tip,
			 const struct release_tag *tag)
{
	const struct walked_commit *at = walk_find(&d->walk, tip);
	const char *word = ctx_shell(d->c, name);
	const char *remote = branch_remote(d->c);
	struct arena *a = &d->c->repo.arena;
	bool landed = at && at->flags & WALK_MAIN;
	git_oid here = { { 0 } }, there = { { 0 } };

	if (!landed && (!at || d->c->repo.shallow ||
			history_contains(&d->c->repo, tip, &tag->commit) == 1))
		landed = true;
	if (!landed) {
		audit_add(&d->audit, AUDIT_WARNING, "release-branch", name,
			  arena_printf(a, "git log --oneline %s..%s",
				       ctx_shell(d->c, tag->name), word),
			  "'%s' has commits that '%s' does not have", name,
			  tag->name);
		return;
	}
	if (branch_ref(d->c, "heads", name, &here) < 0 ||
	    branch_tracked(d->c, name, &there) < 0)
		return;
	bool kept = !git_oid_is_zero(&there) && doctor_forge_keeps(d, name);
	const char *gone = git_oid_is_zero(&here) ?
				   "" :
				   arena_printf(a, "git branch -D %s", word);
	if (!git_oid_is_zero(&there) && !kept)
		gone = arena_printf(a, "%s%sgit push %s --delete %s", gone,
				    *gone ? "\n" : "", ctx_shell(d->c, remote),
				    word);
	audit_add(&d->audit, AUDIT_WARNING, "release-branch", name, gone,
		  "'%s' is still there, and '%s' is out%s%s%s", name, tag->name,
		  kept ? "; " : "", kept ? remote : "",
		  kept ? " keeps it: it is protected" : "");
}

static void look_at_branch(struct doctor *d, const char *name)
{
	const struct release_tag *tag;
	struct version v;
	bool hotfix;
	git_oid tip;

	if (!release_of_branch(d->c, name, &v, &hotfix) ||
	    branch_newest(d->c, name, &tip) < 0 || git_oid_is_zero(&tip))
		return;
	tag = tag_of(d, &v);
	long days = days_old(d, &tip);
	if (tag)
		look_at_done(d, name, &tip, tag);
	else if (days > STALE_DAYS)
		audit_add(&d->audit, AUDIT_WARNING, "release-branch", name,
			  arena_printf(&d->c->repo.arena, "git rel finish %s",
				       v.text),
			  "nothing has come to '%s' for %ld days", name, days);
}

/* Those that only the last fetch saw. */
static int add_there(struct doctor *d, struct strvec *names)
{
	struct arena *a = &d->c->repo.arena;
	const char *remote = branch_remote(d->c), *ref;
	git_reference_iterator *it = NULL;
	struct version v;
	bool hotfix;

	if (!remote)
		return 0;
	const char *prefix = arena_printf(a, "refs/remotes/%s/", remote);
	if (git_reference_iterator_glob_new(&it, d->c->repo.git,
					    arena_printf(a, "%s*", prefix)) < 0)
		return error_git("cannot list branches");
	while (!git_reference_next_name(&ref, it)) {
		const char *name = ref + strlen(prefix);
		git_oid here;
		if (release_of_branch(d->c, name, &v, &hotfix) &&
		    !branch_ref(d->c, "heads", name, &here) &&
		    git_oid_is_zero(&here))
			strvec_push(names, name);
	}
	git_reference_iterator_free(it);
	return 0;
}

int doctor_lines(struct doctor *d)
{
	CLEANUP(strvec) struct strvec names = STRVEC_INIT;
	int rc = 0;

	look_at_main(d);
	look_back(d);
	/* without settings these may be lines that are kept */
	if (!d->configured)
		return 0;
	rc = release_branches(d->c, &names);
	if (!rc)
		rc = add_there(d, &names);
	for (size_t i = 0; !rc && i < names.n; i++)
		look_at_branch(d, arena_strdup(&d->c->repo.arena, names.v[i]));
	return rc;
}
