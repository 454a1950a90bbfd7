#include "git-backport/fanout/names.h"

#include "base/cleanup.h"
#include "config/value.h"
#include "git-backport/fanout/left.h"
#include "git-backport/source/origin.h"
#include "git-backport/source/preset.h"
#include "git-backport/fanout/same.h"
#include "git/history.h"
#include "pick/message.h"

#include <git2.h>
#include <string.h>

static const char *fill(struct ctx *c, const char *template, const char *id,
			const char *target)
{
	CLEANUP(strbuf) struct strbuf out = STRBUF_INIT;

	preset_fill(&out, template,
		    &(struct filling){ .id = id, .target = target });
	return arena_strdup(&c->repo.arena, out.buf);
}

static bool is_above(const char *a, const char *b)
{
	size_t n = strlen(a);

	return !strncmp(a, b, n) && b[n] == '/';
}

/* A branch cannot be where another one has a folder, nor below one. */
static bool in_the_way(struct ctx *c, const struct fanout *f, const char *name)
{
	git_reference_iterator *it = NULL;
	const char *other;
	bool found = false;

	for (size_t i = 0; i < f->n; i++) {
		other = f->lane[i].branch.name;
		found = found || (other && (is_above(other, name) ||
					    is_above(name, other)));
	}
	for (size_t i = 0; i < f->targets->remote.n; i++) {
		other = f->targets->remote.ref[i].name;
		if (starts_with(other, "refs/heads/"))
			found = found || is_above(ref_short(other), name) ||
				is_above(name, ref_short(other));
	}
	if (found || git_reference_iterator_glob_new(&it, c->repo.git,
						     "refs/heads/*") < 0)
		return found;
	while (!found && !git_reference_next_name(&other, it))
		found = is_above(ref_short(other), name) ||
			is_above(name, ref_short(other));
	git_reference_iterator_free(it);
	return found;
}

/* "stable/v0.2" as one word. */
static const char *flat(struct ctx *c, const char *target)
{
	char *name = arena_strdup(&c->repo.arena, target);

	for (char *p = name; *p; p++)
		if (*p == '/')
			*p = '-';
	return name;
}

/* 1: what is on the remote we have pushed, and put the one here in its place:
 * nobody's work is on either, though neither is behind the other. */
static int is_rebuilt(struct ctx *c, const struct fanout *f,
		      const struct branch *b)
{
	enum left here, there = LEFT_NEVER;
	int rc = left_look(c, f, b->ref, &b->local, false, &here);

	if (!rc && here == LEFT_SAME)
		rc = left_look(c, f, b->ref, &b->remote, true, &there);
	return rc ? rc : here == LEFT_SAME && there == LEFT_SAME;
}

/* To rebase one onto the other would make a branch of both. */
static int diverged(struct ctx *c, const struct fanout *f,
		    const struct branch *b)
{
	const char *remote = f->targets->remote.name;
	int rc = error(E_STALE, "'%s' here and on '%s' have diverged", b->name,
		       remote);

	error_hint("see how: git fetch %s && git log %s...%s/%s",
		   ctx_shell(c, remote), ctx_shell(c, b->name),
		   ctx_shell(c, remote), ctx_shell(c, b->name));
	error_hint("another name: --branch=<name>; to replace it: --force-new");
	return rc;
}

static int look_branch(struct ctx *c, const struct fanout *f, struct branch *b,
		       const struct naming *how)
{
	enum relation relation = SAME;
	int rc = branch_look(c, &f->targets->remote, b->name, b);

	if (rc != E_STALE)
		return rc;
	if (!git_oid_is_zero(&b->local) && !git_oid_is_zero(&b->tip)) {
		struct saved_error first;
		error_save(&first);
		(void)!history_relation(&c->repo, &b->local, &b->remote,
					&relation);
		rc = error_restore(rc, &first);
	}
	if (relation != DIVERGED) {
		if (error_hints()[0])
			error_hint("or choose another name: --branch");
		return rc;
	}
	rc = how->force ? 1 : is_rebuilt(c, f, b);
	b->tip = b->local;
	return rc ? (rc < 0 ? rc : 0) : diverged(c, f, b);
}

const char *names_template(struct ctx *c, const struct sources *s,
			   const struct naming *how)
{
	return fill(c,
		    how->branch ? how->branch : preset_branch(&c->repo.config),
		    s->id, "{target}");
}

/* If it is the template, with anything for the id: how long that is; else 0. */
static size_t filled_with(const char *template, const char *name)
{
	const char *hole = strstr(template, "{id}");
	size_t before = hole ? (size_t)(hole - template) : 0;
	size_t n = strlen(name);

	if (!hole || strncmp(template, name, before) != 0)
		return 0;
	const char *after = hole + strlen("{id}");
	size_t fixed = before + strlen(after);
	return n > fixed && ends_with(name, after) ? n - fixed : 0;
}

const char *names_id(struct ctx *c, const char *branch, const char *target)
{
	const char *template = preset_branch(&c->repo.config);
	const char *hole = strstr(template, "{id}");

	for (int i = 0; hole && i < 2; i++) {
		const char *form =
			fill(c, template, "{id}", i ? flat(c, target) : target);
		size_t n = filled_with(form, branch);
		hole = strstr(form, "{id}");
		if (n)
			return arena_strndup(&c->repo.arena,
					     branch + (hole - form), n);
	}
	return NULL;
}

/* Of "1.1" and "stable/1.1" the one that leaves less for the id. */
size_t names_target(struct ctx *c, const char *branch,
		    const char *const *target, size_t n)
{
	const char *template = preset_branch(&c->repo.config);
	size_t found = (size_t)-1, best = 0;

	for (size_t i = 0; i < 2 * n; i++) {
		const char *name = target[i / 2];
		size_t id = filled_with(fill(c, template, "{id}",
					     i % 2 ? flat(c, name) : name),
					branch);
		if (!id || (best && id >= best))
			continue;
		best = id;
		found = i / 2;
	}
	return found;
}

