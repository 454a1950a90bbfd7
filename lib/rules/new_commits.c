#include "rules/new_commits.h"

#include "base/alloc.h"
#include "base/cleanup.h"
#include "base/run.h"

#include <stdlib.h>
#include <string.h>

#define NO_CHANGE ((size_t)-1)

/* What git prints of a commit, each ended by NUL, and behind it its files. */
enum {
	FIELD_ID,
	FIELD_PARENTS,
	FIELD_AUTHOR,
	FIELD_COMMITTER,
	FIELD_SIGNATURE,
	FIELD_MESSAGE,
	FIELD_FILE, /* or the next commit */
	FIELD_PATH
};

static struct new_commit *last(struct new_commits *c)
{
	return &c->v[c->n - 1];
}

/* Mails repeat, and their neighbours are likely to be the same. */
static const char *keep_mail(struct new_commits *c, const char *s)
{
	for (size_t i = 2; i < 12 && i <= c->n; i++) {
		const struct new_commit *old = &c->v[c->n - i];
		if (!strcmp(old->author, s))
			return old->author;
		if (!strcmp(old->committer, s))
			return old->committer;
	}
	return arena_strdup(c->arena, s);
}

static void begin(struct new_commits *c, const char *hex)
{
	GROW(c->v, c->n, c->alloc);
	c->v[c->n++] = (struct new_commit){ .author = "",
					    .committer = "",
					    .message = "",
					    .change = NO_CHANGE };
	c->damaged |= !oid_from_hex(&last(c)->id, hex);
}

static void take_parents(struct new_commits *c, const char *s)
{
	size_t n = (strlen(s) + 1) / (GIT_OID_HEXSZ + 1);
	git_oid *parent = arena_alloc(c->arena, (n + 1) * sizeof(*parent));

	for (size_t i = 0; i < n; i++)
		c->damaged |= git_oid_fromstrn(&parent[i],
					       s + i * (GIT_OID_HEXSZ + 1),
					       GIT_OID_HEXSZ) < 0;
	last(c)->parent = parent;
	last(c)->n_parents = n;
}

/* ":100644 100644 <id> <id> M", 160000 for a submodule; of a merge with a ":" and a mode and an id for
 * each parent: the last id is the new one.  0: it is no file, or gone. */
static void take_file(struct new_commits *c, const char *s)
{
	size_t parents = strspn(s, ":");
	const char *mode = s + parents + parents * strlen("100644 ");
	const char *id = s + strlen(s);

	memset(&c->blob, 0, sizeof(c->blob));
	if (strlen(s) < parents + (parents + 1) * (7 + GIT_OID_HEXSZ + 1)) {
		c->damaged = true;
		return;
	}
	while (id > s && id[-1] != ' ') /* the letters */
		id--;
	if (id - s <= GIT_OID_HEXSZ || *mode != '1')
		return;
	c->damaged |= git_oid_fromstrn(&c->blob, id - 1 - GIT_OID_HEXSZ,
				       GIT_OID_HEXSZ) < 0;
}

static void take(struct new_commits *c, const char *s)
{
	switch (c->field++) {
	case FIELD_ID:
		begin(c, s);
		return;
	case FIELD_PARENTS:
		take_parents(c, s);
		return;
	case FIELD_AUTHOR:
		last(c)->author = keep_mail(c, s);
		return;
	case FIELD_COMMITTER:
		last(c)->committer = keep_mail(c, s);
		return;
	case FIELD_SIGNATURE:
		/* good, by a key that is nobody's: no signer is named */
		last(c)->signature = *s == 'U' && !s[1] ? 'E' : *s;
		return;
	case FIELD_MESSAGE:
		if (c->messages)
			last(c)->message = arena_strdup(c->arena, s);
		return;
	case FIELD_PATH:
		if (!git_oid_is_zero(&c->blob) && c->file)
			c->file(c->arg, &last(c)->id, s, &c->blob);
		c->field = FIELD_FILE;
		return;
	default:
		break;
	}
	s += *s == '\n';
	if (*s == ':')
		take_file(c, s);
	else if (*s)
		begin(c, s);
	c->field = *s == ':' ? FIELD_PATH : *s ? FIELD_PARENTS : FIELD_FILE;
}

