#include "git-rel/audit/guess.h"

#include "release/branch.h"
#include "release/tag_form.h"

static bool is_open(const struct ctx *c, enum key_id key)
{
	return c->repo.config.setting[key].rank < RANK_POLICY;
}

static int guess(struct ctx *c, enum key_id key, const char *value)
{
	return is_open(c, key) ? config_set(&c->repo.config, key, value,
					    "what there is") :
				 0;
}

static int guess_tags(struct ctx *c)
{
	struct tag_forms forms;
	int rc = tag_forms_list(c, &c->repo.arena, &forms);

	if (rc < 0 || !forms.n)
		return rc;
	const struct tag_form *f = &forms.item[0];
	/* few projects have two lines of versions; the one with more counts */
	rc = guess(c, K_TAG, f->name);
	if (!rc)
		rc = guess(c, K_SCHEME,
			   f->pep440 > f->semver ? "pep440" : "semver");
	return rc;
}

static int is_there(struct ctx *c, const char *name)
{
	git_oid id;
	int rc = branch_newest(c, name, &id);

	return rc < 0 ? rc : !git_oid_is_zero(&id);
}

static int guess_main(struct ctx *c)
{
	static const char *const usual[] = { "main", "master", "trunk", NULL };
	const char *head = branch_remote_head(c), *branch;
	git_oid at;
	int rc = 0;

	/* beside a develop, the remote's HEAD may well be that */
	for (size_t i = 0; usual[i]; i++) {
		rc = is_there(c, usual[i]);
		if (rc)
			return rc < 0 ? rc : guess(c, K_MAIN, usual[i]);
	}
	if (!head)
		rc = repo_head(&c->repo, &branch, &at);
	if (!head && !rc && branch)
		head = ref_short(branch);
	return rc < 0 || !head ? rc : guess(c, K_MAIN, head);
}

static int guess_develop(struct ctx *c)
{
	int rc = is_there(c, "develop");

	return rc ? (rc < 0 ? rc : 0) : guess(c, K_DEVELOP, "");
}

int audit_guess(struct ctx *c)
{
	int rc = repo_read(&c->repo);

	if (rc < 0 || c->repo.config.configured)
		return rc;
	rc = guess_tags(c);
	if (!rc)
		rc = guess_main(c);
	if (!rc)
		rc = guess_develop(c);
	return rc < 0 ? rc : config_settle(&c->repo.config);
}
