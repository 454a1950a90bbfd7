#include "git-backport/source/sources.h"

#include "git/history.h"
#include "git-backport/source/landed.h"
#include "git-backport/source/pull.h"
#include "git-backport/source/range.h"
#include "release/branch.h"
#include "release/pull_number.h"

#include <git2.h>
#include <string.h>

/* GitLab's line "See merge request group/name!12". */
static const char *number_seen(const char *message)
{
	static const char see[] = "See merge request ";

	for (const char *at = message; at; at = strchr(at, '\n')) {
		at += *at == '\n';
		if (!starts_with(at, see))
			continue;
		size_t n = strcspn(at, "!\r\n");
		return at[n] == '!' ? at + n + 1 : NULL;
	}
	return NULL;
}

/* "Merge pull request #12 from ..." of GitHub, and of Gitea "Merge pull request
 * 'title' (#12) from ..."; NULL: none of them. */
static const char *number_merged(const char *line)
{
	static const char merge[] = "Merge pull request ";
	const char *at = NULL;

	if (!starts_with(line, merge))
		return NULL;
	line += strlen(merge);
	if (*line == '#')
		return line + 1;
	for (line = strstr(line, "' (#"); line; line = strstr(at, "' (#"))
		at = line + strlen("' (#");
	return at;
}

/* "Mend it (#12)" and what forges write of their merges. */
static const char *number_of(struct ctx *c, const char *message)
{
	const char *line = arena_strndup(&c->repo.arena, message,
					 strcspn(message, "\r\n"));
	size_t n = strlen(line);
	const char *at = number_merged(line);

	if (!at)
		at = number_seen(message);
	if (!at && n > 3 && line[n - 1] == ')') {
		for (at = line + n - 1;
		     at > line && at[-1] >= '0' && at[-1] <= '9';)
			at--;
		if (at < line + 2 || at[-1] != '#' || at[-2] != '(')
			at = NULL;
	}
	size_t digits = at ? strspn(at, "0123456789") : 0;
	return digits && digits < 10 ?
		       arena_strndup(&c->repo.arena, at, digits) :
		       NULL;
}

static int add_source(struct ctx *c, struct sources *s, const git_oid *id,
		      unsigned mainline)
{
	git_commit *commit = NULL;
	git_oid parent;

	for (size_t i = 0; i < s->n; i++)
		if (oid_eq(&s->item[i].id, id))
			return 0;
	int rc = mainline_parent(c, id, mainline, &parent);
	if (rc < 0)
		return rc;
	if (git_commit_lookup(&commit, c->repo.git, id) < 0)
		return error_git("cannot read commit %s", oid_short(id));
	const char *subject = git_commit_summary(commit);
	s->item = arena_grow(&c->repo.arena, s->item, s->n, sizeof(*s->item));
	s->item[s->n++] = (struct source){
		.id = *id,
		.parent = parent,
		.subject = arena_strdup(&c->repo.arena, subject ? subject : ""),
	};
	git_commit_free(commit);
	return 0;
}

static int add_range(struct ctx *c, struct sources *s, const char *word)
{
	git_oid *id;
	size_t n;
	int rc = range_read(c, word, s->mainline != 0, &id, &n);

	for (size_t i = 0; !rc && i < n; i++)
		rc = add_source(c, s, &id[i], s->mainline);
	return rc || n ? rc : error(E_NOTFOUND, "'%s' holds no commit", word);
}

/* What landed of a topic branch stands for it. */
static int add_topic(struct ctx *c, struct sources *s, const struct landed *l)
{
	int rc = 0;

	for (size_t i = 0; !rc && i < l->n; i++)
		rc = add_source(c, s, &l->commit[i], s->mainline);
	if (!rc && !git_oid_is_zero(&l->range_to))
		rc = add_range(c, s,
			       arena_printf(&c->repo.arena, "%s..%s",
					    oid_hex(&l->range_from),
					    oid_hex(&l->range_to)));
	if (!rc && l->message)
		s->id = number_of(c, l->message);
	s->forwarded = s->forwarded || l->forwarded;
	if (l->topic) {
		s->topic = arena_grow(&c->repo.arena, s->topic, s->n_topics,
				      sizeof(*s->topic));
		s->topic[s->n_topics++] = l->topic;
	}
	return rc;
}