static void seen(void *arg, const char *data, size_t n)
{
	struct new_commits *c = arg;
	const char *end = data + n, *nul;

	for (nul = memchr(data, '\0', n); nul;
	     nul = memchr(data, '\0', (size_t)(end - data))) {
		if (c->rest->len) {
			strbuf_add(c->rest, data, (size_t)(nul - data));
			take(c, c->rest->buf);
			strbuf_reset(c->rest);
		} else {
			take(c, data);
		}
		data = nul + 1;
	}
	strbuf_add(c->rest, data, (size_t)(end - data));
}

/* The commit that a branch or a tag brings; zero: none that is here. */
static git_oid tip_of(struct repo *r, const struct ref_change *c)
{
	struct saved_error before;
	git_oid tip = { { 0 } };
	git_object_t type = GIT_OBJECT_INVALID;

	if (starts_with(c->ref, "refs/heads/") ||
	    starts_with(c->ref, "refs/tags/"))
		type = repo_type(r, &c->to);
	if (type == GIT_OBJECT_COMMIT)
		return c->to;
	if (type != GIT_OBJECT_TAG)
		return tip;
	error_save(&before);
	if (error_restore(repo_peel(r, &c->to, &tip), &before) < 0)
		return (git_oid){ { 0 } };
	return tip;
}

/* What is asked for, without what is known; `tip` has one for each change. */
static size_t add_tips(struct strbuf *in, const struct new_commits *out,
		       struct repo *r, const struct changes *c, git_oid *tip)
{
	size_t tips = 0;

	for (size_t i = 0; i < c->n; i++) {
		tip[i] = tip_of(r, &c->v[i]);
		if (!git_oid_is_zero(&tip[i])) {
			strbuf_addf(in, "%s\n", oid_hex(&tip[i]));
			tips++;
		}
		if (repo_type(r, &c->v[i].from) == GIT_OBJECT_COMMIT)
			strbuf_addf(in, "^%s\n", oid_hex(&c->v[i].from));
	}
	for (size_t i = 0; c->there && i < c->there->n; i++)
		if (repo_has_object(r, &c->there->ref[i].commit))
			strbuf_addf(in, "^%s\n",
				    oid_hex(&c->there->ref[i].commit));
	for (size_t i = 0; i < out->n_had; i++)
		strbuf_addf(in, "^%s\n", oid_hex(&out->had[i]));
	if (out->since)
		strbuf_addf(in, "^%s\n", oid_hex(out->since));
	return tips;
}

/* `known`: besides what stands in `in`, options of git log. */
static int ask(struct new_commits *out, struct repo *r,
	       const struct strvec *known, const struct strbuf *in)
{
	CLEANUP(strvec) struct strvec argv = STRVEC_INIT, env = STRVEC_INIT;
	CLEANUP(strbuf) struct strbuf rest = STRBUF_INIT, text = STRBUF_INIT;

	for (const char *const *e = r->env; e && *e; e++)
		strvec_push(&env, *e);
	strvec_push(&env, "GIT_FLUSH=0"); /* else each commit is a write */
	strvec_pushl(&argv, "git", "--no-replace-objects", "log", "-z",
		     "--no-show-signature", "--encoding=UTF-8", (char *)NULL);
	strvec_pushf(&argv,
		     "--format=%%H%%x00%%P%%x00%%ae%%x00%%ce%%x00%s"
		     "%%x00%s%%x00",
		     out->signatures ? "%G?%GS" : "",
		     out->messages ? "%B" : "");
	if (out->file)
		strvec_pushl(&argv, "-c", "--raw", "--no-abbrev", "--root",
			     "--no-renames", (char *)NULL);
	strvec_push(&argv, "--stdin");
	for (size_t i = 0; i < known->n; i++)
		strvec_push(&argv, known->v[i]);
	struct run run = { .argv = (const char *const *)argv.v,
			   .env = (const char *const *)env.v,
			   .in = in->buf,
			   .in_len = in->len,
			   .out = &text,
			   .seen = seen,
			   .seen_arg = out };
	out->rest = &rest;
	int rc = run_command(&run);
	out->rest = NULL;
	if (rc < 0)
		return rc;
	bool cut = rest.len || (out->n && out->field < FIELD_FILE);
	return rc || out->damaged || cut ?
		       error(E_FAIL, "cannot read the new commits") :
		       0;
}

