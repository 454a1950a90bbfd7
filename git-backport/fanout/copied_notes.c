#include "git-backport/fanout/copied_notes.h"

#include "base/cleanup.h"
#include "object/ident.h"
#include "pick/declined.h"

#include <git2.h>
#include <string.h>

/* One ref of notes. */
struct notes {
	const char *ref;
	git_oid was, tip;
	size_t n; /* that were copied */
};

static bool is_listed(const struct strvec *list, const char *ref)
{
	for (size_t i = 0; i < list->n; i++)
		if (!strcmp(list->v[i], ref))
			return true;
	return false;
}

/* What was declined is not a word about the pick. */
static int add_refs(struct ctx *c, const char *glob, struct strvec *out)
{
	git_reference_iterator *it = NULL;
	const char *ref;

	if (!starts_with(glob, "refs/notes/"))
		return 0; /* as git, for safety */
	if (git_reference_iterator_glob_new(&it, c->repo.git, glob) < 0)
		return error_git("cannot read '%s'", glob);
	while (!git_reference_next_name(&ref, it))
		if (strcmp(ref, DECLINED_REF) != 0 && !is_listed(out, ref))
			strvec_push(out, ref);
	git_reference_iterator_free(it);
	return 0;
}

static int find_refs(struct ctx *c, struct strvec *out)
{
	const struct config *config = &c->repo.config;
	int rc = 0;

	for (size_t i = 0; !rc && i < config->n; i++)
		if (!strcmp(config->entry[i].key, "notes.rewriteref") &&
		    config->entry[i].value)
			rc = add_refs(c, config->entry[i].value, out);
	return rc;
}

static int write_note(struct repo *r, struct notes *n, git_commit *tip,
		      const git_oid *to, const char *text)
{
	git_signature *who = NULL;
	const char *ident;
	int rc = ident_now(r, true, &ident);

	if (rc < 0)
		return rc;
	if (git_signature_from_buffer(&who, ident) < 0 ||
	    git_note_commit_create(&n->tip, NULL, r->git, tip, who, who, to,
				   text, 0) < 0)
		rc = error_git("cannot write a note");
	git_signature_free(who);
	n->n += !rc;
	return rc;
}

static bool has_note(struct repo *r, git_commit *tip, const git_oid *id)
{
	git_note *note = NULL;
	bool has = !git_note_commit_read(&note, r->git, tip, id);

	git_note_free(note);
	return has;
}

/* What a note has behind a NUL would be lost: such a one stays where it is. */
static int copy(struct ctx *c, struct plan *p, struct notes *n,
		const git_oid *from, const git_oid *to)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	struct repo *r = &c->repo;
	git_commit *tip = NULL;
	git_note *note = NULL;
	int rc = 0;

	if (git_commit_lookup(&tip, r->git, &n->tip) < 0)
		return error_git("cannot read '%s'", n->ref);
	if (!has_note(r, tip, to) &&
	    !git_note_commit_read(&note, r->git, tip, from))
		rc = repo_blob(r, git_note_id(note), &text);
	if (!rc && note && strlen(text.buf) != text.len)
		plan_note(p, "the note of %s in '%s' is binary: not copied",
			  oid_short(from), n->ref);
	else if (!rc && note)
		rc = write_note(r, n, tip, to, text.buf);
	git_note_free(note);
	git_commit_free(tip);
	return rc;
}

static int copy_lane(struct ctx *c, struct plan *p, const struct fanout *f,
		     const struct lane *l, struct notes *n)
{
	int rc = 0;

	if (!l->n_new || l->conflicts || l->kept)
		return 0;
	for (size_t k = 0; !rc && k < f->sources->n; k++)
		if (l->cell[k].state == CELL_NEW)
			rc = copy(c, p, n, &f->sources->item[k].id,
				  &l->cell[k].made);
	return rc;
}

static int copy_ref(struct ctx *c, struct plan *p, const struct fanout *f,
		    struct ref_moves *m, const char *ref)
{
	const git_oid none = { 0 };
	struct notes n = { .ref = ref };
	int rc = repo_ref(&c->repo, ref, &n.was);

	n.tip = n.was;
	for (size_t i = 0; !rc && i < f->n; i++)
		rc = copy_lane(c, p, f, &f->lane[i], &n);
	if (rc < 0 || !n.n)
		return rc;
	struct step *s = plan_add(p, STEP_OBJECT);
	s->what = plan_text(p, "copy %zu note%s in '%s'", n.n,
			    n.n == 1 ? "" : "s", ref);
	s->ref = plan_text(p, "%s", ref);
	s->to = n.tip;
	ref_moves_tag(m, ref, &n.was, &none, &n.tip);
	m->item[m->n - 1].there = false;
	return 0;
}

int copied_notes_add(struct ctx *c, struct plan *p, const struct fanout *f,
		     struct ref_moves *m)
{
	CLEANUP(strvec) struct strvec refs = STRVEC_INIT;
	int rc = 0;

	if (config_git_bool(&c->repo.config, "notes.rewrite.backport", false))
		rc = find_refs(c, &refs);
	for (size_t i = 0; !rc && i < refs.n; i++)
		rc = copy_ref(c, p, f, m, refs.v[i]);
	return rc;
}
