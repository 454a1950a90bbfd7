#include "git-rel/notes/from_commits.h"

/*
 * Notes from commits, and from the fragments that came with them.
 */
#include "base/strvec.h"
#include "changelog/entry.h"
#include "git-rel/notes/files.h"

#include "base/cleanup.h"
#include "base/run.h"
#include "changelog/from_commits.h"
#include "changelog/outline.h"
#include "changelog/reverts.h"
#include "git/scratch.h"
#include "config/commit_like.h"
#include "release/version_tags.h"

#include <stdlib.h>
#include <string.h>

/* What some section has told already. */
static void find_known(struct commit_notes *c, const struct changelog *cl)
{
	for (size_t i = 0; i < cl->md.n_blocks; i++) {
		const struct md_block *b = &cl->md.block[i];
		if (b->kind != MD_ITEM)
			continue;
		c->known = arena_grow(c->arena, c->known, c->n_known,
				      sizeof(*c->known));
		c->known[c->n_known++] =
			(struct known_entry){ cl->md.text + b->begin,
					      b->end - b->begin };
	}
}

void notes_log_env(struct repo *r, struct strvec *env)
{
	/* else git writes each message by itself: thousands of wake-ups */
	strvec_push(env, "GIT_FLUSH=0");
	/* what was only fetched for this plan is there */
	for (const char *const *e = r->env; e && *e; e++)
		strvec_push(env, *e);
}

/* Ids and message; where entries have a form, what it may ask for. */
static int read_log(struct notes *n, const char *since, struct strbuf *out)
{
	struct repo *r = &n->c->repo;
	bool form = *setting(&r->config, K_NOTES_ENTRY);
	CLEANUP(strbuf) struct strbuf range = STRBUF_INIT, err = STRBUF_INIT;
	CLEANUP(strvec) struct strvec env = STRVEC_INIT;

	if (since)
		strbuf_addf(&range, "%s..", since);
	strbuf_adds(&range, oid_hex(&n->at));
	const char *argv[] = { "git",
			       "log",
			       "-z",
			       form ? "--format=%H %P%n%h %as %aN%n%B" :
				      "--format=%H %P%n%B",
			       "--end-of-options",
			       range.buf,
			       "--",
			       NULL };
	notes_log_env(r, &env);
	struct run run = { .argv = argv,
			   .env = (const char *const *)env.v,
			   .out = out,
			   .err = &err };
	int rc = run_command(&run);

	if (rc > 0) {
		strbuf_trim_end(&err);
		rc = error(E_NOTFOUND, "git cannot list the commits: %s",
			   err.buf);
	}
	return rc;
}

/* The next line of what git tells of a commit, without its end. */
static char *next_line(char **p)
{
	char *line = *p, *end = line + strcspn(line, "\n");

	*p = *end ? end + 1 : end;
	while (end > line && end[-1] == ' ')
		end--;
	*end = '\0';
	return line;
}

/* "<hash> <date> <author>" */
static void read_form(struct commit_source *from, char *line)
{
	char *date = line + strcspn(line, " ");
	char *author = date;

	if (*date) {
		*date++ = '\0';
		author = date + strcspn(date, " ");
	}
	if (*author)
		*author++ = '\0';
	from->hash = line;
	from->date = date;
	from->author = author;
}

static void read_commit(struct notes *n, char *p, struct past_commit *c,
			struct commit_source *from)
{
	const char *ids = next_line(&p), *parent = strchr(ids, ' ');

	*from = (struct commit_source){ 0 };
	if (*setting(&n->c->repo.config, K_NOTES_ENTRY))
		read_form(from, next_line(&p));
	from->commit = arena_strndup(&n->c->repo.arena, ids, strcspn(ids, " "));
	from->message = p + strspn(p, "\r\n");
	*c = (struct past_commit){ .ids = ids,
				   .message = from->message,
				   .merge = parent && strchr(parent + 1, ' ') };
}

/* Those that were not reverted; merges only bring others, and what a release
 * did is no news. */
static void add_commits(struct notes *n, struct commit_notes *notes,
			struct strbuf *log)
{
	struct past_commit *c = NULL;
	struct commit_source *from = NULL;
	char *end = log->buf + log->len;
	size_t count = 0;

