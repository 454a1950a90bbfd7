/*
 * Which release is meant.
 */
#include "git-rel/verify/verify.h"

#include "base/message.h"
#include "cli/ui.h"
#include "git/history.h"
#include "release/branch.h"
#include "release/tag_form.h"
#include "release/version_tags.h"
#include "text/similar.h"

#include <string.h>

enum { MAX_NEAR = 3 };

/* The one most like it, and those of the last releases. */
static void advise(struct verify *v, const char *typed,
		   const struct tag_list *list)
{
	struct similar near = similar_init(typed);
	const char *last[MAX_NEAR] = { NULL };
	size_t n = 0;

	for (size_t i = 0; i < list->n; i++) {
		const struct version t =
			version_tags_version(v->c, &list->item[i]);
		const char *text = arena_strdup(&v->c->repo.arena, t.text);
		similar_offer(&near, text);
		if (n < MAX_NEAR && !version_is_pre(&t))
			last[n++] = text;
	}
	if (near.best)
		error_hint("did you mean '%s'?", near.best);
	if (n)
		error_hint("the last releases are %s%s%s%s%s", last[0],
			   n > 1 ? ", " : "", n > 1 ? last[1] : "",
			   n > 2 ? ", " : "", n > 2 ? last[2] : "");
	else
		(void)tag_forms_advise(v->c);
}

static int unknown(struct verify *v, const struct version *version,
		   const struct tag_list *list)
{
	int rc = error(E_NOTFOUND, "there is no release %s: no tag '%s'",
		       version->text, v->rel.tag);

	advise(v, version->text, list);
	return rc;
}

/* Tags may spell it otherwise: 1.2 is 1.2.0. */
static const struct tagged *find_tag(struct verify *v,
				     const struct tag_list *list,
				     struct version *version)
{
	for (size_t i = 0; i < list->n; i++) {
		const struct tagged *t = &list->item[i];
		const struct version its = version_tags_version(v->c, t);
		if (version_cmp(&its, version) != 0 || !t->here)
			continue;
		*version = its;
		return t;
	}
	return NULL;
}

/* Without an answer the rest can be looked at. */
static int ask_remote(struct verify *v)
{
	int rc;

	if (!branch_remote(v->c) && !release_lacks_remote(v->c))
		return 0;
	rc = release_remote(v->c, &v->rel, false);
	if (rc != E_NET)
		return rc;
	v->unreachable = true;
	v->rel.remote = (struct remote){ 0 };
	return 0;
}

static int name_it(struct verify *v, const struct version *version)
{
	struct release hotfix = { 0 };
	int rc = release_name(v->c, &hotfix, version, true);

	if (!rc)
		rc = release_name(v->c, &v->rel, version, false);
	v->branches[0] = v->rel.branch;
	v->branches[1] = hotfix.branch;
	v->candidate = version_is_pre(version);
	return rc;
}

static int only_there(struct verify *v)
{
	int rc = error(E_NOTFOUND, "tag '%s' is on '%s', and not here",
		       v->rel.tag, v->rel.remote.name);

	error_hint("git fetch %s tag %s", ctx_shell(v->c, v->rel.remote.name),
		   ctx_shell(v->c, v->rel.tag));
	return rc;
}

/* The last fetch may be older than the release. */
static int find_main(struct verify *v)
{
	struct saved_error before;
	struct branch main;
	int rc = branch_newest(v->c, v->rel.main, &v->main);

	if (rc < 0 || !v->rel.remote.name || v->c->repo.shallow)
		return rc;
	if (!git_oid_is_zero(&v->main))
		rc = history_contains(&v->c->repo, &v->commit, &v->main);
	if (rc)
		return rc < 0 ? rc : 0;
	error_save(&before);
	if (branch_look(v->c, &v->rel.remote, v->rel.main, &main) >= 0)
		v->main = main.tip;
	return error_restore(0, &before);
}

int verify_find(struct verify *v, const char *typed)
{
	struct version version;
	struct tag_list list;
	const struct tagged *t;
	int rc = version_tags_list(v->c, NULL, &list);

	if (rc < 0)
		return rc;
	if ((rc = release_version(v->c, typed, &version)) < 0) {
		advise(v, typed, &list);
		return rc;
	}
	t = find_tag(v, &list, &version);
	rc = name_it(v, &version);
	if (!rc)
		rc = ask_remote(v);
	if (!rc)
		rc = release_line(v->c, &v->rel);
	if (rc < 0)
		return rc;
	if (!t && !git_oid_is_zero(remote_ref(&v->rel.remote, v->rel.tag_ref)))
		return only_there(v);
	if (!t)
		return unknown(v, &version, &list);
	v->tag = t->id;
	if (!version_tags_commit(v->c, t, &v->commit)) {
		rc = error(E_POLICY, "'%s' is on no commit", v->rel.tag);
		error_hint("git tag -d %s", ctx_shell(v->c, v->rel.tag));
		return rc;
	}
	v->rel.at = v->commit;
	return find_main(v);
}

void verify_list(struct ctx *c, FILE *out)
{
	struct tag_list list;

	if (repo_read(&c->repo) < 0 || version_tags_list(c, NULL, &list) < 0)
		return;
	for (size_t i = 0; i < list.n; i++) {
		const struct version v = version_tags_version(c, &list.item[i]);
		fprintf(out, "%s\n", v.text);
	}
}
