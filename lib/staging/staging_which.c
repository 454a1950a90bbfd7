#include "staging/staging.h"

#include "base/strvec.h"
#include "evidence/names.h"
#include "release/branch.h"
#include "release/under_way.h"

#include <git2.h>
#include <string.h>

struct of_all {
	struct strvec open, out; /* out: its tag is here already */
	struct strvec over, given_up;
};

static void of_all_clear(struct of_all *all)
{
	strvec_clear(&all->open);
	strvec_clear(&all->out);
	strvec_clear(&all->over);
	strvec_clear(&all->given_up);
}

static bool is_out(struct ctx *c, const char *version)
{
	struct release rel = { 0 };
	git_oid tag;

	return release_which(c, &rel, version) == 0 &&
	       repo_ref(&c->repo, rel.tag_ref, &tag) == 0 &&
	       !git_oid_is_zero(&tag);
}

/* Nothing is left to do where it was closed, and the remote knows.  Nor can anything
 * be done about evidence that cannot be read, unless it is named. */
static void add_to(struct of_all *all, struct ctx *c, const char *version,
		   const char *ref)
{
	const char *remote = branch_remote(c);
	struct staging s = { .remote = remote };
	git_oid tip, seen;

	if (release_which(c, &s.rel, version) < 0 ||
	    repo_ref(&c->repo, ref, &tip) < 0 || staging_read(c, &s, &tip) < 0)
		return;
	/* one that was given up is no more to be done for that, but by its stage that
	 * shares it */
	const struct record *end = evidence_closed(&s.evidence);
	bool unshared =
		(c->resuming || !(end && end->text[TEXT_REASON])) && remote &&
		(repo_ref(&c->repo,
			  evidence_seen_ref(&c->repo.arena, remote, version),
			  &seen) < 0 ||
		 !oid_eq(&seen, &tip));
	strvec_push(!unshared && end ?
			    (end->text[TEXT_REASON] ? &all->given_up :
						      &all->over) :
		    is_out(c, version) ? &all->out :
					 &all->open,
		    version);
}

static int ask_which(const struct strvec *some)
{
	int rc = error(E_USAGE, "which release? there are %zu", some->n);

	for (size_t i = 0; i < some->n; i++)
		error_detail("%s", some->v[i]);
	return rc;
}

static int not_found(struct ctx *c, const struct of_all *all)
{
	int rc = error(E_NOTFOUND, "no release is being qualified here");

	for (size_t i = 0; i < all->given_up.n; i++)
		error_detail("%s was given up: git staging status %s",
			     all->given_up.v[i], all->given_up.v[i]);
	for (size_t i = 0; i < all->over.n; i++)
		error_detail(
			"%s is closed: git staging report %s, git staging verify %s",
			all->over.v[i], all->over.v[i], all->over.v[i]);
	if (branch_remote(c))
		error_hint(
			"git staging fetch <version> brings one that '%s' has",
			branch_remote(c));
	error_hint("git staging start <version> begins one");
	return rc;
}

static int find_all(struct ctx *c, struct of_all *all)
{
	git_reference_iterator *it = NULL;
	const char *name;
	int rc = repo_read(&c->repo);

	if (rc < 0)
		return rc;
	if (git_reference_iterator_glob_new(&it, c->repo.git,
					    EVIDENCE_REFS "*") < 0)
		return error_git("cannot list the evidence");
	while (!git_reference_next_name(&name, it)) {
		const char *version = name + strlen(EVIDENCE_REFS);
		struct version v;
		if (release_version(c, version, &v) == 0)
			add_to(all, c, version, name);
	}
	git_reference_iterator_free(it);
	return 0;
}

/* Whose branch has gone, but which is not over: the only one, or the only one that
 * is not out yet. */
static int find_open(struct ctx *c, struct release *rel)
{
	struct of_all all = { 0 };
	int rc = find_all(c, &all);
	const struct strvec *some = all.open.n ? &all.open : &all.out;

	if (!rc)
		rc = some->n == 1 ? release_which(c, rel, some->v[0]) :
		     some->n      ? ask_which(some) :
				    not_found(c, &all);
	of_all_clear(&all);
	return rc;
}

/* Of several that have a branch only one may be qualified, the others given up; or
 * all are. */
static int find_among(struct ctx *c, struct release *rel, int rc)
{
	struct of_all all = { 0 };
	struct saved_error before;

	error_save(&before);
	int found = find_all(c, &all);
	size_t n = all.open.n + all.out.n;
	bool none = found < 0 || (!n && !all.given_up.n);
	if (none || (all.open.n > 1 && !all.out.n && !all.given_up.n)) {
		rc = error_restore(rc, &before);
	} else if (all.open.n == 1 || n == 1) {
		error_drop(&before);
		rc = release_which(c, rel,
				   all.open.n ? all.open.v[0] : all.out.v[0]);
	} else if (n) {
		/* one that is out waits to be closed */
		for (size_t i = 0; i < all.out.n; i++)
			strvec_push(&all.open, all.out.v[i]);
		error_drop(&before);
		rc = ask_which(&all.open);
	} else {
		error_drop(&before);
		rc = not_found(c, &all);
	}
	of_all_clear(&all);
	return rc;
}

static int which(struct ctx *c, const char *typed, struct release *out)
{
	int rc = release_which(c, out, typed);

	if (rc == E_NOTFOUND && !typed)
		rc = find_open(c, out);
	else if (rc == E_USAGE && !typed)
		rc = find_among(c, out, rc);
	if (rc == E_USAGE && !typed)
		error_hint(
			"name it: git staging status <version> or, of an item or a gate, --of <version>");
	return rc;
}

int staging_find(struct ctx *c, const char *typed, struct staging *s)
{
	int rc;

	*s = (struct staging){ 0 };
	if ((rc = which(c, typed, &s->rel)) < 0)
		return rc;
	s->remote = branch_remote(c);
	staging_name_merge(c, s);
	rc = staging_refs(c, s);
	if (!rc) /* it may tell another branch */
		rc = staging_read(c, s, &s->here);
	if (!rc)
		rc = branch_ref(c, "heads", s->rel.branch, &s->branch);
	if (!rc && s->qual)
		rc = branch_ref(c, "heads", s->qual, &s->qual_here);
	return rc;
}
