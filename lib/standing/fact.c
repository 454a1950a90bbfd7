#include "standing/fact.h"

#include "forge/find.h"
#include "git/history.h"
#include "object/bump.h"
#include "release/branch.h"
#include "release/candidates.h"
#include "standing/fact_notes.h"
#include "standing/findings.h"
#include "staging/observe.h"
#include "staging/released.h"

#include <string.h>

struct look {
	struct ctx *c;
	const struct staging *s;
	const struct policy *p;
	const struct task *task;
	enum standing_state state;
	const char *why;
};

static int is(struct look *l, bool done, const char *why)
{
	l->state = done ? STANDING_DONE : STANDING_OPEN;
	l->why = why;
	return 0;
}

static const char *say(struct look *l, const char *fmt, ...) PRINTF(2, 3);
static const char *say(struct look *l, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	const char *text = arena_vprintf(&l->c->repo.arena, fmt, ap);
	va_end(ap);
	return text;
}

static int tag_at(struct look *l, git_oid *out)
{
	git_oid id;
	int rc = repo_ref(&l->c->repo, l->s->rel.tag_ref, &id);

	*out = id;
	return rc < 0 || git_oid_is_zero(&id) ?
		       rc :
		       repo_peel(&l->c->repo, &id, out);
}

static int look_tag(struct look *l)
{
	git_oid at;
	int rc = tag_at(l, &at);

	return rc < 0 ? rc :
			is(l, !git_oid_is_zero(&at),
			   git_oid_is_zero(&at) ? NULL : l->s->rel.tag);
}

/* 1: by its records it is out, and what shows that was not fetched; said. */
static int is_out_elsewhere(struct look *l)
{
	const char *remote = l->s->remote;
	git_oid at;
	int rc = tag_at(l, &at);

	if (rc < 0 || !evidence_released(&l->s->evidence, NULL) ||
	    !git_oid_is_zero(&at))
		return rc;
	l->state = STANDING_UNKNOWN;
	l->why = say(l, "%s is not here: git fetch%s%s", l->s->rel.tag,
		     remote ? " " : "", remote ? ctx_shell(l->c, remote) : "");
	return 1;
}

/* 1: what is out is another commit than what was qualified, and said. */
static int is_otherwise(struct look *l)
{
	struct released is;
	int rc = released_look(&is, l->c, l->s, l->p);

	if (rc < 0 || !is.otherwise)
		return rc;
	l->state = STANDING_FAILED;
	l->why = is.why;
	return 1;
}

static int look_tagged(struct look *l)
{
	int rc = is_otherwise(l);

	if (!rc)
		rc = is_out_elsewhere(l);
	return rc ? rc < 0 ? rc : 0 : look_tag(l);
}

/* 1: what the remote has of it is no less than what is here, or nobody can tell; 0:
 * it is, and said. */
static int look_pushed(struct look *l)
{
	const struct staging *s = l->s;
	git_oid there = s->branch_there;
	int rc = s->asked ? 0 : branch_tracked(l->c, s->rel.branch, &there);

	if (rc < 0)
		return rc;
	if (!s->remote || !branch_fetches_all(l->c) ||
	    git_oid_is_zero(&s->branch) || oid_eq(&there, &s->branch))
		return 1;
	if (git_oid_is_zero(&there)) {
		if ((rc = look_tag(l)) < 0 || l->state == STANDING_DONE)
			return rc;
		l->why = say(l, "'%s' does not have it", s->remote);
		return 0;
	}
	if (repo_has_object(&l->c->repo, &there))
		rc = history_contains(&l->c->repo, &s->branch, &there);
	if (rc)
		return rc;
	(void)is(l, false,
		 say(l, "'%s' has it at %s", s->remote, oid_short(&there)));
	return 0;
}

static int look_branch(struct look *l)
{
	const struct staging *s = l->s;
	git_oid tip;
	int rc = branch_newest(l->c, s->rel.branch, &tip);

	if (rc < 0)
		return rc;
	if (git_oid_is_zero(&tip)) { /* it has gone, once it has served */
		rc = is_out_elsewhere(l);
		return rc ? rc < 0 ? rc : 0 : look_tag(l);
	}
	rc = look_pushed(l);
	if (rc <= 0)
		return rc;
	return is(l, true,
		  say(l, "'%s' at %s", s->rel.branch, oid_short(&tip)));
}

