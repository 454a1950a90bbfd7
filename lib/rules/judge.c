#include "rules/judge.h"

#include "base/cleanup.h"
#include "git/history.h"
#include "rules/judges.h"
#include "rules/vouching.h"

#include <git2.h>
#include <stdlib.h>
#include <string.h>

enum { NEEDS_COMMITS = 1, NEEDS_MESSAGES = 2, NEEDS_FILES = 4 };

static const struct {
	int (*judge)(struct trial *t);
	unsigned needs;
} judges[N_RULES] = {
	[R_PROTECT] = { judge_protect, NEEDS_COMMITS | NEEDS_MESSAGES },
	[R_NO_FORCE] = { judge_no_force, 0 },
	[R_CREATE] = { judge_create, 0 },
	[R_MERGE_INTO_MAIN] = { judge_merge_into, NEEDS_COMMITS },
	[R_MERGE_INTO_DEVELOP] = { judge_merge_into, NEEDS_COMMITS },
	[R_MERGE_INTO_STABLE] = { judge_merge_into, NEEDS_COMMITS },
	[R_HISTORY] = { judge_history, NEEDS_COMMITS | NEEDS_MESSAGES },
	[R_MAIN_LINE] = { judge_main_line, NEEDS_COMMITS },
	[R_TAG_PATTERN] = { judge_tag_pattern, 0 },
	[R_TAG_KIND] = { judge_tag_kind, 0 },
	[R_TAG_SIGNERS] = { judge_tag_signers, 0 },
	[R_TAGS_FIXED] = { judge_tags_fixed, 0 },
	[R_TAG_PLACE] = { judge_tag_place, 0 },
	[R_VERSION_FILES] = { judge_version_files, 0 },
	[R_VERSION_ORDER] = { judge_version_order, 0 },
	[R_BACK_MERGE] = { judge_back_merge, 0 },
	[R_LINES_HAVE] = { judge_lines_have, 0 },
	[R_ORIGIN_ON_STABLE] = { judge_origin, NEEDS_COMMITS | NEEDS_MESSAGES },
	[R_TRAILERS_ON_STABLE] = { judge_trailers,
				   NEEDS_COMMITS | NEEDS_MESSAGES },
	[R_MESSAGE] = { judge_message, NEEDS_COMMITS | NEEDS_MESSAGES },
	[R_EMAIL] = { judge_email, NEEDS_COMMITS },
	[R_SIGNED_COMMITS] = { judge_signed, NEEDS_COMMITS },
	[R_MAX_SIZE] = { judge_files, NEEDS_COMMITS | NEEDS_FILES },
	[R_FORBID_PATHS] = { judge_files, NEEDS_COMMITS | NEEDS_FILES },
	[R_FREEZE] = { judge_freeze, NEEDS_COMMITS | NEEDS_MESSAGES },
	[R_CLOSED_AFTER_TAG] = { judge_closed, 0 },
	[R_CHANGELOG] = { judge_changelog, NEEDS_COMMITS },
	[R_GATES] = { judge_gates, NEEDS_COMMITS },
	[R_EVIDENCE] = { judge_evidence, 0 },
};

static int begin(struct trial *t, struct repo *r, const struct rules *rules,
		 const struct changes *c, struct faults *out)
{
	const struct config *config = rules->config;
	int rc = repo_read(r);

	*t = (struct trial){ .repo = r,
			     .rules = rules,
			     .c = c,
			     .out = out,
			     .arena = &r->arena };
	out->arena = out->arena ? out->arena : t->arena;
	out->side = rules->side;
	out->policy = rules->name;
	if (!rc)
		rc = scheme_from_name(&t->scheme, setting(config, K_SCHEME));
	t->main = trial_text(t, "refs/heads/%s", setting(config, K_MAIN));
	if (*setting(config, K_DEVELOP))
		t->develop = trial_text(t, "refs/heads/%s",
					setting(config, K_DEVELOP));
	return rc;
}

static void end(struct trial *t)
{
	refs_release(&t->before);
	refs_release(&t->after);
	new_commits_release(&t->commits);
}

/* A tag, or the id of a commit: a branch of that name is anybody's. */
static bool read_since(struct trial *t, git_oid *out)
{
	const char *name = t->rules->since;
	size_t n = strlen(name);
	git_object *object = NULL;
	struct saved_error before;
	git_oid at;

	error_save(&before);
	int rc = repo_ref(t->repo, trial_text(t, "refs/tags/%s", name), &at);
	if (!rc && !git_oid_is_zero(&at))
		return error_restore(repo_peel(t->repo, &at, out), &before) ==
		       0;
	(void)error_restore(0, &before);
	if (n > GIT_OID_HEXSZ || git_oid_fromstrn(&at, name, n) < 0 ||
	    git_object_lookup_prefix(&object, t->repo->git, &at, n,
				     GIT_OBJECT_COMMIT) < 0)
		return false;
	git_oid_cpy(out, git_object_id(object));
	git_object_free(object);
	return true;
}

