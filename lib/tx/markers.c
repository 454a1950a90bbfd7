#include "tx/markers.h"

#include "base/alloc.h"
#include "base/cleanup.h"
#include "base/message.h"
#include "git/history.h"
#include "git/worktree_env.h"
#include "tx/by_hand.h"
#include "tx/marker_lines.h"

#include <git2.h>
#include <string.h>

/* A file of the result that is not as our side has it. */
struct changed {
	const char *path;
	git_oid id;
	int size; /* of its markers */
};

struct search {
	struct repo *r;
	const struct resolve *v;
	const struct resolved *m;
	git_oid base;
	struct changed *file;
	size_t n;
	struct strvec left; /* "path:12: leftover conflict marker" */
};

static int git(struct search *s, const char *const *argv,
	       const struct strbuf *in, struct strbuf *out)
{
	CLEANUP(strvec) struct strvec env = STRVEC_INIT;

	worktree_env(s->r, s->v->worktree, &env);
	int rc = worktree_git(s->v->worktree, &env, argv, in, out);
	return rc > 0 ? error(E_FAIL, "git %s failed", argv[1]) : rc;
}

/* ":100644 100644 <id> <id> M", the path; each ended by NUL.  A blob. */
static bool read_raw(const char *raw, git_oid *id)
{
	const char *mode = strchr(raw, ' ');
	const char *at = mode ? strchr(mode + 1, ' ') : NULL;

	at = at ? strchr(at + 1, ' ') : NULL;
	return at && (starts_with(mode, " 1") && !starts_with(mode, " 16")) &&
	       git_oid_fromstrn(id, at + 1, GIT_OID_HEXSZ) == 0;
}

/* Whatever attributes and settings say of diffs. */
static int list_changed(struct search *s, const char *const *argv)
{
	CLEANUP(strbuf) struct strbuf out = STRBUF_INIT;
	struct repo *r = s->r;
	int rc = git(s, argv, NULL, &out);

	for (const char *p = out.buf, *end = p + out.len; !rc && p < end;) {
		const char *raw = p, *path = raw + strlen(raw) + 1;
		struct changed file = { .size = marker_lines_size("") };
		if (path >= end)
			return error(E_FAIL, "cannot read git %s", argv[1]);
		p = path + strlen(path) + 1;
		if (!read_raw(raw, &file.id))
			continue;
		file.path = arena_strdup(&r->arena, path);
		s->file = arena_grow(&r->arena, s->file, s->n, sizeof(file));
		s->file[s->n++] = file;
	}
	return rc;
}

/* As in the work tree, where git has written them: path, name, value. */
static int read_sizes(struct search *s)
{
	static const char *const argv[] = {
		"git",     "check-attr",           "-z",
		"--stdin", "conflict-marker-size", NULL
	};
	CLEANUP(strbuf) struct strbuf in = STRBUF_INIT, out = STRBUF_INIT;

	for (size_t i = 0; i < s->n; i++) {
		strbuf_adds(&in, s->file[i].path);
		strbuf_addc(&in, '\0');
	}
	int rc = s->n ? git(s, argv, &in, &out) : 0;
	const char *p = out.buf, *end = p + out.len;
	for (size_t field = 0; !rc && p < end; field++, p += strlen(p) + 1)
		if (field % 3 == 2 && field / 3 < s->n)
			s->file[field / 3].size = marker_lines_size(p);
	return rc;
}

/* The blob there; zero if there is none. */
static int find(struct search *s, const git_oid *commit, const char *path,
		git_oid *out)
{
	git_tree_entry *e = NULL;
	git_tree *tree = NULL;
	git_oid id;
	int rc = git_oid_is_zero(commit) ? 1 : history_tree(s->r, commit, &id);

	memset(out, 0, sizeof(*out));
	if (rc)
		return rc < 0 ? rc : 0;
	if (git_tree_lookup(&tree, s->r->git, &id) < 0)
		return error_git("cannot read the tree of %s",
				 oid_short(commit));
	if (!git_tree_entry_bypath(&e, tree, path) &&
	    git_tree_entry_type(e) == GIT_OBJECT_BLOB)
		*out = *git_tree_entry_id(e);
	git_tree_entry_free(e);
	git_tree_free(tree);
	return 0;
}

static int add_blob(struct search *s, const git_oid *id,
		    struct marker_lines *out)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	int rc = git_oid_is_zero(id) ? 0 : repo_blob(s->r, id, &text);

	if (!rc)
		marker_lines_add(out, text.buf, text.len);
	return rc;
}

static int add_file(struct search *s, const git_oid *commit, const char *path,
		    struct marker_lines *out)
{
	git_oid id;
	int rc = find(s, commit, path, &id);