/* `what` is quoted, or needs no quotes. */
static int unmerged(const char *what, const char *source)
{
	int rc = error(E_POLICY, "%s is on no branch that it could come from",
		       what);

	error_hint("merge it into '%s' first, or take it as it is: --unmerged",
		   source);
	return rc;
}

/* A range of three dots, or one over a merge, has more ends than the last. */
static int add_typed_range(struct ctx *c, struct sources *s, const char *word,
			   const struct origins *from)
{
	size_t was = s->n, at;
	int rc = add_range(c, s, word);
	size_t n = s->n - was;
	git_oid *id = arena_alloc(&c->repo.arena, (n + 1) * sizeof(*id));

	for (size_t i = 0; i < n; i++)
		id[i] = s->item[was + i].id;
	if (rc < 0 || s->unmerged ||
	    (rc = landed_not(c, from, id, n, &at)) < 0 || at == n)
		return rc;
	const struct source *one = &s->item[was + at];
	return unmerged(arena_printf(&c->repo.arena, "%s (%s)",
				     oid_short(&one->id), one->subject),
			from->source);
}

int sources_pull(struct ctx *c, const struct targets *t, struct sources *s,
		 long number, const struct forge_pull **out)
{
	struct forge_pull one = { 0 };
	int rc = 0;

	for (size_t i = 0; i < s->n_pulls; i++)
		if (s->pull[i].number == number) {
			*out = &s->pull[i];
			return 0;
		}
	if ((rc = pull_read(c, t, number, &one)) < 0)
		return rc;
	s->pull = arena_grow(&c->repo.arena, s->pull, s->n_pulls, sizeof(one));
	s->pull[s->n_pulls] = one;
	*out = &s->pull[s->n_pulls++];
	return 0;
}

/* A pull request stands for what has landed of it. */
static int add_pull(struct ctx *c, struct sources *s, long number,
		    struct origins *from)
{
	const struct forge_pull *pull;
	struct landed l = { 0 };
	size_t was = s->n, at;
	int rc = sources_pull(c, from->targets, s, number, &pull);

	if (rc < 0 || (rc = pull_landed(c, from, pull, &l)) < 0)
		return rc;
	if (!s->unmerged) {
		rc = landed_not(c, from, &l.range_to, 1, &at);
		if (rc < 0 || !at)
			return rc < 0 ? rc :
					unmerged(pull_name(c, pull),
						 from->source);
	}
	if (l.n)
		memset(&l.range_to, 0, sizeof(l.range_to));
	rc = add_topic(c, s, &l);
	for (size_t i = was; i < s->n; i++)
		s->item[i].of_pull = true;
	if (!rc && !was)
		s->id = arena_printf(&c->repo.arena, "%ld", number);
	return rc;
}

/* `id`: the commit that the word names, or zero. */
static int add_word(struct ctx *c, struct sources *s, const char *word,
		    const git_oid *id, struct origins *from)
{
	struct landed l = { 0 };
	long number = pull_number(word);
	int rc;

	if (number)
		return add_pull(c, s, number, from);
	/* ".." may also be part of what names one commit, ":/fix..it" */
	if (git_oid_is_zero(id))
		return strstr(word, "..") ?
			       add_typed_range(c, s, word, from) :
			       error(E_NOTFOUND, "'%s' is not a commit here",
				     word);
	if ((rc = landed_look(c, from, word, id, &l)) < 0)
		return rc;
	if (!l.found && !s->unmerged)
		return unmerged(arena_printf(&c->repo.arena, "'%s'", word),
				from->source);
	return add_topic(c, s, &l);
}

