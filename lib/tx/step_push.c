#include "tx/step.h"

#include "base/cleanup.h"
#include "base/message.h"
#include "base/strvec.h"
#include "git/bypass_told.h"
#include "git/history.h"
#include "git/hook.h"
#include "git/progress.h"
#include "git/remote.h"
#include "git/scratch.h"
#include "tx/journal.h"
#include "tx/push_refused.h"

#include <stdio.h>
#include <string.h>

/* What is there can be read here: fetched if need be, also what we had pushed
 * and a `git gc --prune=now` has thrown away since. */
static int fetch_missing(struct attempt *a, const struct remote *remote)
{
	CLEANUP(strvec) struct strvec refs = STRVEC_INIT;

	for (size_t i = 0; i < a->step->n; i++)
		strvec_push(&refs, a->step->change[i].ref);
	int rc = remote_fetch_refs(a->repo, remote, &refs);
	return rc < 0 ? rc : scratch_save(a->repo);
}

/*
 * The tracking refs of what the remote has now.  git push moves them itself,
 * but not when the answer was lost.  They are hints: nothing fails for them.
 */
static void follow(struct attempt *a)
{
	static const char *const argv[] = { "git", "update-ref", "--stdin",
					    NULL };
	const char *remote = a->step->remote;
	CLEANUP(strbuf) struct strbuf in = STRBUF_INIT;
	CLEANUP(text)
	char *normal = xasprintf("+refs/heads/*:refs/remotes/%s/*", remote);
	const char *spec =
		config_git_sub(&a->repo->config, "remote", remote, "fetch");

	for (size_t i = 0; spec && !strcmp(spec, normal) && i < a->step->n;
	     i++) {
		const struct change *c = &a->step->change[i];
		git_oid at;
		if (!starts_with(c->ref, "refs/heads/"))
			continue;
		CLEANUP(text)
		char *ref = xasprintf("refs/remotes/%s/%s", remote,
				      ref_short(c->ref));
		if (repo_ref(a->repo, ref, &at) < 0 || oid_eq(&at, &c->to))
			continue;
		if (git_oid_is_zero(&c->to))
			strbuf_addf(&in, "delete %s\n", ref);
		else if (git_oid_is_zero(&at) ||
			 history_contains(a->repo, &at, &c->to) > 0)
			strbuf_addf(&in, "update %s %s\n", ref,
				    oid_hex(&c->to));
	}
	struct run run = { .argv = argv,
			   .in = in.buf,
			   .in_len = in.len,
			   .flags = RUN_ERR_NULL };
	if (in.len && run_command(&run) != 0)
		warning("the tracking refs of '%s' are old: git fetch renews them",
			remote);
}

/* Only these are asked for: they need be no branches and no tags. */
static int look(struct attempt *a, struct remote *out)
{
	const char **refs =
		arena_alloc(&a->repo->arena, (a->step->n + 1) * sizeof(*refs));

	for (size_t i = 0; i < a->step->n; i++)
		refs[i] = a->step->change[i].ref;
	refs[a->step->n] = NULL;
	return remote_look_refs(a->repo, out, a->step->remote, refs);
}

static int probe(struct attempt *a)
{
	struct remote remote;
	int rc = look(a, &remote);

	if (!rc)
		rc = fetch_missing(a, &remote);
	for (size_t i = 0; !rc && i < a->step->n; i++)
		rc = step_look_ref(a, &a->step->change[i],
				   remote_ref(&remote, a->step->change[i].ref),
				   &a->state[i]);
	for (size_t i = 0; !rc && i < a->step->n; i++)
		if (a->state[i] != DONE)
			return 0;
	if (!rc)
		follow(a);
	return rc;
}

/* What the server's hooks said is for the person, whatever became of it. */
static void show_remote_words(const char *text)
{
	for (const char *p = text; *p;) {
		size_t n = strcspn(p, "\n");
		if (starts_with(p, "remote: "))
			fprintf(stderr, "%.*s\n", (int)n, p);
		p += n + (p[n] == '\n');
	}
}

/* A forge's word that it let something in against its rules. */
static void note_passed(struct attempt *a, const char *err)
{
	CLEANUP(strvec) struct strvec told = STRVEC_INIT;
	CLEANUP(strbuf) struct strbuf lines = STRBUF_INIT;

	bypass_told(&told, err);
	for (size_t i = 0; i < told.n; i++) {
		warning("'%s' let this pass against its rules: %s",
			a->step->remote, told.v[i]);
		strbuf_addf(&lines, "%s\n", told.v[i]);
	}
	if (lines.len)
		a->passed = arena_strdup(&a->repo->arena, lines.buf);
}

