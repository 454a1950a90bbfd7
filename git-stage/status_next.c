#include "git-stage/status_next.h"

#include "git-stage/task_command.h"
#include "git/history.h"
#include "object/bump.h"
#include "release/branch.h"
#include "release/finish_command.h"
#include "standing/dead_end.h"
#include "standing/fact_notes.h"
#include "staging/released.h"
#include "staging/who.h"

/* Others make it come true: what somebody does here goes before it. */
static bool add_facts_due(struct ctx *c, const struct staging *s,
			  const struct policy *p, const struct standings *all,
			  enum list_end end, struct said *out)
{
	for (size_t i = 0; i < all->n; i++) {
		const struct task *task = all->v[i].task;
		if (!standing_is_wanted(all, &p->list, i, end) || !task->fact)
			continue;
		const char *call = task_asked_by(c, s, task->fact);
		if (call)
			said_next(c, out,
				  arena_printf(&c->repo.arena, "%s %s", call,
					       s->rel.version.text),
				  NULL);
		if (call)
			return true;
	}
	return false;
}

/* Why this person does nothing about it; NULL: it can be done. */
static const char *not_for_me(struct ctx *c, const struct staging *s,
			      const struct policy *p,
			      const struct standing *one, const char *me)
{
	const struct item *item = one->task->item;

	if (one->task->kind != TASK_ITEM || one->task->fact)
		return NULL;
	if (item->is.count > 1 && one->state == STANDING_PENDING &&
	    who_is_same(one->who, me))
		return "another person has to";
	return who_may_not_give(c, p, s, one->task, RESULT_PASS, me);
}

/* What comes before all answers, for it moves the branch. */
static bool add_prepared(struct ctx *c, const struct staging *s,
			 const struct standings *all, struct said *out)
{
	const char *due = NULL;
	struct saved_error before;

	if (staging_is_tagged(c, s) || git_oid_is_zero(&s->branch))
		return false;
	error_save(&before);
	if (bump_require(&c->repo, &s->branch, &s->rel.version) == E_POLICY)
		due = "git rel bump";
	(void)error_restore(0, &before);
	for (size_t i = 0; i < all->n && !due; i++) {
		const struct fact *fact = all->v[i].task->fact;
		if (!fact || !standing_blocks(&all->v[i], LIST_FINISH))
			continue;
		due = fact->kind == FACT_VERSION ?
			      "git rel bump" :
		      fact->kind == FACT_NOTES ?
			      fact_notes_command(all->v[i].why) :
			      NULL;
	}
	if (due)
		said_next(c, out, task_on_branch(c, s->rel.branch, due), NULL);
	return due;
}

/* Nor is anything answered that can only be refused. */
static bool add_dead_end(struct ctx *c, const struct staging *s,
			 const struct policy *policy, struct said *out)
{
	struct saved_error before;
	const char *why;

	error_save(&before);
	int rc = dead_end_look(c, s, policy, &why);
	(void)error_restore(0, &before);
	if (rc < 0 || !why)
		return false;
	said_next(c, out,
		  task_on_branch(c, s->rel.branch, "git commit --allow-empty"),
		  why);
	return true;
}

/* A candidate goes out in public: nothing is open in the phases before it. */
static bool is_too_early(const struct standings *all, size_t at)
{
	const struct task *task = all->v[at].task;

	if (!task->fact || task->fact->kind != FACT_RC)
		return false;
	for (size_t i = 0; i < at; i++)
		if (all->v[i].task->phase != task->phase &&
		    standing_blocks(&all->v[i], LIST_FINISH))
			return true;
	return false;
}

/* What this person does about the first task that is in the way, else what others
 * do; false: there is none, or nobody can do anything. */
static bool add_due(struct ctx *c, const struct staging *s,
		    const struct policy *p, const struct standings *all,
		    enum list_end end, struct said *out)
{
	const char *me = who_am_i(c), *other = NULL, *remark = NULL;

