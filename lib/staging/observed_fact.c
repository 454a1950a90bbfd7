#include "staging/observed_fact.h"

#include "base/cleanup.h"
#include "base/utf8.h"
#include "forge/await.h"
#include "git/history.h"
#include "release/branch.h"
#include "release/fork.h"
#include "staging/record_step.h"

#include <stdlib.h>
#include <string.h>

/* Names of checks that are told; the others are counted. */
enum { SHOWN = 20, WORDS_MAX = 2000 /* bytes */ };

struct observing {
	struct record *rec;
	struct ctx *c;
	const struct staging *s;
	struct forge *f;
	const struct fact *fact;
};

/* What a forge says is kept as far as a record takes it. */
static const char *words(struct arena *a, const char *text)
{
	CLEANUP(strbuf) struct strbuf s = STRBUF_INIT;
	unsigned code;
	size_t at = 0, n;

	strbuf_adds(&s, text);
	utf8_recode(&s);
	while (at < s.len) {
		n = utf8_char(&code, s.buf + at, s.len - at);
		if (!n || at + n > WORDS_MAX)
			break;
		at += n;
	}
	return arena_strndup(a, s.buf, at);
}

static int is(struct observing *o, enum record_result result, const char *url,
	      const char *fmt, ...) PRINTF(4, 5);
static int is(struct observing *o, enum record_result result, const char *url,
	      const char *fmt, ...)
{
	struct arena *a = &o->c->repo.arena;
	va_list ap;

	va_start(ap, fmt);
	o->rec->text[TEXT_MESSAGE] = words(a, arena_vprintf(a, fmt, ap));
	va_end(ap);
	if (url && strlen(url) <= WORDS_MAX && !record_check_link(url))
		o->rec->text[TEXT_LINK] = arena_strdup(a, url);
	o->rec->result = result;
	return 0;
}

/* ---- CI ----------------------------------------------------------------- */

static int rank(enum forge_result result)
{
	return result == FORGE_FAILED  ? 3 :
	       result == FORGE_WAITING ? 2 :
	       result == FORGE_PASSED  ? 1 :
					 0;
}

/* The worst come first, for there may be many. */
static void list_checks(const struct forge_checks *all, struct strbuf *out)
{
	size_t n = 0;

	for (int r = 3; r >= 0; r--)
		for (size_t i = 0; i < all->n; i++) {
			const struct forge_check *one = &all->check[i];
			if (rank(one->result) == r && n++ < SHOWN)
				strbuf_addf(out, "%s%s: %s", n > 1 ? ", " : "",
					    one->name, await_word(one->result));
		}
	if (n > SHOWN)
		strbuf_addf(out, " and %zu more", n - SHOWN);
}

static int judge_checks(struct observing *o, const struct forge_checks *all)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	const struct forge_check *worst = &all->check[0];

	for (size_t i = 1; i < all->n; i++)
		if (rank(all->check[i].result) > rank(worst->result))
			worst = &all->check[i];
	list_checks(all, &text);
	return is(o,
		  worst->result == FORGE_FAILED ? RESULT_FAIL :
		  worst->result == FORGE_PASSED ? RESULT_PASS :
						  RESULT_PENDING,
		  worst->url, "%s", text.buf);
}

/* 1: nothing has run for it. */
static int look_at_commit(struct observing *o, const git_oid *commit)
{
	struct forge_checks all = { 0 };
	int rc = o->f->ops->checks(o->f, oid_hex(commit), NULL, &all);

	if (rc == E_NOTFOUND || rc == E_POLICY) /* it does not have it */
		rc = 0;
	if (rc < 0)
		return rc;
	return all.n ? judge_checks(o, &all) : 1;
}

/* What the tag is on; zero: there is none. */
static int find_tagged(struct observing *o, git_oid *out)
{
	git_oid tag;
	int rc = repo_ref(&o->c->repo, o->s->rel.tag_ref, &tag);

	*out = tag;
	return rc < 0 || git_oid_is_zero(&tag) ?
		       rc :
		       repo_peel(&o->c->repo, &tag, out);
}

/* Of another branch as the last fetch saw it: what the candidate has of it, for what
 * came later is none of this release. */
