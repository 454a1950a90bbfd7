#include "rules/judges.h"

#include "base/cleanup.h"
#include "config/commit_like.h"
#include "git/history.h"
#include "pick/provenance.h"
#include "rules/rule_value.h"

#include <git2.h>
#include <string.h>
#include <strings.h>

typedef int judge_work(struct trial *t, const char *ref,
		       const struct new_commit *commit);

/* No merge, and no commit of a release. */
static bool is_work(struct trial *t, const struct new_commit *commit)
{
	return commit->n_parents < 2 &&
	       !commit_like_release(t->rules->config, commit->message,
				    strcspn(commit->message, "\r\n"));
}

/* What the branch is to get that neither it nor main and develop have.  Another
 * branch may have it: there nobody has asked. */
static int read_work(struct trial *t, const struct ref_change *c,
		     struct new_commits *out)
{
	const struct ref *trunk = refs_find(&t->after, t->main);
	const struct ref *work = t->develop ? refs_find(&t->after, t->develop) :
					      NULL;
	const git_oid *without[4];
	size_t n = 0;

	without[n++] = &c->from;
	if (trunk)
		without[n++] = &trunk->id;
	if (work)
		without[n++] = &work->id;
	if (t->commits.since)
		without[n++] = t->commits.since;
	for (size_t i = 0; i < n; i++)
		if (repo_type(t->repo, without[i]) != GIT_OBJECT_COMMIT)
			return 0;
	return new_commits_of_branch(out, t->repo, &c->to, without, n);
}

/* Of a new branch only what is new to the judge. */
static int each_work_of(struct trial *t, size_t change, judge_work *judge)
{
	const struct ref_change *c = &t->c->v[change];
	bool grows = !t->draft && !git_oid_is_zero(&c->from);
	struct new_commits own = { .n = 0 };
	const struct new_commits *all = grows ? &own : &t->commits;
	int rc = grows ? read_work(t, c, &own) : 0;

	for (size_t i = 0; rc >= 0 && i < all->n; i++)
		if ((grows || all->v[i].change == change) &&
		    is_work(t, &all->v[i]))
			rc = judge(t, c->ref, &all->v[i]);
	new_commits_release(&own);
	return rc;
}

static int each_work(struct trial *t, judge_work *judge)
{
	int rc = 0;

	for (size_t i = 0; rc >= 0 && i < t->c->n; i++)
		if (!git_oid_is_zero(&t->c->v[i].to) && !t->c->v[i].source &&
		    trial_is_stable(t, t->c->v[i].ref))
			rc = each_work_of(t, i, judge);
	return rc;
}

static bool has_trailer(const char *message, const char *name, size_t n)
{
	for (const char *line = message; *line;) {
		size_t len = strcspn(line, "\n");
		if (line != message && len > n && line[n] == ':' &&
		    !strncasecmp(line, name, n))
			return true;
		line += len + (line[len] == '\n');
	}
	return false;
}

/* A pick that is not made yet takes its message from elsewhere. */
static const char *add_trailer(struct trial *t, const char *ref,
			       const struct new_commit *commit,
			       const struct word *w)
{
	static const char sign_off[] = "Signed-off-by";

	if (t->draft)
		return "commit again, with that trailer";
	if (!trial_is_made(t, &commit->id))
		return trial_mend(
			t, ref, &commit->id,
			trial_text(t,
				   "git commit --amend --trailer '%.*s: ...'",
				   (int)w->n, w->s),
			"git rebase -i --rebase-merges");
	return w->n == strlen(sign_off) && !strncasecmp(w->s, sign_off, w->n) ?
		       "git backport --signoff" :
		       "pick a commit that has it";
}

static int judge_trailers_of(struct trial *t, const char *ref,
			     const struct new_commit *commit)
{
	const char *list = t->item->value;
	struct word w;

	while (word_next(&list, ' ', &w)) {
		if (has_trailer(commit->message, w.s, w.n))
			continue;
		trial_fault(t, ref, &commit->id,
			    add_trailer(t, ref, commit, &w),
			    "%s has no trailer '%.*s'",
			    t->draft ? "the message" : oid_short(&commit->id),
			    (int)w.n, w.s);
	}
	return 0;
}

int judge_trailers(struct trial *t)
{
	return each_work(t, judge_trailers_of);
}

/* An id, perhaps abbreviated, of a commit that is here. */
static bool find(struct trial *t, const char *hex, git_oid *out)
{
	git_object *object = NULL;
	git_oid prefix;
	size_t n = strlen(hex);

	if (git_oid_fromstrn(&prefix, hex, n) < 0 ||
	    git_object_lookup_prefix(&object, t->repo->git, &prefix, n,
				     GIT_OBJECT_COMMIT) < 0)
		return false;
	git_oid_cpy(out, git_object_id(object));
	git_object_free(object);
	return true;
}

/* On main or develop, as they will be. */
static int is_on_lines(struct trial *t, const git_oid *id, enum answer *out)
{
	const char *lines[] = { t->main, t->develop };
	enum answer has = ANSWER_NO;
	bool unknown = false;

	for (size_t i = 0; i < 2 && has != ANSWER_YES; i++) {
		const struct ref *ref =
			lines[i] ? refs_find(&t->after, lines[i]) : NULL;
		int rc = ref ? trial_has(t, &ref->id, id, &has) : 0;
		if (rc < 0)
			return rc;
		unknown |= has == ANSWER_UNKNOWN;
	}
	*out = has == ANSWER_YES ? has : unknown ? ANSWER_UNKNOWN : ANSWER_NO;
	return 0;
}

static int judge_origin_of(struct trial *t, const char *ref,
			   const struct new_commit *commit)
{
	struct provenance from = { .arena = t->arena };
	const char *said = NULL;
	const char *hint =
		trial_text(t, "git backport %s <commit of '%s'>",
			   trial_shell(t, ref_short(ref)),
			   ref_short(t->develop ? t->develop : t->main));

	provenance_read(&from, commit->message, strlen(commit->message));
	for (size_t i = 0; i < from.n; i++) {
		const struct pointer *p = &from.v[i];
		enum answer on = ANSWER_NO;
		git_oid id;
		if ((p->kind != POINTER_PICK && p->kind != POINTER_EDITED) ||
		    !p->id || p->url)
			continue;
		said = p->id;
		if (find(t, p->id, &id)) {
			int rc = is_on_lines(t, &id, &on);
			if (rc < 0 || on == ANSWER_YES)
				return rc;
		}
		if (on == ANSWER_UNKNOWN) {
			trial_unknown(
				t, ref, "git fetch --unshallow",
				"fetch first: whether %s is on '%s' is not known",
				said, ref_short(t->main));
			return 0;
		}
	}
	if (said)
		trial_fault(
			t, ref, &commit->id, hint,
			"%s says it is a pick of %.10s, which is neither on '%s'%s%s%s",
			oid_short(&commit->id), said, ref_short(t->main),
			t->develop ? " nor on '" : "",
			t->develop ? ref_short(t->develop) : "",
			t->develop ? "'" : "");
	else
		trial_fault(t, ref, &commit->id, hint,
			    "%s does not say which commit it is a pick of",
			    oid_short(&commit->id));
	return 0;
}

int judge_origin(struct trial *t)
{
	int rc = trial_refs(t);

	return rc < 0 ? rc : each_work(t, judge_origin_of);
}
