#include "tx/step.h"

#include "base/cleanup.h"
#include "base/file.h"
#include "model/worktree.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/*
 * Path by path, so that it can be repeated after a crash: a path that is at the
 * new commit is done; one that is at the old commit, missing or empty is
 * restored; anything else is the user's, and we stop.
 */

/* Where one path stands. */
struct place {
	git_oid index, file; /* zero: not there */
	bool empty;          /* a file cut off before its first byte */
	bool is_file;        /* `file` must be asked of git: filters */
};

struct checkout {
	struct attempt *a;
	git_oid from, to;
	struct strvec env;
	struct tree_change *change;
	struct place *place;
	size_t n;
};

static int git_in(struct checkout *k, const char *const *argv,
		  const struct strbuf *in, struct strbuf *out)
{
	struct run run = { .argv = argv,
			   .env = (const char *const *)k->env.v,
			   .dir = k->a->step->worktree,
			   .in = in ? in->buf : NULL,
			   .in_len = in ? in->len : 0,
			   .out = out };
	int rc = run_command(&run);

	return rc > 0 ? error(E_FAIL, "git %s failed in '%s'", argv[1],
			      k->a->step->worktree) :
			rc;
}

static int by_path(const void *a, const void *b)
{
	return strcmp(((const struct tree_change *)a)->path,
		      ((const struct tree_change *)b)->path);
}

static struct place *place_of(struct checkout *k, const char *path)
{
	struct tree_change key = { .path = path };
	struct tree_change *c =
		bsearch(&key, k->change, k->n, sizeof(*c), by_path);

	return c ? &k->place[c - k->change] : NULL;
}

/* "<mode> <id> <stage>\t<path>\0" */
static int look_at_index(struct checkout *k)
{
	static const char *const argv[] = { "git", "ls-files",    "--stage",
					    "-z",  "--full-name", NULL };
	CLEANUP(strbuf) struct strbuf out = STRBUF_INIT;
	int rc = git_in(k, argv, NULL, &out);

	for (const char *p = out.buf; !rc && p < out.buf + out.len;
	     p += strlen(p) + 1) {
		const char *id = strchr(p, ' '), *path = strchr(p, '\t');
		struct place *at = id && path ? place_of(k, path + 1) : NULL;
		if (at)
			git_oid_fromstrn(&at->index, id + 1, GIT_OID_HEXSZ);
	}
	return rc;
}

static int hash_link(const char *path, git_oid *out)
{
	char target[PATH_MAX];
	ssize_t n = readlink(path, target, sizeof(target));

	if (n < 0 || git_odb_hash(out, target, (size_t)n, GIT_OBJECT_BLOB) < 0)
		return error_errno("cannot read link '%s'", path);
	return 0;
}

static int look_at_file(struct checkout *k, size_t i, struct strbuf *ask)
{
	CLEANUP(text)
	char *full =
		xasprintf("%s/%s", k->a->step->worktree, k->change[i].path);
	struct stat st;

	if (lstat(full, &st))
		return errno == ENOENT || errno == ENOTDIR ?
			       0 :
			       error_errno("cannot look at '%s'", full);
	if (S_ISLNK(st.st_mode))
		return hash_link(full, &k->place[i].file);
	if (!S_ISREG(st.st_mode))
		return 0; /* a folder: git restore decides */
	k->place[i].empty = st.st_size == 0;
	k->place[i].is_file = true;
	strbuf_addf(ask, "%s\n", k->change[i].path);
	return 0;
}

static int look_at_files(struct checkout *k)
{
	static const char *const argv[] = { "git", "hash-object",
					    "--stdin-paths", NULL };
	CLEANUP(strbuf) struct strbuf ask = STRBUF_INIT, out = STRBUF_INIT;
	int rc = 0;

	for (size_t i = 0; !rc && i < k->n; i++)
		rc = look_at_file(k, i, &ask);
	if (rc < 0 || !ask.len)
		return rc;
	if ((rc = git_in(k, argv, &ask, &out)) < 0)
		return rc;
	const char *p = out.buf;
	for (size_t i = 0; i < k->n; i++)
		if (k->place[i].is_file) {
			if (git_oid_fromstrn(&k->place[i].file, p,
					     GIT_OID_HEXSZ) < 0)
				return error(E_FAIL,
					     "cannot read git hash-object");
			p += GIT_OID_HEXSZ + 1;
		}
	return 0;
}

