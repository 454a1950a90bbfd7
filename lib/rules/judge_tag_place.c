#include "rules/judges.h"

#include "git/history.h"
#include "rules/tagging.h"

#include <ctype.h>
#include <git2.h>
#include <string.h>

/* Of several lists of refs the first that has it. */
static struct ref *branch_of(struct trial *t, const struct version *v,
			     const char **name)
{
	static const enum key_id keys_of[] = { K_BRANCH, K_HOTFIX_BRANCH };
	struct version final;

	version_final(&final, v);
	*name = NULL;
	for (int i = 0; i < 2; i++) {
		const char *branch = trial_name(t, keys_of[i], &final);
		struct ref *ref = NULL;
		if (!branch)
			continue;
		const char *full = trial_text(t, "refs/heads/%s", branch);
		*name = *name ? *name : branch;
		ref = refs_find(&t->after, full);
		ref = ref ? ref : refs_find(&t->before, full);
		if (!ref)
			continue;
		*name = branch;
		return ref;
	}
	return NULL;
}

/* On the line where releases of its series land, as it will be. */
static int is_on_main(struct trial *t, const struct tagging *g,
		      enum answer *has)
{
	const char *stable = trial_name(t, K_STABLE_BRANCH, &g->version);
	const char *lines[] = { t->main,
				stable && *stable ?
					trial_text(t, "refs/heads/%s", stable) :
					NULL };
	int rc = 0;

	*has = ANSWER_NO;
	for (size_t i = 0; rc >= 0 && i < 2 && *has != ANSWER_YES; i++) {
		const struct ref *ref =
			lines[i] ? refs_find(&t->after, lines[i]) : NULL;
		if (ref)
			rc = tagging_is_on(t, g, &ref->id, has);
	}
	return rc;
}

static int must_be_on_main(struct trial *t, const struct tagging *g)
{
	enum answer has;
	int rc = is_on_main(t, g, &has);

	/* a command of ours has asked the remote, and knows more of it */
	if (rc < 0 || has == ANSWER_YES || trial_is_planned(t))
		return rc;
	if (has == ANSWER_UNKNOWN)
		trial_unknown(
			t, g->change->ref, "git fetch --unshallow",
			"fetch first: whether '%s' is on '%s' is not known",
			g->tag, ref_short(t->main));
	else
		trial_fault(t, g->change->ref, &g->commit, tagging_again(t, g),
			    "'%s' is on %s, which is not on '%s'", g->tag,
			    oid_short(&g->commit), ref_short(t->main));
	return 0;
}

/* "v0.1.1" is neither in "v0.1.10" nor in "v0.1.1-rc1". */
static bool has_word(const char *line, const char *word)
{
	size_t n = strlen(word);

	for (const char *at = strstr(line, word); n && at;
	     at = strstr(at + 1, word)) {
		char before = at == line ? ' ' : at[-1];
		if (!isdigit((unsigned char)before) && before != '.' &&
		    !isalnum((unsigned char)at[n]) &&
		    !(at[n] == '.' && isdigit((unsigned char)at[n + 1])) &&
		    !(at[n] == '-' && isalnum((unsigned char)at[n + 1])))
			return true;
	}
	return false;
}

/* Does the message of a merge name the branch of a version, or the version, where
 * nobody has the branch any more?  `*name` is that branch then. */
static bool merge_says(struct trial *t, const struct tagging *g,
		       const char **name)
{
	static const enum key_id keys_of[] = { K_HOTFIX_BRANCH, K_BRANCH };
	git_commit *commit = NULL;
	bool says;

	if (git_commit_lookup(&commit, t->repo->git, &g->commit) < 0)
		return false;
	const char *text = git_commit_message(commit);
	const char *line = arena_strndup(t->arena, text, strcspn(text, "\n"));
	git_commit_free(commit);
	says = has_word(line, g->version.text);
	for (int i = 0; i < 2; i++) {
		const char *branch = trial_name(t, keys_of[i], &g->version);
		if (branch && has_word(line, branch)) {
			*name = branch;
			return true;
		}
	}
	return says;
}

/* Another version that was there before stands on the same commit; `*out` NULL:
 * none. */
static int other_version(struct trial *t, const struct tagging *g,
			 const char **out)
{
	const struct releases *all;
	size_t n;
	int rc = releases_before(t, &all);

	*out = NULL;
	if (rc < 0)
		return rc;
	const struct release *const *on = releases_on(all, &g->commit, &n);
	for (size_t i = 0; !*out && i < n; i++)
		if (strcmp(on[i]->ref->name, g->change->ref) != 0 &&
		    !version_is_pre(&on[i]->version) &&
		    !trial_is_rehearsal(&on[i]->version))
			*out = ref_short(on[i]->ref->name);
	return 0;
}

/* The branch as it was pushed last may be behind what was merged of it, or have
 * gone on since. */