	for (size_t i = 0; i < all->n; i++) {
		const struct task *task = all->v[i].task;
		if (!standing_is_wanted(all, &p->list, i, end) ||
		    !standing_may_begin(all, &p->list, task) ||
		    is_too_early(all, i))
			continue;
		const char *about, *command = task_command(c, s, task, &about);
		const char *why = not_for_me(c, s, p, &all->v[i], me);
		if (command && !why) {
			said_next(c, out, command, about);
			return true;
		}
		if (command && !other) {
			other = command;
			remark = why;
		}
	}
	if (other)
		said_next(c, out, other, remark);
	return other;
}

/* What finish, or close, would refuse for, and nothing above brings about: it is
 * gone on without; false: there is nothing. */
static bool add_in_the_way(struct ctx *c, const struct policy *p,
			   const struct standings *all, enum list_end end,
			   struct said *out)
{
	const struct task *task = NULL;
	size_t i = 0;

	while (i < all->n && !standing_blocks(&all->v[i], end))
		i++;
	if (i == all->n)
		return false;
	task = all->v[i].task;
	for (i = 0; i < all->n; i++)
		if (!standing_is_met(&all->v[i]) &&
		    standing_is_before(&p->list, i, task))
			break;
	if (i < all->n && task->item && !task->item->is.never_waive)
		said_next(c, out,
			  arena_printf(&c->repo.arena,
				       "%s tick %s --waive -m <why>",
				       c->program->call, task->name),
			  arena_printf(&c->repo.arena, "it waits for '%s'",
				       all->v[i].task->name));
	else
		said_add(c, out, "'%s' is in the way", task->name);
	return true;
}

bool status_is_unshared(const struct staging *s)
{
	return s->remote && !oid_eq(&s->tip, &s->seen);
}

bool status_lacks_push(struct ctx *c, const struct staging *s)
{
	const struct evidence *e = &s->evidence;
	const struct record *out = evidence_released(e, NULL);

	if (!out || !s->remote || !staging_is_tagged(c, s))
		return false;
	return git_oid_is_zero(&s->seen) ||
	       history_contains(&c->repo, &evidence_link_of(e, out)->id,
				&s->seen) == 0;
}

/* Of one that is closed. */
static void add_shared(struct ctx *c, const struct staging *s, struct said *out)
{
	const struct record *end = evidence_closed(&s->evidence);

	if (end->text[TEXT_REASON])
		said_add(c, out, "%s was given up by %s: %s",
			 s->rel.version.text, end->text[TEXT_BY],
			 end->text[TEXT_REASON]);
	else
		said_add(c, out, "%s is closed", s->rel.version.text);
	if (status_is_unshared(s))
		said_next(c, out,
			  arena_printf(&c->repo.arena, "%s push %s",
				       c->program->call, s->rel.version.text),
			  NULL);
}

/* Nothing that is done now makes it what was qualified, unless there is more of it
 * than what was fetched. */
static bool add_otherwise(struct ctx *c, const struct staging *s,
			  const struct policy *policy, struct said *out)
{
	const char *call = c->program->call, *v = s->rel.version.text;
	struct saved_error before;
	struct released is;

	error_save(&before);
	int rc = released_look(&is, c, s, policy);
	(void)error_restore(0, &before);
	if (rc < 0 || !is.otherwise)
		return false;
	if (s->remote)
		said_add(c, out,
			 "%s: %s fetch %s brings what '%s' has of its evidence",
			 is.why, call, v, s->remote);
	else
		said_add(c, out, "%s", is.why);
	said_next(c, out,
		  arena_printf(&c->repo.arena, "%s close --give-up -m <why> %s",
			       call, v),
		  NULL);
	return true;
}

/* Is it the forge that merges, and has it not done so, as far as is known here? */
static bool waits_for_forge(struct ctx *c, const struct staging *s)
{
	git_oid main, tree;

	return setting_is(&c->repo.config, K_FINISH, "pr") &&
	       branch_newest(c, s->rel.main, &main) == 0 &&
	       !git_oid_is_zero(&main) &&
	       history_contains(&c->repo, &s->candidate, &main) == 0 &&
	       history_tree(&c->repo, &main, &tree) == 0 &&
	       !oid_eq(&tree, &s->tree);
}

