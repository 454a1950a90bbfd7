#include "git-rel/notes/look.h"

#include "base/cleanup.h"
#include "git-rel/notes/from_fragments.h"
#include "release/branch.h"
#include "release/under_way.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

static enum style style_of(const struct config *config)
{
	static const char *const names[] = { "keepachangelog", "towncrier",
					     "sections" };

	for (int i = 0; i < 3; i++)
		if (setting_is(config, K_NOTES_STYLE, names[i]))
			return (enum style)i;
	return NOTES_NONE;
}

/* A path that git would take: below the top, and no part of .git. */
static int check_path(const char *path)
{
	for (const char *p = path; *p; p += strcspn(p, "/"), p += *p == '/') {
		size_t n = strcspn(p, "/");
		if (!n || (n == 1 && *p == '.') ||
		    (n == 2 && p[0] == '.' && p[1] == '.') ||
		    (n == 4 && !strncasecmp(p, ".git", 4)))
			return error(E_CONFIG,
				     "'%s' is no path in the repository", path);
	}
	return *path ? 0 : error(E_CONFIG, "the path is empty");
}

static int notes_path(struct notes *n, enum key_id key, const char **out)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	const char *template = setting(&n->c->repo.config, key);
	int rc;

	*out = NULL;
	if (!*template)
		return 0;
	rc = template_expand(&text, template, &n->rel.vars);
	if (!rc)
		rc = check_path(text.buf);
	*out = arena_strdup(&n->c->repo.arena, text.buf);
	return rc < 0 ? error_in(rc, "notes.%s", keys[key].name) : rc;
}

/* As towncrier dates: in UTC, or as a reproducible build says. */
static const char *news_date(struct notes *n)
{
	const char *epoch = getenv("SOURCE_DATE_EPOCH");
	time_t when = time(NULL);
	struct tm tm;
	char text[32];

	if (epoch && *epoch && !epoch[strspn(epoch, "0123456789")] &&
	    strlen(epoch) < 13)
		when = strtol(epoch, NULL, 10);
	if (!gmtime_r(&when, &tm) ||
	    !strftime(text, sizeof(text), "%Y-%m-%d", &tm))
		return n->rel.vars.date;
	return arena_strdup(&n->c->repo.arena, text);
}

int notes_begin(struct notes *n)
{
	const struct config *config = &n->c->repo.config;
	int rc;

	n->style = style_of(config);
	if (n->style == NOTES_TOWNCRIER && n->rel.vars.date)
		n->rel.vars.date = news_date(n);
	if ((rc = notes_path(n, K_NOTES_CHANGELOG, &n->changelog)) < 0 ||
	    (rc = notes_path(n, K_NOTES_FILE, &n->file)) < 0 ||
	    (rc = notes_path(n, K_NOTES_GROUPS, &n->groups)) < 0)
		return rc;
	/* the changelog is where we are told, else where towncrier has it */
	if (n->style == NOTES_TOWNCRIER && !git_oid_is_zero(&n->at) &&
	    config->setting[K_NOTES_CHANGELOG].rank == RANK_DEFAULT)
		return notes_news_name(n, &n->changelog);
	return 0;
}

/* The branch of a version, as a release or as a hotfix. */
static int find_branch(struct notes *n, const struct version *v, bool hotfix)
{
	int rc = 0;

	for (int i = 0; !rc && i < 2; i++) {
		rc = release_name(n->c, &n->rel, v, hotfix != (i == 1));
		if (!rc)
			rc = branch_look(n->c, &n->rel.remote, n->rel.branch,
					 &n->branch);
		if (rc < 0)
			return rc;
		if (!git_oid_is_zero(&n->branch.local))
			return 0;
	}
	n->branch.name = NULL;
	return release_name(n->c, &n->rel, v, hotfix);
}

static int look_at_head(struct notes *n, const char **head)
{
	int rc = repo_head(&n->c->repo, head, &n->at);

	if (rc < 0 || !git_oid_is_zero(&n->at))
		return rc;
	return error(E_NOTFOUND, "'%s' has no commit yet",
		     *head ? ref_short(*head) : "HEAD");
}

int notes_look(struct notes *n, struct ctx *c, const char *version, bool branch)
{
	struct version v;
	const char *head;
	bool hotfix = false;
	int rc;

	n->c = c;
	rc = version ? release_version(c, version, &v) :
		       release_guess(c, &v, &hotfix);
	if (rc < 0 || (rc = repo_read(&c->repo)) < 0 ||
	    (rc = release_remote(c, &n->rel, !n->amend && !n->may_amend)) < 0 ||
	    (rc = find_branch(n, &v, hotfix)) < 0)
		return rc;
	if (!n->branch.name && branch) {
		rc = error(E_NOTFOUND, "there is no release branch of %s here",
			   v.text);
		error_hint("git rel start %s begins it", v.text);
		return rc;
	}
	n->at = n->rel.at = n->branch.local;
	if (!n->branch.name && (rc = look_at_head(n, &head)) < 0)
		return rc;
	return notes_begin(n);
}

int notes_look_head(struct notes *n, struct ctx *c)
{
	const char *head;
	int rc;

	n->c = c;
	if ((rc = repo_read(&c->repo)) < 0)
		return rc;
	if ((rc = look_at_head(n, &head)) < 0)
		return rc;
	n->style = style_of(&c->repo.config);
	n->branch.name = head ? ref_short(head) : NULL;
	n->branch.ref = head;
	n->branch.local = n->branch.tip = n->at;
	return 0;
}

const struct section *notes_section_for(const struct changelog *cl,
					const struct version *v)
{
	const struct section *s = changelog_find(cl, v);
	struct version final;

	if (s || !version_is_pre(v))
		return s;
	version_final(&final, v);
	return changelog_find(cl, &final);
}
