#include "object/settle.h"

#include "base/cleanup.h"
#include "changelog/changelog.h"
#include "changelog/merge.h"
#include "git/scratch.h"
#include "object/settle_paths.h"
#include "object/stand_in.h"
#include "version/merge_version.h"

#include <string.h>

/* The files of the commits that a merge looks at. */
struct sides {
	struct repo *r;
	const char *release;
	enum scheme scheme;
	const char *winner; /* the version settled first; NULL: none yet */
	struct tree_edits at[MERGE_BASES_MAX];
	size_t n;
};

static void sides_release(struct sides *s)
{
	for (size_t i = 0; i < s->n; i++)
		tree_edits_release(&s->at[i]);
}
DEFINE_CLEANUP(sides, struct sides, sides_release)

static int sides_open(struct sides *s, const struct merge_bases *bases)
{
	int rc = scheme_from_name(&s->scheme, setting(&s->r->config, K_SCHEME));

	for (; !rc && s->n < bases->n; s->n += !rc)
		rc = tree_edits_init(&s->at[s->n], s->r, &bases->at[s->n]);
	return rc;
}

/* Is it a plain file in all of them? */
static bool open_all(struct sides *s, const char *path,
		     struct tree_edit *file[MERGE_BASES_MAX])
{
	for (size_t i = 0; i < s->n; i++)
		if (tree_edits_open(&s->at[i], path, &file[i]) < 0)
			return false;
	return true;
}

static bool same_text(const struct strbuf *a, const struct strbuf *b)
{
	return a->len == b->len && !memcmp(a->buf, b->buf, a->len);
}

/* What is released compares with what it was compared with then. */
static void mark_tagged(struct sides *s, struct changelog *cl)
{
	const char *form = setting(&s->r->config, K_TAG);

	for (size_t i = 0; i < cl->n; i++) {
		CLEANUP(strbuf) struct strbuf name = STRBUF_INIT;
		struct section *of = &cl->section[i];
		const struct template_vars vars = { .version =
							    of->version.text };
		git_oid tag = { { 0 } };
		strbuf_adds(&name, "refs/tags/");
		of->tagged = !of->open &&
			     template_expand(&name, form, &vars) == 0 &&
			     repo_ref(s->r, name.buf, &tag) == 0 &&
			     !git_oid_is_zero(&tag);
	}
}

static int merge_texts(struct sides *s, const char *path,
		       const struct strbuf *base, const struct strbuf *ours,
		       const struct strbuf *theirs, struct strbuf out[3],
		       struct left_sections *left)
{
	const struct strbuf *text[] = { base, ours, theirs };
	const char *unreleased = setting(&s->r->config, K_NOTES_UNRELEASED);
	struct changelog cl[3];

	for (int i = 0; i < 3; i++) {
		changelog_read_with(&cl[i], text[i]->buf, text[i]->len,
				    s->scheme, unreleased, path);
		mark_tagged(s, &cl[i]);
	}
	int rc = changelog_merge(out, left, &cl[0], &cl[1], &cl[2]);
	for (int i = 0; i < 3; i++)
		changelog_release(&cl[i]);
	return rc;
}

static void add_left(struct sides *s, struct settle *m, const char *path,
		     const char *why, int line)
{
	m->left =
		arena_grow(&s->r->arena, m->left, m->n_left, sizeof(*m->left));
	m->left[m->n_left++] = (struct settle_left){ path, why, line };
}

static void put_texts(struct sides *s, struct tree_edit *const *file,
		      const struct strbuf merged[3])
{
	for (size_t i = 0; i < s->n; i++)
		tree_edit_set(file[i], &merged[i == 0 ? OURS :
					       i == 1 ? THEIRS :
							BASE]);
}