static int find_shared(struct observing *o, const char *branch, git_oid *out)
{
	const git_oid *candidate = &o->s->candidate;
	git_oid tip, base;
	int rc = branch_tracked(o->c, branch, &tip);

	*out = tip;
	if (rc < 0 || git_oid_is_zero(&tip) ||
	    !repo_has_object(&o->c->repo, candidate))
		return rc;
	rc = history_merge_base(&o->c->repo, candidate, &tip, &base);
	if (!rc && !git_oid_is_zero(&base))
		*out = base;
	return rc;
}

static int find_commit(struct observing *o, git_oid *out)
{
	const char *of = o->fact->of;
	const struct staging *s = o->s;

	if (!of)
		*out = s->candidate;
	else if (!strcmp(of, "tag"))
		return find_tagged(o, out);
	else if (!strcmp(of, "branch"))
		*out = s->asked && !git_oid_is_zero(&s->branch_there) ?
			       s->branch_there :
			       s->branch;
	else
		return find_shared(o, of, out);
	return 0;
}

static const char no_tag[] = "there is no tag yet";

static const char *no_commit(const struct observing *o)
{
	const char *of = o->fact->of;

	return !of || !strcmp(of, "branch") ?
		       arena_printf(&o->c->repo.arena, "there is no '%s'",
				    o->s->rel.branch) :
	       !strcmp(of, "tag") ?
		       no_tag :
		       arena_printf(&o->c->repo.arena, "there is no '%s'", of);
}

static int look_ci(struct observing *o)
{
	git_oid at = { { 0 } }, same = at;
	int rc = find_commit(o, &at);

	if (rc < 0)
		return rc;
	if (git_oid_is_zero(&at))
		return is(o, RESULT_PENDING, NULL, "%s", no_commit(o));
	rc = look_at_commit(o, &at);
	/* CI may only be for the branch, whose files are the same */
	if (rc > 0 && !o->fact->of) {
		rc = staging_looked_at(o->c, o->s, &same);
		if (!rc)
			rc = oid_eq(&same, &at) ? 1 : look_at_commit(o, &same);
	}
	if (rc <= 0)
		return rc;
	return is(o, RESULT_PENDING, NULL, "nothing has run for %s",
		  oid_short(&at));
}

/* ---- the pull request ----------------------------------------------------- */

static int find_pull(struct observing *o, struct forge_pull *out)
{
	const struct release *rel = &o->s->rel;
	struct forge_pull_want by = {
		.head = rel->branch, .base = rel->main, .draft = -1, .state = -1
	};
	int rc = o->f->ops->pull_last(o->f, &by, out);
	const char *fork = rc == E_NOTFOUND ? fork_of(o->c, o->s->remote) :
					      NULL;

	if (!fork)
		return rc;
	rc = fork_project(o->c, o->s->remote, fork, &by.head_project);
	return rc < 0 ? rc : o->f->ops->pull_last(o->f, &by, out);
}

static int no_pull(struct observing *o)
{
	return is(o, RESULT_PENDING, NULL, "there is no %s of '%s' into '%s'",
		  o->f->ops->pull, o->s->rel.branch, o->s->rel.main);
}

static int look_request(struct observing *o)
{
	struct forge_pull pull = { 0 };
	int rc = find_pull(o, &pull);

	if (rc < 0)
		return rc == E_NOTFOUND ? no_pull(o) : rc;
	return is(o, pull.state == FORGE_CLOSED ? RESULT_FAIL : RESULT_PASS,
		  pull.url, "%s%ld is %s", o->f->ops->sign, pull.number,
		  pull.state == FORGE_OPEN   ? "open" :
		  pull.state == FORGE_MERGED ? "merged" :
					       "closed");
}

static int look_approved(struct observing *o)
{
	struct forge_approvals said = { 0 };
	struct forge_pull pull = { 0 };
	size_t wanted = (size_t)strtol(
		setting(&o->c->repo.config, K_REQUIRED_REVIEWS), NULL, 10);
	int rc = find_pull(o, &pull);

	if (rc < 0)
		return rc == E_NOTFOUND ? no_pull(o) : rc;
	if (pull.state ==
	    FORGE_CLOSED) /* what was said of it is of no release */
		return is(o, RESULT_PENDING, pull.url, "%s%ld is closed",
			  o->f->ops->sign, pull.number);
	if ((rc = o->f->ops->approvals(o->f, &pull, &said)) < 0)
		return rc;
	if (!wanted)
		wanted = 1;
	return is(o,
		  said.refused    ? RESULT_FAIL :
		  said.n < wanted ? RESULT_PENDING :
				    RESULT_PASS,
		  pull.url, "%s%ld: %zu approve%s%s", o->f->ops->sign,
		  pull.number, said.n, said.n == 1 ? "s" : "",
		  said.refused ? ", and somebody wants changes" : "");
}

