#include "git-backport/landed.h"

#include "git-backport/origin.h"
#include "git/history.h"
#include "release/branch.h"

#include <string.h>

static void add_tip(struct ctx *c, struct origins *from, const git_oid *id)
{
	from->tip =
		arena_grow(&c->repo.arena, from->tip, from->n, sizeof(git_oid));
	from->tip[from->n++] = *id;
}

/* As the remote has it, if it is there; else as it is here.  Where no remote is
 * asked, as the last fetch saw it. */
static int add_branch(struct ctx *c, struct origins *from, const char *name)
{
	const char *ref = arena_printf(&c->repo.arena, "refs/heads/%s", name);
	const git_oid *there = remote_ref(&from->targets->remote, ref);
	git_oid id;
	int rc;

	if (!git_oid_is_zero(there)) {
		rc = remote_fetch(&c->repo, &from->targets->remote, ref);
		if (rc < 0)
			return rc;
		add_tip(c, from, there);
	}
	rc = from->targets->remote.name ? repo_ref(&c->repo, ref, &id) :
					  branch_newest(c, name, &id);
	if (rc < 0)
		return rc;
	if (!git_oid_is_zero(&id) && !oid_eq(&id, there))
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

/* The branch that a word names, in full; NULL: it is a commit. */
static const char *topic(struct ctx *c, const struct origins *from,
			 const char *word)
{
	const char *head = NULL, *ref = NULL;
	git_oid id;

	if (!strcmp(word, "HEAD") || !strcmp(word, "@")) {
		if (repo_head(&c->repo, &head, &id) < 0)
			return NULL;
		ref = head;
	} else {
		ref = arena_printf(&c->repo.arena, "refs/heads/%s", word);
		if (repo_ref(&c->repo, ref, &id) < 0 || git_oid_is_zero(&id))
			ref = NULL;
	}
	const char *name = ref ? ref_short(ref) : from->source;
	for (size_t i = 0; i < from->targets->n_known; i++)
		if (!strcmp(name, from->targets->known[i]))
			return NULL;
	return !strcmp(name, from->source) ||
			       !strcmp(name, setting(&c->repo.config, K_MAIN)) ?
		       NULL :
		       ref;
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

/* Same author at the same second, same subject: what a rebase keeps. */
static bool looks_same(struct ctx *c, const git_oid *a, const git_oid *b)
{
	git_commit *one = NULL, *two = NULL;
	bool same = false;

	if (!git_commit_lookup(&one, c->repo.git, a) &&
	    !git_commit_lookup(&two, c->repo.git, b)) {
		const git_signature *x = git_commit_author(one);
		const git_signature *y = git_commit_author(two);
		same = !strcmp(x->email, y->email) &&
		       x->when.time == y->when.time &&
		       !strcmp(git_commit_summary(one),
			       git_commit_summary(two));
	}
	git_commit_free(one);
	git_commit_free(two);
	return same;
}

/* A squash is one commit, a rebase as many as the topic has: `at` is the last
 * of them.  How many: 1 where it is a squash. */
static int count_landed(struct ctx *c, const git_oid *base, const git_oid *tip,
			const git_oid *at, size_t *out)
{
	git_oid one = *tip, two = *at;
	size_t n;
	int rc = history_count(&c->repo, base, tip, &n);

	*out = 1;
	for (size_t i = 0; !rc && i < n; i++) {
		if (!looks_same(c, &one, &two))
			return 0;
		if ((rc = history_parent(&c->repo, &one, 0, &one)) < 0 ||
		    (rc = history_parent(&c->repo, &two, 0, &two)) < 0)
			return rc;
	}
	*out = n ? n : 1;
	return rc;
}

static int take_rebased(struct ctx *c, const git_oid *at, size_t n,
			struct landed *l)
{
	git_oid id = *at;
	int rc = 0;

	l->commit = arena_alloc(&c->repo.arena, n * sizeof(*l->commit));
	l->n = n;
	for (size_t i = n; !rc && i-- > 0;) {
		l->commit[i] = id;
		rc = history_parent(&c->repo, &id, 0, &id);
	}
	return rc;
}

/* Arrived at `at` on the origin, under other ids. */
static int landed_otherwise(struct ctx *c, const git_oid *origin,
			    const git_oid *tip, const git_oid *at,
			    struct landed *l)
{
	git_oid base;
	size_t n;
	int rc;

	if ((rc = history_merge_base(&c->repo, origin, tip, &base)) < 0 ||
	    (rc = count_landed(c, &base, tip, at, &n)) < 0)
		return rc;
	l->subject = subject_of(c, at);
	return take_rebased(c, at, n, l);
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
	l->subject = subject_of(c, at);
	return 0;
}

static int look_topic(struct ctx *c, const struct origins *from,
		      const git_oid *tip, struct landed *l)
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
				landed_otherwise(c, &from->tip[i], tip, &at, l);
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

/* Here, or as the last fetch saw it. */
static int is_on(struct ctx *c, const char *branch, const git_oid *id)
{
	git_oid tip;
	int rc = branch_newest(c, branch, &tip);

	return rc < 0 || git_oid_is_zero(&tip) ?
		       rc :
		       history_contains(&c->repo, id, &tip);
}

/* A commit may also come from another stable line. */
static int look_commit(struct ctx *c, const struct origins *from,
		       const git_oid *id, struct landed *l)
{
	int rc = 0;

	for (size_t i = 0; !rc && i < from->n; i++)
		rc = history_contains(&c->repo, id, &from->tip[i]);
	for (size_t i = 0; !rc && i < from->targets->n_known; i++)
		rc = is_on(c, from->targets->known[i], id);
	if (rc < 0)
		return rc;
	l->found = rc > 0 || !from->n;
	take(c, l, id);
	return 0;
}

int landed_look(struct ctx *c, const struct origins *from, const char *word,
		const git_oid *id, struct landed *out)
{
	return topic(c, from, word) ? look_topic(c, from, id, out) :
				      look_commit(c, from, id, out);
}
