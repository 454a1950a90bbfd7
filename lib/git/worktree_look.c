#include "git/worktree_look.h"

#include "base/child.h"
#include "base/cleanup.h"
#include "base/dir.h"
#include "base/file.h"
#include "base/run.h"
#include "base/strvec.h"
#include "git/worktree.h"
#include "git/worktree_env.h"

#include <errno.h>
#include <git2.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* With more paths git is asked about all there are: it compares each path of
 * the index with each of these. */
enum { PATHS_MAX = 50, PATHS_LENGTH_MAX = 64 << 10 };

enum file {
	FILE_NONE,
	FILE_FOLDER,
	FILE_PLAIN, /* or a link */
	FILE_BEHIND /* none: a file of the user's is where a folder must be */
};

struct entry {
	unsigned mode; /* in the index; 0: not there */
	git_oid id;
	bool foreign; /* in the index is what is in neither commit */
	bool hidden;  /* git was told not to look at the file */
	bool dirty;   /* git says it is not as in the index */
	enum file file;
	unsigned file_mode;
	bool empty, is_from, is_to; /* the file is */
	bool ask;                   /* its content, of git */
};

struct look {
	struct repo *r;
	const char *dir;
	struct strvec env;
	const struct tree_change *change;
	size_t n;
	struct entry *entry;
	enum place *place;
};

static size_t index_of(const struct look *k, const struct tree_change *c)
{
	return (size_t)(c - k->change);
}

static bool is_gitlink(unsigned mode)
{
	return mode == GIT_FILEMODE_COMMIT;
}

static bool becomes_file(const struct tree_change *c)
{
	return c->to_mode && !is_gitlink(c->to_mode);
}

/* ---- what git says -------------------------------------------------------*/

static int start(struct look *k, struct child *child, struct strvec *argv)
{
	size_t length = 0;

	strvec_push(argv, "--");
	for (size_t i = 0; i < k->n; i++)
		length += strlen(k->change[i].path) + 16;
	for (size_t i = 0;
	     k->n <= PATHS_MAX && length <= PATHS_LENGTH_MAX && i < k->n; i++)
		strvec_pushf(argv, ":(top,literal)%s", k->change[i].path);
	struct run run = { .argv = (const char *const *)argv->v,
			   .env = (const char *const *)k->env.v,
			   .dir = k->dir };
	return child_start(child, &run);
}

/* Hand out what ends with a NUL, as it comes: it may be more than fits. */
static int each(struct look *k, struct child *child, const char *what,
		void (*take)(struct look *k, const char *line))
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	ssize_t n;

	do {
		strbuf_grow(&text, 1 << 16);
		n = read(child->out, text.buf + text.len,
			 text.alloc - text.len - 1);
		if (n < 0 && errno != EINTR)
			return error_errno("cannot read from a child process");
		text.len += n > 0 ? (size_t)n : 0;
		const char *p = text.buf, *end = p + text.len;
		const char *nul = memchr(p, 0, text.len);
		for (; nul; nul = memchr(p, 0, (size_t)(end - p))) {
			take(k, p);
			p = nul + 1;
		}
		text.len = (size_t)(end - p);
		memmove(text.buf, p, text.len);
	} while (n);
	int rc = child_finish(child);
	return rc > 0 ? error(E_FAIL, "git %s failed in '%s'", what, k->dir) :
			rc;
}

/* "<flag> <mode> <id> <stage>\t<path>" */
static void take_entry(struct look *k, const char *line)
{
	char *end = NULL;
	unsigned long mode = strlen(line) > 2 ? strtoul(line + 2, &end, 8) : 0;
	const char *path = end ? strchr(end, '\t') : NULL;

	if (!path || path - end != GIT_OID_HEXSZ + 3)
		return;
	const struct tree_change *c = tree_change_at(k->change, k->n, path + 1);
	if (!c) {
		c = tree_change_above(k->change, k->n, path + 1);
		if (c && c->to_mode)
			k->entry[index_of(k, c)].foreign = true;
		return;
	}
	struct entry *e = &k->entry[index_of(k, c)];
	e->mode = (unsigned)mode;
	git_oid_fromstrn(&e->id, end + 1, GIT_OID_HEXSZ);
	e->hidden = *line == 'S' || (*line >= 'a' && *line <= 'z');
	if (path[-1] != '0')
		e->foreign = true; /* not merged */
}

