#include "git-rel/pr/text.h"

#include "base/cleanup.h"
#include "git-rel/notes/files.h"
#include "git-rel/notes/look.h"

#include <string.h>

int pr_title(struct ctx *c, const struct release *rel, struct strbuf *out)
{
	const char *form = setting(&c->repo.config, K_PR_TITLE);
	int rc = template_expand(out, form, &rel->vars);

	return rc < 0 ? error_in(rc, "the pull request's title") : 0;
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

	if (rc < 0 || n.style == NOTES_NONE)
		return rc;
	if (n.file)
		rc = notes_read(&n, at, n.file, out);
	if (rc)
		return rc < 0 ? rc : 0;
	if ((rc = notes_changelog(&n, &cl)) < 0)
		return rc;
	const struct section *s = changelog_find(&cl, &rel->version);
	if (s)
		section_text(out, &cl, s);
	return 0;
}

/* {notes} has lines of its own, and is no placeholder of names. */
static int expand(struct strbuf *out, const char *form,
		  const struct release *rel, const struct strbuf *notes)
{
	static const char mark[] = "{notes}";

	for (const char *at = form;;) {
		const char *end = strstr(at, mark);
		CLEANUP(text)
		char *part = end ? xstrndup(at, (size_t)(end - at)) :
				   xstrdup(at);
		int rc = template_expand(out, part, &rel->vars);
		if (rc < 0 || !end)
			return rc;
		strbuf_add(out, notes->buf, notes->len);
		at = end + strlen(mark);
	}
}

int pr_body(struct ctx *c, const struct release *rel, const struct branch *b,
	    struct strbuf *out)
{
	CLEANUP(strbuf)
	struct strbuf notes = STRBUF_INIT, path = STRBUF_INIT,
		      form = STRBUF_INIT;
	const char *set = setting(&c->repo.config, K_PR_BODY);
	struct notes n;
	int rc = pr_notes(c, rel, &b->tip, &notes);

	strbuf_trim_end(&notes);
	if (rc < 0 || !*set) {
		strbuf_add(out, notes.buf, notes.len);
		return rc;
	}
	if ((rc = template_expand(&path, set, &rel->vars)) < 0 ||
	    (rc = open_notes(c, rel, &b->tip, &n)) < 0 ||
	    (rc = notes_read(&n, &b->tip, path.buf, &form)) < 0)
		return rc;
	if (!rc) {
		rc = error(E_NOTFOUND, "there is no '%s' in '%s'", path.buf,
			   b->name);
		error_hint("forge.pr-body names it: commit it there");
		return rc;
	}
	rc = expand(out, form.buf, rel, &notes);
	return rc < 0 ? error_in(rc, "'%s'", path.buf) : 0;
}