/* ---- what comes after the tag ---------------------------------------------- */

static int look_published(struct observing *o)
{
	const char *tag = o->s->rel.tag;
	struct forge_release release = { 0 };
	int rc = o->f->ops->release_find(o->f, tag, &release);

	if (rc == E_NOTFOUND)
		return is(o, RESULT_PENDING, NULL, "there is no release '%s'",
			  tag);
	if (rc < 0)
		return rc;
	return is(o, release.draft ? RESULT_PENDING : RESULT_PASS, release.url,
		  "'%s' is %s", tag, release.draft ? "a draft" : "published");
}

/* Does a run wait for a person to let it into the environment? */
static int waits(struct observing *o, const struct forge_run *run)
{
	struct forge_gate *gate = NULL;
	size_t n = 0;
	int rc = run->result == FORGE_WAITING ?
			 o->f->ops->gates(o->f, run->id, &gate, &n) :
			 0;

	for (size_t i = 0; !rc && i < n; i++)
		if (!strcmp(gate[i].name, o->fact->of))
			return 1;
	return rc;
}

static int is_held(struct observing *o, const char *url)
{
	return is(o, RESULT_PENDING, url, "a person has to let it into '%s'",
		  o->fact->of);
}

/* 1: it is said that it waits for a person. */
static int look_for_gate(struct observing *o, const git_oid *at)
{
	struct forge_run *run = NULL;
	size_t n = 0;
	int rc = o->f->ops->runs(o->f, oid_hex(at), &run, &n);

	for (size_t i = 0; !rc && i < n; i++) {
		if (run[i].id)
			rc = waits(o, &run[i]);
		if (rc > 0)
			is_held(o, run[i].url);
	}
	return rc;
}

static int judge_deployment(struct observing *o,
			    const struct forge_deployment *d)
{
	if (d->held)
		return is_held(o, d->url);
	if (!d->says)
		return is(o, RESULT_PENDING, NULL,
			  "%s was not deployed to '%s' yet", o->s->rel.tag,
			  o->fact->of);
	return is(o,
		  d->result == FORGE_FAILED ? RESULT_FAIL :
		  d->result == FORGE_PASSED ? RESULT_PASS :
					      RESULT_PENDING,
		  d->url, "deployment to '%s': %s", o->fact->of, d->says);
}

/* What else has run for the tag says nothing of the environment; but what waits
 * for a person may be no deployment yet. */
static int look_environment(struct observing *o)
{
	struct forge_deployment last = { 0 };
	git_oid at;
	int rc = find_tagged(o, &at);

	if (rc < 0)
		return rc;
	if (git_oid_is_zero(&at)) /* what ran before is about something else */
		return is(o, RESULT_PENDING, NULL, "%s", no_tag);
	rc = o->f->ops->deployment(o->f, oid_hex(&at), o->fact->of, &last);
	if (rc == E_POLICY) /* it has none */
		return is(o, RESULT_PENDING, NULL, "%s", error_message());
	if (rc == E_NOTFOUND)
		last = (struct forge_deployment){ 0 };
	else if (rc < 0)
		return rc;
	rc = last.result == FORGE_WAITING && !last.held ?
		     look_for_gate(o, &at) :
		     0;
	return rc < 0 ? rc : rc > 0 ? 0 : judge_deployment(o, &last);
}

int observed_fact(struct record *rec, struct ctx *c, const struct staging *s,
		  struct forge *f, const struct fact *fact)
{
	struct observing o = { rec, c, s, f, fact };

	switch (fact->kind) {
	case FACT_CI:
		return look_ci(&o);
	case FACT_REQUEST:
		return look_request(&o);
	case FACT_APPROVED:
		return look_approved(&o);
	case FACT_PUBLISHED:
		return look_published(&o);
	default:
		return look_environment(&o);
	}
}
