/*
 * What the version says of itself, in the commit that has its tag.
 */
#include "git-rel/verify/verify.h"

#include "base/cleanup.h"
#include "base/message.h"
#include "git-rel/notes/due.h"
#include "git-rel/notes/files.h"

#include <string.h>

/* What is released stays as it is; the next version can tell it. */
static const char tell_later[] = "git rel hotfix";

static int look_at_changelog(struct verify *v, struct notes *n)
{
	CLEANUP(changelog) struct changelog cl = { 0 };
	size_t entries = 0, categories = 0;
	struct saved_error before;
	const struct section *s = NULL;
	int rc = notes_changelog(n, &cl);

	if (rc < 0)
		return rc;
	error_save(&before);
	rc = notes_section(n, &cl, &s);
	if (rc == E_POLICY) {
		audit_add(&v->audit, AUDIT_ERROR, "changelog", v->rel.tag,
			  tell_later, "%s", error_message());
		rc = 0;
	} else if (!rc) {
		if (s)
			section_count(&cl, s, &entries, &categories);
		audit_add(&v->audit, AUDIT_OK, "changelog", v->rel.tag, NULL,
			  "%s: %s for %s", n->changelog,
			  section_counted(&v->c->repo.arena, entries,
					  categories),
			  v->rel.version.text);
	}
	return error_restore(rc, &before);
}

static int look_at_file(struct verify *v, struct notes *n)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	int rc = n->file ? notes_read(n, &n->at, n->file, &text) : 0;

	if (rc < 0 || !n->file)
		return rc;
	strbuf_trim_end(&text);
	if (text.len)
		audit_add(&v->audit, AUDIT_OK, "notes", v->rel.tag, NULL,
			  "'%s' has the notes", n->file);
	else
		audit_add(&v->audit, AUDIT_ERROR, "notes", v->rel.tag,
			  tell_later,
			  rc ? "'%s' is empty in '%s'" :
			       "there is no '%s' in '%s'",
			  n->file, v->rel.tag);
	return 0;
}

int verify_notes(struct verify *v)
{
	struct notes n = { .c = v->c, .rel = v->rel, .at = v->commit };
	int rc = notes_begin(&n);

	if (rc < 0 || v->candidate)
		return rc;
	if (n.style != NOTES_NONE)
		rc = look_at_changelog(v, &n);
	return rc < 0 ? rc : look_at_file(v, &n);
}
