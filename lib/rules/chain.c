#include "rules/chain.h"

#include "base/cleanup.h"
#include "base/run.h"
#include "git/history.h"

#include <git2.h>
#include <string.h>

static struct chain_link *add(struct trial *t, struct chain *out,
			      const git_oid *id)
{
	out->v = arena_grow(t->arena, out->v, out->n, sizeof(*out->v));
	out->v[out->n].id = *id;
	return &out->v[out->n++];
}

/* "<id> <parent>..." of a line of rev-list. */
static int add_line(struct trial *t, struct chain *out, const char *line)
{
	size_t n = (strcspn(line, "\n") + 1) / (GIT_OID_HEXSZ + 1);
	git_oid *id = arena_alloc(t->arena, (n + 1) * sizeof(*id));

	for (size_t i = 0; i < n; i++)
		if (git_oid_fromstrn(&id[i], line + i * (GIT_OID_HEXSZ + 1),
				     GIT_OID_HEXSZ) < 0)
			return error(E_FAIL, "cannot read git's answer");
	struct chain_link *link = add(t, out, &id[0]);
	link->parent = id + 1;
	link->n_parents = n ? n - 1 : 0;
	return 0;
}

/* The judge has the commit, but the branch had not: git knows how far. */
static int add_known(struct trial *t, struct chain *out, const git_oid *tip,
		     const git_oid *from)
{
	CLEANUP(strvec) struct strvec argv = STRVEC_INIT;
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;

	strvec_pushl(&argv, "git", "--no-replace-objects", "rev-list",
		     "--first-parent", "--parents", oid_hex(tip), (char *)NULL);
	strvec_pushf(&argv, "^%s", oid_hex(from));
	if (t->commits.since)
		strvec_pushf(&argv, "^%s", oid_hex(t->commits.since));
	strvec_push(&argv, "--");
	struct run run = { .argv = (const char *const *)argv.v,
			   .env = t->repo->env,
			   .out = &text };
	int rc = run_command(&run);
	if (rc)
		return rc < 0 ? rc :
				error(E_FAIL, "cannot read the history of %s",
				      oid_short(tip));
	for (const char *line = text.buf; !rc && *line;
	     line += strcspn(line, "\n") + 1)
		rc = add_line(t, out, line);
	return rc;
}

int chain_read(struct trial *t, const struct ref_change *c, struct chain *out)
{
	const git_oid *at = &c->to;
	const struct new_commit *commit = new_commits_find(&t->commits, at);

	*out = (struct chain){ 0 };
	while (commit) {
		struct chain_link *link = add(t, out, at);
		link->parent = commit->parent;
		link->n_parents = commit->n_parents;
		at = commit->n_parents ? &commit->parent[0] : NULL;
		commit = at ? new_commits_find(&t->commits, at) : NULL;
	}
	if (!at || git_oid_is_zero(at) || git_oid_is_zero(&c->from) ||
	    oid_eq(at, &c->from) || t->draft ||
	    repo_type(t->repo, at) != GIT_OBJECT_COMMIT ||
	    repo_type(t->repo, &c->from) != GIT_OBJECT_COMMIT)
		return 0;
	return add_known(t, out, at, &c->from);
}

/* "Merge pull request 'title' (#1) from x into y" */
static const char *said_by_gitea(struct trial *t, const char *message)
{
	const char *end = message + strcspn(message, "\n"), *from = NULL;

	if (!starts_with(message, "Merge pull request '"))
		return NULL;
	for (const char *at = strstr(message, ") from "); at && at < end;
	     at = strstr(at + 1, ") from "))
		from = at + strlen(") from ");
	return from ? arena_strndup(t->arena, from, strcspn(from, " \n")) :
		      NULL;
}

/* "Merge branch 'x' into y", "Merge tag 'v1'", "Merge remote-tracking branch
 * 'origin/x'", "Merge pull request #1 from owner/x", "Merged in x (...)". */
static const char *said(struct trial *t, const char *message)
{
	static const char *const quoted[] = { "Merge branch '", "Merge tag '",
					      "Merge remote-tracking branch '" };
	const char *from;

	for (size_t i = 0; i < 3; i++) {
		if (!starts_with(message, quoted[i]))
			continue;
		from = message + strlen(quoted[i]);
		if (i == 2) {
			size_t n = strcspn(from, "/'");
			from += from[n] == '/' ? n + 1 : 0;
		}
		return arena_strndup(t->arena, from, strcspn(from, "'\n"));
	}
	if (starts_with(message, "Merged in ")) {
		from = message + strlen("Merged in ");
		return arena_strndup(t->arena, from, strcspn(from, " \n"));
	}
	if (!starts_with(message, "Merge pull request #"))
		return said_by_gitea(t, message);
	from = message + strcspn(message, "/\n");
	return *from == '/' ? arena_strndup(t->arena, from + 1,
					    strcspn(from + 1, " \n")) :
			      NULL;
}