static int is_same_line(struct trial *t, const git_oid *tip,
			const git_oid *merged, enum answer *out)
{
	int rc = trial_has(t, merged, tip, out);

	return rc < 0 || *out == ANSWER_YES ? rc :
					      trial_has(t, tip, merged, out);
}

/* A forge that squashes or rebases leaves a commit on main that is no merge, and
 * tagging it once more helps nobody. */
static int no_merge_hint(struct trial *t, const struct tagging *g,
			 const git_oid *second, const char **hint)
{
	bool landed = trial_is_planned(t) &&
		      setting_is(t->rules->config, K_FINISH, "pr");
	enum answer has = ANSWER_NO;
	int rc = git_oid_is_zero(second) && !landed ? is_on_main(t, g, &has) :
						      0;

	const char *again = tagging_again(t, g);

	*hint = again;
	if (rc < 0 || !git_oid_is_zero(second) ||
	    (!landed && has != ANSWER_YES))
		return rc;
	*hint = trial_text(
		t,
		"%s%sa forge that squashes or rebases makes no merge: let it merge, or say tag-place = main in .gitrel of '%s'",
		again ? again : "", again ? "\n" : "", ref_short(t->main));
	return 0;
}

/* The merge of the branch of that version; a candidate is on the branch. */
static int one_merge(struct trial *t, const struct tagging *g)
{
	const char *name, *hint, *other;
	struct ref *branch = branch_of(t, &g->version, &name);
	enum answer has = ANSWER_NO;
	git_oid second;
	int rc = history_parent(t->repo, &g->commit, 1, &second);

	if (rc < 0 || (rc = other_version(t, g, &other)) < 0)
		return rc;
	if (!git_oid_is_zero(&second) && branch)
		rc = is_same_line(t, &branch->id, &second, &has);
	else if (!git_oid_is_zero(&second) && merge_says(t, g, &name))
		has = ANSWER_YES;
	if (rc < 0)
		return rc;
	if (other) {
		trial_fault(t, g->change->ref, &g->commit, tagging_again(t, g),
			    "'%s' is on %s, which is '%s' already", g->tag,
			    oid_short(&g->commit), other);
		return 0;
	}
	if (has == ANSWER_YES)
		return must_be_on_main(t, g);
	rc = no_merge_hint(t, g, &second, &hint);
	trial_fault(t, g->change->ref, &g->commit, hint,
		    "'%s' is on %s, which is no merge of '%s'", g->tag,
		    oid_short(&g->commit), name ? name : "its branch");
	return rc < 0 ? rc : 0;
}

static int one_tip(struct trial *t, const struct tagging *g)
{
	const char *name;
	struct ref *branch = branch_of(t, &g->version, &name);

	if (branch && oid_eq(&branch->id, &g->commit))
		return 0;
	if (!branch) /* it may be gone, where only main has it */
		return must_be_on_main(t, g);
	trial_fault(t, g->change->ref, &g->commit, tagging_again(t, g),
		    "'%s' is on %s, which is not the tip of '%s'", g->tag,
		    oid_short(&g->commit), name);
	return 0;
}

/* The branch here may have it, and is to be pushed first. */
static const char *push_first(struct trial *t, const struct tagging *g,
			      const char *branch)
{
	enum answer has = ANSWER_YES;
	git_oid here;

	if (t->rules->side == SIDE_CLIENT &&
	    (repo_ref(t->repo, trial_text(t, "refs/heads/%s", branch), &here) <
		     0 ||
	     trial_has(t, &here, &g->commit, &has) < 0 || has != ANSWER_YES))
		return trial_text(t, "git tag -d %s", trial_shell(t, g->tag));
	return trial_text(t, "git push %s %s",
			  t->c->remote ? t->c->remote : "origin",
			  trial_shell(t, branch));
}

static int one_candidate(struct trial *t, const struct tagging *g)
{
	const char *name;
	struct ref *branch = branch_of(t, &g->version, &name);
	enum answer has = ANSWER_YES;
	int rc = branch ? trial_has(t, &branch->id, &g->commit, &has) : 0;

	if (!rc && has == ANSWER_NO)
		trial_fault(t, g->change->ref, &g->commit,
			    push_first(t, g, name),
			    "'%s' is on %s, which is not on '%s'", g->tag,
			    oid_short(&g->commit), name);
	return rc;
}

static int one_place(struct trial *t, const struct tagging *g)
{
	int rc = trial_refs(t);

	if (rc < 0)
		return rc;
	if (version_is_pre(&g->version))
		return one_candidate(t, g);
	if (!strcmp(t->item->value, "main"))
		return must_be_on_main(t, g);
	return strcmp(t->item->value, "tip") ? one_merge(t, g) : one_tip(t, g);
}

int judge_tag_place(struct trial *t)
{
	return tagging_each(t, one_place);
}
