#include "forge/await.h"

#include <fnmatch.h>
#include <string.h>

struct waiting {
	struct forge *f;
	const struct await *w;
	struct awaited *out;
	struct waiter pace;
	struct forge_checks last; /* all of the commit */
	bool begun;               /* there is something new */
};

const char *await_mark(struct forge *f, const struct forge_check *c)
{
	return arena_printf(f->arena, "%lld %s", c->stamp, c->name);
}

static bool fits(const char *job, const struct forge_check *c)
{
	return !strcmp(job, c->name) || !fnmatch(job, c->name, 0);
}

static bool counts(const struct await *w, const struct forge_check *c)
{
	const char *const *job = w->job;

	for (; job && *job; job++)
		if (fits(*job, c))
			return true;
	return !w->job;
}

static bool was_there(const struct waiting *x, const struct forge_check *c)
{
	const char *mark = await_mark(x->f, c);

	for (const char *const *b = x->w->before; b && *b; b++)
		if (!strcmp(*b, mark))
			return true;
	return false;
}

static const struct forge_check *seen_before(const struct waiting *x,
					     const char *name)
{
	for (size_t i = 0; i < x->out->n; i++)
		if (!strcmp(x->out->check[i].name, name))
			return &x->out->check[i];
	return NULL;
}

static void tell_change(const struct waiting *x, const struct forge_check *c)
{
	const struct forge_check *old = seen_before(x, c->name);

	if (x->w->told && (!old || old->result != c->result ||
			   strcmp(old->says, c->says) != 0))
		x->w->told(x->w->arg, c);
}

/* Take over what a look has brought. */
static void take(struct waiting *x, const struct forge_checks *now)
{
	struct forge_check *kept =
		arena_alloc(x->f->arena, (now->n + 1) * sizeof(*kept));
	size_t n = 0;

	for (size_t i = 0; i < now->n; i++) {
		const struct forge_check *c = &now->check[i];
		if (!counts(x->w, c))
			continue;
		if (c->result == FORGE_WAITING || !was_there(x, c))
			x->begun = true;
		tell_change(x, c);
		kept[n++] = *c;
	}
	x->out->check = kept;
	x->out->n = n;
}

static const char *missing_job(const struct waiting *x)
{
	for (const char *const *job = x->w->job; job && *job; job++) {
		size_t i = 0;
		while (i < x->out->n && !fits(*job, &x->out->check[i]))
			i++;
		if (i == x->out->n)
			return *job;
	}
	return NULL;
}

static size_t n_of(const struct awaited *a, enum forge_result result)
{
	size_t n = 0;

	for (size_t i = 0; i < a->n; i++)
		n += a->check[i].result == result;
	return n;
}

/* Jobs that are not queued yet have no checks, but their run is there.  Not all
 * forges tell of runs. */
static int is_quiet(struct waiting *x)
{
	struct forge_run *run = NULL;
	size_t n = 0;
	int rc;

	if (x->w->job)
		return 1;
	rc = x->f->ops->runs(x->f, x->w->commit, &run, &n);
	if (rc == E_NOTFOUND || rc == E_POLICY)
		return 1;
	for (size_t i = 0; i < n && rc == 0; i++)
		if (run[i].result == FORGE_WAITING && !run[i].held)
			return 0;
	return rc < 0 ? rc : 1;
}

/* 1: it is over. */
static int judge(struct waiting *x)
{
	const char *missing = missing_job(x);
	bool all = x->begun && x->out->n && !missing;
	int rc;

	if (n_of(x->out, FORGE_WAITING))
		return 0;
	if (!all)
		return 0;
	rc = is_quiet(x);
	if (rc > 0)
		x->out->end = n_of(x->out, FORGE_FAILED) ? AWAIT_FAILED :
							   AWAIT_PASSED;
	return rc;
}

static int look(struct waiting *x)
{
	struct forge_checks now = { 0 };
	int rc = x->f->ops->checks(x->f, x->w->commit, x->last.etag, &now);

	if (rc < 0)
		return rc;
	if (!now.same) {
		pace_end(&x->pace);
		take(x, &now);
		x->last = now;
	}
	return judge(x);
}

/* 1: no more of it. */
static int give_up(struct waiting *x)
{
	bool idle = !n_of(x->out, FORGE_WAITING);

	x->out->missing = missing_job(x);
	bool late = pace_is_late(&x->pace) || pace_is_over(&x->pace);
	if (idle && late && (!x->begun || x->out->missing)) {
		x->out->end = AWAIT_NOTHING;
		return 1;
	}
	x->out->end = AWAIT_TIMEOUT;
	return pace_is_over(&x->pace);
}

int await_checks(struct forge *f, const struct await *w, struct awaited *out)
{
	struct waiting x = { .f = f, .w = w, .out = out };
	int rc;

	*out = (struct awaited){ 0 };
	pace_begin(&x.pace, &w->pace);
	for (;;) {
		rc = look(&x);
		if (rc > 0)
			break;
		if ((rc = pace_forgive(&x.pace, rc)) < 0)
			break;
		if (give_up(&x))
			break;
		pace_sleep(&x.pace,
			   arena_printf(f->arena,
					"waiting for %zu of %zu check%s",
					n_of(out, FORGE_WAITING), out->n,
					out->n == 1 ? "" : "s"));
	}
	pace_end(&x.pace);
	return rc < 0 ? rc : 0;
}

const char *await_word(enum forge_result result)
{
	return result == FORGE_PASSED  ? "passed" :
	       result == FORGE_FAILED  ? "failed" :
	       result == FORGE_SKIPPED ? "skipped" :
					 "waiting";
}

void await_tell(struct strbuf *out, const struct await *w,
		const struct awaited *a)
{
	size_t failed = n_of(a, FORGE_FAILED);

	for (size_t i = 0; i < a->n; i++) {
		const struct forge_check *c = &a->check[i];
		if (c->result == FORGE_PASSED || c->result == FORGE_SKIPPED)
			continue;
		strbuf_addf(out, "%s: %s (%s)%s%s\n", await_word(c->result),
			    c->name, c->says, c->url ? ": " : "",
			    c->url ? c->url : "");
	}
	if (a->end == AWAIT_NOTHING && a->missing)
		strbuf_addf(out, "nothing called '%s' ran for commit %.10s\n",
			    a->missing, w->commit);
	else if (a->end == AWAIT_NOTHING)
		strbuf_addf(out, "no %srun for commit %.10s\n",
			    w->before && *w->before ? "new " : "", w->commit);
	else if (a->end == AWAIT_TIMEOUT)
		strbuf_addf(out, "commit %.10s: not done in %ld second%s\n",
			    w->commit, w->pace.timeout / 1000,
			    w->pace.timeout / 1000 == 1 ? "" : "s");
	else
		strbuf_addf(out, "commit %.10s: %zu of %zu check%s passed\n",
			    w->commit, a->n - failed, a->n,
			    a->n == 1 ? "" : "s");
}
