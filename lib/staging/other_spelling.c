#include "staging/other_spelling.h"

#include "evidence/names.h"

#include <git2.h>
#include <string.h>

/* The version of such a ref, where it means the same and is spelt otherwise. */
static const char *other(struct ctx *c, const struct staging *s,
			 const char *ref)
{
	const char *text = ref + strlen(EVIDENCE_REFS);
	struct version v;

	if (!starts_with(ref, EVIDENCE_REFS) ||
	    !strcmp(text, s->rel.version.text) ||
	    release_version(c, text, &v) < 0 ||
	    version_cmp(&v, &s->rel.version) != 0)
		return NULL;
	return arena_strdup(&c->repo.arena, text);
}

static int find_here(struct ctx *c, const struct staging *s, const char **out)
{
	git_reference_iterator *it = NULL;
	const char *name;

	if (git_reference_iterator_glob_new(&it, c->repo.git,
					    EVIDENCE_REFS "*") < 0)
		return error_git("cannot list the evidence");
	while (!*out && !git_reference_next_name(&name, it))
		*out = other(c, s, name);
	git_reference_iterator_free(it);
	return 0;
}

static int find_there(struct ctx *c, const struct staging *s, const char **out)
{
	const char *patterns[] = { EVIDENCE_REFS "*", NULL };
	struct remote there = { 0 };
	int rc = remote_look_refs(&c->repo, &there, s->remote, patterns);

	for (size_t i = 0; !rc && !*out && i < there.n; i++)
		*out = other(c, s, there.ref[i].name);
	return rc;
}

static int find_other(struct ctx *c, const struct staging *s, const char **out)
{
	struct saved_error before;
	int rc;

	*out = NULL;
	error_save(&before);
	rc = find_here(c, s, out);
	if (!rc && !*out && s->asked)
		rc = find_there(c, s, out);
	return rc < 0 ? rc : error_restore(0, &before);
}

int other_spelling_check(struct ctx *c, const struct staging *s)
{
	const char *as;
	int rc = find_other(c, s, &as);

	if (rc < 0 || !as)
		return rc;
	rc = error(E_POLICY, "%s is being qualified as '%s'",
		   s->rel.version.text, as);
	error_hint("release it as %s", as);
	return rc;
}