/* "<index><file> <path>" */
static void take_status(struct look *k, const char *line)
{
	if (strlen(line) < 4 || line[1] == ' ')
		return;
	const struct tree_change *c = tree_change_at(k->change, k->n, line + 3);
	if (c)
		k->entry[index_of(k, c)].dirty = true;
}

/* Both at once: each of them reads the index.  That git 2.55 has to expand a
 * sparse one is no fault of the user's that a hint should tell of. */
static int ask_git(struct look *k)
{
	CLEANUP(strvec) struct strvec list = STRVEC_INIT, status = STRVEC_INIT;
	CLEANUP(child) struct child a = CHILD_INIT, b = CHILD_INIT;
	int rc;

	strvec_pushl(&list, "git", "-c", "advice.sparseIndexExpanded=false",
		     "ls-files", "-v", "--stage", "-z", "--full-name",
		     (char *)NULL);
	strvec_pushl(&status, "git", "-c", "advice.sparseIndexExpanded=false",
		     "--no-optional-locks", "status", "--porcelain", "-z",
		     "--untracked-files=no", "--no-renames",
		     "--ignore-submodules=all", (char *)NULL);
	if ((rc = start(k, &a, &list)) < 0 ||
	    (rc = start(k, &b, &status)) < 0 ||
	    (rc = each(k, &a, "ls-files", take_entry)) < 0)
		return rc;
	return each(k, &b, "status", take_status);
}

/* ---- what is on disk -----------------------------------------------------*/

/* The folders of a path, from above: a link to a folder is none. */
static enum file look_above(struct look *k, const char *path)
{
	for (const char *p = strchr(path, '/'); p; p = strchr(p + 1, '/')) {
		CLEANUP(text) char *part = xstrndup(path, (size_t)(p - path));
		CLEANUP(text) char *full = xasprintf("%s/%s", k->dir, part);
		struct stat st;
		if (lstat(full, &st))
			return FILE_NONE;
		if (S_ISDIR(st.st_mode))
			continue;
		const struct tree_change *c =
			tree_change_at(k->change, k->n, part);
		return c && c->from_mode ? FILE_NONE : FILE_BEHIND;
	}
	return FILE_FOLDER;
}

static int hash_file(const char *path, bool link, git_oid *out)
{
	char target[PATH_MAX];
	ssize_t n = link ? readlink(path, target, sizeof(target)) : 0;
	int rc = n < 0 ? -1 :
		 link  ? git_odb_hash(out, target, (size_t)n, GIT_OBJECT_BLOB) :
			 git_odb_hashfile(out, path, GIT_OBJECT_BLOB);

	return rc < 0 ? error(E_FAIL, "cannot read '%s'", path) : 0;
}

/* The mode a file has, seen by one who may be told not to mind x. */
static bool has_mode(const struct look *k, const struct entry *e, unsigned mode)
{
	if (e->file_mode == mode)
		return true;
	return S_ISREG(e->file_mode) && S_ISREG(mode) &&
	       !config_git_bool(&k->r->config, "core.filemode", true);
}

static void compare(struct look *k, size_t i, const git_oid *id)
{
	const struct tree_change *c = &k->change[i];
	struct entry *e = &k->entry[i];

	if (has_mode(k, e, c->from_mode) && oid_eq(id, &c->from))
		e->is_from = true;
	if (has_mode(k, e, c->to_mode) && oid_eq(id, &c->to))
		e->is_to = true;
}

