#include "git-backport/source/range.h"

#include "base/cleanup.h"
#include "base/run.h"
#include "git/history.h"

#include <string.h>

int range_read(struct ctx *c, const char *range, bool first_parent,
	       git_oid **out, size_t *n)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT, err = STRBUF_INIT;
	const char *argv[] = { "git",
			       "rev-list",
			       "--reverse",
			       "--topo-order",
			       first_parent ? "--first-parent" : "--no-merges",
			       "--end-of-options",
			       range,
			       "--",
			       NULL };
	struct run run = {
		.argv = argv, .env = c->repo.env, .out = &text, .err = &err
	};
	int rc = run_command(&run);

	*out = NULL;
	*n = 0;
	if (rc)
		return rc < 0 ? rc :
				error(E_NOTFOUND, "'%s' is no range of commits",
				      range);
	for (char *save, *line = strtok_r(text.buf, "\n", &save); line;
	     line = strtok_r(NULL, "\n", &save)) {
		*out = arena_grow(&c->repo.arena, *out, *n, sizeof(**out));
		if (!oid_from_hex(&(*out)[(*n)++], line))
			return error(E_FAIL, "cannot read git's list of '%s'",
				     range);
	}
	return 0;
}

int mainline_parent(struct ctx *c, const git_oid *commit, unsigned mainline,
		    git_oid *out)
{
	git_oid second;
	int rc = history_parent(&c->repo, commit, 1, &second);

	if (rc < 0)
		return rc;
	if (!git_oid_is_zero(&second) && !mainline) {
		rc = error(E_USAGE, "%s is a merge: which side counts?",
			   oid_short(commit));
		error_hint("-m 1 takes what it brought to its first parent");
		return rc;
	}
	rc = history_parent(&c->repo, commit, 0, out);
	if (rc < 0 || git_oid_is_zero(out) || mainline < 2)
		return rc; /* git does not mind of a root */
	rc = history_parent(&c->repo, commit, mainline - 1, out);
	return !rc && git_oid_is_zero(out) ?
		       error(E_USAGE, "%s has no parent %u", oid_short(commit),
			     mainline) :
		       rc;
}
