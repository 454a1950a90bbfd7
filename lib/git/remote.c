#include "git/remote.h"

#include "base/cleanup.h"
#include "base/quote.h"
#include "base/run.h"
#include "base/strvec.h"
#include "git/hook.h"
#include "git/progress.h"
#include "git/scratch.h"

#include <stdlib.h>
#include <string.h>

static const git_oid none;

static int complain(const struct remote *remote, const char *what,
		    struct strbuf *err)
{
	strbuf_trim_end(err);
	int rc = error(E_NET, "cannot %s '%s'", what, remote->name);
	for (char *save, *line = strtok_r(err->buf, "\r\n", &save); line;
	     line = strtok_r(NULL, "\r\n", &save))
		error_detail("git: %s", line);
	return rc;
}

/* What git ls-remote prints, as it comes: of 50,000 tags none is kept as text
 * beside the list of them. */
struct listing {
	struct repo *repo;
	struct remote *remote;
	struct strbuf rest; /* a line that has not come whole */
};

/* Peeled lines, "<id>\t<ref>^{}", follow the tag they belong to. */
static void take_line(struct listing *l, const char *line)
{
	struct arena *a = &l->repo->arena;
	struct remote *out = l->remote;
	const char *name = strchr(line, '\t');
	git_oid id;

	if (!name || git_oid_fromstr(&id, line) < 0)
		return;
	name++;
	if (ends_with(name, "^{}")) {
		if (out->n)
			out->ref[out->n - 1].commit = id;
		return;
	}
	out->ref = arena_grow(a, out->ref, out->n, sizeof(*out->ref));
	out->ref[out->n++] =
		(struct remote_ref){ arena_strdup(a, name), id, id };
}

static void take_text(void *arg, const char *data, size_t n)
{
	struct listing *l = arg;
	const char *end = memchr(data, '\n', n);

	while (end) {
		size_t line = (size_t)(end - data);
		strbuf_add(&l->rest, data, line);
		take_line(l, l->rest.buf);
		strbuf_reset(&l->rest);
		data = end + 1;
		n -= line + 1;
		end = memchr(data, '\n', n);
	}
	strbuf_add(&l->rest, data, n);
}

static int by_name(const void *a, const void *b)
{
	const struct remote_ref *x = a, *y = b;

	return strcmp(x->name, y->name);
}

/* How many addresses a push goes to, and whether git rewrites them. */
static size_t push_addresses(struct repo *r, const char *name, bool *rewritten)
{
	CLEANUP(text) char *key = xasprintf("remote.%s.pushurl", name);
	size_t n = 0;

	*rewritten = false;
	for (size_t i = 0; i < r->config.n; i++) {
		const char *k = r->config.entry[i].key;
		n += !strcmp(k, key);
		*rewritten = *rewritten || (starts_with(k, "url.") &&
					    ends_with(k, ".pushinsteadof"));
	}
	return n;
}

/* What counts is what the place we push to has, so that is what is asked. */
static int find_address(struct repo *r, struct remote *out)
{
	const char *argv[] = { "git", "remote",  "get-url", "--push",
			       "--",  out->name, NULL };
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	struct run run = { .argv = argv, .out = &text };
	bool rewritten;
	size_t n = push_addresses(r, out->name, &rewritten);
	int rc;

	out->address = out->name;
	if (n > 1) {
		rc = error(
			E_CONFIG,
			"'%s' has %zu push addresses: they cannot take a release all or nothing",
			out->name, n);
		error_hint(
			"name one of them as a remote of its own, and --remote it");
		return rc;
	}
	if (!n && !rewritten)
		return 0;
	rc = run_command(&run);
	if (rc)
		return rc < 0 ? rc : error(E_FAIL, "git remote get-url failed");
	strbuf_trim_end(&text);
	out->address = arena_strdup(&r->arena, text.buf);
	return 0;
}