static int look(struct checkout *k)
{
	int rc = tree_changes(k->a->repo, &k->from, &k->to, &k->change, &k->n);

	if (rc < 0 || !k->n)
		return rc;
	qsort(k->change, k->n, sizeof(*k->change), by_path);
	k->place = arena_alloc(&k->a->repo->arena, k->n * sizeof(*k->place));
	if ((rc = look_at_index(k)) < 0)
		return rc;
	return look_at_files(k);
}

static enum state state_of(const struct tree_change *c, const struct place *p)
{
	bool link = c->to_mode == GIT_FILEMODE_COMMIT ||
		    c->from_mode == GIT_FILEMODE_COMMIT;
	bool index_done = oid_eq(&p->index, &c->to);
	bool file_done = oid_eq(&p->file, &c->to) || link;

	if (index_done && file_done)
		return DONE;
	if (!index_done && !oid_eq(&p->index, &c->from) &&
	    !git_oid_is_zero(&p->index))
		return LOST;
	return file_done || p->empty || git_oid_is_zero(&p->file) ||
			       oid_eq(&p->file, &c->from) ?
		       TODO :
		       LOST;
}

static int restore(struct checkout *k)
{
	const char *argv[] = { "git",
			       "restore",
			       "--staged",
			       "--worktree",
			       "--no-recurse-submodules",
			       "--source",
			       oid_hex(&k->to),
			       "--pathspec-from-file=-",
			       "--pathspec-file-nul",
			       NULL };
	CLEANUP(strbuf) struct strbuf in = STRBUF_INIT;
	const char *lost = NULL;

	for (size_t i = 0; i < k->n; i++) {
		enum state state = state_of(&k->change[i], &k->place[i]);
		if (state == LOST)
			lost = k->change[i].path;
		if (state != TODO)
			continue;
		strbuf_addf(&in, ":(top,literal)%s", k->change[i].path);
		strbuf_addc(&in, '\0');
	}
	if (lost) {
		int rc = error(E_POLICY, "'%s' in '%s' was changed meanwhile",
			       lost, k->a->step->worktree);
		error_hint("commit or remove that change there");
		return rc;
	}
	return in.len ? git_in(k, argv, &in, NULL) : 0;
}

/* The sparse patterns decide again what is really on disk. */
static int reapply_sparse(struct checkout *k)
{
	static const char *const argv[] = { "git", "sparse-checkout", "reapply",
					    NULL };

	if (!config_git_bool(&k->a->repo->config, "core.sparsecheckout", false))
		return 0;
	return git_in(k, argv, NULL, NULL);
}

static int read_head(struct checkout *k, struct strbuf *branch)
{
	static const char *const argv[] = { "git", "symbolic-ref", "--quiet",
					    "HEAD", NULL };
	static const char *const detached[] = { "git", "rev-parse", "HEAD",
						NULL };
	struct run run = { .argv = argv,
			   .env = (const char *const *)k->env.v,
			   .dir = k->a->step->worktree,
			   .out = branch };
	struct repo *r = k->a->repo;
	const char *name;
	git_oid id;
	int rc;

	if (r->work_tree && !strcmp(r->work_tree, k->a->step->worktree)) {
		rc = repo_head(r, &name, &id);
		strbuf_adds(branch, rc < 0 ? "" : name ? name : oid_hex(&id));
		return rc;
	}
	rc = run_command(&run);
	if (rc == 1)
		rc = git_in(k, detached, NULL, branch);
	strbuf_trim_end(branch);
	return rc > 0 ? error(E_FAIL, "cannot read HEAD") : rc;
}

/*
 * Of the work tree we are in, libgit2 moves HEAD: the same lock file and the
 * same line in the reflog as git symbolic-ref, without a process.  False where
 * that is for git to do.
 */
static bool move_here(struct checkout *k, const char *message)
{
	struct repo *r = k->a->repo;
	const struct step *s = k->a->step;
	const char *name = config_git(&r->config, "user.name");
	const char *mail = config_git(&r->config, "user.email");
	git_reference *head = NULL;

	if (!r->work_tree || strcmp(r->work_tree, s->worktree) ||
	    !starts_with(s->head_to, "refs/heads/") || !name || !mail ||
	    git_repository_set_ident(r->git, name, mail) < 0)
		return false;
	bool moved = git_reference_symbolic_create(&head, r->git, "HEAD",
						   s->head_to, 1, message) == 0;
	git_reference_free(head);
	return moved;
}