/* A branch that has commits of its own to keep. */
static bool is_a_line(struct ctx *c, const struct fanout *f, const char *name)
{
	if (origin_is(c, name))
		return true;
	for (size_t i = 0; i < f->targets->n_known; i++)
		if (!strcmp(name, f->targets->known[i]))
			return true;
	for (size_t i = 0; i < f->n; i++)
		if (!strcmp(name, f->lane[i].target->branch.name))
			return true;
	return false;
}

static bool is_a_topic(const struct fanout *f, const char *name)
{
	for (size_t i = 0; i < f->sources->n_topics; i++)
		if (!strcmp(name, f->sources->topic[i]))
			return true;
	return false;
}

static int is_picked(const char *name)
{
	return error(E_USAGE,
		     "'%s' is no branch for a backport: it is what is picked",
		     name);
}

static int name_lane(struct ctx *c, struct fanout *f, struct lane *l,
		     const struct naming *how)
{
	const char *template = names_template(c, f->sources, how);
	const char *target = l->target->branch.name;
	const char *name = fill(c, template, "", target);

	if (in_the_way(c, f, name))
		name = fill(c, template, "", flat(c, target));
	if (in_the_way(c, f, name))
		return error(
			E_POLICY,
			"'%s' cannot be made: another branch is in the way",
			name);
	if (!refname_ok(name))
		return error(E_USAGE, "'%s' is no name of a branch", name);
	if (is_a_line(c, f, name)) {
		int rc = error(E_USAGE, "'%s' is no branch for a backport",
			       name);
		error_hint("to move a line itself: --direct");
		return rc;
	}
	if (is_a_topic(f, name))
		return is_picked(name);
	l->branch.name = name;
	return look_branch(c, f, &l->branch, how);
}

static int check_twice(const struct fanout *f)
{
	for (size_t i = 0; i < f->n; i++)
		for (size_t k = 0; k < i; k++)
			if (!strcmp(f->lane[i].branch.name,
				    f->lane[k].branch.name)) {
				int rc = error(
					E_USAGE,
					"'%s' and '%s' would both get the branch '%s'",
					f->lane[k].target->branch.name,
					f->lane[i].target->branch.name,
					f->lane[i].branch.name);
				error_hint("say {target} in it");
				return rc;
			}
	return 0;
}

int names_look(struct ctx *c, struct fanout *f, const struct naming *how)
{
	int rc = 0;

	for (size_t i = 0; !rc && i < f->n; i++) {
		struct lane *l = &f->lane[i];
		if (how->direct)
			l->branch = l->target->branch;
		else
			rc = name_lane(c, f, l, how);
	}
	return rc ? rc : check_twice(f);
}

/* Is the branch what we would make, but for who made it when? */
static int same_chain(struct ctx *c, const struct lane *l, const git_oid *there,
		      const git_oid *base)
{
	git_oid ours = l->tip, theirs = *there;
	int rc = 0;

	while (!rc && !oid_eq(&ours, base)) {
		if (!same_commit(c, &ours, &theirs))
			return 0;
		if ((rc = history_parent(&c->repo, &ours, 0, &ours)) < 0 ||
		    (rc = history_parent(&c->repo, &theirs, 0, &theirs)) < 0)
			return rc;
		if (git_oid_is_zero(&ours) || git_oid_is_zero(&theirs))
			return 0;
	}
	return oid_eq(&theirs, base);
}

static int not_ours(const struct lane *l, enum left left)
{
	static const char *const how[] = {
		[LEFT_NEVER] = "and was not made here",
		[LEFT_CHANGED] = "and not as it was left here",
		[LEFT_OTHER] = "as the backport of other commits",
	};
	int rc = error(E_EXISTS, "'%s' is there already, %s", l->branch.name,
		       how[left]);

	error_hint("see what it has: git log %s..%s",
		   oid_short(&l->target->tip), oid_short(&l->branch.tip));
	error_hint("another name: --branch=<name>; to replace it: --force-new");
	return rc;
}

static int check_left(struct ctx *c, const struct fanout *f,
		      const struct lane *l)
{
	enum left left;
	int rc = left_look(c, f, l->branch.ref, &l->branch.tip, false, &left);

	return rc || left == LEFT_SAME ? rc : not_ours(l, left);
}

/* A name that a person chose may be that of anything: a branch of before the
 * target's tip was not made for this. */
static int is_forward(struct ctx *c, const struct fanout *f,
		      const struct lane *l, const struct naming *how)
{
	const struct naming usual = { 0 };
	const git_oid *there = &l->branch.tip;
	int rc = history_contains(&c->repo, there, &l->tip);

	return rc <= 0 || !how->branch ||
			       !strcmp(names_template(c, f->sources, how),
				       names_template(c, f->sources, &usual)) ?
		       rc :
		       history_contains(&c->repo, &l->target->tip, there);
}

int names_check(struct ctx *c, const struct fanout *f, struct lane *l,
		const struct naming *how)
{
	const git_oid *there = &l->branch.tip;
	int rc;

	if (how->direct || git_oid_is_zero(there))
		return 0;
	if (how->force && l->conflicts)
		return 0;
	if (l->conflicts) /* before a person has worked on it */
		return check_left(c, f, l);
	if ((rc = same_chain(c, l, there, &l->target->tip)) < 0)
		return rc;
	if (rc) {
		l->tip = *there;
		l->kept = true;
		return 0;
	}
	rc = how->force ? 1 : is_forward(c, f, l, how);
	return rc ? (rc < 0 ? rc : 0) : check_left(c, f, l);
}