static int name_it(struct repo *r, struct remote *out, const char *name)
{
	memset(out, 0, sizeof(*out));
	out->name = arena_strdup(&r->arena, name);
	out->url = config_git_sub(&r->config, "remote", name, "url");
	return find_address(r, out);
}

int remote_told(struct repo *r, struct remote *out, const char *name,
		struct remote_ref *ref, size_t n)
{
	int rc = name_it(r, out, name);

	if (n)
		qsort(ref, n, sizeof(*ref), by_name);
	out->ref = ref;
	out->n = n;
	return rc;
}

/* `words`: options of git ls-remote; `patterns`: what comes last; or NULL. */
static int look(struct repo *r, struct remote *out, const char *name,
		const char *const *words, const char *const *patterns)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT, err = STRBUF_INIT;
	CLEANUP(strvec) struct strvec argv = STRVEC_INIT;
	int rc = name_it(r, out, name);

	if (rc < 0)
		return rc;
	struct listing list = { r, out, STRBUF_INIT };
	strvec_pushl(&argv, "git", "ls-remote", (char *)NULL);
	for (; words && *words; words++)
		strvec_push(&argv, *words);
	strvec_pushl(&argv, "--", out->address, (char *)NULL);
	for (; patterns && *patterns; patterns++)
		strvec_push(&argv, *patterns);
	struct run run = { .argv = (const char *const *)argv.v,
			   .out = &text,
			   .err = &err,
			   .seen = take_text,
			   .seen_arg = &list };
	rc = run_command(&run);
	strbuf_release(&list.rest);
	if (rc)
		return rc < 0 ? rc : complain(out, "reach", &err);
	if (out->n)
		qsort(out->ref, out->n, sizeof(*out->ref), by_name);
	return 0;
}

int remote_look(struct repo *r, struct remote *out, const char *name)
{
	static const char *const words[] = { "--heads", "--tags", NULL };

	int rc = look(r, out, name, words, NULL);
	if (rc < 0)
		return rc;
	struct remote *heard = arena_alloc(&r->arena, sizeof(*heard));
	*heard = *out;
	r->heard = heard;
	return 0;
}

const struct remote *remote_heard(const struct repo *r, const char *name)
{
	return r->heard && !strcmp(r->heard->name, name) ? r->heard : NULL;
}

int remote_look_refs(struct repo *r, struct remote *out, const char *name,
		     const char *const *patterns)
{
	return look(r, out, name, NULL, patterns);
}

const git_oid *remote_ref(const struct remote *remote, const char *ref)
{
	const struct remote_ref key = { .name = ref };
	const struct remote_ref *found =
		remote->n ? bsearch(&key, remote->ref, remote->n, sizeof(key),
				    by_name) :
			    NULL;

	return found ? &found->id : &none;
}

/* The refs whose objects are not here. */
static void find_missing(struct repo *r, const struct remote *remote,
			 const struct strvec *refs, struct strvec *out)
{
	for (size_t i = 0; i < refs->n; i++) {
		const git_oid *id = remote_ref(remote, refs->v[i]);
		if (!git_oid_is_zero(id) && !repo_has_object(r, id))
			strvec_push(out, refs->v[i]);
	}
}

/* No ref moves, so the user's reference-transaction is not asked; git 2.55
 * would, also for --dry-run. */