static const char *message_name(struct trial *t, const struct chain_link *merge)
{
	const struct new_commit *new =
		new_commits_find(&t->commits, &merge->id);
	git_commit *commit = NULL;
	const char *name;

	if (new && t->commits.messages)
		return said(t, new->message);
	if (git_commit_lookup(&commit, t->repo->git, &merge->id) < 0)
		return NULL;
	name = said(t, git_commit_message(commit));
	git_commit_free(commit);
	return name;
}

struct asking {
	bool (*fits)(struct trial *t, const char *name);
	bool ok;
	const char *shown;
};

static void offer(struct trial *t, struct asking *a, const char *name)
{
	a->shown = a->ok ? a->shown : name;
	a->ok = a->ok || a->fits(t, name);
}

static void offer_refs(struct trial *t, struct asking *a,
		       const struct refs *refs, const git_oid *parent,
		       const char *into)
{
	for (size_t i = 0; !a->ok && i < refs->n; i++)
		if (starts_with(refs->v[i].name, "refs/heads/") &&
		    oid_eq(&refs->v[i].id, parent) &&
		    strcmp(refs->v[i].name, into) != 0)
			offer(t, a, ref_short(refs->v[i].name));
}

/* Branches that are only here, of a client. */
static void offer_own(struct trial *t, struct asking *a, const git_oid *parent,
		      const char *into)
{
	git_reference_iterator *it = NULL;
	git_reference *ref = NULL;

	if (t->rules->side == SIDE_SERVER ||
	    git_reference_iterator_glob_new(&it, t->repo->git, "refs/heads/*") <
		    0)
		return;
	while (!git_reference_next(&ref, it)) {
		const git_oid *id = git_reference_target(ref);
		const char *name = git_reference_name(ref);
		if (!a->ok && id && oid_eq(id, parent) &&
		    strcmp(name, into) != 0)
			offer(t, a, arena_strdup(t->arena, ref_short(name)));
		git_reference_free(ref);
	}
	git_reference_iterator_free(it);
}

/* A tag of a version that comes with it tells, where the branch was never
 * pushed. */
static void offer_tagged(struct trial *t, struct asking *a,
			 const struct chain_link *merge, const git_oid *parent)
{
	static const enum key_id names[] = { K_BRANCH, K_HOTFIX_BRANCH };

	for (size_t i = 0; !a->ok && i < t->c->n; i++) {
		struct version v;
		struct ref *ref = refs_find(&t->after, t->c->v[i].ref);
		const git_oid *at;
		if (!trial_new_version(t, &t->c->v[i], &v))
			continue;
		at = ref_commit(t->repo, ref);
		if (!at || (!oid_eq(at, &merge->id) && !oid_eq(at, parent)))
			continue;
		for (int k = 0; !a->ok && k < 2; k++) {
			const char *name = trial_name(t, names[k], &v);
			if (name)
				offer(t, a, name);
		}
	}
}

/* The branch may have gone on since it was merged. */
static int offer_behind(struct trial *t, struct asking *a,
			const git_oid *parent, const char *into)
{
	for (size_t i = 0; !a->ok && i < t->after.n; i++) {
		const struct ref *ref = &t->after.v[i];
		enum answer has;
		if (!starts_with(ref->name, "refs/heads/") ||
		    !strcmp(ref->name, into) ||
		    !a->fits(t, ref_short(ref->name)))
			continue;
		int rc = trial_has(t, &ref->id, parent, &has);
		if (rc < 0)
			return rc;
		if (has == ANSWER_YES)
			offer(t, a, ref_short(ref->name));
	}
	return 0;
}

int chain_merged(struct trial *t, const struct chain_link *merge,
		 const git_oid *parent, const char *into,
		 bool (*fits)(struct trial *t, const char *name), bool *ok,
		 const char **shown)
{
	struct asking a = { .fits = fits };
	int rc = trial_refs(t);
	const char *name;

	if (rc < 0)
		return rc;
	offer_refs(t, &a, &t->before, parent, into);
	offer_refs(t, &a, &t->after, parent, into);
	if (!a.ok)
		offer_own(t, &a, parent, into);
	if (!a.ok && merge->n_parents == 2) {
		name = message_name(t, merge);
		if (name && strcmp(name, ref_short(into)) != 0 &&
		    (!a.shown || strcmp(name, a.shown) != 0))
			offer(t, &a, name);
	}
	if (!a.ok)
		offer_tagged(t, &a, merge, parent);
	if (!a.shown)
		rc = offer_behind(t, &a, parent, into);
	*ok = a.ok;
	*shown = a.shown;
	return rc;
}