	return rc < 0 ? rc : add_blob(s, &id, out);
}

/* What is merged changed a file of another name: it could be any. */
static int add_any(struct search *s, struct marker_lines *base,
		   struct marker_lines *theirs)
{
	CLEANUP(text) char *to = xstrdup(oid_hex(&s->m->theirs));
	CLEANUP(text) char *from = xstrdup(oid_hex(&s->base));
	const char *argv[] = { "git",          "diff-tree", "-r", "-z",
			       "--no-renames", from,        to,   NULL };
	struct search all = { .r = s->r, .v = s->v };
	int rc = git_oid_is_zero(&s->base) ? 0 : list_changed(&all, argv);

	for (size_t i = 0; !rc && i < all.n; i++) {
		rc = add_blob(s, &all.file[i].id, theirs);
		if (!rc)
			rc = add_file(s, &s->base, all.file[i].path, base);
	}
	return rc;
}

static void take_left(struct search *s, const struct changed *f,
		      const struct marker_sides *sides,
		      const struct marker_lines *made)
{
	size_t middle = 0, n = s->left.n;

	for (size_t i = 0; i < made->n; i++) {
		size_t at = made->line[i].number;
		if (!marker_lines_is_left(made, i, sides))
			continue;
		if (*made->line[i].text != '=')
			strvec_pushf(&s->left,
				     "%s:%zu: leftover conflict marker",
				     f->path, at);
		else if (!middle)
			middle = at;
	}
	/* it also underlines a heading */
	if (middle && s->left.n == n)
		warning("%s:%zu: neither side has that line of '='", f->path,
			middle);
}

/* Both sides' own are none that git has left. */
static int search_file(struct search *s, const struct changed *f)
{
	CLEANUP(marker_lines) struct marker_lines made = { .size = f->size };
	CLEANUP(marker_lines) struct marker_lines ours = { .size = f->size };
	CLEANUP(marker_lines) struct marker_lines base = { .size = f->size };
	CLEANUP(marker_lines) struct marker_lines theirs = { .size = f->size };
	git_oid id;
	int rc = find(s, &s->m->theirs, f->path, &id);

	if (rc < 0 || oid_eq(&id, &f->id) ||
	    (rc = add_blob(s, &f->id, &made)) < 0 || !made.n)
		return rc;
	if ((rc = add_file(s, &s->m->ours, f->path, &ours)) < 0)
		return rc;
	if (git_oid_is_zero(&id)) {
		rc = add_any(s, &base, &theirs);
	} else {
		rc = add_blob(s, &id, &theirs);
		if (!rc)
			rc = add_file(s, &s->base, f->path, &base);
	}
	if (!rc)
		take_left(s, f,
			  &(struct marker_sides){ &ours, &base, &theirs,
						  oid_hex(&s->m->theirs) },
			  &made);
	return rc;
}

/* What the merge, or the pick, is against. */
static int find_base(struct search *s)
{
	return s->m->picks ? history_parent(s->r, &s->m->theirs, 0, &s->base) :
			     history_merge_base(s->r, &s->m->ours,
						&s->m->theirs, &s->base);
}

static int refuse(const struct search *s, bool merging_still)
{
	int rc = error(E_CONFLICT, "there are conflict markers left in '%s'",
		       s->v->worktree);

	for (size_t i = 0; i < s->left.n && i < 5; i++)
		error_detail("%s", s->left.v[i]);
	error_hint("mend the files, %s, then git rel --continue",
		   merging_still ? "git add them" :
				   "git add them and git commit --amend");
	return rc;
}

int markers_check(struct repo *r, const struct resolve *v,
		  const struct resolved *m, bool merging_still)
{
	CLEANUP(text) char *ours = xstrdup(oid_hex(&m->ours));
	const char *in_index[] = { "git", "diff-index", "--cached",
				   "-z",  ours,         NULL };
	const char *in_head[] = { "git", "diff-tree",     "-r", "-z",
				  ours,  "HEAD^{commit}", NULL };
	struct search s = { .r = r, .v = v, .m = m, .left = STRVEC_INIT };
	int rc = repo_read(r);

	if (rc < 0 || (rc = find_base(&s)) < 0 ||
	    (rc = list_changed(&s, merging_still ? in_index : in_head)) < 0 ||
	    (rc = read_sizes(&s)) < 0)
		return rc;
	for (size_t i = 0; !rc && i < s.n; i++)
		rc = search_file(&s, &s.file[i]);
	if (!rc && s.left.n)
		rc = refuse(&s, merging_still);
	strvec_clear(&s.left);
	return rc;
}
