#include "pick/apply.h"

#include "base/cleanup.h"
#include "base/run.h"
#include "git/history.h"
#include "git/merge_driver.h"
#include "git/scratch.h"
#include "object/attributes.h"
#include "object/settle.h"
#include "object/settle_paths.h"
#include "object/stand_in.h"
#include "pick/answer.h"
#include "pick/shortcut.h"

#include <string.h>

static int misread(const struct pick *p, const struct strbuf *err)
{
	return error(E_FAIL, "git cannot pick %s: %.*s", oid_short(&p->commit),
		     (int)strcspn(err->buf, "\n"),
		     err->len ? err->buf : "it gave no answer");
}

/* One that git has to be asked about. */
struct left {
	struct pick *pick;
	struct strvec paths; /* that git will merge; none: it could be any */
	git_oid stand_in;
};

/* Those that read the attributes of the same commit's work tree. */
struct batch {
	struct repo *r;
	struct left *left;
	size_t n;
};

static const struct strvec *paths_of(const struct left *l)
{
	return l->paths.n ? &l->paths : NULL;
}

static int stand_in(struct repo *r, const struct pick *p, git_oid *out)
{
	git_oid tree;
	int rc = history_tree(r, &p->onto, &tree);

	return rc < 0 ? rc :
			stand_in_commit(r, &p->commit, &tree, &p->parent,
					git_oid_is_zero(&p->parent) ? 0 : 1,
					out);
}

static int write_input(struct batch *b, struct strbuf *in)
{
	for (size_t i = 0; i < b->n; i++) {
		struct left *l = &b->left[i];
		int rc = stand_in(b->r, l->pick, &l->stand_in);
		if (rc < 0)
			return rc;
		strbuf_addf(in, "%s %s\n", oid_hex(&l->stand_in),
			    oid_hex(&l->pick->commit));
	}
	return 0;
}

static int ask(struct batch *b, const struct attributes *attr,
	       const struct strbuf *in, struct strbuf *out, struct strbuf *err)
{
	CLEANUP(strvec) struct strvec env = STRVEC_INIT, argv = STRVEC_INIT;

	for (const char *const *e = b->r->env; e && *e; e++)
		strvec_push(&env, *e);
	attributes_env(attr, b->r, &env);
	strvec_push(&argv, "git");
	merge_driver_hush(b->r, &argv, &env);
	strvec_pushl(&argv, "merge-tree", "--write-tree", "--stdin",
		     "--no-messages", "--allow-unrelated-histories",
		     (char *)NULL);
	struct run run = { .argv = (const char *const *)argv.v,
			   .env = (const char *const *)env.v,
			   .dir = attr->dir,
			   .in = in->buf,
			   .in_len = in->len,
			   .out = out,
			   .err = err };
	return run_command(&run);
}

/* Merge drivers have their say on stderr, too. */
static bool has_drivers(const struct repo *r)
{
	for (size_t i = 0; i < r->config.n; i++)
		if (starts_with(r->config.entry[i].key, "merge.") &&
		    ends_with(r->config.entry[i].key, ".driver"))
			return true;
	return false;
}

/* A missing object can leave a wrong tree and exit 0: what git calls an error is
 * one, and each question has its answer. */
static bool is_error(const struct strbuf *err)
{
	return starts_with(err->buf, "error:") ||
	       starts_with(err->buf, "fatal:") ||
	       strstr(err->buf, "\nerror:") || strstr(err->buf, "\nfatal:");
}

static int read_answers(struct batch *b, const struct strbuf *out,
			const struct strbuf *err)
{
	struct answer a = { out->buf, out->buf + out->len };

	for (size_t i = 0; i < b->n; i++)
		if (!answer_read(b->r, b->left[i].pick, &a))
			return misread(b->left[i].pick, err);
	for (size_t i = 0; i < b->n; i++)
		answer_plain_names(b->r, b->left[i].pick, &b->left[i].stand_in);
	return is_error(err) && !has_drivers(b->r) ?
		       misread(b->left[0].pick, err) :
		       0;
}

static int ask_batch(struct batch *b)
{
	CLEANUP(strbuf) struct strbuf in = STRBUF_INIT, out = STRBUF_INIT;
	CLEANUP(strbuf) struct strbuf err = STRBUF_INIT;
	CLEANUP(attributes) struct attributes attr = ATTRIBUTES_INIT;
	int rc;

	if ((rc = attributes_of(&attr, b->r, &b->left->pick->onto,
				paths_of(b->left))) < 0 ||
	    (rc = write_input(b, &in)) < 0 ||
	    (rc = ask(b, &attr, &in, &out, &err)) < 0)
		return rc;
	return read_answers(b, &out, &err);
}

/* Does git read the same attributes for both? */
static bool are_alike(struct repo *r, const struct left *a,
		      const struct left *b)
{
	if (a->paths.n != b->paths.n)
		return false;
	for (size_t i = 0; i < a->paths.n; i++)
		if (strcmp(a->paths.v[i], b->paths.v[i]) != 0)
			return false;
	return attributes_same(r, &a->pick->onto, &b->pick->onto, paths_of(a));
}