/* The last merge, of the two sides: 1, 0 or E_CONFLICT as below. */
static int settle_sides(struct sides *s, struct settle *m, const char *path,
			struct tree_edit *const *file,
			const struct strbuf *base)
{
	struct strbuf merged[3] = { STRBUF_INIT, STRBUF_INIT, STRBUF_INIT };
	struct left_sections left = { .arena = &s->r->arena };
	int rc = merge_texts(s, path, base, &file[0]->text, &file[1]->text,
			     merged, &left);

	if (!rc)
		put_texts(s, file, merged);
	else if (rc != E_CONFLICT)
		add_left(s, m, path,
			 arena_strdup(&s->r->arena, error_message()), 0);
	for (size_t i = 0; !rc && i < left.n; i++)
		add_left(s, m, path, left.item[i].why, left.item[i].line);
	for (int i = 0; i < 3; i++)
		strbuf_release(&merged[i]);
	return !rc ? 1 : rc == E_CONFLICT ? rc : 0;
}

/* Two bases become one: false if only git can do that. */
static bool join_bases(struct sides *s, const char *path, struct strbuf *base,
		       const struct strbuf *a, const struct strbuf *b)
{
	struct strbuf merged[3] = { STRBUF_INIT, STRBUF_INIT, STRBUF_INIT };
	struct left_sections left = { .arena = &s->r->arena };
	bool ok = !merge_texts(s, path, base, a, b, merged, &left) && !left.n;

	if (ok) {
		strbuf_reset(base);
		strbuf_add(base, merged[OURS].buf, merged[OURS].len);
	}
	for (int i = 0; i < 3; i++)
		strbuf_release(&merged[i]);
	return ok;
}

/* Section by section: 1, or 0 if it is git's, or E_CONFLICT.  What two bases
 * have in common is the merge of these, as it is for git. */
static int settle_changelog(struct sides *s, struct settle *m, const char *path)
{
	struct tree_edit *file[MERGE_BASES_MAX];
	CLEANUP(strbuf) struct strbuf base = STRBUF_INIT;

	if (!open_all(s, path, file))
		return 0;
	strbuf_add(&base, file[s->n - 1]->text.buf, file[s->n - 1]->text.len);
	for (size_t i = s->n - 3; i > 0; i -= 2)
		if (!join_bases(s, path, &base, &file[i]->text,
				&file[i + 1]->text))
			return 0;
	const struct strbuf *a = &file[0]->text, *b = &file[1]->text;
	bool plain = same_text(&base, a) || same_text(&base, b);
	/* with two bases git may see a conflict there all the same */
	if (same_text(a, b) || (plain && s->n == 3))
		return 0;
	return settle_sides(s, m, path, file, &base);
}

static bool read_versions(struct sides *s, const struct vfile *f,
			  struct tree_edit **file, struct arena *arena,
			  const char **version)
{
	for (size_t i = 0; i < s->n; i++) {
		CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
		if (!merge_version_read(f, file[i]->text.buf, file[i]->text.len,
					&text))
			return false;
		version[i] = arena_strdup(arena, text.buf);
	}
	return true;
}

/* NULL where they did not both change it; where their base is a merge of two,
 * that may be a conflict for git by itself. */
static const char *higher(const struct sides *s, const char *const *version)
{
	const char *base = version[s->n - 1];

	for (size_t i = s->n - 1; base && i > 0;) {
		i -= 2;
		const char *a = version[i], *b = version[i + 1];
		bool plain = !strcmp(base, a) || !strcmp(base, b);
		if (!i && (!strcmp(a, b) || (plain && s->n == 3)))
			return NULL;
		base = merge_version_pick(s->scheme, base, a, b);
	}
	return base;
}

/* The release as a side spells it, where that side's is what lands, and the other
 * is only the next development version, which begins anew.  Else `winner`. */
static const char *landing(const struct sides *s, const char *const *version,
			   const char *winner)
{
	struct version v;

	if (!s->release || !*setting(&s->r->config, K_NEXT_DEV) ||
	    !version_try(&v, s->scheme, winner) || !version_is_pre(&v))
		return winner;
	for (size_t i = 0; i < s->n; i++)
		if (version[i] &&
		    merge_version_is(s->scheme, version[i], s->release))
			return version[i];
	return winner;
}

