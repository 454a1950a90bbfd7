#include "git-stage/rehearse/releases.h"

#include "base/cleanup.h"
#include "base/json.h"
#include "base/quote.h"
#include "forge/client.h"
#include "git-stage/rehearse/names.h"
#include "release/forge_step.h"

#include <string.h>

struct cleaning {
	struct ctx *c;
	struct plan *p;
	struct forge *f;
	struct strvec gone; /* tags whose release goes */
};

static bool has(const struct strvec *all, const char *name)
{
	for (size_t i = 0; i < all->n; i++)
		if (!strcmp(all->v[i], name))
			return true;
	return false;
}

static void add(struct cleaning *x, const struct forge_release *r)
{
	CLEANUP(strbuf) struct strbuf typed = STRBUF_INIT;
	const char *what = plan_text(x->p, "delete the release '%s' on %s",
				     r->tag, x->f->ops->name);
	json_object *o;

	strvec_push(&x->gone, r->tag);
	if (x->f->kind == FORGE_GITHUB) {
		strbuf_adds(&typed, "gh release delete");
		client_where(&typed, x->f);
		strbuf_addc(&typed, ' ');
		strbuf_add_shell(&typed, r->tag);
	}
	if (!x->f->token) {
		forge_stop(x->p, x->f, what, r->url ? r->url : x->f->web,
			   typed.buf);
		return;
	}
	o = json_object_new_object();
	json_add_str(o, "tag", r->tag);
	forge_step(x->p, x->f, &thing_gone, o, what,
		   typed.len ? typed.buf : NULL);
}

/* 1: there is one of that very tag. */
static int try(struct cleaning *x, const char *tag)
{
	struct forge_release is = { 0 };
	struct saved_error before;

	if (has(&x->gone, tag))
		return 1;
	error_save(&before);
	int rc = x->f->ops->release_find(x->f, tag, &is);
	if (rc == E_NOTFOUND)
		return error_restore(0, &before);
	if (!rc && is.tag && !strcmp(is.tag, tag))
		add(x, &is);
	return rc < 0 ? rc : has(&x->gone, tag);
}

/* Those of tags, and of the numbers behind them, whose tag may be gone. */
static int try_numbers(struct cleaning *x, const struct release *rel,
		       const struct strvec *refs)
{
	struct release of = *rel;
	int rc = 1;

	for (int i = 1; rc > 0 && i < REHEARSALS_MAX; i++) {
		rc = rehearsal_tag(x->c, &of, i);
		if (rc < 0 || (rc = try(x, of.tag)) < 0)
			return rc;
		rc = rc || has(refs, of.tag_ref);
	}
	return rc < 0 ? rc : 0;
}

static int try_tags(struct cleaning *x, const struct strvec *refs)
{
	int rc = 0;

	for (size_t i = 0; rc >= 0 && i < refs->n; i++)
		if (starts_with(refs->v[i], "refs/tags/"))
			rc = try(x, ref_short(refs->v[i]));
	return rc < 0 ? rc : 0;
}

/* A tag that is deleted leaves a draft on some. */
static int try_drafts(struct cleaning *x, const struct release *rel)
{
	struct forge_release *draft = NULL;
	size_t n = 0;
	int rc = x->f->ops->drafts_of && x->f->token ?
			 x->f->ops->drafts_of(x->f, &draft, &n) :
			 0;

	for (size_t i = 0; !rc && i < n; i++)
		if (draft[i].tag && !has(&x->gone, draft[i].tag) &&
		    rehearsal_is_ours(x->c, rel,
				      arena_printf(&x->c->repo.arena,
						   "refs/tags/%s",
						   draft[i].tag)))
			add(x, &draft[i]);
	return rc;
}

int rehearse_releases(struct ctx *c, struct plan *p, const struct release *rel,
		      const struct strvec *refs, size_t *n)
{
	struct cleaning x = { .c = c, .p = p };
	struct saved_error before;
	int rc;

	*n = 0;
	if (!rel->remote.name)
		return 0;
	error_save(&before);
	rc = forge_of(c, rel->remote.name, &x.f);
	if (!rc)
		rc = try_numbers(&x, rel, refs);
	if (!rc)
		rc = try_tags(&x, refs);
	if (!rc)
		rc = try_drafts(&x, rel);
	if (rc < 0 && (x.f || rc != E_NOTFOUND))
		plan_note(p, "the forge was not asked for releases of them: %s",
			  error_message());
	*n = x.gone.n;
	strvec_clear(&x.gone);
	return error_restore(0, &before);
}