/* "checkout: moving from A to B" is what `git checkout -` looks for. */
static int move_head(struct checkout *k)
{
	const struct step *s = k->a->step;
	CLEANUP(text)
	char *message = xasprintf("checkout: moving from %s to %s",
				  ref_short(s->head_from),
				  ref_short(s->head_to));
	const char *to_branch[] = { "git",  "symbolic-ref", "-m", message,
				    "HEAD", s->head_to,     NULL };
	const char *detach[] = { "git",   "update-ref", "--no-deref", "-m",
				 message, "HEAD",       s->head_to,   NULL };

	if (move_here(k, message))
		return 0;
	return git_in(k, starts_with(s->head_to, "refs/") ? to_branch : detach,
		      NULL, NULL);
}

static int post_checkout(struct checkout *k)
{
	const struct step *s = k->a->step;
	const char *argv[] = { "git",
			       "hook",
			       "run",
			       "--ignore-missing",
			       "post-checkout",
			       "--",
			       oid_hex(&k->from),
			       oid_hex(&k->to),
			       "1",
			       NULL };

	if (!s->head_to || !repo_has_hook(k->a->repo, "post-checkout"))
		return 0;
	/* its exit status is the user's business, as with git switch */
	(void)!git_in(k, argv, NULL, NULL);
	return 0;
}

static void checkout_init(struct checkout *k, struct attempt *a)
{
	memset(k, 0, sizeof(*k));
	k->a = a;
	k->from = a->step->from;
	k->to = a->step->to;
	worktree_env(a->repo, a->step->worktree, &k->env);
}

static int where_now(struct checkout *k, const char *head, git_oid *out)
{
	git_oid id;
	int rc = starts_with(head, "refs/") ? repo_ref(k->a->repo, head, &id) :
					      git_oid_fromstr(&id, head);

	if (!rc && !git_oid_is_zero(&id))
		*out = id;
	return rc;
}

/* After a crash a branch may have moved on, and stays there: then the files are
 * its.  `here` is false where they are no longer ours to bring along. */
static int look_again(struct checkout *k, bool *here)
{
	const struct step *s = k->a->step;
	CLEANUP(strbuf) struct strbuf head = STRBUF_INIT;
	static const char *const argv[] = { "git", "rev-parse", "HEAD", NULL };
	int rc;

	*here = true;
	if (s->head_to) {
		rc = where_now(k, s->head_from, &k->from);
		return rc < 0 ? rc : where_now(k, s->head_to, &k->to);
	}
	rc = git_in(k, argv, NULL, &head);
	*here = !rc && starts_with(head.buf, oid_hex(&k->to));
	return rc;
}

static int probe(struct attempt *a)
{
	struct checkout k;
	CLEANUP(strbuf) struct strbuf head = STRBUF_INIT;
	int rc = 0;

	a->state[0] = TODO;
	a->begun = false;
	if (!file_is_dir(a->step->worktree)) {
		a->state[0] = DONE; /* the user removed that work tree */
		return 0;
	}
	if (!a->step->head_to)
		return 0;
	checkout_init(&k, a);
	if ((rc = read_head(&k, &head)) >= 0 &&
	    strcmp(head.buf, a->step->head_to) &&
	    strcmp(head.buf, a->step->head_from))
		a->state[0] = DONE; /* the user went elsewhere */
	a->begun = rc >= 0 && !strcmp(head.buf, a->step->head_to);
	strvec_clear(&k.env);
	return rc < 0 ? rc : 0;
}

static int apply(struct attempt *a)
{
	struct checkout k;
	bool here;
	int rc;

	checkout_init(&k, a);
	rc = look_again(&k, &here);
	if (!rc && a->step->head_to)
		rc = move_head(&k);
	if (!rc && here && (rc = look(&k)) >= 0 && k.n) {
		rc = restore(&k);
		if (!rc)
			rc = reapply_sparse(&k);
	}
	if (!rc)
		rc = post_checkout(&k);
	strvec_clear(&k.env);
	return rc;
}

const struct step_ops step_checkout = { probe, NULL, apply };
