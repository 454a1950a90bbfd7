#include "git-backport/source/rebased.h"

#include "base/cleanup.h"
#include "base/run.h"
#include "git-backport/source/range.h"
#include "git/history.h"
#include "git/scratch.h"
#include "object/stand_in.h"
#include "pick/apply.h"

#include <git2.h>
#include <string.h>

struct one {
	git_oid id;
	const char *email, *subject;
	git_time_t time;
	bool paired; /* with one on the other side */
};

struct side {
	struct one *v; /* oldest first */
	size_t n;
};

struct look {
	struct ctx *c;
	const git_oid *tip, *at;
	struct side topic, line; /* what each has and the other lacks */
};

static int read_one(struct ctx *c, struct one *one)
{
	git_commit *commit = NULL;

	if (git_commit_lookup(&commit, c->repo.git, &one->id) < 0)
		return error_git("cannot read commit %s", oid_short(&one->id));
	const git_signature *by = git_commit_author(commit);
	const char *subject = git_commit_summary(commit);
	one->email = arena_strdup(&c->repo.arena, by->email);
	one->time = by->when.time;
	one->subject = arena_strdup(&c->repo.arena, subject ? subject : "");
	git_commit_free(commit);
	return 0;
}

static int read_side(struct ctx *c, const git_oid *from, const git_oid *to,
		     struct side *out)
{
	git_oid *id;
	int rc = range_read(c,
			    arena_printf(&c->repo.arena, "%s..%s",
					 oid_hex(from), oid_hex(to)),
			    false, &id, &out->n);

	out->v = arena_alloc(&c->repo.arena, (out->n + 1) * sizeof(*out->v));
	for (size_t i = 0; !rc && i < out->n; i++) {
		out->v[i].id = id[i];
		rc = read_one(c, &out->v[i]);
	}
	return rc;
}

/* What a rebase keeps. */
static bool looks_same(const struct one *a, const struct one *b)
{
	return a->time == b->time && !strcmp(a->email, b->email) &&
	       !strcmp(a->subject, b->subject);
}

/* One to one: of those that look the same one may have been left out. */
static void pair_by_look(struct look *l)
{
	for (size_t i = l->topic.n; i-- > 0;)
		for (size_t k = l->line.n; k-- > 0;) {
			struct one *a = &l->topic.v[i], *b = &l->line.v[k];
			if (b->paired || !looks_same(a, b))
				continue;
			a->paired = b->paired = true;
			break;
		}
}

static struct one *find(const struct side *s, const git_oid *id)
{
	for (size_t i = 0; i < s->n; i++)
		if (oid_eq(&s->v[i].id, id))
			return &s->v[i];
	return NULL;
}

/* git marks what has the same patch on both sides with '='. */
static int pair_by_patch(struct look *l)
{
	CLEANUP(strbuf) struct strbuf out = STRBUF_INIT, err = STRBUF_INIT;
	CLEANUP(text)
	char *range = xasprintf("%s...%s", oid_hex(l->at), oid_hex(l->tip));
	const char *argv[] = { "git",           "rev-list", "--no-merges",
			       "--cherry-mark", range,      NULL };
	struct run run = {
		.argv = argv, .env = l->c->repo.env, .out = &out, .err = &err
	};
	int rc = run_command(&run);

	if (rc)
		return rc < 0 ?
			       rc :
			       error(E_FAIL, "git cannot compare patches: %.*s",
				     (int)strcspn(err.buf, "\n"), err.buf);
	for (char *save, *line = strtok_r(out.buf, "\n", &save); line;
	     line = strtok_r(NULL, "\n", &save)) {
		git_oid id;
		if (*line != '=' || !oid_from_hex(&id, line + 1))
			continue;
		struct one *one = find(&l->topic, &id);
		one = one ? one : find(&l->line, &id);
		if (one)
			one->paired = true;
	}
	return 0;
}

static const char *fixed_subject(const char *subject)
{
	static const char *const marks[] = { "fixup! ", "squash! ", "amend! " };

	for (size_t i = 0; i < 3; i++)
		if (starts_with(subject, marks[i])) {
			subject += strlen(marks[i]);
			i = (size_t)-1;
		}
	return subject;
}

/* A fixup is squashed into the commit that it names. */
static void pair_fixups(struct look *l)
{
	for (size_t i = 0; i < l->topic.n; i++) {
		struct one *fix = &l->topic.v[i];
		const char *subject = fixed_subject(fix->subject);
		for (size_t k = 0; k < i && subject != fix->subject; k++)
			fix->paired = fix->paired ||
				      (l->topic.v[k].paired &&
				       !strcmp(l->topic.v[k].subject, subject));
	}
}

