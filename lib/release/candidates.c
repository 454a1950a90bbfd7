#include "release/candidates.h"

#include "base/cleanup.h"
#include "git/history.h"
#include "release/latest.h"
#include "release/line.h"
#include "release/version_tags.h"

#include <string.h>

static void take(struct ctx *c, const struct tagged *t,
		 const struct version *version, const git_oid *on,
		 struct candidates *out)
{
	git_oid commit = { { 0 } };
	bool here = version_tags_commit(c, t, &commit);

	if (!out->any) {
		out->any = true;
		out->newest = *version;
		if (here)
			out->commit = commit;
	}
	if (on && !out->on && here && oid_eq(&commit, on)) {
		out->on = true;
		out->at = *version;
	}
}

int candidates_look(struct ctx *c, const struct remote *remote,
		    const struct version *v, const git_oid *on,
		    struct candidates *out)
{
	struct tag_list list = { 0 };
	int rc = version_tags_list(c, remote, &list);

	memset(out, 0, sizeof(*out));
	for (size_t i = 0; !rc && i < list.n; i++) {
		const struct version t = version_tags_version(c, &list.item[i]);
		if (!version_same_numbers(&t, v))
			continue;
		if (version_candidate(&t) >= 0)
			take(c, &list.item[i], &t, on, out);
		else if (!version_is_pre(&t))
			out->released = true;
	}
	return rc;
}

const char *candidates_newest(struct ctx *c, const struct version *v,
			      const git_oid *tip, size_t *since)
{
	struct release rel = { 0 };
	struct candidates its;

	*since = 0;
	if (version_is_pre(v) || candidates_look(c, NULL, v, NULL, &its) < 0 ||
	    !its.any || release_name(c, &rel, &its.newest, false) < 0)
		return NULL;
	if (!git_oid_is_zero(tip) && !git_oid_is_zero(&its.commit) &&
	    history_count(&c->repo, &its.commit, tip, since) < 0)
		*since = 0;
	return rel.tag;
}

int candidates_over(struct ctx *c, const struct version *v)
{
	struct version final;

	version_final(&final, v);
	int rc = error(E_EXISTS,
		       "%s is released already: no candidate comes after it",
		       final.text);
	error_hint("%s start <version> begins another release",
		   c->program->call);
	return rc;
}

int candidates_check(struct ctx *c, const struct release *rel)
{
	const struct version *v = &rel->version;
	struct candidates others;
	int rc;

	if (version_candidate(v) < 0)
		return 0;
	if ((rc = candidates_look(c, &rel->remote, v, NULL, &others)) < 0)
		return rc;
	if (others.released)
		return candidates_over(c, v);
	/* the very same is a tag that exists: that is said better elsewhere */
	if (!others.any || !strcmp(v->text, others.newest.text) ||
	    version_cmp(v, &others.newest) > 0)
		return 0;
	rc = error(E_POLICY, "%s is not above %s, which has a tag", v->text,
		   others.newest.text);
	struct version next;
	if (version_next_candidate(&next, &others.newest) == 0)
		error_hint("the next one: %s %s %s", c->program->call,
			   c->cmd->name, next.text);
	return rc;
}

/* Does it land on the stable branch that HEAD is on? */
static bool is_of_line(struct ctx *c, const struct version *v)
{
	struct release rel = { 0 };
	const char *line = line_of_head(c);

	return line && release_name(c, &rel, v, false) == 0 && rel.on_stable &&
	       !strcmp(rel.stable, line);
}

/* "26.3.0rc1", where 26.2.0 is the last; on a stable branch "26.2.1rc1". */
static int first_candidate(struct ctx *c, const struct version *last,
			   struct version *out)
{
	struct version v;
	enum scheme scheme;
	int rc;

	if (last) {
		rc = version_next(&v, last, PART_PATCH);
		if (!rc && !is_of_line(c, &v))
			rc = version_next(&v, last, PART_MINOR);
	} else {
		rc = scheme_from_name(&scheme,
				      setting(&c->repo.config, K_SCHEME));
		if (!rc)
			rc = version_parse(&v, scheme, "0.1.0");
	}
	return rc < 0 ? rc : version_next_candidate(out, &v);
}

static int nothing_to_count(struct ctx *c, const struct version *last)
{
	struct version first;
	int rc = first_candidate(c, last, &first);

	if (rc < 0)
		return rc;
	rc = error(E_NOTFOUND, "there is no candidate to count on from%s%s",
		   last ? ": the last version is " : "",
		   last ? last->text : "");
	error_hint("name the first one: %s %s %s", c->program->call,
		   c->cmd->name, first.text);
	return rc;
}

int candidates_next(struct ctx *c, const struct release *rel,
		    const git_oid *within, struct version *out)
{
	struct candidates line;
	struct version last;
	bool found;
	int rc = release_last(c, &rel->remote, within, &last, NULL, &found);

	if (rc < 0)
		return rc;
	if (!found || version_candidate(&last) < 0)
		return nothing_to_count(c, found ? &last : NULL);
	/* others of this line may stand elsewhere */
	if ((rc = candidates_look(c, &rel->remote, &last, NULL, &line)) < 0)
		return rc;
	if (line.released)
		return candidates_over(c, &last);
	return version_next_candidate(out, &line.newest);
}
