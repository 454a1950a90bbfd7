#include "tx/step.h"

#include "base/child.h"
#include "base/cleanup.h"

#include <string.h>

static int look(struct attempt *a, const struct change *c, enum state *out)
{
	git_oid at;
	int rc = repo_ref(a->repo, c->ref, &at);

	return rc < 0 ? rc : step_look_ref(a, c, &at, out);
}

static int probe(struct attempt *a)
{
	int rc = 0;

	for (size_t i = 0; !rc && i < a->step->n; i++)
		rc = look(a, &a->step->change[i], &a->state[i]);
	return rc;
}

static int refused(void)
{
	return error(E_STALE, "git cannot move the local refs");
}

static int expect(struct attempt *a, const char *word)
{
	CLEANUP(strbuf) struct strbuf line = STRBUF_INIT;
	CLEANUP(text) char *want = xasprintf("%s: ok", word);

	if (child_read_line(a->refs, &line) < 0 || strcmp(line.buf, want))
		return refused();
	return 0;
}

static int start_git(struct attempt *a)
{
	CLEANUP(text) char *message = xasprintf("rel: %s", a->plan->title);
	const char *argv[] = { "git",        "-c", "core.fsync=reference",
			       "update-ref", "-m", message,
			       "--stdin",    NULL };
	struct run run = { .argv = argv };
	const struct repo *r = a->repo;

	/* where HEAD of a linked work tree is it may remember from before */
	if (r->reftable && strcmp(r->git_dir, r->common_dir) != 0)
		(void)child_finish(a->refs);
	return a->refs->pid ? 0 : child_start(a->refs, &run);
}

static int lock(struct attempt *a)
{
	CLEANUP(strbuf) struct strbuf in = STRBUF_INIT;
	int rc = start_git(a);

	if (rc < 0)
		return rc;
	strbuf_adds(&in, "start\n");
	for (size_t i = 0; i < a->step->n; i++) {
		const struct change *c = &a->step->change[i];
		if (a->state[i] != TODO)
			continue;
		if (git_oid_is_zero(&c->to))
			strbuf_addf(&in, "delete %s %s\n", c->ref,
				    oid_hex(&c->from));
		else
			strbuf_addf(&in, "update %s %s %s\n", c->ref,
				    oid_hex(&c->to), oid_hex(&c->from));
	}
	strbuf_adds(&in, "prepare\n");
	/* a git that gives up early breaks the pipe: its words come first */
	(void)!child_write(a->refs, in.buf, in.len);
	rc = expect(a, "start");
	if (!rc)
		rc = expect(a, "prepare");
	if (rc < 0)
		return rc;
	a->prepared = true;
	return 0;
}

static bool only_deletes(const struct step *s)
{
	for (size_t i = 0; i < s->n; i++)
		if (!git_oid_is_zero(&s->change[i].to))
			return false;
	return true;
}

/* Of a reftable all refs are locked at once: held while the push is under way,
 * that would keep its tracking refs and every other git out.  So this only asks
 * whether it can be done, and it is locked when it is. */
static int let_go(struct attempt *a)
{
	a->prepared = false;
	(void)!child_write(a->refs, "abort\n", 6);
	return expect(a, "abort");
}

/* A deletion holds packed-refs.lock, and the push wants that for its tracking
 * refs: deletions are locked when they are made. */
static int prepare(struct attempt *a)
{
	int rc = only_deletes(a->step) ? 0 : lock(a);

	return rc < 0 || !a->prepared || !a->repo->reftable ? rc : let_go(a);
}

/* The transaction is done; git stays for the next one of this plan. */
static int apply(struct attempt *a)
{
	int rc = a->prepared ? 0 : lock(a);

	if (rc < 0)
		return rc;
	a->prepared = false;
	(void)!child_write(a->refs, "commit\n", 7);
	return expect(a, "commit");
}

const struct step_ops step_refs = { probe, prepare, apply };