static const struct new_commits *sorting;

static int by_id(const void *a, const void *b)
{
	return git_oid_cmp(&sorting->v[*(const size_t *)a].id,
			   &sorting->v[*(const size_t *)b].id);
}

struct new_commit *new_commits_find(const struct new_commits *c,
				    const git_oid *id)
{
	size_t low = 0, high = c->n;

	while (low < high) {
		size_t mid = (low + high) / 2;
		int cmp = git_oid_cmp(id, &c->v[c->by_id[mid]].id);
		if (!cmp)
			return &c->v[c->by_id[mid]];
		if (cmp < 0)
			high = mid;
		else
			low = mid + 1;
	}
	return NULL;
}

/* Which branch, or tag, brings which: what an earlier one brings no later one
 * does. */
static void spread(struct new_commits *out, const struct changes *c,
		   const git_oid *tip, const char *of)
{
	const git_oid **open = NULL;
	size_t n = 0, alloc = 0;

	for (size_t i = 0; i < c->n; i++) {
		if (!starts_with(c->v[i].ref, of))
			continue;
		GROW(open, n, alloc);
		open[n++] = &tip[i];
		while (n) {
			struct new_commit *at =
				new_commits_find(out, open[--n]);
			if (!at || at->change != NO_CHANGE)
				continue;
			at->change = i;
			for (size_t k = 0; k < at->n_parents; k++) {
				GROW(open, n, alloc);
				open[n++] = &at->parent[k];
			}
		}
	}
	free(open);
}

/* What came by a ref that no rule is about is new all the same. */
static void add_known(struct strvec *known, enum side side,
		      const struct changes *c)
{
	if (side == SIDE_SERVER || c->way == WAY_HERE) {
		strvec_pushl(known, "--not", "--branches", "--tags",
			     (char *)NULL);
		if (c->way == WAY_HERE)
			strvec_push(known, "--remotes");
	} else if (c->way != WAY_RANGE && c->way != WAY_DONE && c->remote) {
		strvec_push(known, "--not");
		strvec_pushf(known, "--remotes=%s", c->remote);
	}
}

int new_commits_of_branch(struct new_commits *out, struct repo *r,
			  const git_oid *tip, const git_oid *const *without,
			  size_t n)
{
	CLEANUP(strbuf) struct strbuf in = STRBUF_INIT;
	CLEANUP(strvec) struct strvec known = STRVEC_INIT;

	out->arena = &r->arena;
	out->messages = true;
	strbuf_addf(&in, "%s\n", oid_hex(tip));
	for (size_t i = 0; i < n; i++)
		strbuf_addf(&in, "^%s\n", oid_hex(without[i]));
	return ask(out, r, &known, &in);
}

int new_commits_read(struct new_commits *out, struct repo *r, enum side side,
		     const struct changes *c)
{
	CLEANUP(strbuf) struct strbuf in = STRBUF_INIT;
	CLEANUP(strvec) struct strvec known = STRVEC_INIT;
	int rc = 0;

	out->arena = &r->arena;
	git_oid *tip = arena_alloc(out->arena, (c->n + 1) * sizeof(*tip));
	add_known(&known, side, c);
	if (add_tips(&in, out, r, c, tip))
		rc = ask(out, r, &known, &in);
	if (rc < 0)
		return rc;
	out->by_id = xcalloc(out->n + 1, sizeof(*out->by_id));
	for (size_t i = 0; i < out->n; i++)
		out->by_id[i] = i;
	sorting = out;
	qsort(out->by_id, out->n, sizeof(*out->by_id), by_id);
	spread(out, c, tip, "refs/heads/");
	spread(out, c, tip, "refs/tags/");
	return 0;
}

void new_commits_release(struct new_commits *c)
{
	free(c->v);
	free(c->by_id);
	c->v = NULL;
	c->by_id = NULL;
	c->n = c->alloc = 0;
}