static bool is_denied(const char *err)
{
	return strstr(err, "returned error: 403") ||
	       strstr(err, " denied to ") || strstr(err, "not allowed to push");
}

/* Who is not let in has sent nothing. */
static bool is_shut_out(const char *err)
{
	return strstr(err, "fatal: Authentication failed for ") ||
	       strstr(err, "fatal: could not read Username for ") ||
	       strstr(err, "fatal: could not read Password for ") ||
	       strstr(err, "Host key verification failed.") ||
	       strstr(err, ": Permission denied (");
}

static int failed(struct attempt *a, struct strbuf *out, struct strbuf *err)
{
	int rc;

	if (strstr(err->buf, "does not support --atomic")) {
		rc = error(E_POLICY,
			   "'%s' cannot take several refs at once, all or none",
			   a->step->remote);
		error_hint(
			"the server must allow atomic pushes (receive.advertiseAtomic)");
		error_hint(
			"or release without it: --no-push, then push the branches, and the tag last");
		return rc;
	}
	if (strstr(out->buf, "!\t"))
		return push_refused(a, out, err->buf);
	bool denied = is_denied(err->buf) && plan_asks_forge(a->plan);
	a->unsent = is_shut_out(err->buf);
	strbuf_trim_end(err);
	/* nothing was said to or by the remote */
	if (!strstr(err->buf, "fatal: ") &&
	    strstr(err->buf, "error: failed to push some refs") &&
	    hook_exists(a->repo, "pre-push"))
		rc = error(E_POLICY,
			   "the pre-push hook refuses the push to '%s'",
			   a->step->remote);
	else
		rc = error(E_NET, "the push to '%s' failed", a->step->remote);
	for (char *save, *line = strtok_r(err->buf, "\r\n", &save); line;
	     line = strtok_r(NULL, "\r\n", &save))
		if (!starts_with(line, "remote: "))
			error_detail("git: %s", line);
	if (denied)
		error_hint(
			"who may not push there has a fork: git remote add fork <url>, and run the command again");
	return rc;
}

static void add_refspecs(struct attempt *a, struct strvec *argv)
{
	for (size_t i = 0; i < a->step->n; i++) {
		const struct change *c = &a->step->change[i];
		if (a->state[i] != TODO)
			continue;
		strvec_pushf(argv, "--force-with-lease=%s:%s", c->ref,
			     git_oid_is_zero(&c->from) ? "" :
							 oid_hex(&c->from));
	}
	strvec_pushl(argv, "--", a->step->remote, (char *)NULL);
	for (size_t i = 0; i < a->step->n; i++) {
		const struct change *c = &a->step->change[i];
		if (a->state[i] == TODO)
			strvec_pushf(argv, "%s:%s",
				     git_oid_is_zero(&c->to) ? "" :
							       oid_hex(&c->to),
				     c->ref);
	}
}

static int apply(struct attempt *a)
{
	CLEANUP(strvec) struct strvec argv = STRVEC_INIT;
	CLEANUP(strbuf) struct strbuf out = STRBUF_INIT, err = STRBUF_INIT;

	strvec_pushl(&argv, "git", "push", "--atomic", "--porcelain",
		     "--no-follow-tags", "--recurse-submodules=no",
		     (char *)NULL);
	if (a->step->no_verify)
		strvec_push(&argv, "--no-verify");
	struct run run = { .out = &out,
			   .err = &err,
			   .flags = RUN_OUTLIVES,
			   .started = journal_note_push,
			   .started_arg = a->repo };
	struct progress progress;
	progress_start(&progress, &run, &argv);
	add_refspecs(a, &argv);
	run.argv = (const char *const *)argv.v;
	int rc = journal_begin_push(a->repo);
	if (!rc)
		rc = run_command(&run);
	progress_end(&progress, &err);
	if (rc < 0)
		return rc;
	/* of a race that is run again nobody needs to hear */
	if (!rc || !a->plan->again || !push_was_raced(a, err.buf))
		show_remote_words(err.buf);
	/* "Done" is printed even then: only the exit status counts */
	if (rc)
		return failed(a, &out, &err);
	note_passed(a, err.buf);
	follow(a);
	return 0;
}

const struct step_ops step_push = { probe, NULL, apply };
