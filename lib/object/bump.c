#include "object/bump.h"

#include "base/cleanup.h"
#include "base/strvec.h"
#include "git/scratch.h"
#include "object/tree_edit.h"
#include "version/vfile.h"

#include <string.h>

bool bump_configured(const struct config *c)
{
	return *setting(c, K_VERSION_FILES) || *setting(c, K_VERSION_ANCHORS) ||
	       *setting(c, K_PLACEHOLDER);
}

/* 1.2.0rc1 and 1.2.0-rc.1 are the same; ecosystems want it spelt so or so. */
static bool same_version(const char *a, const char *b)
{
	static const enum scheme schemes[] = { SCHEME_PEP440, SCHEME_SEMVER };
	struct version v, w;

	if (!strcmp(a, b))
		return true;
	for (size_t i = 0; i < 2; i++) {
		if (version_try(&v, schemes[i], a) &&
		    version_try(&w, schemes[i], b) && !version_cmp(&v, &w))
			return true;
	}
	return false;
}

struct bump_step {
	struct tree_edits edits;
	struct bump *out;
	const char *version; /* NULL: only look */
	const char *first;   /* the file that `old` was read from, or NULL */
	enum scheme scheme;  /* of that version */
	bool down;           /* it may be a lower one */
};

static int other_version(const struct bump_step *b, const struct vfile *f,
			 size_t line, const char *is)
{
	return error(E_POLICY, "%s:%zu: the version is '%s', not '%s'%s%s%s",
		     f->path, line, is, b->out->old, b->first ? " as in '" : "",
		     b->first ? b->first : "", b->first ? "'" : "");
}

static int other_part(const struct bump_step *b, const struct vfile *f,
		      size_t line, const struct vspan *v, const char *is)
{
	return error(E_POLICY,
		     "%s:%zu: %s is '%s', but the version is '%s'%s%s%s",
		     f->path, line, vhole_name(v->hole), is, b->out->old,
		     b->first ? " as in '" : "", b->first ? b->first : "",
		     b->first ? "'" : "");
}

static int goes_down(const struct bump_step *b, const struct vfile *f,
		     size_t line, const char *is)
{
	int how;

	if (!b->version || b->down ||
	    !version_cmp_text(b->scheme, is, b->version, &how) || how <= 0)
		return 0;
	int rc = error(E_POLICY,
		       "%s:%zu: the version is '%s' and would go down to '%s'",
		       f->path, line, is, b->version);
	error_hint(
		"choose one that is not below it, or say --lower if that is meant");
	return rc;
}

static int check_place(struct bump_step *b, const struct vfile *f,
		       const struct strbuf *text, const struct vspan *v)
{
	CLEANUP(strbuf) struct strbuf want = STRBUF_INIT;
	const char *is =
		arena_strndup(&b->edits.r->arena, text->buf + v->at, v->len);
	size_t line = vfile_line(text->buf, v->at);
	int rc;

	if (v->hole == HOLE_VERSION)
		return same_version(is, b->out->old) ?
			       goes_down(b, f, line, is) :
			       other_version(b, f, line, is);
	if ((rc = vhole_value(&want, v->hole, b->out->old)) < 0)
		return rc;
	return strcmp(is, want.buf) ? other_part(b, f, line, v, is) : 0;
}

/* All places must carry what the first file carries. */
static int check_old(struct bump_step *b, const struct vfile *f,
		     const struct strbuf *text, const struct vspans *at)
{
	CLEANUP(strbuf) struct strbuf old = STRBUF_INIT;
	int rc = 0;

	if (!b->out->old && vfile_version(text->buf, at, &old)) {
		b->out->old = arena_strdup(&b->edits.r->arena, old.buf);
		b->first = f->path;
	}
	for (size_t i = 0; !rc && b->out->old && i < at->n; i++)
		rc = check_place(b, f, text, &at->item[i]);
	return rc;
}

static int one_file(struct bump_step *b, const struct vfile *f)
{
	CLEANUP(strbuf) struct strbuf now = STRBUF_INIT;
	struct tree_edit *e;
	struct vspans at;
	int rc = tree_edits_open(&b->edits, f->path, &e);

	if (rc == E_NOTFOUND && f->optional)
		return 0;
	if (rc == E_NOTFOUND)
		error_hint("'%s?' would mean: if there is one", f->path);
	if (rc < 0 || (rc = vfile_find(f, e->text.buf, e->text.len, &at)) < 0 ||
	    (rc = check_old(b, f, &e->text, &at)) < 0 || !b->version)
		return rc;
	rc = vfile_splice(f, e->text.buf, e->text.len, &at, b->version, &now);
	if (!rc)
		tree_edit_set(e, &now);
	return rc;
}

/* What is wrong: the first error, and in a line each what else is. */
struct wrong {
	int rc;
	struct saved_error first;
	struct strvec more;
};

static void add_wrong(struct wrong *w, int rc)
{
	if (w->rc) {
		bool told = !strcmp(error_message(), w->first.message);
		for (size_t i = 0; !told && i < w->more.n; i++)
			told = !strcmp(error_message(), w->more.v[i]);
		if (!told)
			strvec_push(&w->more, error_message());
		return;
	}
	w->rc = rc;
	error_save(&w->first);
}