/* Byte by byte first: where that fits nothing can get lost. */
static int look_at_file(struct look *k, size_t i)
{
	CLEANUP(text)
	char *full = xasprintf("%s/%s", k->dir, k->change[i].path);
	struct entry *e = &k->entry[i];
	struct stat st;
	git_oid id;

	e->file = look_above(k, k->change[i].path);
	if (e->file != FILE_FOLDER)
		return 0;
	if (lstat(full, &st)) {
		e->file = FILE_NONE;
		return errno == ENOENT || errno == ENOTDIR ?
			       0 :
			       error_errno("cannot look at '%s'", full);
	}
	if (S_ISDIR(st.st_mode))
		return 0;
	e->file = FILE_PLAIN;
	if (!S_ISREG(st.st_mode) && !S_ISLNK(st.st_mode))
		return 0;
	e->file_mode = S_ISLNK(st.st_mode) ?
			       S_IFLNK :
			       S_IFREG | (st.st_mode & 0100 ? 0755U : 0644U);
	e->empty = S_ISREG(st.st_mode) && st.st_size == 0;
	int rc = hash_file(full, S_ISLNK(st.st_mode), &id);
	if (rc < 0)
		return rc;
	compare(k, i, &id);
	e->ask = S_ISREG(st.st_mode) && !e->is_from && !e->is_to;
	return 0;
}

/* In C's quotes: a line may begin with one, and hold or end in anything. */
static void add_quoted(struct strbuf *out, const char *path)
{
	strbuf_addc(out, '"');
	for (const char *p = path; *p; p++)
		if ((unsigned char)*p < ' ' || *p == '"' || *p == '\\')
			strbuf_addf(out, "\\%03o", (unsigned char)*p);
		else
			strbuf_addc(out, *p);
	strbuf_adds(out, "\"\n");
}

/* As git would put them into the index: with filters. */
static int ask_contents(struct look *k)
{
	static const char *const argv[] = { "git", "hash-object",
					    "--stdin-paths", NULL };
	CLEANUP(strbuf) struct strbuf in = STRBUF_INIT, out = STRBUF_INIT;
	git_oid id;

	for (size_t i = 0; i < k->n; i++)
		if (k->entry[i].ask)
			add_quoted(&in, k->change[i].path);
	struct run run = { .argv = argv,
			   .env = (const char *const *)k->env.v,
			   .dir = k->dir,
			   .in = in.buf,
			   .in_len = in.len,
			   .out = &out };
	int rc = in.len ? run_command(&run) : 0;
	if (rc)
		return rc < 0 ? rc :
				error(E_FAIL, "git hash-object failed in '%s'",
				      k->dir);
	const char *p = out.buf;
	for (size_t i = 0; i < k->n; i++) {
		if (!k->entry[i].ask)
			continue;
		if (git_oid_fromstrn(&id, p, GIT_OID_HEXSZ) < 0)
			return error(E_FAIL, "cannot read git hash-object");
		compare(k, i, &id);
		p += GIT_OID_HEXSZ + 1;
	}
	return 0;
}

/* ---- what follows --------------------------------------------------------*/

static bool same(unsigned mode, const git_oid *id, unsigned other_mode,
		 const git_oid *other)
{
	return mode == other_mode && (!mode || oid_eq(id, other));
}

static bool index_is_from(const struct look *k, size_t i)
{
	const struct tree_change *c = &k->change[i];

	return same(k->entry[i].mode, &k->entry[i].id, c->from_mode, &c->from);
}

static bool index_is_to(const struct look *k, size_t i)
{
	const struct tree_change *c = &k->change[i];

	return same(k->entry[i].mode, &k->entry[i].id, c->to_mode, &c->to);
}

/* Does the word of git do?  A submodule's folder is never dirty for it, but may
 * hold what must not go. */
static bool is_clean(const struct look *k, size_t i)
{
	const struct entry *e = &k->entry[i];

	return e->mode && !e->hidden && !e->dirty &&
	       !(is_gitlink(e->mode) && becomes_file(&k->change[i]));
}

static enum place judge_plain(const struct look *k, size_t i)
{
	const struct entry *e = &k->entry[i];
	bool done = index_is_to(k, i);

