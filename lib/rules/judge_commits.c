#include "rules/judges.h"

#include "base/utf8.h"
#include "config/commit_like.h"
#include "rules/rule_value.h"

#include <git2.h>
#include <string.h>

static size_t subject(const struct new_commit *commit)
{
	return strcspn(commit->message, "\r\n");
}

static const char *branch_of(const struct trial *t,
			     const struct new_commit *commit)
{
	return t->c->v[commit->change].ref;
}

/* What `git rebase --autosquash` takes away before it is pushed. */
static bool is_for_autosquash(const char *message)
{
	return starts_with(message, "fixup! ") ||
	       starts_with(message, "squash! ") ||
	       starts_with(message, "amend! ");
}

static const char *reword(struct trial *t, const struct new_commit *commit)
{
	const char *branch = branch_of(t, commit);

	if (t->draft)
		return "commit again, with a message that fits";
	if (trial_is_made(t, &commit->id))
		return commit->n_parents > 1 ?
			       "git config rel.mergeMessage <what fits>" :
			       "git config rel.commitMessage <what fits>";
	if (is_for_autosquash(commit->message))
		return trial_text(
			t, "%sgit rebase -i --autosquash --keep-base %s",
			trial_switch(t, branch),
			trial_shell(t, ref_short(t->develop ? t->develop :
							      t->main)));
	return trial_mend(t, branch, &commit->id, "git commit --amend",
			  "git rebase -i --rebase-merges");
}

/* So much of it as is shown, in whole characters. */
static int shown(const char *text, size_t n)
{
	enum { SHOWN_MAX = 72 };
	size_t at = 0, one = 1;
	unsigned code;

	if (n <= SHOWN_MAX)
		return (int)n;
	for (; at + one <= SHOWN_MAX; at += one) {
		one = utf8_char(&code, text + at, n - at);
		one = one ? one : 1; /* what is broken is shown as bytes */
		if (at + one > SHOWN_MAX)
			break;
	}
	return (int)at;
}

typedef void judge_one(struct trial *t, const struct new_commit *commit);

static int each(struct trial *t, judge_one *judge)
{
	for (size_t i = 0; i < t->commits.n; i++)
		if (t->commits.v[i].change < t->c->n &&
		    !trial_is_stand_in(t, &t->commits.v[i].id))
			judge(t, &t->commits.v[i]);
	return 0;
}

static void one_message(struct trial *t, const struct new_commit *commit)
{
	size_t n = subject(commit);

	if (subjects_match(t->item->value, commit->message, n) ||
	    (t->draft && is_for_autosquash(commit->message)) ||
	    commit_like_release(t->rules->config, commit->message, n))
		return;
	trial_fault(t, branch_of(t, commit), &commit->id, reword(t, commit),
		    "'%.*s%s' has none of these forms: %s",
		    shown(commit->message, n), commit->message,
		    n <= 72 ? "" : "...", t->item->value);
}

int judge_message(struct trial *t)
{
	return each(t, one_message);
}

static void one_mail(struct trial *t, const struct new_commit *commit)
{
	const char *mails[] = { commit->author, commit->committer };
	static const char *const roles[] = { "author", "committer" };

	for (size_t i = 0; i < 2; i++) {
		if (!mails[i] || globs_match(t->item->value, mails[i]))
			continue;
		trial_fault(
			t, branch_of(t, commit), &commit->id,
			t->draft || trial_is_made(t, &commit->id) ?
				"git config user.email <mail>" :
				trial_text(
					t, "git config user.email <mail> && %s",
					trial_mend(
						t, branch_of(t, commit),
						&commit->id,
						"git commit --amend --reset-author --no-edit",
						"git rebase --rebase-merges --exec 'git commit --amend --reset-author --no-edit'")),
			"the %s of %s is '%s', none of %s", roles[i],
			t->draft ? "this commit" : oid_short(&commit->id),
			mails[i], t->item->value);
		return;
	}
}

int judge_email(struct trial *t)
{
	return each(t, one_mail);
}

static bool has_signature(struct trial *t, const git_oid *id)
{
	git_commit *commit = NULL;
	git_buf text = { 0 };

	if (git_commit_lookup(&commit, t->repo->git, id) < 0)
		return false;
	bool has = git_commit_header_field(&text, commit, "gpgsig") == 0;
	git_buf_dispose(&text);
	git_commit_free(commit);
	return has;
}

/* "U" is good, by a key that nobody has vouched for; "E": it cannot be
 * checked. */
static void one_signature(struct trial *t, const struct new_commit *commit)
{
	bool verified = !strcmp(t->item->value, "verified");
	const char *hint = trial_mend(
		t, branch_of(t, commit), &commit->id,
		"git commit --amend --no-edit -S",
		"git rebase --rebase-merges --exec 'git commit --amend --no-edit -S'");
	const char *what = "has no signature";

	if (trial_is_made(t, &commit->id))
		hint = "git config commit.gpgSign true";
	if (verified ? strchr("GU", commit->signature) && commit->signature :
		       has_signature(t, &commit->id))
		return;
	if (verified && commit->signature == 'E') {
		trial_unknown(t, branch_of(t, commit),
			      "git verify-commit says what is missing",
			      "the signature of %s cannot be checked here",
			      oid_short(&commit->id));
		return;
	}
	if (verified && commit->signature != 'N')
		what = commit->signature == 'B' ?
			       "has a bad signature" :
			       "has a signature of a key that is out of date";
	trial_fault(t, branch_of(t, commit), &commit->id, hint, "%s %s",
		    oid_short(&commit->id), what);
}

int judge_signed(struct trial *t)
{
	return each(t, one_signature);
}
