#include "git-backport/source/landed.h"

#include "git-backport/source/origin.h"
#include "git-backport/source/rebased.h"
#include "git/history.h"
#include "release/branch.h"

#include <git2.h>
#include <string.h>

static void add_tip(struct ctx *c, struct origins *from, const git_oid *id)
{
	from->tip =
		arena_grow(&c->repo.arena, from->tip, from->n, sizeof(git_oid));
	from->tip[from->n++] = *id;
}

/* As the remote has it, or was seen to where it is not asked, if it is there; and
 * as it is here. */
static int add_branch(struct ctx *c, struct origins *from, const char *name)
{
	const struct remote *remote = &from->targets->remote;
	const char *ref = arena_printf(&c->repo.arena, "refs/heads/%s", name);
	git_oid id, there = *remote_ref(remote, ref);
	int rc = 0;

	if (!remote->name)
		rc = branch_tracked(c, name, &there);
	else if (!git_oid_is_zero(&there))
		rc = remote_fetch(&c->repo, remote, ref);
	if (rc < 0)
		return rc;
	if (!git_oid_is_zero(&there))
		add_tip(c, from, &there);
	if ((rc = repo_ref(&c->repo, ref, &id)) < 0)
		return rc;
	if (!git_oid_is_zero(&id) && !oid_eq(&id, &there))
		add_tip(c, from, &id);
	return 0;
}

int origins_look(struct ctx *c, const struct targets *t, struct origins *out)
{
	int rc = 0;

	out->targets = t;
	for (size_t i = 0; !rc && i < ORIGINS; i++) {
		const char *name = origin_name(c, i);
		size_t was = out->n;
		if (!*name)
			continue;
		rc = add_branch(c, out, name);
		if (out->n > was && !out->source)
			out->source = name;
	}
	if (!out->source)
		out->source = setting(&c->repo.config, K_MAIN);
	return rc;
}

static void take(struct ctx *c, struct landed *l, const git_oid *id)
{
	l->commit = arena_grow(&c->repo.arena, l->commit, l->n, sizeof(*id));
	l->commit[l->n++] = *id;
}

/* "topic" of refs/heads/topic and refs/remotes/origin/topic; NULL: no branch. */
static const char *branch_of(struct ctx *c, const char *ref)
{
	static const char remotes[] = "refs/remotes/";
	const char *remote = branch_remote(c);

	if (starts_with(ref, "refs/heads/"))
		return ref_short(ref);
	if (!starts_with(ref, remotes))
		return NULL;
	ref += strlen(remotes);
	size_t n = remote ? strlen(remote) : 0;
	if (n && !strncmp(ref, remote, n) && ref[n] == '/')
		return ref + n + 1;
	return strchr(ref, '/') ? strchr(ref, '/') + 1 : NULL;
}

/* The branch that a word names just so, by all of git's rules; or NULL. */
static const char *named_branch(struct ctx *c, const char *word,
				const git_oid *id)
{
	git_reference *ref = NULL, *direct = NULL;
	git_object *object = NULL;
	const char *name = NULL;

	if (!git_revparse_ext(&object, &ref, c->repo.git, word) && ref &&
	    !git_reference_resolve(&direct, ref) &&
	    oid_eq(git_reference_target(direct), id))
		name = branch_of(c, git_reference_name(direct));
	name = arena_strdup(&c->repo.arena, name);
	git_reference_free(direct);
	git_reference_free(ref);
	git_object_free(object);
	return name;
}

/* ... that is no line, and none that commits come from. */
static const char *topic(struct ctx *c, const struct origins *from,
			 const char *word, const git_oid *id)
{
	const char *name = named_branch(c, word, id);

	for (size_t i = 0; name && i < from->targets->n_known; i++)
		if (!strcmp(name, from->targets->known[i]))
			return NULL;
	return name && strcmp(name, from->source) != 0 &&
			       strcmp(name, setting(&c->repo.config, K_MAIN)) !=
				       0 ?
		       name :
		       NULL;
}

static int is_merge(struct ctx *c, const git_oid *id)
{
	git_oid second;
	int rc = history_parent(&c->repo, id, 1, &second);

	return rc < 0 ? rc : !git_oid_is_zero(&second);
}

static const char *subject_of(struct ctx *c, const git_oid *id)
{
	git_commit *commit = NULL;
	const char *text = NULL;

	if (!git_commit_lookup(&commit, c->repo.git, id))
		text = arena_strdup(&c->repo.arena, git_commit_summary(commit));
	git_commit_free(commit);
	return text;
}

static const char *message_of(struct ctx *c, const git_oid *id)
{
	git_commit *commit = NULL;
	const char *text = NULL;

	if (!git_commit_lookup(&commit, c->repo.git, id))
		text = arena_strdup(&c->repo.arena, git_commit_message(commit));
	git_commit_free(commit);
	return text;
}