/* What is answered once more would not count, either. */
static bool add_no_signers(struct ctx *c, const struct staging *s,
			   const struct policy *policy,
			   const struct standings *all, struct said *out)
{
	const struct evidence *e = &s->evidence;

	if (!setting_is(policy->config, K_EVIDENCE_SIGN, "required"))
		return false;
	for (size_t i = 0; i < e->n; i++) {
		if (!e->link[i].n || !all->by[i].unseen)
			continue;
		said_next(
			c, out, "git config gpg.ssh.allowedSignersFile <file>",
			"this clone knows no signers, and counts nothing that is signed");
		return true;
	}
	return false;
}

/* finish refuses as long as somebody who has gone could still sign. */
static bool add_left(struct ctx *c, const struct staging *s,
		     const struct policy *policy, struct said *out)
{
	const char *left = NULL;
	struct saved_error before;
	bool gone = false;

	error_save(&before);
	int rc = who_has_left(c, s, policy, &left, &gone);
	(void)error_restore(0, &before);
	if (rc < 0 || !left)
		return false;
	const char *why = arena_printf(&c->repo.arena,
				       "'%s' of '%s' has no more the key of %s",
				       setting(policy->config, K_SIGNERS),
				       s->rel.main, left);
	if (gone)
		said_add(c, out, "%s: finish refuses until it is there again",
			 why);
	else
		said_next(c, out,
			  arena_printf(&c->repo.arena, "%s push %s",
				       c->program->call, s->rel.version.text),
			  why);
	return true;
}

/* The one command that brings it on. */
void status_next(struct ctx *c, const struct staging *s,
		 const struct policy *policy, const struct standings *all,
		 const char *moved, struct said *out)
{
	const char *call = c->program->call, *v = s->rel.version.text;

	if (staging_is_behind(c, s))
		said_next(c, out, staging_catch_up(c, s),
			  arena_printf(&c->repo.arena, "'%s' is at %s here",
				       s->rel.branch, oid_short(&s->branch)));
	else if (moved)
		said_next(c, out,
			  arena_printf(&c->repo.arena, "%s push %s", call, v),
			  moved);
	else if (evidence_closed(&s->evidence))
		add_shared(c, s, out);
	else if (add_otherwise(c, s, policy, out) ||
		 add_prepared(c, s, all, out) ||
		 add_dead_end(c, s, policy, out))
		return;
	else if (status_lacks_push(c, s))
		said_next(c, out,
			  arena_printf(&c->repo.arena, "git rel finish %s", v),
			  NULL);
	else if (s->remote && git_oid_is_zero(&s->seen) &&
		 !staging_is_tagged(c, s))
		said_next(c, out,
			  arena_printf(&c->repo.arena, "%s push %s", call, v),
			  NULL);
	else if (add_no_signers(c, s, policy, all, out) ||
		 add_due(c, s, policy, all, LIST_FINISH, out) ||
		 add_facts_due(c, s, policy, all, LIST_FINISH, out) ||
		 (!staging_is_tagged(c, s) &&
		  add_in_the_way(c, policy, all, LIST_FINISH, out)))
		return;
	else if (!staging_is_tagged(c, s) && add_left(c, s, policy, out))
		return;
	else if (!staging_is_tagged(c, s))
		said_next(c, out,
			  finish_command(c, &s->rel.version, s->rel.hotfix),
			  waits_for_forge(c, s) ?
				  "once the forge has merged it" :
				  NULL);
	else if (!add_due(c, s, policy, all, LIST_CLOSE, out) &&
		 !add_facts_due(c, s, policy, all, LIST_CLOSE, out) &&
		 !add_in_the_way(c, policy, all, LIST_CLOSE, out))
		said_next(c, out,
			  arena_printf(&c->repo.arena, "%s close %s", call, v),
			  NULL);
}