static bool all_paired(const struct side *s)
{
	size_t n = 0;

	while (n < s->n && s->v[n].paired)
		n++;
	return n && n == s->n;
}

/* Put `id` onto `*tip`.  1: it could be. */
static int put_on(struct ctx *c, const git_oid *id, const git_oid *base,
		  git_oid *tip)
{
	struct pick p = { .commit = *id, .onto = *tip };
	git_oid made;
	int rc = history_parent(&c->repo, id, 0, &p.parent);

	if (rc < 0 || (rc = pick_apply(&c->repo, &p, 1)) < 0)
		return rc;
	if (p.result != PICK_CLEAN)
		return p.result == PICK_EMPTY;
	rc = stand_in_commit(&c->repo, id, &p.tree, base, 1, &made);
	if (rc < 0)
		return rc;
	if (!oid_eq(tip, base))
		scratch_forget(&c->repo, tip);
	*tip = made;
	return 1;
}

/* 1: where the topic began, these make all that it has, so that merging it changes
 * nothing; 0: they do not, or nobody knows. */
static int brings_all(struct look *l, const git_oid *id, size_t n)
{
	struct repo *r = &l->c->repo;
	git_oid base;
	int rc = history_merge_base(r, l->at, l->tip, &base);

	if (rc < 0)
		return rc;
	git_oid tip = base;
	rc = !git_oid_is_zero(&base);
	for (size_t i = 0; rc > 0 && i < n; i++)
		rc = put_on(l->c, &id[i], &base, &tip);
	struct pick all = { .commit = *l->tip, .parent = base, .onto = tip };
	if (rc > 0) {
		rc = pick_apply(r, &all, 1);
		rc = rc < 0 ? rc : all.result == PICK_EMPTY;
	}
	if (!oid_eq(&tip, &base))
		scratch_forget(r, &tip);
	return rc;
}

/* Those of the line that are the topic's, and `at` where it is asked for. */
static void take(struct look *l, bool with_at, struct rebased *out)
{
	out->n = 0;
	out->commit = arena_alloc(&l->c->repo.arena,
				  (l->line.n + 1) * sizeof(git_oid));
	for (size_t i = 0; i < l->line.n; i++)
		if (l->line.v[i].paired ||
		    (with_at && oid_eq(&l->line.v[i].id, l->at)))
			out->commit[out->n++] = l->line.v[i].id;
}

/* All of them have a commit of their own there; what else arrived with `at` may
 * be a part of one. */
static int take_pairs(struct look *l, struct rebased *out)
{
	const struct one *last = find(&l->line, l->at);

	take(l, false, out);
	if (!last || last->paired)
		return 0;
	int rc = brings_all(l, out->commit, out->n);
	if (!rc)
		take(l, true, out);
	return rc < 0 ? rc : 0;
}

static void take_missing(struct look *l, struct rebased *out)
{
	out->missing = arena_alloc(&l->c->repo.arena,
				   (l->topic.n + 1) * sizeof(git_oid));
	for (size_t i = 0; i < l->topic.n; i++)
		if (!l->topic.v[i].paired)
			out->missing[out->n_missing++] = l->topic.v[i].id;
	if (!l->topic.n) /* a merge that is more than its parents */
		out->missing[out->n_missing++] = *l->tip;
}

/* `at` is a squash of all, or of what did not come before it. */
static int take_squash(struct look *l, struct rebased *out)
{
	int rc = find(&l->line, l->at) ? brings_all(l, l->at, 1) : 0;

	if (rc > 0) {
		out->commit = arena_alloc(&l->c->repo.arena, sizeof(git_oid));
		out->commit[0] = *l->at;
		out->n = 1;
		return 0;
	}
	take(l, true, out);
	if (!rc)
		rc = brings_all(l, out->commit, out->n);
	if (!rc)
		take_missing(l, out);
	return rc < 0 ? rc : 0;
}

int rebased_find(struct ctx *c, const git_oid *tip, const git_oid *at,
		 struct rebased *out)
{
	struct look l = { .c = c, .tip = tip, .at = at };
	int rc = read_side(c, at, tip, &l.topic);

	if (!rc)
		rc = read_side(c, tip, at, &l.line);
	if (rc < 0)
		return rc;
	pair_by_look(&l);
	pair_fixups(&l);
	if (!all_paired(&l.topic)) {
		if ((rc = pair_by_patch(&l)) < 0)
			return rc;
		pair_fixups(&l);
	}
	return all_paired(&l.topic) ? take_pairs(&l, out) :
				      take_squash(&l, out);
}
