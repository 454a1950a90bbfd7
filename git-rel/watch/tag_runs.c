#include "git-rel/watch/tag_runs.h"

#include "release/forge_step.h"
#include "release/latest.h"
#include "release/tag_step.h"
#include "release/under_way.h"
#include "release/version_tags.h"

#include <string.h>

/* Without a word of it, the release that came last. */
static int which(struct tag_runs *t, struct ctx *c, const char *version)
{
	struct version last;
	git_oid commit;
	bool found;
	int rc;

	if (version)
		return release_which(c, &t->rel, version);
	if ((rc = release_last_final(c, &t->rel.remote, NULL, &last, &commit,
				     &found)) < 0)
		return rc;
	if (!found)
		return error(E_NOTFOUND, "no version has a tag");
	return release_name(c, &t->rel, &last, false);
}

int tag_runs_open(struct tag_runs *t, struct ctx *c, const char *version)
{
	git_oid local, remote;
	int rc;

	if ((rc = release_remote(c, &t->rel, false)) < 0 ||
	    (rc = which(t, c, version)) < 0 ||
	    (rc = tag_look(c, &t->rel, &local, &remote, &t->commit)) < 0)
		return rc;
	if (git_oid_is_zero(&remote) && t->rel.remote.name) {
		rc = error(E_NOTFOUND, "there is no tag '%s' on '%s'",
			   t->rel.tag, t->rel.remote.name);
		if (!git_oid_is_zero(&local))
			error_hint("git push %s %s",
				   ctx_shell(c, t->rel.remote.name),
				   ctx_shell(c, t->rel.tag_ref));
		return rc;
	}
	return forge_of(c, t->rel.remote.name, &t->f);
}

/* The same commit may have runs of its branch. */
static bool is_of_tag(const struct tag_runs *t, const struct forge_run *r)
{
	return r->branch && (!strcmp(r->branch, t->rel.tag) ||
			     !strcmp(r->branch, t->rel.tag_ref));
}

int tag_runs_look(struct tag_runs *t)
{
	size_t all = 0;
	int rc = t->f->ops->runs(t->f, oid_hex(&t->commit), &t->run, &all);

	t->n = 0;
	for (size_t i = 0; rc == 0 && i < all; i++)
		if (t->run[i].id && is_of_tag(t, &t->run[i]))
			t->run[t->n++] = t->run[i];
	return rc;
}

const char *tag_run_name(const struct forge_run *r)
{
	return r->name ? r->name : r->file ? r->file : "pipeline";
}

void tag_runs_list(struct ctx *c, FILE *out)
{
	struct tag_list tags;

	if (version_tags_list(c, NULL, &tags) < 0)
		return;
	for (size_t i = 0; i < tags.n && i < 20; i++)
		fprintf(out, "%s\n",
			version_tags_version(c, &tags.item[i]).text);
}
