#include "git-backport/source/targets.h"

#include "base/cleanup.h"
#include "base/strvec.h"
#include "cli/ui.h"
#include "git/history.h"
#include "release/policy_beside.h"
#include "release/remote_seen.h"
#include "text/similar.h"

#include <fnmatch.h>
#include <git2.h>
#include <string.h>

/* {series} and the like stand for anything. */
static const char *glob_of(struct ctx *c, const char *template)
{
	CLEANUP(strbuf) struct strbuf out = STRBUF_INIT;

	for (const char *p = template; *p; p++) {
		if (*p == '{' && strchr(p, '}')) {
			p = strchr(p, '}');
			strbuf_addc(&out, '*');
		} else {
			strbuf_addc(&out, *p);
		}
	}
	return arena_strdup(&c->repo.arena, out.buf);
}

static const char *patterns(struct ctx *c)
{
	const char *set = setting(&c->repo.config, K_BACKPORT_TARGETS);

	return *set ? set :
		      glob_of(c, setting(&c->repo.config, K_STABLE_BRANCH));
}

static bool matches_one(struct ctx *c, const char *name)
{
	CLEANUP(text) char *all = xstrdup(patterns(c));

	for (char *save, *p = strtok_r(all, " ", &save); p;
	     p = strtok_r(NULL, " ", &save))
		if (!fnmatch(p, name, FNM_PATHNAME))
			return true;
	return false;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void know(struct ctx *c, struct targets *t, const char *name)
{
	if (!matches_one(c, name) || !strcmp(name, "HEAD"))
		return;
	for (size_t i = 0; i < t->n_known; i++)
		if (!strcmp(t->known[i], name))
			return;
	t->known = arena_grow(&c->repo.arena, t->known, t->n_known,
			      sizeof(*t->known));
	t->known[t->n_known++] = arena_strdup(&c->repo.arena, name);
}

static int each_local(struct ctx *c, struct targets *t)
{
	git_reference_iterator *it = NULL;
	const char *name;
	int rc;

	if (git_reference_iterator_glob_new(&it, c->repo.git, "refs/heads/*") <
	    0)
		return error_git("cannot read the branches");
	for (rc = git_reference_next_name(&name, it); !rc;
	     rc = git_reference_next_name(&name, it))
		know(c, t, ref_short(name));
	git_reference_iterator_free(it);
	return rc == GIT_ITEROVER ? 0 : error_git("cannot read the branches");
}

/* Lines whose branch is only on the remote are known from the last fetch. */
static int each_tracked(struct ctx *c, struct targets *t)
{
	git_reference_iterator *it = NULL;
	const char *remote = branch_remote(c), *ref;

	if (!remote)
		return 0;
	const char *glob =
		arena_printf(&c->repo.arena, "refs/remotes/%s/*", remote);
	if (git_reference_iterator_glob_new(&it, c->repo.git, glob) < 0)
		return error_git("cannot read the branches");
	while (!git_reference_next_name(&ref, it))
		know(c, t, ref + strlen("refs/remotes/") + strlen(remote) + 1);
	git_reference_iterator_free(it);
	return 0;
}

/* The branches here. */
static int look_here(struct ctx *c, struct targets *t)
{
	int rc = repo_read(&c->repo);

	return rc ? rc : each_local(c, t);
}

int targets_known_here(struct ctx *c, struct targets *t)
{
	int rc = look_here(c, t);

	return rc ? rc : each_tracked(c, t);
}

int targets_look(struct ctx *c, struct targets *t)
{
	const char *name = branch_remote(c);
	int rc = look_here(c, t);

	if (!rc && name)
		rc = t->local ? remote_seen(c, name, &t->remote, &t->away) :
				remote_look(&c->repo, &t->remote, name);
	for (size_t i = 0; !rc && i < t->remote.n; i++) {
		const char *ref = t->remote.ref[i].name;
		if (starts_with(ref, "refs/heads/"))
			know(c, t, ref_short(ref));
	}
	if (t->n_known)
		qsort(t->known, t->n_known, sizeof(*t->known), by_name);
	return rc;
}

static void add(struct ctx *c, struct targets *t, const char *name)
{
	for (size_t i = 0; i < t->n; i++)
		if (!strcmp(t->item[i].branch.name, name))
			return;
	t->item = arena_grow(&c->repo.arena, t->item, t->n, sizeof(*t->item));
	t->item[t->n++].branch.name = arena_strdup(&c->repo.arena, name);
}

void targets_add_all(struct ctx *c, struct targets *t)
{
	for (size_t i = 0; i < t->n_known; i++)
		add(c, t, t->known[i]);
}

static bool is_branch(struct ctx *c, const struct targets *t, const char *name)
{
	const char *ref = arena_printf(&c->repo.arena, "refs/heads/%s", name);
	git_oid id;

	return !git_oid_is_zero(remote_ref(&t->remote, ref)) ||
	       (!repo_ref(&c->repo, ref, &id) && !git_oid_is_zero(&id));
}

/* What is the same in "stable/v0.2", "v0.2", "0.2" and "v0.2.x"; its length. */
static size_t core(const char **name)
{
	const char *slash = strrchr(*name, '/');
	size_t n;

	if (slash)
		*name = slash + 1;
	if ((**name == 'v' || **name == 'V') && (*name)[1] >= '0' &&
	    (*name)[1] <= '9')
		++*name;
	n = strlen(*name);
	return ends_with(*name, ".x") ? n - 2 : n;
}

static bool is_alias(const char *word, const char *branch)
{
	size_t n = core(&word), k = core(&branch);

	return n && n == k && !memcmp(word, branch, n);
}

static bool is_glob(const char *word)
{
	return word[strcspn(word, "*?[")] != '\0';
}

static int ambiguous(const char *word, const char *const *name, size_t n)
{
	int rc = error(E_USAGE, "'%s' could be one or the other:", word);

	for (size_t i = 0; i < n; i++)
		error_detail("%s", name[i]);
	error_hint("name the one you mean in full");
	return rc;
}

static bool is_known(const struct targets *t, const char *name)
{
	for (size_t i = 0; i < t->n_known; i++)
		if (!strcmp(t->known[i], name))
			return true;
	return false;
}

int targets_add(struct ctx *c, struct targets *t, const char *word, bool any)
{
	const char **found = NULL;
	size_t n = 0;
	bool glob = is_glob(word);

	if (!glob && (any ? is_branch(c, t, word) : is_known(t, word))) {
		add(c, t, word);
		return 1;
	}
	for (size_t i = 0; i < t->n_known; i++) {
		if (glob ? fnmatch(word, t->known[i], FNM_PATHNAME) != 0 :
			   !is_alias(word, t->known[i]))
			continue;
		found = arena_grow(&c->repo.arena, found, n, sizeof(*found));
		found[n++] = t->known[i];
	}
	if (!glob && n > 1)
		return ambiguous(word, found, n);
	for (size_t i = 0; i < n; i++)
		add(c, t, found[i]);
	return (int)n;
}

void targets_list(struct ctx *c, FILE *out)
{
	struct targets t = { 0 };

	/* behind the first one a commit may come */
	if ((c->args.n && strstr(c->cmd->args, "<commit>")) ||
	    targets_known_here(c, &t) < 0)
		return;
	qsort(t.known, t.n_known, sizeof(*t.known), by_name);
	for (size_t i = 0; i < t.n_known; i++)
		ui_line(out, "%s", t.known[i]);
}

int targets_none(struct ctx *c, const struct targets *t, const char *word)
{
	struct similar near = similar_init(word);
	int rc = *word ? error(E_NOTFOUND,
			       "no branch to pick onto is called '%s'", word) :
			 error(E_NOTFOUND, "there is no stable branch here");

	for (size_t i = 0; i < t->n_known; i++)
		similar_offer(&near, t->known[i]);
	if (!t->n_known && policy_beside_advise(c))
		return rc;
	if (near.best)
		error_hint("did you mean '%s'?", near.best);
	else if (t->n_known)
		error_hint("there are: %s%s%s%s%s", t->known[0],
			   t->n_known > 1 ? ", " : "",
			   t->n_known > 1 ? t->known[1] : "",
			   t->n_known > 2 ? ", " : "",
			   t->n_known > 2 ? "..." : "");
	else
		error_hint(
			"no branch matches '%s': backport.targets tells which are meant",
			patterns(c));
	return rc;
}

/* One connection for all of them. */
static int fetch_all(struct ctx *c, struct targets *t)
{
	CLEANUP(strvec) struct strvec refs = STRVEC_INIT;

	for (size_t i = 0; i < t->n; i++) {
		const char *ref = arena_printf(&c->repo.arena, "refs/heads/%s",
					       t->item[i].branch.name);
		if (!git_oid_is_zero(remote_ref(&t->remote, ref)))
			strvec_push(&refs, ref);
	}
	return refs.n ? remote_fetch_refs(&c->repo, &t->remote, &refs) : 0;
}

/* What is here alone is not in a branch that others shall look at. */
static int note_ahead(struct ctx *c, struct plan *p, const struct targets *t,
		      const struct branch *b)
{
	size_t n;
	int rc;

	if (!p || git_oid_is_zero(&b->remote) || git_oid_is_zero(&b->local) ||
	    oid_eq(&b->tip, &b->remote))
		return 0;
	if ((rc = history_count(&c->repo, &b->remote, &b->local, &n)) < 0)
		return rc;
	plan_note(
		p,
		"'%s' has %zu commit%s here that '%s' lacks; it is picked onto what is there",
		b->name, n, n == 1 ? "" : "s", t->remote.name);
	return 0;
}

int targets_settle(struct ctx *c, struct targets *t, struct plan *p)
{
	int rc = fetch_all(c, t);

	for (size_t i = 0; !rc && i < t->n; i++) {
		struct target *one = &t->item[i];
		rc = branch_look(c, &t->remote, one->branch.name, &one->branch);
		one->tip = git_oid_is_zero(&one->branch.remote) ?
				   one->branch.local :
				   one->branch.remote;
		if (!rc)
			rc = note_ahead(c, p, t, &one->branch);
	}
	return rc;
}
