#include "git-rel/notes/due.h"

/*
 * What a release must say before it is published.
 */
#include "git-rel/notes/files.h"

#include "base/cleanup.h"
#include "git-rel/notes/from_fragments.h"
#include "git-rel/notes/make.h"
#include "git-rel/notes/render.h"

#include <string.h>

/* Is there anything that `build` could make a section of, as far as that can be
 * told without a command of the project's? */
static bool can_build(struct notes *n, const struct changelog *cl)
{
	CLEANUP(strbuf) struct strbuf draft = STRBUF_INIT;
	const struct section *u = changelog_unreleased(cl);
	struct listing waiting = { 0 };

	if (notes_has_render(n))
		return true;
	if (changelog_open(cl, &n->rel.version))
		return true;
	if (n->style == NOTES_KEEP)
		return u && !section_is_empty(cl, u) &&
		       !changelog_find(cl, &n->rel.version);
	if (n->style == NOTES_TOWNCRIER && !notes_waiting(n, &n->at, &waiting))
		return waiting.n > 0;
	return n->style == NOTES_SECTIONS && !notes_generate(n, cl, &draft) &&
	       draft.len;
}

static void advise(const struct notes *n, bool build)
{
	const char *v = n->rel.version.text;
	git_oid here = { { 0 } }, there = { { 0 } };

	/* only a release branch is ours to commit to */
	if (!n->rel.branch ||
	    branch_ref(n->c, "heads", n->rel.branch, &here) < 0 ||
	    branch_tracked(n->c, n->rel.branch, &there) < 0)
		return;
	if (git_oid_is_zero(&here) && !git_oid_is_zero(&there))
		error_hint("%s && git rel notes edit %s",
			   branch_switch(n->c, n->rel.branch), v);
	else if (git_oid_is_zero(&here))
		error_hint("write it into '%s', and commit that", n->changelog);
	else if (build)
		error_hint("git rel notes build %s, or git rel notes edit %s",
			   v, v);
	else
		error_hint("git rel notes edit %s", v);
}

/* One whose headings are of a form of their own is not ours to judge. */
static bool tells(const struct changelog *cl, const struct version *v)
{
	return !cl->n &&
	       memmem(cl->md.text, cl->md.n, v->text, strlen(v->text));
}

int notes_section(struct notes *n, const struct changelog *cl,
		  const struct section **out)
{
	const struct section *s = changelog_find(cl, &n->rel.version);
	const struct section *open = changelog_open(cl, &n->rel.version);
	bool empty = setting_bool(&n->c->repo.config, K_NOTES_EMPTY_SECTION);
	int rc;

	*out = s;
	bool missing = !s && !tells(cl, &n->rel.version);
	if (!open && !missing && (!s || empty || !section_is_empty(cl, s)))
		return 0;
	n->can_build = can_build(n, cl);
	if (open)
		rc = error(
			E_POLICY,
			"%s:%d: the section of %s says that it is not released",
			n->changelog, open->line, n->rel.version.text);
	else if (s)
		rc = error(E_POLICY, "%s:%d: the section of %s is empty",
			   n->changelog, s->line, n->rel.version.text);
	else
		rc = error(E_POLICY, "'%s' has no section of %s", n->changelog,
			   n->rel.version.text);
	advise(n, n->can_build);
	return rc;
}

static int due_at(struct ctx *c, const struct release *rel, const git_oid *at,
		  bool *build)
{
	CLEANUP(changelog) struct changelog cl = { 0 };
	struct notes n = { .c = c, .rel = *rel, .at = *at };
	const struct section *s;
	int rc = notes_begin(&n);

	if (rc < 0 || n.style == NOTES_NONE ||
	    (rc = notes_changelog(&n, &cl)) < 0)
		return rc;
	rc = notes_section(&n, &cl, &s);
	*build = n.can_build;
	return rc;
}

int notes_due(struct ctx *c, const struct release *rel, const git_oid *at,
	      const git_oid *other, bool *build)
{
	struct saved_error saved;
	bool can = false;
	int rc = due_at(c, rel, at, &can);

	if (build)
		*build = can;

	if (rc != E_POLICY || !other || git_oid_is_zero(other))
		return rc;
	error_save(&saved);
	int there = due_at(c, rel, other, &can);
	rc = error_restore(rc, &saved);
	return there < 0 ? rc : 0;
}