static int tell_wrong(struct wrong *w)
{
	int rc = error_restore(w->rc, &w->first);

	for (size_t i = 0; i < w->more.n; i++)
		error_detail("%s", w->more.v[i]);
	strvec_clear(&w->more);
	return rc;
}

static int all_files(struct bump_step *b)
{
	const struct config *c = &b->edits.r->config;
	CLEANUP(arena) struct arena arena = ARENA_INIT;
	struct vfile *files = NULL;
	struct wrong wrong = { 0 };
	size_t n = 0;
	int rc = vfile_list(&files, &n, &arena, setting(c, K_VERSION_FILES));

	if (!rc)
		rc = vfile_anchors(&files, &n, &arena,
				   setting(c, K_VERSION_ANCHORS));
	if (rc < 0)
		return rc;
	/* parts are compared with the version that the others tell */
	for (int parts = 0; parts < 2; parts++)
		for (size_t i = 0; i < n; i++)
			if (files[i].parts == (parts > 0) &&
			    (rc = one_file(b, &files[i])) < 0)
				add_wrong(&wrong, rc);
	if (wrong.rc)
		rc = tell_wrong(&wrong);
	return rc == E_NOTFOUND ? E_POLICY : rc;
}

static int look(struct bump *out, struct repo *r, const git_oid *commit)
{
	struct bump_step b = { .out = out };
	int rc = tree_edits_init(&b.edits, r, commit);

	if (!rc)
		rc = all_files(&b);
	tree_edits_release(&b.edits);
	return rc;
}

int bump_look(struct repo *r, const git_oid *commit, struct bump *out)
{
	memset(out, 0, sizeof(*out));
	return look(out, r, commit);
}

/* What came to a final version after its placeholders were replaced. */
static int check_frozen(struct repo *r, const git_oid *commit,
			const struct version *v)
{
	const char *word = setting(&r->config, K_PLACEHOLDER);
	struct tree_edits edits = { 0 };
	int rc;

	if (!*word || version_is_pre(v))
		return 0;
	rc = tree_edits_init(&edits, r, commit);
	if (!rc)
		rc = tree_edits_freeze(&edits, word, v->text);
	for (size_t i = 0; !rc && i < edits.n; i++)
		if (edits.item[i].changed)
			rc = error(E_POLICY,
				   "'%s' has the placeholder still, not %s",
				   edits.item[i].path, v->text);
	tree_edits_release(&edits);
	return rc;
}

int bump_require(struct repo *r, const git_oid *commit, const struct version *v)
{
	struct bump wanted = { .old = v->text };
	int rc = look(&wanted, r, commit);

	return rc < 0 ? rc : check_frozen(r, commit, v);
}

static void list_paths(struct bump_step *b)
{
	struct bump *out = b->out;

	for (size_t i = 0; i < b->edits.n; i++) {
		if (!b->edits.item[i].changed)
			continue;
		out->path = arena_grow(&b->edits.r->arena, out->path, out->n,
				       sizeof(*out->path));
		out->path[out->n++] = b->edits.item[i].path;
	}
}

int bump_build(struct repo *r, const git_oid *commit, const struct version *v,
	       bool down, struct bump *out)
{
	struct bump_step b = { .out = out,
			       .version = v->text,
			       .scheme = v->scheme,
			       .down = down };
	int rc;

	memset(out, 0, sizeof(*out));
	rc = tree_edits_init(&b.edits, r, commit);
	if (!rc)
		rc = all_files(&b);
	if (!rc && !version_is_pre(v))
		rc = tree_edits_freeze(
			&b.edits, setting(&r->config, K_PLACEHOLDER), v->text);
	if (!rc)
		rc = tree_edits_write(&b.edits, &out->tree);
	if (!rc)
		list_paths(&b);
	tree_edits_release(&b.edits);
	return rc;
}

static int is_static(struct tree_edits *edits, const struct vfile *f)
{
	struct tree_edit *e;
	struct vspans at;
	int rc = tree_edits_open(edits, f->path, &e);

	if (!rc)
		rc = vfile_find(f, e->text.buf, e->text.len, &at);
	if (rc)
		return rc == E_NOTFOUND ? 0 : rc;
	rc = error(E_POLICY, "%s:%zu: a static version, '%.*s'", f->path,
		   vfile_line(e->text.buf, at.item[0].at), (int)at.item[0].len,
		   e->text.buf + at.item[0].at);
	error_hint("forbid-static is set: the version comes from the tags");
	return rc;
}

int bump_forbid_static(struct repo *r, const git_oid *commit)
{
	const char *list = setting(&r->config, K_FORBID_STATIC);
	CLEANUP(arena) struct arena arena = ARENA_INIT;
	struct tree_edits edits = { 0 };
	struct vfile *files = NULL;
	size_t n = 0;
	int rc;

	if (!*list)
		return 0;
	rc = vfile_list(&files, &n, &arena, list);
	if (!rc)
		rc = tree_edits_init(&edits, r, commit);
	for (size_t i = 0; !rc && i < n; i++)
		rc = is_static(&edits, &files[i]);
	tree_edits_release(&edits);
	return rc;
}