	if (done ? e->is_to : e->is_from)
		return done ? PLACE_TO : PLACE_FROM;
	if (e->is_from || e->is_to ||
	    (e->empty && S_ISREG(k->change[i].to_mode)))
		return PLACE_TORN;
	return PLACE_EDITED;
}

static enum place judge(const struct look *k, size_t i)
{
	const struct tree_change *c = &k->change[i];
	const struct entry *e = &k->entry[i];
	bool done = index_is_to(k, i);

	if (e->foreign || (!done && !index_is_from(k, i)))
		return PLACE_TAKEN;
	if (is_clean(k, i) || (done && !c->to_mode))
		return done ? PLACE_TO : PLACE_FROM;
	if (e->file == FILE_PLAIN)
		return judge_plain(k, i);
	if (e->file == FILE_BEHIND && c->to_mode)
		return PLACE_EDITED;
	if (!done)
		return e->file == FILE_FOLDER && S_ISREG(c->from_mode) ?
			       PLACE_TORN :
			       PLACE_FROM;
	/* a sparse checkout, or a submodule that is not checked out */
	return e->hidden || is_gitlink(c->to_mode) ? PLACE_TO : PLACE_TORN;
}

static bool is_users(const struct look *k, const struct tree_change *c)
{
	return k->place[index_of(k, c)] >= PLACE_EDITED;
}

/* Does a folder hold nothing but what goes anyway, and empty folders? */
static bool may_go(const struct look *k, const char *path)
{
	CLEANUP(text) char *full = xasprintf("%s/%s", k->dir, path);
	CLEANUP(strvec) struct strvec names = STRVEC_INIT;
	bool may = dir_list(full, &names) == 0;

	for (size_t i = 0; may && i < names.n; i++) {
		CLEANUP(text) char *name = xasprintf("%s/%s", path, names.v[i]);
		CLEANUP(text) char *there = xasprintf("%s/%s", k->dir, name);
		const struct tree_change *c =
			tree_change_at(k->change, k->n, name);
		struct stat st;
		if (lstat(there, &st) == 0 && S_ISDIR(st.st_mode))
			may = may_go(k, name);
		else
			may = c && c->from_mode && !c->to_mode &&
			      !is_users(k, c);
	}
	return may;
}

/* What takes the place of a file or a folder stays away while that does not
 * go.  Only of what goes the places are asked here, and they stand. */
static void judge_neighbours(struct look *k, size_t i)
{
	const struct tree_change *c = &k->change[i];
	const struct entry *e = &k->entry[i];

	if (!c->to_mode || k->place[i] >= PLACE_EDITED ||
	    k->place[i] == PLACE_TO)
		return;
	const struct tree_change *above =
		tree_change_above(k->change, k->n, c->path);
	if ((above && is_users(k, above)) ||
	    (e->file == FILE_FOLDER && becomes_file(c) && !is_clean(k, i) &&
	     !may_go(k, c->path)))
		k->place[i] = PLACE_EDITED;
}

static int look(struct look *k)
{
	int rc = ask_git(k);

	for (size_t i = 0; !rc && i < k->n; i++)
		if (!is_clean(k, i))
			rc = look_at_file(k, i);
	if (rc < 0 || (rc = ask_contents(k)) < 0)
		return rc;
	for (size_t i = 0; i < k->n; i++)
		k->place[i] = judge(k, i);
	for (size_t i = 0; i < k->n; i++)
		judge_neighbours(k, i);
	return 0;
}

int worktree_look(struct repo *r, const char *path,
		  const struct tree_change *change, size_t n, enum place **out)
{
	struct look k = { .r = r, .dir = path, .change = change, .n = n };

	k.place = arena_alloc(&r->arena, (n + 1) * sizeof(*k.place));
	*out = k.place;
	if (!n)
		return 0;
	k.entry = arena_alloc(&r->arena, n * sizeof(*k.entry));
	worktree_env(r, path, &k.env);
	int rc = look(&k);
	strvec_clear(&k.env);
	return rc;
}
