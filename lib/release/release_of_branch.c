#include "release/release.h"

#include "base/cleanup.h"
#include "git/history.h"

#include <git2.h>
#include <string.h>

/* Has the tag all of the branch?  Then that is a line that was kept. */
static bool is_in(struct ctx *c, const char *branch, const char *tag)
{
	const char *remote = setting(&c->repo.config, K_REMOTE);
	git_oid tip, id, commit;

	if (repo_ref(&c->repo,
		     arena_printf(&c->repo.arena, "refs/heads/%s", branch),
		     &tip) < 0)
		return false;
	if (git_oid_is_zero(&tip) &&
	    repo_ref(&c->repo,
		     arena_printf(&c->repo.arena, "refs/remotes/%s/%s", remote,
				  branch),
		     &tip) < 0)
		return false;
	return !git_oid_is_zero(&tip) && !repo_ref(&c->repo, tag, &id) &&
	       !repo_peel(&c->repo, &id, &commit) &&
	       history_contains(&c->repo, &tip, &commit) > 0;
}

/* The release that a branch of a series leads to: the first, or the one behind
 * the last that is tagged. */
static bool next_of_series(struct ctx *c, enum scheme scheme,
			   const char *branch, const char *series,
			   struct version *out)
{
	const char *form = setting(&c->repo.config, K_TAG);
	git_reference_iterator *it = NULL;
	struct version last = { 0 };
	const char *ref, *tag = NULL;

	if (!version_try(out, scheme,
			 arena_printf(&c->repo.arena, "%s.0", series)))
		return false;
	/* no list of all tags: there may be as many branches */
	if (git_reference_iterator_glob_new(
		    &it, c->repo.git,
		    arena_printf(&c->repo.arena, "refs/tags/*%s*", series)) < 0)
		return true;
	while (!git_reference_next_name(&ref, it)) {
		CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
		CLEANUP(strbuf) struct strbuf of = STRBUF_INIT;
		struct version v;
		if (!template_match(form, ref + strlen("refs/tags/"), &text) ||
		    !version_try(&v, scheme, text.buf) || version_is_pre(&v))
			continue;
		version_series(&of, &v);
		if (!strcmp(of.buf, series) &&
		    (!last.n_parts || version_cmp(&v, &last) > 0)) {
			last = v;
			tag = arena_strdup(&c->repo.arena, ref);
		}
	}
	git_reference_iterator_free(it);
	return !tag || (!is_in(c, branch, tag) &&
			version_next(out, &last, PART_PATCH) == 0);
}

bool release_of_branch(struct ctx *c, const char *branch, struct version *out,
		       bool *hotfix)
{
	static const enum key_id names[] = { K_BRANCH, K_HOTFIX_BRANCH };
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	enum scheme scheme;

	if (scheme_from_name(&scheme, setting(&c->repo.config, K_SCHEME)) < 0)
		return false;
	for (int i = 0; i < 2; i++) {
		const char *template = setting(&c->repo.config, names[i]);
		strbuf_reset(&text);
		*hotfix = i == 1;
		if (!template_match(template, branch, &text))
			continue;
		if (strstr(template, "{series}") ?
			    next_of_series(c, scheme, branch, text.buf, out) :
			    version_try(out, scheme, text.buf))
			return true;
	}
	return false;
}
