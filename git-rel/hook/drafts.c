#include "git-rel/hook/drafts.h"

#include "base/cleanup.h"
#include "base/file.h"
#include "git-rel/hook/verdict.h"

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

/* What git will make of it: comments and blank lines at its end go.  `edited`: a
 * person has seen it. */
static void clean(struct strbuf *text, const struct config *config, bool edited)
{
	const char *how = config_git(config, "commit.cleanup");
	const char *comment = config_git(config, "core.commentchar");
	CLEANUP(strbuf) struct strbuf out = STRBUF_INIT;
	bool strips = edited && (!how || !strcmp(how, "default"));

	strips = strips || (how && !strcmp(how, "strip"));
	if (how && !strcmp(how, "verbatim"))
		return;
	if (!comment || !*comment || !strcmp(comment, "auto"))
		comment = "#";
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
		if (oid_from_hex(&parent[*n], line))
			++*n;
	return rc;
}

/* pre-merge-commit runs before there is a MERGE_HEAD; what is merged stands in
 * names of variables. */
static void read_environment(git_oid *parent, size_t max, size_t *n)
{
	static const char name[] = "GITHEAD_";

	for (char **e = environ; *e && *n < max; e++) {
		if (!starts_with(*e, name))
			continue;
		CLEANUP(text)
		char *id = xstrndup(*e + strlen(name),
				    strcspn(*e + strlen(name), "="));
		if (oid_from_hex(&parent[*n], id))
			++*n;
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
		read_environment(parent, PARENTS_MAX, &n);
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
	int rc = verdict_open(&v, r, SIDE_CLIENT);

	if (!rc && verdict_has_rules(&v))
		rc = judge_it(&v, event, file);
	verdict_close(&v);
	return rc < 0 ? verdict_unable(&v, rc) : rc;
}