/* Those that read attributes of their own are asked about one by one. */
static int ask_all(struct repo *r, struct left *left, size_t n)
{
	struct batch b = { .r = r };
	int rc = 0;

	for (size_t i = 0; !rc && i < n; i += b.n) {
		b.left = &left[i];
		b.n = 1;
		while (i + b.n < n && are_alike(r, b.left, &b.left[b.n]))
			b.n++;
		rc = ask_batch(&b);
		for (size_t k = 0; k < b.n; k++)
			scratch_forget(r, &b.left[k].stand_in);
	}
	return rc;
}

/* Of a clone that has not all history, or not all trees. */
static int not_here(struct repo *r, const char *what, const git_oid *id)
{
	int rc = error(E_POLICY, "%s %s is not in this clone", what,
		       oid_short(id));

	error_hint(
		r->shallow ?
			"get it with git fetch --unshallow" :
			"get it with git fetch --refetch --filter=blob:none");
	return rc;
}

static int check_here(struct repo *r, const struct pick *p)
{
	const git_oid *commit[] = { &p->commit, &p->onto, &p->parent };

	for (int i = 0; i < 3; i++) {
		git_oid tree;
		int rc;
		if (git_oid_is_zero(commit[i]))
			continue;
		if (!repo_has_object(r, commit[i]))
			return not_here(r, "commit", commit[i]);
		if ((rc = history_tree(r, commit[i], &tree)) < 0)
			return rc;
		if (!repo_has_object(r, &tree))
			return not_here(r, "tree", &tree);
	}
	return 0;
}

static int try_shortcut(struct repo *r, struct left *l)
{
	git_oid base = { 0 }, theirs, ours;
	struct pick *p = l->pick;
	int rc;

	if ((!git_oid_is_zero(&p->parent) &&
	     (rc = history_tree(r, &p->parent, &base)) < 0) ||
	    (rc = history_tree(r, &p->commit, &theirs)) < 0 ||
	    (rc = history_tree(r, &p->onto, &ours)) < 0)
		return rc;
	return shortcut(r, &base, &theirs, &ours, &p->tree, &l->paths);
}

/* A pick that changes nothing is none. */
static int find_empty(struct repo *r, struct pick *p)
{
	git_oid ours;
	int rc = history_tree(r, &p->onto, &ours);

	if (!rc && p->result == PICK_CLEAN && oid_eq(&ours, &p->tree))
		p->result = PICK_EMPTY;
	return rc;
}

static const char *names_of(struct repo *r, const struct settle *own)
{
	CLEANUP(strbuf) struct strbuf names = STRBUF_INIT;

	for (size_t i = 0; i < own->n; i++)
		strbuf_addf(&names, "%s%s", i ? " " : "", own->file[i].path);
	return arena_strdup(&r->arena, names.buf);
}

/* The same pick, with these files as they come out in all three commits. */
static int pick_settled(struct repo *r, struct pick *p,
			const struct settle *own)
{
	struct pick again = { .commit = own->stand_in[1],
			      .onto = own->stand_in[0] };
	CLEANUP(attributes) struct attributes attr = ATTRIBUTES_INIT;
	CLEANUP(strbuf) struct strbuf in = STRBUF_INIT, out = STRBUF_INIT;
	CLEANUP(strbuf) struct strbuf err = STRBUF_INIT;
	struct left one = { .pick = &again };
	struct batch b = { .r = r, .left = &one, .n = 1 };
	int rc;

	strbuf_addf(&in, "%s %s\n", oid_hex(&again.onto),
		    oid_hex(&again.commit));
	if ((rc = attributes_of(&attr, r, &p->onto, NULL)) < 0 ||
	    (rc = ask(&b, &attr, &in, &out, &err)) < 0 ||
	    (rc = read_answers(&b, &out, &err)) < 0)
		return rc;
	p->result = again.result;
	p->tree = again.tree;
	p->unmerged = again.unmerged;
	p->n = again.n;
	p->settled = names_of(r, own);
	return 0;
}

/* git has found a conflict: is any of it in a file that we own? */
static int settle_own(struct repo *r, struct pick *p)
{
	git_oid ours;
	struct settle own = { &ours, &p->commit };
	int rc;

	if (p->result != PICK_CONFLICT || git_oid_is_zero(&p->parent) ||
	    !settle_paths_any(&r->config))
		return 0;
	if ((rc = stand_in(r, p, &ours)) < 0)
		return rc;
	rc = settle_files(r, &own);
	if (!rc && own.n && !own.n_conflicts)
		rc = pick_settled(r, p, &own);
	settle_forget(r, &own);
	scratch_forget(r, &ours);
	return rc;
}

int pick_apply(struct repo *r, struct pick *pick, size_t n)
{
	struct left *left = xcalloc(n ? n : 1, sizeof(*left));
	size_t n_left = 0;
	int rc = scratch_open(r);

	for (size_t i = 0; rc >= 0 && i < n; i++) {
		pick[i].result = PICK_CLEAN;
		left[n_left].pick = &pick[i];
		rc = check_here(r, &pick[i]);
		if (!rc)
			rc = try_shortcut(r, &left[n_left]);
		n_left += !rc;
	}
	if (rc >= 0)
		rc = n_left ? ask_all(r, left, n_left) : 0;
	for (size_t i = 0; !rc && i < n; i++) {
		rc = settle_own(r, &pick[i]);
		if (!rc)
			rc = find_empty(r, &pick[i]);
	}
	for (size_t i = 0; i < n; i++)
		strvec_clear(&left[i].paths);
	free(left);
	return rc;
}
