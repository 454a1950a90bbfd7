#include "release/ci_why.h"

#include <git2.h>
#include <string.h>

/* In the message of the commit; GitLab knows the first two. */
static const char *const skips[] = { "[skip ci]", "[ci skip]", "[no ci]",
				     "[skip actions]", "[actions skip]" };

static void in_message(struct ctx *c, const struct ci_why *about,
		       struct strvec *out)
{
	git_commit *commit = NULL;

	if (repo_read(&c->repo) < 0 ||
	    git_commit_lookup(&commit, c->repo.git, about->commit))
		return;
	const char *message = git_commit_message(commit);
	for (size_t i = 0; i < sizeof(skips) / sizeof(*skips); i++)
		if (strcasestr(message, skips[i])) {
			strvec_pushf(out, "the commit's message says %s",
				     skips[i]);
			break;
		}
	git_commit_free(commit);
}

/* What a workflow did with its own token starts no workflow. */
static void by_robot(const struct forge *f, const struct ci_why *about,
		     struct strvec *out)
{
	const char *author = about->pull ? about->pull->author : NULL;
	size_t n = author ? strlen(author) : 0;

	if (f->kind == FORGE_GITHUB && n > 5 &&
	    !strcmp(author + n - 5, "[bot]"))
		strvec_pushf(
			out,
			"'%s' opened the pull request: with the default token of a workflow nothing starts; open it with a token of your own, or close and reopen it",
			author);
}

static void many_tags(const struct forge *f, const struct ci_why *about,
		      struct strvec *out)
{
	size_t n = 0;

	if (f->kind != FORGE_GITHUB || !about->tag)
		return;
	for (size_t i = 0; about->remote && i < about->remote->n; i++)
		n += !strncmp(about->remote->ref[i].name, "refs/tags/", 10) &&
		     oid_eq(&about->remote->ref[i].commit, about->commit);
	if (n > 3)
		strvec_pushf(
			out,
			"%zu tags are on it: a push of more than three starts nothing; delete '%s' there and push it alone",
			n, about->tag);
	else
		strvec_push(
			out,
			"was it pushed with others? more than three tags in one push start nothing");
}

void ci_why(struct ctx *c, const struct forge *f, const struct ci_why *about,
	    struct strvec *out)
{
	in_message(c, about, out);
	by_robot(f, about, out);
	many_tags(f, about, out);
	strvec_push(
		out,
		"its workflows may be for other branches, tags or paths, or CI may be off");
}