	for (char *p = log->buf, *next; p < end; p = next) {
		next = p + strlen(p) + 1;
		c = arena_grow(notes->arena, c, count, sizeof(*c));
		from = arena_grow(notes->arena, from, count, sizeof(*from));
		read_commit(n, p, &c[count], &from[count]);
		count++;
	}
	if (count)
		reverts_find(notes->arena, c, count);
	n->from_commits = true;
	n->looked_at = 0;
	for (size_t i = 0; i < count; i++) {
		const char *line = c[i].message;
		n->looked_at += !c[i].merge;
		if (!c[i].merge && !c[i].hidden &&
		    !commit_like_release(&n->c->repo.config, line,
					 strcspn(line, "\r\n")))
			commits_add(notes, &from[i]);
	}
}

/* What the newest entry of the changelog begins with. */
static const char *bullet_of(const struct changelog *cl)
{
	for (size_t i = 0; cl->n && i < cl->md.n_blocks; i++) {
		const struct md_block *b = &cl->md.block[i];
		if (b->kind != MD_ITEM || b->begin < cl->section[0].body)
			continue;
		char mark = cl->md.text[b->begin];
		return mark == '*' ? "*" : mark == '+' ? "+" : "-";
	}
	return "-";
}

static void tell_untyped(struct notes *n, const struct commit_notes *notes)
{
	const char *first = NULL;
	size_t k = commits_untyped(notes, &first);

	if (k)
		n->untyped = arena_printf(
			&n->c->repo.arena,
			"%zu message%s without a type (feat: ..., fix: ...) %s left out, since others have one, such as \"%.*s\"",
			k, k == 1 ? "" : "s", k == 1 ? "is" : "are",
			(int)strcspn(first, "\r\n"), first);
}

int notes_from_commits(struct notes *n, const char *since,
		       const struct changelog *cl, int level,
		       struct strbuf *out)
{
	CLEANUP(arena) struct arena arena = ARENA_INIT;
	CLEANUP(strbuf) struct strbuf log = STRBUF_INIT;
	struct commit_notes notes = { .arena = &arena,
				      .candidate = true,
				      .form = setting(&n->c->repo.config,
						      K_NOTES_ENTRY),
				      .bullet = cl ? bullet_of(cl) : "-" };
	struct category_words words;
	int rc;

	const char *set = setting(&n->c->repo.config, K_NOTES_CATEGORIES);

	category_words_read(&words, &arena, cl, n->style == NOTES_KEEP);
	notes.flat = words.none && !*set;
	rc = commits_categories(&notes, set, &words);

	if (rc < 0)
		return error_in(rc, "notes.categories");
	if ((rc = read_log(n, since, &log)) < 0)
		return rc;
	if (cl && !n->again)
		find_known(&notes, cl);
	add_commits(n, &notes, &log);
	tell_untyped(n, &notes);
	commits_write(out, &notes, cl ? &cl->md : NULL, level,
		      cl ? cl->eol : "\n");
	commits_release(&notes);
	return 0;
}

static bool leads_to(const struct version *pre, const struct version *v)
{
	if (!version_is_pre(pre))
		return false;
	for (int i = 0; i < VERSION_MAX_PARTS; i++)
		if ((i < pre->n_parts ? pre->part[i] : 0) !=
		    (i < v->n_parts ? v->part[i] : 0))
			return false;
	return true;
}

/* Candidates that have no section of their own are no releases to begin from:
 * a final version tells all that is new in it. */
static bool is_begin(const struct notes *n, const struct changelog *cl,
		     const struct version *v)
{
	return version_cmp(v, &n->rel.version) < 0 &&
	       (!leads_to(v, &n->rel.version) ||
		version_is_pre(&n->rel.version) || changelog_find(cl, v));
}

/* The version below this one.  Whether its tag is behind us does not matter:
 * what it has is left out either way, and nobody has to walk there twice. */
int notes_since(struct notes *n, git_oid *out)
{
	CLEANUP(changelog) struct changelog cl = { 0 };
	struct tag_list tags = { 0 };
	int rc = notes_changelog(n, &cl);

	memset(out, 0, sizeof(*out));
	if (rc < 0 || (rc = version_tags_list(n->c, NULL, &tags)) < 0)
		return rc;
	for (size_t i = 0; i < tags.n; i++) {
		const struct tagged *t = &tags.item[i];
		const struct version v = version_tags_version(n->c, t);
		if (is_begin(n, &cl, &v) && !version_tags_no_commit(n->c, t))
			return repo_peel(&n->c->repo, &t->id, out);
	}
	return 0;
}