static int fetch(struct repo *r, const struct remote *remote,
		 const struct strvec *refs)
{
	CLEANUP(strvec) struct strvec argv = STRVEC_INIT, env = STRVEC_INIT;
	CLEANUP(strbuf) struct strbuf err = STRBUF_INIT;
	int rc;

	for (const char *const *e = r->env; e && *e; e++)
		strvec_push(&env, *e);
	strvec_push(&argv, "git");
	hook_silence(r, "reference-transaction", &argv, &env);
	/* one pack: of loose objects a save that fails half-way would leave a
	 * commit without its files, and nobody would fetch these again */
	strvec_pushl(&argv, "-c", "fetch.unpackLimit=1", (char *)NULL);
	strvec_pushl(&argv, "fetch", "--no-tags", "--no-write-fetch-head",
		     "--refmap=", "--no-recurse-submodules",
		     "--no-auto-maintenance", (char *)NULL);
	struct run run = { .err = &err, .flags = RUN_OUT_STDERR };
	struct progress progress;
	if (!progress_wanted)
		strvec_push(&argv, "--quiet");
	progress_start(&progress, &run, &argv);
	strvec_pushl(&argv, "--", remote->address, (char *)NULL);
	for (size_t i = 0; i < refs->n; i++)
		strvec_push(&argv, refs->v[i]);
	run.argv = (const char *const *)argv.v;
	run.env = (const char *const *)env.v;
	rc = run_command(&run);
	progress_end(&progress, &err);
	return rc > 0 ? complain(remote, "fetch from", &err) : rc;
}

/* For people who type what a plan would do. */
static void remember_fetch(struct repo *r, const struct remote *remote,
			   const struct strvec *refs)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	bool own =
		config_git_sub(&r->config, "remote", remote->name, "pushurl");
	size_t n = 0;

	strbuf_addf(&text, "%s%sgit fetch ", r->fetches ? r->fetches : "",
		    r->fetches ? "\n" : "");
	strbuf_add_shell(&text, own ? remote->address : remote->name);
	for (size_t i = 0; i < refs->n; i++) {
		bool tag = starts_with(refs->v[i], "refs/tags/");
		git_oid here;
		/* one that was moved there does not move here */
		if (tag && (repo_ref(r, refs->v[i], &here) < 0 ||
			    !git_oid_is_zero(&here)))
			continue;
		n++;
		strbuf_adds(&text, tag ? " tag " : " ");
		strbuf_add_shell(&text, ref_short(refs->v[i]));
	}
	if (n)
		r->fetches = arena_strdup(&r->arena, text.buf);
}

/* libgit2 takes packs that it cannot open for none, and does not say so: a
 * second look is one at a machine that is better by now. */
static bool is_here(struct repo *r, const git_oid *id)
{
	return repo_has_object(r, id) ||
	       (!scratch_refresh(r) && repo_has_object(r, id));
}

int remote_fetch_refs(struct repo *r, const struct remote *remote,
		      const struct strvec *refs)
{
	CLEANUP(strvec) struct strvec missing = STRVEC_INIT;
	int rc;

	find_missing(r, remote, refs, &missing);
	if (!missing.n)
		return 0;
	if ((rc = scratch_open(r)) < 0 ||
	    (rc = fetch(r, remote, &missing)) < 0 ||
	    (rc = scratch_refresh(r)) < 0)
		return rc;
	for (size_t i = 0; i < missing.n; i++)
		if (!is_here(r, remote_ref(remote, missing.v[i])))
			return error(E_STALE,
				     "'%s' on '%s' moved just now; try again",
				     ref_short(missing.v[i]), remote->name);
	remember_fetch(r, remote, &missing);
	return 0;
}

int remote_fetch(struct repo *r, const struct remote *remote, const char *ref)
{
	CLEANUP(strvec) struct strvec refs = STRVEC_INIT;

	strvec_push(&refs, ref);
	return remote_fetch_refs(r, remote, &refs);
}

int remote_fetch_hidden(struct repo *r, const struct remote *remote,
			const char *ref, const git_oid *id)
{
	CLEANUP(strvec) struct strvec refs = STRVEC_INIT;
	int rc;

	if (repo_has_object(r, id))
		return 0;
	strvec_push(&refs, ref);
	rc = scratch_open(r);
	if (!rc)
		rc = fetch(r, remote, &refs);
	if (!rc)
		rc = scratch_refresh(r);
	if (rc < 0)
		return rc;
	if (!is_here(r, id))
		return error(E_STALE, "'%s' on '%s' moved just now; try again",
			     ref, remote->name);
	remember_fetch(r, remote, &refs);
	return 0;
}