/* A tag that is not there yet has nothing behind it. */
static void find_since(struct trial *t)
{
	git_oid *since = arena_alloc(t->arena, sizeof(*since));

	if (t->rules->since && read_since(t, since))
		t->commits.since = since;
}

static bool may_bring_commits(const struct changes *c)
{
	for (size_t i = 0; i < c->n; i++)
		if ((change_branch(&c->v[i]) || change_tag(&c->v[i])) &&
		    !git_oid_is_zero(&c->v[i].to))
			return true;
	return false;
}

static int read_commits(struct trial *t)
{
	unsigned needs = 0;

	for (size_t i = 0; i < t->rules->n; i++) {
		const struct rules_item *item = &t->rules->item[i];
		needs |= judges[item->id].needs;
		t->commits.signatures |= item->id == R_SIGNED_COMMITS &&
					 !strcmp(item->value, "verified");
	}
	t->commits.arena = t->arena;
	if (!needs || !may_bring_commits(t->c))
		return 0;
	t->commits.messages = (needs & NEEDS_MESSAGES) != 0;
	if (needs & NEEDS_FILES) {
		t->commits.file = judge_file;
		t->commits.arg = t;
	}
	int rc = vouching_find(t);
	if (rc < 0)
		return rc;
	return new_commits_read(&t->commits, t->repo, t->rules->side, t->c);
}

static int by_place(const void *a, const void *b)
{
	const struct fault *x = a, *y = b;
	int cmp = (int)x->id - (int)y->id;

	if (!cmp)
		cmp = strcmp(x->ref, y->ref);
	if (!cmp)
		cmp = git_oid_cmp(&x->commit, &y->commit);
	return cmp ? cmp : strcmp(x->text, y->text);
}

static void sort(struct faults *f)
{
	if (f->n)
		qsort(f->v, f->n, sizeof(*f->v), by_place);
}

int judge(struct repo *r, const struct rules *rules, const struct changes *c,
	  struct faults *out)
{
	struct trial t;
	int rc = begin(&t, r, rules, c, out);

	if (!rc) {
		find_since(&t);
		rc = read_commits(&t);
	}
	if (!rc)
		judge_policy(&t);
	for (size_t i = 0; rc >= 0 && i < rules->n; i++) {
		t.item = &rules->item[i];
		rc = judges[t.item->id].judge(&t);
	}
	end(&t);
	sort(out);
	return rc < 0 ? rc : 0;
}

int judge_push(struct repo *r, const struct rules *rules,
	       const struct changes *c, struct faults *out)
{
	struct changes asked = *c;
	struct saved_error before;
	struct remote there;
	int rc = judge(r, rules, c, out);

	if (rc < 0 || !c->remote || !faults_count(out, "error"))
		return rc;
	error_save(&before);
	if (error_restore(remote_look(r, &there, c->remote), &before) < 0)
		return 0;
	asked.there = &there;
	faults_release(out);
	return judge(r, rules, &asked, out);
}

/* It has no id yet: one that nothing else has stands in for it. */
static void forget_id(struct faults *out, const git_oid *id)
{
	for (size_t i = 0; i < out->n; i++)
		if (oid_eq(&out->v[i].commit, id))
			out->v[i].commit = (git_oid){ { 0 } };
}

int judge_draft(struct repo *r, const struct rules *rules,
		const struct draft *d, struct faults *out)
{
	struct new_commit commit = { .parent = d->parent,
				     .n_parents = d->n_parents,
				     .author = d->email,
				     .committer = d->email,
				     .message = d->message ? d->message : "" };
	struct ref_change change = { .ref = d->ref };
	const char *remote = setting(rules->config, K_REMOTE);
	struct changes c = { .way = WAY_PUSH, .v = &change, .n = 1 };
	size_t order = 0;
	struct trial t;

	memset(&commit.id, 0xff, sizeof(commit.id));
	change.to = commit.id;
	if (d->n_parents)
		change.from = d->parent[0];
	if (config_has_remote(rules->config, remote))
		c.remote = remote;
	int rc = begin(&t, r, rules, &c, out);
	t.draft = true;
	t.commits = (struct new_commits){ .v = &commit,
					  .n = 1,
					  .by_id = &order,
					  .arena = t.arena,
					  .messages = d->message != NULL };
	for (size_t i = 0; rc >= 0 && i < rules->n; i++) {
		t.item = &rules->item[i];
		bool message = judges[t.item->id].needs & NEEDS_MESSAGES;
		if (!(rule_table[t.item->id].by & RULE_BY_COMMIT) ||
		    (message && !d->message && t.item->id != R_PROTECT &&
		     t.item->id != R_FREEZE))
			continue;
		rc = judges[t.item->id].judge(&t);
	}
	refs_release(&t.before);
	refs_release(&t.after);
	forget_id(out, &commit.id);
	sort(out);
	return rc < 0 ? rc : 0;
}