/* A wrong guess would lose commits. */
static int not_whole(struct ctx *c, const struct origins *from,
		     const char *word, const git_oid *tip, const git_oid *at,
		     const struct rebased *r)
{
	int rc = error(
		E_POLICY,
		"'%s' has landed on '%s', but not all of it is found there:",
		word, from->source);

	for (size_t i = 0; i < r->n_missing; i++)
		error_detail("%s %s", oid_short(&r->missing[i]),
			     subject_of(c, &r->missing[i]));
	error_hint("see what landed: git log --oneline %s..%s", oid_short(tip),
		   oid_short(at));
	error_hint(
		"and name what landed by its commits or a range: %s <target> -- <commit>...",
		c->program->call);
	return rc;
}

/* Arrived at `at` on the origin, under other ids. */
static int landed_otherwise(struct ctx *c, const struct origins *from,
			    const char *word, const git_oid *tip,
			    const git_oid *at, struct landed *l)
{
	struct rebased r = { 0 };
	int rc = rebased_find(c, tip, at, &r);

	if (rc < 0)
		return rc;
	if (r.n_missing)
		return not_whole(c, from, word, tip, at, &r);
	l->commit = r.commit;
	l->n = r.n;
	l->message = message_of(c, at);
	return 0;
}

/* Arrived with its own commits: all that the merge brought of it. */
static int landed_merged(struct ctx *c, const git_oid *tip, const git_oid *at,
			 struct landed *l)
{
	git_oid first;
	int rc = is_merge(c, at);

	if (rc < 0)
		return rc;
	if (!rc || oid_eq(at, tip)) {
		take(c, l, tip);
		l->forwarded = true;
		return 0;
	}
	if ((rc = history_parent(&c->repo, at, 0, &first)) < 0)
		return rc;
	l->range_from = first;
	l->range_to = *tip;
	l->message = message_of(c, at);
	return 0;
}

static int look_topic(struct ctx *c, const struct origins *from,
		      const char *word, const git_oid *tip, struct landed *l)
{
	for (size_t i = 0; i < from->n; i++) {
		git_oid at;
		bool merged;
		int rc = history_landed(&c->repo, &from->tip[i], tip, &at,
					&merged);
		if (rc < 0)
			return rc;
		if (git_oid_is_zero(&at))
			continue;
		l->found = true;
		return merged ? landed_merged(c, tip, &at, l) :
				landed_otherwise(c, from, word, tip, &at, l);
	}
	if (!from->n) {
		l->found = true;
		take(c, l, tip);
	} else if (from->unmerged) {
		l->range_from = from->tip[0];
		l->range_to = *tip;
	}
	return 0;
}

/* Those behind `tip` are found. */
static int find_behind(struct ctx *c, const git_oid *tip, const git_oid *id,
		       size_t n, bool *found)
{
	bool *behind = arena_alloc(&c->repo.arena, n * sizeof(bool));
	int rc = n == 1 ? history_contains(&c->repo, id, tip) :
			  history_behind(&c->repo, tip, id, n, behind);

	if (n == 1)
		behind[0] = rc > 0;
	for (size_t i = 0; i < n; i++)
		found[i] = found[i] || behind[i];
	return rc < 0 ? rc : 0;
}

static size_t first_not(const bool *found, size_t n)
{
	size_t i = 0;

	while (i < n && found[i])
		i++;
	return i;
}

int landed_not(struct ctx *c, const struct origins *from, const git_oid *id,
	       size_t n, size_t *out)
{
	bool *found = arena_alloc(&c->repo.arena, (n + 1) * sizeof(bool));
	int rc = 0;

	*out = n;
	if (!from->n)
		return 0;
	for (size_t i = 0; !rc && i < from->n && first_not(found, n) < n; i++)
		rc = find_behind(c, &from->tip[i], id, n, found);
	/* a commit may also come from another stable line */
	for (size_t i = 0; !rc && i < from->targets->n_known; i++) {
		git_oid tip;
		if (first_not(found, n) == n)
			break;
		rc = branch_newest(c, from->targets->known[i], &tip);
		if (!rc && !git_oid_is_zero(&tip))
			rc = find_behind(c, &tip, id, n, found);
	}
	*out = first_not(found, n);
	return rc;
}

static int look_commit(struct ctx *c, const struct origins *from,
		       const git_oid *id, struct landed *l)
{
	size_t at;
	int rc = landed_not(c, from, id, 1, &at);

	l->found = at == 1;
	take(c, l, id);
	return rc;
}

int landed_look(struct ctx *c, const struct origins *from, const char *word,
		const git_oid *id, struct landed *out)
{
	out->topic = topic(c, from, word, id);
	return out->topic ? look_topic(c, from, out->topic, id, out) :
			    look_commit(c, from, id, out);
}