/* One place of the version; the texts change only if all of them can. */
static bool settle_version(struct sides *s, const struct vfile *f)
{
	CLEANUP(arena) struct arena arena = ARENA_INIT;
	const char *version[MERGE_BASES_MAX] = { NULL };
	const char *release = s->release;
	struct strbuf now[MERGE_BASES_MAX];
	struct tree_edit *file[MERGE_BASES_MAX];

	if (!open_all(s, f->path, file))
		return false;
	/* a part of a version is that of the version that stays */
	const char *winner = s->winner;
	if (!f->parts && !read_versions(s, f, file, &arena, version))
		return false;
	if (!f->parts)
		winner = higher(s, version);
	if (winner && !f->parts)
		winner = landing(s, version, winner);
	if (!winner ||
	    (release && !merge_version_is(s->scheme, winner, release)))
		return false;
	bool ok = true;
	for (size_t i = 0; i < s->n; i++) {
		now[i] = (struct strbuf)STRBUF_INIT;
		ok = ok &&
		     merge_version_put(f, file[i]->text.buf, file[i]->text.len,
				       winner, &now[i]);
	}
	for (size_t i = 0; i < s->n; i++) {
		if (ok)
			tree_edit_set(file[i], &now[i]);
		strbuf_release(&now[i]);
	}
	if (ok && !s->winner)
		s->winner = arena_strdup(&s->r->arena, winner);
	return ok;
}

static void add_settled(struct sides *s, struct settle *m,
			const struct settle_path *own)
{
	for (size_t i = 0; i < m->n; i++)
		if (!strcmp(m->file[i].path, own->path))
			return;
	m->file = arena_grow(&s->r->arena, m->file, m->n, sizeof(*m->file));
	m->file[m->n++] = (struct settled_file){ own->path, !own->file };
}

static void settle_all(struct sides *s, const struct settle_paths *p,
		       struct settle *m)
{
	for (size_t i = 0; i < p->n; i++) {
		const struct settle_path *own = &p->item[i];
		int rc = own->file ? settle_version(s, own->file) :
				     settle_changelog(s, m, own->path);
		if (rc > 0)
			add_settled(s, m, own);
		if (rc >= 0)
			continue;
		m->conflict = arena_grow(&s->r->arena, m->conflict,
					 m->n_conflicts, sizeof(*m->conflict));
		m->conflict[m->n_conflicts++] = own->path;
	}
}

/* What the settings name and both sides changed; none is the usual answer. */
static int find(struct sides *s, struct settle *m, struct merge_bases *bases,
		struct settle_paths *p)
{
	bool vary = settle_paths_vary(&s->r->config);
	int rc;

	*bases = (struct merge_bases){ .at = { *m->ours, *m->theirs }, .n = 2 };
	if ((rc = sides_open(s, bases)) < 0 ||
	    (rc = settle_paths_named(p, s->r, &s->at[0], m->vars)) < 0)
		return rc;
	settle_paths_keep_changed(p, s->at, s->n);
	if ((!p->n && !vary) ||
	    (rc = merge_bases_of(s->r, m->ours, m->theirs, bases)) < 0)
		return rc;
	if (!bases->n) {
		p->n = 0;
		return 0;
	}
	if ((vary && (rc = settle_paths_match(p, s->r, bases)) < 0) || !p->n ||
	    (rc = sides_open(s, bases)) < 0)
		return rc;
	settle_paths_keep_changed(p, s->at, bases->n == 3 ? 3 : 2);
	return settle_paths_keep_plain(p, s->r, m->ours);
}

int settle_files(struct repo *r, struct settle *m)
{
	CLEANUP(sides) struct sides s = { .r = r, .release = m->release };
	struct settle_paths p = { 0 };
	struct merge_bases bases;
	int rc;

	if (r->rewritten || !settle_paths_any(&r->config))
		return 0;
	rc = find(&s, m, &bases, &p);
	for (size_t i = 0; rc >= 0 && i < p.n_driven; i++)
		add_left(&s, m, p.driven[i], "a merge driver is set for it", 0);
	if (rc < 0 || !p.n)
		return rc;
	settle_all(&s, &p, m);
	if (!m->n)
		return 0;
	m->n_stand_ins = bases.n;
	return stand_in_make(r, &bases, s.at, m->stand_in);
}

void settle_forget(struct repo *r, const struct settle *m)
{
	for (size_t i = 0; i < m->n_stand_ins; i++)
		scratch_forget(r, &m->stand_in[i]);
}