static int look_version(struct look *l)
{
	int rc =
		bump_require(&l->c->repo, &l->s->candidate, &l->s->rel.version);

	if (rc == E_POLICY)
		return is(l, false, say(l, "%s", error_message()));
	return rc < 0 ? rc : is(l, true, NULL);
}

/* Any will do; how much came since is told, for some of that may want another. */
static int look_rc(struct look *l)
{
	struct repo *r = &l->c->repo;
	const struct staging *s = l->s;
	struct candidates found;
	size_t since = 0;
	int rc = candidates_look(l->c, NULL, &s->rel.version, NULL, &found);

	if (rc < 0 || !found.any)
		return rc < 0 ? rc : is(l, false, NULL);
	const git_oid *tip = git_oid_is_zero(&s->merge_of) ? &s->candidate :
							     &s->merge_of;
	if (!git_oid_is_zero(&found.commit) && repo_has_object(r, tip))
		rc = history_count(r, &found.commit, tip, &since);
	if (rc < 0 || !since)
		return rc < 0 ? rc :
				is(l, true, say(l, "%s", found.newest.text));
	return is(l, true,
		  say(l, "%s, and %zu commit%s since: git rel rc tags the next",
		      found.newest.text, since, since == 1 ? "" : "s"));
}

static int look_findings(struct look *l)
{
	size_t n;

	(void)findings_open(&l->c->repo.arena, &l->s->evidence,
			    l->task->fact->of, &n);
	return is(l, !n, n ? say(l, "%zu open", n) : NULL);
}

/* A branch as it is known here or, where the remote was asked, as it is there. */
static int newest(struct look *l, const char *branch, git_oid *out)
{
	struct repo *r = &l->c->repo;
	const char *ref = arena_printf(&r->arena, "refs/heads/%s", branch);
	const git_oid *there = remote_ref(&l->s->refs, ref);
	int rc = branch_newest(l->c, branch, out);

	if (rc < 0 || !l->s->asked || git_oid_is_zero(there) ||
	    oid_eq(there, out) || !repo_has_object(r, there))
		return rc;
	rc = git_oid_is_zero(out) ? 1 : history_contains(r, out, there);
	if (rc > 0)
		*out = *there;
	return rc < 0 ? rc : 0;
}

/* Before there is a tag: what main has as its own, no merge has brought there. */
static int tell_where(struct look *l, const char *branch, const git_oid *tip,
		      const git_oid *what)
{
	git_oid landed = { { 0 } };
	bool merged = false;
	int rc = history_landed(&l->c->repo, tip, what, &landed, &merged);

	return rc < 0 ? rc :
			is(l, true,
			   say(l,
			       oid_eq(&landed, what) ?
				       "'%s' has it already, without a merge" :
				       "'%s'",
			       branch));
}

/* Does a branch have what is released? */
static int look_merged_into(struct look *l, const char *branch)
{
	git_oid tip, what;
	int rc = newest(l, branch, &tip);

	if (!rc)
		rc = tag_at(l, &what);
	if (rc < 0)
		return rc;
	bool tagged = !git_oid_is_zero(&what);
	if (!tagged)
		what = l->s->candidate;
	rc = git_oid_is_zero(&tip) ? 0 :
				     history_contains(&l->c->repo, &what, &tip);
	if (rc > 0 && !tagged)
		return tell_where(l, branch, &tip, &what);
	return rc < 0 ? rc : is(l, rc > 0, say(l, "'%s'", branch));
}

/* The forge may have made another commit of it, with the same files; and what finish
 * has found on main, nobody needs to have fetched. */
static int look_merged(struct look *l)
{
	const struct staging *s = l->s;
	git_oid tip, tree;
	int rc;

	if (!git_oid_is_zero(&s->landed))
		return is(l, true, say(l, "'%s'", s->rel.main));
	rc = is_otherwise(l);
	if (rc)
		return rc < 0 ? rc : 0;
	rc = look_merged_into(l, s->rel.main);
	if (rc < 0 || l->state == STANDING_DONE ||
	    (rc = newest(l, s->rel.main, &tip)) < 0 || git_oid_is_zero(&tip) ||
	    (rc = history_tree(&l->c->repo, &tip, &tree)) < 0)
		return rc;
	return oid_eq(&tree, &s->tree) ? is(l, true, l->why) : 0;
}

static int look_merged_back(struct look *l)
{
	return *l->s->rel.develop ?
		       look_merged_into(l, l->s->rel.develop) :
		       is(l, true, "there is no branch to merge back into");
}

