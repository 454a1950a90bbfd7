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
#include "git/scratch.h"

#include <stdlib.h>
#include <string.h>

static int by_value(const void *a, const void *b)
{
	unsigned long x = *(const unsigned long *)a;
	unsigned long y = *(const unsigned long *)b;

	return x < y ? -1 : x > y;
}

/* Numbers that some section has told already. */
static void find_known(struct commit_notes *c, const struct changelog *cl)
{
	struct arena *a = c->arena;

	for (size_t i = 0; i < cl->md.n_blocks; i++) {
		const struct md_block *b = &cl->md.block[i];
		unsigned long *id;
		size_t n;
		if (b->kind != MD_ITEM)
			continue;
		entry_ids(a, cl->md.text + b->begin, b->end - b->begin, &id,
			  &n);
		for (size_t k = 0; k < n; k++) {
			c->known = arena_grow(a, c->known, c->n_known,
					      sizeof(*c->known));
			c->known[c->n_known++] = id[k];
		}
	}
	if (c->n_known > 1)
		qsort(c->known, c->n_known, sizeof(*c->known), by_value);
}

void notes_log_env(struct repo *r, struct strvec *env)
{
	/* else git writes each message by itself: thousands of wake-ups */
	strvec_push(env, "GIT_FLUSH=0");
	/* what was only fetched for this plan is there */
	for (const char *const *e = r->env; e && *e; e++)
		strvec_push(env, *e);
}

static int read_log(struct repo *r, const char *since, const git_oid *until,
		    struct strbuf *out)
{
	CLEANUP(strbuf) struct strbuf range = STRBUF_INIT, err = STRBUF_INIT;
	CLEANUP(strvec) struct strvec env = STRVEC_INIT;

	if (since)
		strbuf_addf(&range, "%s..", since);
	strbuf_adds(&range, oid_hex(until));
	const char *argv[] = { "git",         "log",         "-z",
			       "--no-merges", "--format=%B", "--end-of-options",
			       range.buf,     "--",          NULL };
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

int notes_from_commits(struct notes *n, const char *since,
		       const struct changelog *cl, int level,
		       struct strbuf *out)
{
	CLEANUP(arena) struct arena arena = ARENA_INIT;
	CLEANUP(strbuf) struct strbuf log = STRBUF_INIT;
	struct commit_notes notes = { .arena = &arena, .candidate = true };
	int rc = commits_categories(
		&notes, setting(&n->c->repo.config, K_NOTES_CATEGORIES),
		n->style == NOTES_KEEP);

	if (rc < 0)
		return error_in(rc, "notes.categories");
	if ((rc = read_log(&n->c->repo, since, &n->at, &log)) < 0)
		return rc;
	if (cl)
		find_known(&notes, cl);
	for (const char *p = log.buf; p < log.buf + log.len; p += strlen(p) + 1)
		commits_add(&notes, p);
	commits_write(out, &notes, level, cl ? cl->eol : "\n");
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
	git_reference_iterator *it = NULL;
	struct version v, best = { .text = "" };
	const char *ref, *tag = setting(&n->c->repo.config, K_TAG);
	git_oid id;
	int rc = notes_changelog(n, &cl);

	memset(out, 0, sizeof(*out));
	if (rc < 0)
		return rc;
	if (git_reference_iterator_glob_new(&it, n->c->repo.git,
					    "refs/tags/*") < 0)
		return error_git("cannot list tags");
	while (rc >= 0 && !git_reference_next_name(&ref, it)) {
		CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
		if (!template_match(tag, ref_short(ref), &text) ||
		    !version_try(&v, n->rel.scheme, text.buf) ||
		    !is_begin(n, &cl, &v) ||
		    (*best.text && version_cmp(&v, &best) <= 0))
			continue;
		best = v;
		rc = repo_ref(&n->c->repo, ref, &id);
		if (rc >= 0)
			rc = repo_peel(&n->c->repo, &id, out);
	}
	git_reference_iterator_free(it);
	return rc < 0 ? rc : 0;
}