static int add_words(struct ctx *c, struct sources *s, const char *const *word,
		     size_t n, struct origins *from)
{
	git_oid *id = arena_alloc(&c->repo.arena, n * sizeof(*id));
	int rc = repo_commits(&c->repo, word, n, id);

	for (size_t i = 0; !rc && i < n; i++)
		rc = add_word(c, s, word[i], &id[i], from);
	return rc;
}

const char *sources_id(struct ctx *c, const struct sources *s)
{
	size_t n = 0;
	const struct source *last = NULL;

	for (size_t i = 0; i < s->n; i++)
		if (!s->item[i].only) {
			last = &s->item[i];
			n++;
		}
	const char *id = n == 1 ? number_of(c, last->subject) : NULL;
	return id ? id : arena_strndup(&c->repo.arena, oid_hex(&last->id), 12);
}

int sources_read(struct ctx *c, const struct targets *t, struct sources *s,
		 char *const *word, size_t n)
{
	static const char *const head[] = { "HEAD" };
	const char *const *name = n ? (const char *const *)word : head;
	struct origins from = { .unmerged = s->unmerged };
	int rc = origins_look(c, t, &from);

	if (!rc)
		rc = add_words(c, s, name, n ? n : 1, &from);
	if (!rc && !s->id)
		s->id = sources_id(c, s);
	return rc;
}

/* What has landed of a pull request, or of a topic branch; `id`: of the word. */
static int look_named(struct ctx *c, struct origins *from, const char *word,
		      git_oid *id, struct landed *l)
{
	long number = pull_number(word);
	struct forge_pull pull = { 0 };
	int rc = number ? pull_read(c, from->targets, number, &pull) :
			  repo_commit(&c->repo, word, id);

	if (rc < 0)
		return rc;
	if (!number)
		return landed_look(c, from, word, id, l);
	rc = pull_landed(c, from, &pull, l);
	*id = l->range_to;
	if (l->n) /* it has all */
		memset(&l->range_to, 0, sizeof(l->range_to));
	l->found = true;
	return rc;
}

int sources_named(struct ctx *c, const struct targets *t, const char *word,
		  git_oid **out, size_t *n)
{
	struct origins from = { 0 };
	struct landed l = { 0 };
	struct targets asked = *t;
	const char *remote = branch_remote(c);
	git_oid id;
	int rc = 0;

	if (pull_number(word) && !asked.remote.name && remote)
		rc = remote_look(&c->repo, &asked.remote, remote);
	if (rc < 0 || (rc = origins_look(c, &asked, &from)) < 0 ||
	    (rc = look_named(c, &from, word, &id, &l)) < 0)
		return rc;
	*out = l.commit;
	*n = l.n;
	if (!git_oid_is_zero(&l.range_to))
		rc = range_read(c,
				arena_printf(&c->repo.arena, "%s..%s",
					     oid_hex(&l.range_from),
					     oid_hex(&l.range_to)),
				false, out, n);
	if (rc < 0 || (l.found && *n))
		return rc;
	*out = arena_grow(&c->repo.arena, NULL, 0, sizeof(id));
	**out = id;
	*n = 1;
	return 0;
}

void sources_words(const struct sources *s, bool brief, struct strvec *out)
{
	for (size_t i = 0; i < s->n_pulls; i++)
		strvec_pushf(out, "pr/%ld", s->pull[i].number);
	for (size_t i = 0; i < s->n; i++)
		if (!s->item[i].only && !s->item[i].of_pull)
			strvec_push(out, brief ? oid_short(&s->item[i].id) :
						 oid_hex(&s->item[i].id));
}

int sources_insert(struct ctx *c, struct sources *s, size_t at,
		   const git_oid *id, const struct target *only)
{
	size_t n = s->n;
	int rc = add_source(c, s, id, 0);

	if (rc < 0 || s->n == n)
		return rc;
	struct source one = s->item[n];
	one.only = only;
	memmove(&s->item[at + 1], &s->item[at], (n - at) * sizeof(one));
	s->item[at] = one;
	return 0;
}