static int look_branch_deleted(struct look *l)
{
	const struct staging *s = l->s;
	git_oid tip = s->branch;
	bool gone = s->asked && git_oid_is_zero(&s->branch_there);
	int rc = gone ? 0 : branch_newest(l->c, s->rel.branch, &tip);

	return rc < 0 ? rc : is(l, git_oid_is_zero(&tip), NULL);
}

static int look_notes(struct look *l)
{
	int rc = fact_notes(l->c, l->s, l->task->fact->of, &l->why);

	l->state = rc > 0 ? STANDING_DONE : STANDING_OPEN;
	return rc < 0 ? rc : 0;
}

/* Where nobody ever can, that is said. */
static const char *not_seen(struct look *l)
{
	struct forge_place place;

	if (!l->s->remote)
		return "there is no remote, so there is no forge";
	return forge_find_known(&place, &l->c->repo, l->s->remote) ?
		       NULL :
		       say(l, "nobody knows the forge of '%s'", l->s->remote);
}

/* What the forge says is in records, from when it was asked (observe.h). */
static int look_seen(struct look *l)
{
	const struct record *rec = observe_last(l->s, l->task->fact->text);

	l->state = STANDING_UNKNOWN;
	if (!rec) {
		l->why = not_seen(l);
		return 0;
	}
	l->state = rec->result == RESULT_PASS ? STANDING_DONE :
		   rec->result == RESULT_FAIL ? STANDING_FAILED :
						STANDING_PENDING;
	const char *says = rec->text[TEXT_MESSAGE],
		   *page = rec->text[TEXT_LINK];
	l->why = says && page ? say(l, "%s; %s", says, page) :
		 says         ? says :
				page;
	return 0;
}

/* In a clone that has fetched no more than the evidence. */
static bool misses_candidate(const struct look *l)
{
	static const bool reads_it[N_FACTS] = {
		[FACT_NOTES] = true,
		[FACT_VERSION] = true,
		[FACT_MERGED] = true,
		[FACT_MERGED_BACK] = true,
	};

	return reads_it[l->task->fact->kind] &&
	       !repo_has_object(&l->c->repo, &l->s->candidate);
}

/* What finish has looked at before it made the release is not looked at anew: how
 * a clone is set up, and what was cleaned up since, tell nothing of it. */
static int look_back(struct look *l)
{
	static const bool was_seen[N_FACTS] = {
		[FACT_BRANCH] = true,   [FACT_CI] = true, [FACT_NOTES] = true,
		[FACT_VERSION] = true,  [FACT_RC] = true, [FACT_REQUEST] = true,
		[FACT_APPROVED] = true,
	};
	git_oid at;

	if (l->state == STANDING_DONE || !was_seen[l->task->fact->kind] ||
	    l->task->optional || !l->task->before_finish)
		return 0;
	int rc = tag_at(l, &at);
	return rc < 0 || git_oid_is_zero(&at) ||
			       !evidence_released(&l->s->evidence, &at) ?
		       rc :
		       is(l, true, "as it was when it was released");
}

int fact_look(struct ctx *c, const struct staging *s, const struct policy *p,
	      const struct task *task, enum standing_state *state,
	      const char **why)
{
	static int (*const looks[N_FACTS])(struct look *) = {
		[FACT_BRANCH] = look_branch,
		[FACT_CI] = look_seen,
		[FACT_NOTES] = look_notes,
		[FACT_VERSION] = look_version,
		[FACT_RC] = look_rc,
		[FACT_REQUEST] = look_seen,
		[FACT_APPROVED] = look_seen,
		[FACT_FINDINGS] = look_findings,
		[FACT_MERGED] = look_merged,
		[FACT_TAGGED] = look_tagged,
		[FACT_PUBLISHED] = look_seen,
		[FACT_MERGED_BACK] = look_merged_back,
		[FACT_BRANCH_DELETED] = look_branch_deleted,
		[FACT_ENVIRONMENT] = look_seen,
	};
	struct look l = { .c = c, .s = s, .p = p, .task = task };
	int rc = 0;

	if (misses_candidate(&l)) {
		l.state = STANDING_UNKNOWN;
		l.why = say(&l, "%s is not here: git fetch%s%s",
			    oid_short(&s->candidate), s->remote ? " " : "",
			    s->remote ? ctx_shell(c, s->remote) : "");
	} else {
		rc = looks[task->fact->kind](&l);
	}
	if (!rc)
		rc = look_back(&l);
	*state = l.state;
	*why = l.why;
	return rc;
}
