#include "pick/patch_fill.h"

#include "base/alloc.h"
#include "base/cleanup.h"
#include "base/run.h"
#include "git/history.h"
#include "git/tree_change.h"
#include "pick/patch.h"

#include <git2.h>
#include <stdlib.h>
#include <string.h>

/* git diff-tree keeps all trees that it has seen. */
enum { AT_ONCE = 2000, LARGE = 64 * 1024 };

static const uint64_t hash_begin = 0xcbf29ce484222325ULL;

/* FNV-1a: who meets by chance is told apart by the whole patch. */
static uint64_t hash(uint64_t h, const void *data, size_t n)
{
	const unsigned char *s = data;

	for (size_t i = 0; i < n; i++)
		h = (h ^ s[i]) * 0x100000001b3ULL;
	return h;
}

struct reader {
	struct patch_ids *ids;
	struct patch_id *at; /* whose paths are read */
	struct strbuf rest;  /* of a line that is not complete */
	bool damaged;
};

static void read_line(struct reader *rd, const char *s, size_t n)
{
	git_oid id;

	if (n == GIT_OID_HEXSZ &&
	    strspn(s, "0123456789abcdef") == GIT_OID_HEXSZ) {
		git_oid_fromstrn(&id, s, n);
		rd->at = patch_ids_find(rd->ids, &id);
	} else if (rd->at) {
		if (rd->at->paths == PATHS_NONE)
			rd->at->paths = hash_begin;
		rd->at->paths = hash(rd->at->paths, s, n + 1);
	}
	rd->damaged |= !rd->at;
}

static void take(void *arg, const char *data, size_t n)
{
	struct reader *rd = arg;

	strbuf_add(&rd->rest, data, n);
	size_t done = 0;
	for (char *lf = strchr(rd->rest.buf, '\n'); lf;
	     lf = strchr(rd->rest.buf + done, '\n')) {
		*lf = '\0';
		read_line(rd, rd->rest.buf + done,
			  (size_t)(lf - rd->rest.buf) - done);
		done = (size_t)(lf - rd->rest.buf) + 1;
	}
	memmove(rd->rest.buf, rd->rest.buf + done, rd->rest.len - done + 1);
	rd->rest.len -= done;
}

/* One that changes nothing gets no answer. */
static int ask(struct repo *r, struct reader *rd, const struct strbuf *in)
{
	CLEANUP(strbuf) struct strbuf out = STRBUF_INIT, err = STRBUF_INIT;
	static const char *const argv[] = { "git",
					    "-c",
					    "core.quotePath=true",
					    "diff-tree",
					    "--stdin",
					    "--root",
					    "-r",
					    "--name-status",
					    "--no-renames",
					    "--no-color",
					    "--ignore-submodules=none",
					    NULL };
	struct run run = { .argv = argv,
			   .env = r->env,
			   .in = in->buf,
			   .in_len = in->len,
			   .out = &out,
			   .err = &err,
			   .seen = take,
			   .seen_arg = rd };
	int rc = run_command(&run);

	return rc || rd->damaged || rd->rest.len ? E_FAIL : 0;
}

static void read_paths(struct repo *r, struct patch_ids *p,
		       const git_oid *commit, size_t n)
{
	CLEANUP(strbuf) struct strbuf in = STRBUF_INIT;
	struct reader rd = { .ids = p, .rest = STRBUF_INIT };

	for (size_t i = 0; i < n; i++) {
		patch_ids_find(p, &commit[i])->paths = PATHS_NONE;
		strbuf_addf(&in, "%s\n", oid_hex(&commit[i]));
	}
	int rc = ask(r, &rd, &in);
	for (size_t i = 0; rc && i < n; i++)
		patch_ids_find(p, &commit[i])->paths = PATHS_UNKNOWN;
	p->changed |= !rc;
	strbuf_release(&rd.rest);
}

/* Those of which `is_known` says no. */
static git_oid *unknown(struct patch_ids *p, const git_oid *commit, size_t n,
			bool (*is_known)(const struct patch_id *), size_t *left)
{
	git_oid *out = xcalloc(n + 1, sizeof(*out));

	*left = 0;
	for (size_t i = 0; i < n; i++)
		if (!is_known(patch_ids_find(p, &commit[i])))
			out[(*left)++] = commit[i];
	return out;
}

static bool knows_paths(const struct patch_id *id)
{
	return id->paths != PATHS_UNKNOWN;
}

void patch_fill_paths(struct repo *r, struct patch_ids *p,
		      const git_oid *commit, size_t n)
{
	size_t left;
	git_oid *ask_for = unknown(p, commit, n, knows_paths, &left);

	for (size_t i = 0; i < left; i += AT_ONCE)
		read_paths(r, p, ask_for + i,
			   left - i < AT_ONCE ? left - i : AT_ONCE);
	free(ask_for);
}

/* 0: it is no blob. */
static int blob_size(struct repo *r, const git_oid *id, unsigned mode,
		     size_t *out)
{
	git_object_t type;

	*out = 0;
	return git_oid_is_zero(id) || mode == GIT_FILEMODE_COMMIT ?
		       0 :
		       git_odb_read_header(out, &type, r->odb, id);
}

static uint64_t sizes(struct repo *r, const git_oid *commit)
{
	struct tree_change *change;
	size_t n, from, to, all = 0;
	git_oid parent;
	uint64_t h = hash_begin;

	if (history_parent(r, commit, 0, &parent) < 0 ||
	    git_oid_is_zero(&parent) ||
	    tree_changes(r, &parent, commit, &change, &n) < 0)
		return 0;
	for (size_t i = 0; i < n; i++) {
		const struct tree_change *c = &change[i];
		if (blob_size(r, &c->from, c->from_mode, &from) < 0 ||
		    blob_size(r, &c->to, c->to_mode, &to) < 0)
			return 0;
		size_t by = to - from;
		h = hash(h, &by, sizeof(by));
		all += from + to;
	}
	h |= SIZES_LARGE;
	return all > LARGE ? h : h ^ SIZES_LARGE;
}

void patch_fill_sizes(struct repo *r, struct patch_ids *p,
		      const git_oid *commit, size_t n)
{
	struct saved_error was;

	error_save(&was);
	for (size_t i = 0; i < n; i++) {
		struct patch_id *id = patch_ids_find(p, &commit[i]);
		if (id->sizes)
			continue;
		id->sizes = sizes(r, &commit[i]);
		p->changed |= id->sizes != 0;
	}
	error_restore(0, &was);
}

static bool knows_whole(const struct patch_id *id)
{
	return id->paths == PATHS_NONE || !git_oid_is_zero(&id->whole);
}

void patch_fill_whole(struct repo *r, struct patch_ids *p,
		      const git_oid *commit, size_t n)
{
	size_t left;
	git_oid *ask_for = unknown(p, commit, n, knows_whole, &left);
	struct patch *patch = xcalloc(left + 1, sizeof(*patch));
	struct saved_error was;

	for (size_t i = 0; i < left; i++)
		patch[i].commit = ask_for[i];
	error_save(&was);
	bool known = !patch_read_all(r, patch, left);
	error_restore(0, &was);
	for (size_t i = 0; known && i < left; i++) {
		struct patch_id *id = patch_ids_find(p, &ask_for[i]);
		if (*patch[i].id)
			git_oid_fromstrn(&id->whole, patch[i].id,
					 GIT_OID_HEXSZ);
		else
			id->paths = PATHS_NONE;
	}
	p->changed |= known && left;
	free(patch);
	free(ask_for);
}
