#include "git-rel/pr/text.h"

#include "base/cleanup.h"
#include "base/message.h"
#include "git-rel/notes/files.h"
#include "git-rel/notes/look.h"
#include "git-rel/scope/scope.h"
#include "git-rel/scope/since.h"
#include "release/forge_step.h"
#include "standing/form.h"

#include <string.h>

int pr_title(const struct release *rel, const char *form, const char *what,
	     struct strbuf *out)
{
	int rc = template_expand(out, form, &rel->vars);

	if (!rc && (!out->buf[strspn(out->buf, " \t\r\n")] ||
		    strpbrk(out->buf, "\r\n")))
		rc = error(E_USAGE, "it must be one line, and not empty");
	return rc < 0 ? error_in(rc, "the %s's title", what) : 0;
}

static int open_notes(struct ctx *c, const struct release *rel,
		      const git_oid *at, struct notes *n)
{
	memset(n, 0, sizeof(*n));
	n->c = c;
	n->rel = *rel;
	n->at = *at;
	return notes_begin(n);
}

int pr_notes(struct ctx *c, const struct release *rel, const git_oid *at,
	     struct strbuf *out)
{
	CLEANUP(changelog) struct changelog cl = { 0 };
	struct notes n;
	int rc = open_notes(c, rel, at, &n);

	if (!rc && n.file)
		rc = notes_read(&n, at, n.file, out);
	if (rc || n.style == NOTES_NONE)
		return rc < 0 ? rc : 0;
	if ((rc = notes_changelog(&n, &cl)) < 0)
		return rc;
	const struct section *s = notes_section_for(&cl, &rel->version);
	if (s)
		section_text(out, &cl, s);
	return 0;
}

/* What no forge tells leaves the body without it; one that was asked must answer,
 * or a list that is there would go. */
static int read_issues(struct ctx *c, const struct release *rel,
		       struct strbuf *out)
{
	struct release own = *rel;
	struct scope s = { .c = c };
	int rc = scope_of_release(&s, &own);

	if (!rc)
		rc = forge_of(c, rel->remote.name, &s.forge);
	if (!rc)
		rc = scope_read(&s, true);
	if (!rc)
		scope_list(&s, out);
	if (!rc || (s.forge && s.forge->token))
		return rc;
	warning("{issues} is left empty: %s", error_message());
	return 0;
}

/* 0: read; else an error, also where it is not there. */
static int read_form(struct ctx *c, const struct release *rel,
		     const struct branch *b, enum key_id key,
		     struct strbuf *path, struct strbuf *form)
{
	struct notes n;
	int rc = template_expand(path, setting(&c->repo.config, key),
				 &rel->vars);

	if (rc < 0 || (rc = open_notes(c, rel, &b->tip, &n)) < 0 ||
	    (rc = notes_read(&n, &b->tip, path->buf, form)) < 0)
		return rc;
	if (rc)
		return 0;
	rc = error(E_NOTFOUND, "there is no '%s' in '%s'", path->buf, b->name);
	error_hint("%s.%s names it: commit it there", keys[key].section,
		   keys[key].name);
	return rc;
}

int pr_form(struct ctx *c, const struct release *rel, const struct branch *b,
	    enum key_id key, struct strbuf *out)
{
	CLEANUP(strbuf)
	struct strbuf notes = STRBUF_INIT, path = STRBUF_INIT,
		      form = STRBUF_INIT, issues = STRBUF_INIT;
	int rc = pr_notes(c, rel, &b->tip, &notes);

	strbuf_trim_end(&notes);
	if (!rc)
		rc = read_form(c, rel, b, key, &path, &form);
	if (rc < 0)
		return rc;
	if (form_has(form.buf, "issues"))
		rc = read_issues(c, rel, &issues);
	const struct form_mark own[] = { { "notes", notes.buf },
					 { "issues", issues.buf } };
	const struct form f = { c, rel, own, 2 };
	if (!rc)
		rc = form_expand(&f, form.buf, out);
	strbuf_trim_end(out);
	return rc < 0 ? error_in(rc, "'%s'", path.buf) : 0;
}

int pr_body(struct ctx *c, const struct release *rel, const struct branch *b,
	    struct strbuf *out)
{
	if (*setting(&c->repo.config, K_PR_BODY))
		return pr_form(c, rel, b, K_PR_BODY, out);
	int rc = pr_notes(c, rel, &b->tip, out);
	strbuf_trim_end(out);
	return rc;
}
