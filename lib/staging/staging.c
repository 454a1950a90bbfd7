#include "staging/staging.h"

#include "evidence/names.h"
#include "git/history.h"
#include "release/branch.h"
#include "release/under_way.h"

#include <string.h>

/* The last that was named, by the order of the records. */
static void find_candidate(struct staging *s)
{
	for (size_t i = s->evidence.n_records; i-- > 0;) {
		const struct record *rec = &s->evidence.record[i];
		if (rec->kind != RECORD_CANDIDATE && rec->kind != RECORD_OPEN)
			continue;
		s->candidate = rec->commit;
		s->tree = rec->tree;
		return;
	}
}

int staging_read(struct ctx *c, struct staging *s, const git_oid *tip)
{
	int rc;

	s->tip = *tip;
	s->evidence = (struct evidence){ .release = s->rel.version.text };
	if (git_oid_is_zero(tip))
		return 0;
	rc = evidence_read(&s->evidence, &c->repo, s->rel.version.text, tip);
	if (!rc)
		find_candidate(s);
	return rc;
}

static bool is_closed(struct ctx *c, const struct staging *s)
{
	git_oid tip;
	struct evidence e;

	if (repo_ref(&c->repo, s->ref, &tip) < 0 ||
	    evidence_read(&e, &c->repo, s->rel.version.text, &tip) < 0)
		return true;
	for (size_t i = 0; i < e.n_records; i++)
		if (e.record[i].kind == RECORD_CLOSE)
			return true;
	return false;
}

/* Whose branch has gone, but which was not closed: the only one, or E_NOTFOUND. */
static int find_open(struct ctx *c, struct release *rel)
{
	git_reference_iterator *it = NULL;
	const char *name, *found = NULL;
	struct staging one = { 0 };
	size_t n = 0;
	int rc = repo_read(&c->repo);

	if (rc < 0 || git_reference_iterator_glob_new(&it, c->repo.git,
						      EVIDENCE_REFS "*") < 0)
		return E_NOTFOUND;
	while (!git_reference_next_name(&name, it)) {
		one.ref = name;
		if (release_version(c, name + strlen(EVIDENCE_REFS),
				    &one.rel.version) < 0 ||
		    is_closed(c, &one))
			continue;
		found = arena_strdup(&c->repo.arena,
				     name + strlen(EVIDENCE_REFS));
		n++;
	}
	git_reference_iterator_free(it);
	if (n == 1)
		return release_which(c, rel, found);
	rc = error(E_NOTFOUND, "no release is being qualified here");
	error_hint("%s start <version> begins one", c->program->call);
	return rc;
}

int staging_find(struct ctx *c, const char *typed, struct staging *s)
{
	struct arena *a = &c->repo.arena;
	int rc;

	*s = (struct staging){ 0 };
	rc = release_which(c, &s->rel, typed);
	if (rc == E_NOTFOUND && !typed)
		rc = find_open(c, &s->rel);
	if (rc < 0)
		return rc;
	s->remote = branch_remote(c);
	s->ref = evidence_ref(a, s->rel.version.text);
	rc = branch_ref(c, "heads", s->rel.branch, &s->branch);
	if (!rc)
		rc = repo_ref(&c->repo, s->ref, &s->here);
	if (!rc && s->remote) {
		s->seen_ref =
			evidence_seen_ref(a, s->remote, s->rel.version.text);
		rc = repo_ref(&c->repo, s->seen_ref, &s->seen);
	}
	return rc < 0 ? rc : staging_read(c, s, &s->here);
}

int staging_need(struct ctx *c, const struct staging *s)
{
	const char *version = ctx_shell(c, s->rel.version.text);
	int rc;

	if (s->evidence.n)
		return 0;
	rc = error(E_NOTFOUND, "there is no evidence of %s here",
		   s->rel.version.text);
	if (s->remote)
		error_hint("%s fetch %s brings what '%s' has of it",
			   c->program->call, version, s->remote);
	error_hint("%s start %s begins it", c->program->call, version);
	return rc;
}

int staging_need_current(struct ctx *c, const struct staging *s)
{
	int rc = staging_need(c, s);

	if (rc < 0 || git_oid_is_zero(&s->branch) ||
	    oid_eq(&s->branch, &s->candidate))
		return rc;
	rc = error(E_POLICY, "'%s' is at %s by now, the candidate is %s",
		   s->rel.branch, oid_short(&s->branch),
		   oid_short(&s->candidate));
	error_hint("%s push %s makes it the candidate", c->program->call,
		   ctx_shell(c, s->rel.version.text));
	return rc;
}
