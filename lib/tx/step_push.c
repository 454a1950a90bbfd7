#include "tx/step.h"

#include "base/cleanup.h"
#include "base/message.h"
#include "base/strvec.h"
#include "config/back_merge.h"
#include "git/bypass_told.h"
#include "git/history.h"
#include "git/hook.h"
#include "git/progress.h"
#include "git/remote.h"
#include "git/scratch.h"
#include "tx/journal.h"

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

/* "!\t<from>:<ref>\t[remote rejected] (reason)" */
static bool says_any(const char *line, const char *const *words)
{
	const char *why = strrchr(line, '\t');

	for (; why && *words; words++)
		if (strstr(why, *words))
			return true;
	return false;
}

/* A server's git that has no room tells it in many ways, few with the reason. */
static bool cannot_write(const char *out, const char *err)
{
	static const char *const words[] = { "couldn't write",
					     "unable to write",
					     "unable to create",
					     "No space left",
					     "Read-only file system",
					     "Disk quota exceeded",
					     NULL };

	for (const char *const *w = words; *w; w++)
		if (strstr(err, *w) && !strstr(err, "File exists"))
			return true;
	return strstr(out, "(unpacker error)") != NULL;
}

/* Why the objects were not taken is in no line about a ref. */
static void add_unpack(const char *err)
{
	static const char lead[] = "error: remote unpack failed: ";
	const char *why = strstr(err, lead);

	if (why)
		error_detail("%.*s",
			     (int)strcspn(why + strlen("error: "), "\n"),
			     why + strlen("error: "));
}

/* Which settings have the forge merge what is refused. */
struct refused {
	bool main, develop;
};

static void note_branch(struct attempt *a, const char *line, struct refused *r)
{
	const struct config *config = &a->repo->config;
	const char *name = strstr(line, ":refs/heads/");
	const char *develop = setting(config, K_DEVELOP);
	size_t n = strlen(develop);

	name += strlen(":refs/heads/");
	bool back = n && !strncmp(name, develop, n) && name[n] == '\t' &&
		    !strcmp(a->plan->verb, "finish");
	r->develop = r->develop || back;
	r->main = r->main || !back;
}

static void advise_forge(struct attempt *a, const struct refused *r)
{
	const struct config *config = &a->repo->config;

	if (r->main && !setting_is(config, K_FINISH, "pr"))
		error_hint(
			"where a branch is protected, the forge merges: git config rel.finish pr");
	if (r->develop && !back_merge_asks(config))
		error_hint(
			"where '%s' is protected, the forge merges it back: git config rel.backMerge pr",
			setting(config, K_DEVELOP));
}

/* Without it, is there anything left to do? */
static void advise_deletion(const struct attempt *a)
{
	for (size_t i = 0; i < a->step->n; i++) {
		if (git_oid_is_zero(&a->step->change[i].to))
			continue;
		error_hint("to keep the branch: git rel finish %s --keep",
			   a->plan->release);
		return;
	}
	error_hint(
		"where '%s' protects it, who may lift that does; then again: git rel finish %s",
		a->step->remote, a->plan->release);
}

/* What can be done about it depends on what the server minds. */
static void advise(struct attempt *a, const char *out, const char *err)
{
	static const char *const rule[] = { "hook declined",  "protected",
					    "prohibited",     "not allowed",
					    "rule violation", NULL };
	static const char *const lock[] = { "cannot lock",
					    "unable to lock",
					    ".lock",
					    "failed to update ref",
					    "incorrect old value",
					    "already exists",
					    NULL };
	bool deletion = false, busy = false, named = false;
	struct refused refused = { false, false };
	CLEANUP(text) char *text = xstrdup(out);

	for (char *save, *line = strtok_r(text, "\n", &save); line;
	     line = strtok_r(NULL, "\n", &save)) {
		if (*line != '!' || strstr(line, "atomic "))
			continue;
		named = true;
		bool gone = starts_with(line, "!\t:refs/heads/");
		busy = busy || says_any(line, lock);
		deletion = deletion || (gone && says_any(line, rule));
		if (!gone && strstr(line, ":refs/heads/") &&
		    says_any(line, rule))
			note_branch(a, line, &refused);
	}
	error_hint("the remote took none of it");
	if (cannot_write(out, err))
		error_hint("'%s' cannot write: is its disk full, or read only?",
			   a->step->remote);
	else if (busy || !named) /* the transaction failed there as a whole */
		error_hint(
			"somebody else was at it, or a lock was left there: run the command again");
	if (deletion && a->plan->release && !strcmp(a->plan->verb, "finish"))
		advise_deletion(a);
	advise_forge(a, &refused);
}

/* Did somebody else move a ref between the server's greeting and its lock?  That
 * is no lease's business any more; its git compares once again. */
static bool was_raced(const char *err)
{
	return strstr(err, ": error: cannot lock ref ") &&
	       (strstr(err, " but expected ") ||
		strstr(err, ": reference already exists") ||
		strstr(err, ": unable to resolve reference "));
}

/* The lock of one who is at it right now: a plan that comes again does so. */
static bool is_busy(const struct attempt *a, const char *err)
{
	return a->plan->again && strstr(err, ": error: cannot lock ref ") &&
	       strstr(err, "File exists");
}

/* Lines of --porcelain that begin with '!' name what was refused and why:
 * "!\t<from>:<ref>\t[remote rejected] (reason)". */
static int rejected(struct attempt *a, struct strbuf *out, const char *err)
{
	bool stale = strstr(out->buf, "(stale info)") ||
		     strstr(out->buf, "(fetch first)") ||
		     strstr(out->buf, "(non-fast-forward)") || was_raced(err);
	CLEANUP(text) char *whole = xstrdup(out->buf);
	int rc = stale ? error(E_STALE, "'%s' moved while we were planning",
			       a->step->remote) :
			 error(is_busy(a, err) ? E_STALE : E_POLICY,
			       "'%s' refuses the push", a->step->remote);

	for (char *save, *line = strtok_r(out->buf, "\n", &save); line;
	     line = strtok_r(NULL, "\n", &save)) {
		if (*line != '!' || strstr(line, "atomic push fail") ||
		    strstr(line, "atomic transaction failed"))
			continue;
		char *ref = strchr(line, ':'), *why = strrchr(line, '\t');
		if (ref && why) {
			ref[1 + strcspn(ref + 1, "\t")] = '\0';
			error_detail("%s: %s", ref_short(ref + 1), why + 1);
		}
	}
	add_unpack(err);
	if (stale)
		error_hint(
			"run the command again: it starts from what is there now");
	else
		advise(a, whole, err);
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
		return rejected(a, out, err->buf);
	bool denied = is_denied(err->buf) && plan_asks_forge(a->plan);
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
	for (char *save, *line = strtok_r(err->buf, "\n", &save); line;
	     line = strtok_r(NULL, "\n", &save))
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
	if (!rc || !a->plan->again ||
	    (!was_raced(err.buf) && !is_busy(a, err.buf)))
		show_remote_words(err.buf);
	/* "Done" is printed even then: only the exit status counts */
	if (rc)
		return failed(a, &out, &err);
	note_passed(a, err.buf);
	follow(a);
	return 0;
}

const struct step_ops step_push = { probe, NULL, apply };
