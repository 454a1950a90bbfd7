#include "git-rel/hook/drafts.h"

#include "base/cleanup.h"
#include "base/file.h"
#include "base/platform.h"
#include "git-rel/hook/verdict.h"

#include <git2.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MESSAGE_MAX ((size_t)16 * 1024 * 1024)
#define MERGE_HEADS_MAX ((size_t)64 * 1024)

/* A line that git puts where the patch begins, below which nothing counts. */
static bool is_scissors(const char *line, const char *comment)
{
	static const char cut[] = " ------------------------ >8 ";

	return starts_with(line, comment) &&
	       starts_with(line + strlen(comment), cut);
}

/* What begins a comment: both keys mean the same to git, and the last counts. */
static const char *comment_of(const struct config *config)
{
	const char *comment = NULL;

	for (size_t i = 0; i < config->n; i++)
		if (!strcmp(config->entry[i].key, "core.commentchar") ||
		    !strcmp(config->entry[i].key, "core.commentstring"))
			comment = config->entry[i].value;
	return comment && *comment && strcmp(comment, "auto") != 0 ? comment :
								     "#";
}

/* What git will make of it: comments and blank lines at its end go.  `edited`: a
 * person has seen it. */
static void clean(struct strbuf *text, const struct config *config, bool edited)
{
	const char *how = config_git(config, "commit.cleanup");
	const char *comment = comment_of(config);
	CLEANUP(strbuf) struct strbuf out = STRBUF_INIT;
	bool strips = edited && (!how || !strcmp(how, "default"));

	strips = strips || (how && !strcmp(how, "strip"));
	if (how && !strcmp(how, "verbatim"))
		return;
	for (char *line = text->buf; *line;) {
		size_t n = strcspn(line, "\n");
		if (edited && is_scissors(line, comment))
			break;
		if (!strips || !starts_with(line, comment))
			strbuf_add(&out, line, n + (line[n] == '\n'));
		line += n + (line[n] == '\n');
	}
	strbuf_trim_end(&out);
	strbuf_reset(text);
	const char *first = out.buf + strspn(out.buf, "\n");
	strbuf_adds(text, first);
	if (text->len)
		strbuf_addc(text, '\n');
}

/* `git merge <tag>` tells of the tag. */
static void add_merged(struct repo *r, git_oid *parent, size_t *n,
		       const char *hex)
{
	struct saved_error before;
	git_oid id;

	if (!oid_from_hex(&id, hex))
		return;
	error_save(&before);
	if (error_restore(repo_peel(r, &id, &parent[*n]), &before) < 0)
		parent[*n] = id;
	++*n;
}

/* MERGE_HEAD has an id a line. */
static int read_merge_heads(struct verdict *v, git_oid *parent, size_t max,
			    size_t *n)
{
	struct repo *r = v->repo;
	const char *path = arena_printf(&r->arena, "%s/MERGE_HEAD", r->git_dir);
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;

	if (!file_exists(path))
		return 0;
	int rc = strbuf_read_file(&text, path, MERGE_HEADS_MAX, true);
	for (char *save, *line = strtok_r(text.buf, "\n", &save);
	     !rc && line && *n < max; line = strtok_r(NULL, "\n", &save))
		add_merged(r, parent, n, line);
	return rc;
}

/* pre-merge-commit runs before there is a MERGE_HEAD; what is merged stands in
 * names of variables. */
static void read_environment(struct repo *r, git_oid *parent, size_t max,
			     size_t *n)
{
	static const char name[] = "GITHEAD_";

	for (char **e = platform_environ(); *e && *n < max; e++) {
		if (!starts_with(*e, name))
			continue;
		CLEANUP(text)
		char *id = xstrndup(*e + strlen(name),
				    strcspn(*e + strlen(name), "="));
		add_merged(r, parent, n, id);
	}
}

/* git exports who the author is to its hooks, but not for a merge. */
static const char *author_email(const struct config *config)
{
	const char *email = getenv("GIT_AUTHOR_EMAIL");

	if (!email || !*email)
		email = config_git(config, "author.email");
	return email ? email : config_git(config, "user.email");
}

static int read_message(struct verdict *v, const char *file,
			struct strbuf *text)
{
	const char *editor = getenv("GIT_EDITOR");
	int rc = strbuf_read_file(text, file, MESSAGE_MAX, false);

	/* where nobody edits git says so */
	if (!rc)
		clean(text, &v->repo->config,
		      !editor || strcmp(editor, ":") != 0);
	return rc;
}

enum { PARENTS_MAX = 66 };

/* git does not tell hooks of `commit --amend`, but the author it tells then is
 * that of HEAD, to the second.  The parents of a merge that is made anew. */
static void read_amended(struct repo *r, git_oid *parent, size_t max, size_t *n)
{
	const char *date = getenv("GIT_AUTHOR_DATE");
	const char *email = getenv("GIT_AUTHOR_EMAIL");
	git_commit *head = NULL;

	if (!date || !email || repo_read(r) < 0 ||
	    git_commit_lookup(&head, r->git, &parent[0]) < 0)
		return;
	const git_signature *author = git_commit_author(head);
	size_t of_head = git_commit_parentcount(head);
	if (of_head > 1 && of_head <= max && !strcmp(author->email, email) &&
	    strtoll(date + (*date == '@'), NULL, 10) == author->when.time) {
		for (size_t i = 0; i < of_head; i++)
			parent[i] = *git_commit_parent_id(head, (unsigned)i);
		*n = of_head;
	}
	git_commit_free(head);
}

static int judge_it(struct verdict *v, const char *event, const char *file)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	struct repo *r = v->repo;
	git_oid parent[PARENTS_MAX];
	size_t n = 0;
	struct draft d = { .parent = parent };
	int rc = repo_head(r, &d.ref, &parent[0]);

	if (rc < 0 || !d.ref) /* a detached HEAD is no branch */
		return rc;
	if (!git_oid_is_zero(&parent[0]))
		n++;
	rc = read_merge_heads(v, parent, PARENTS_MAX, &n);
	if (n < 2 && !strcmp(event, "pre-merge-commit"))
		read_environment(r, parent, PARENTS_MAX, &n);
	if (!rc && n == 1 && strcmp(event, "pre-merge-commit") != 0)
		read_amended(r, parent, PARENTS_MAX, &n);
	if (!rc && !strcmp(event, "commit-msg"))
		rc = read_message(v, file, &text);
	if (rc < 0)
		return rc;
	d.n_parents = n;
	d.message = strcmp(event, "commit-msg") ? NULL : text.buf;
	d.email = author_email(&r->config);
	return verdict_on_draft(v, &d);
}

int drafts_judge(struct repo *r, const char *event, const char *file)
{
	struct verdict v;

	/* a plan is judged as a whole, before anything moves */
	if (getenv("GIT_REL_PLANS"))
		return 0;
	int rc = verdict_open(&v, r, SIDE_CLIENT);

	if (!rc && verdict_has_rules(&v))
		rc = judge_it(&v, event, file);
	verdict_close(&v);
	return rc < 0 ? verdict_unable(&v, rc) : rc;
}
