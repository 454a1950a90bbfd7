#include "standing/fact_notes.h"

#include "base/cleanup.h"
#include "changelog/changelog.h"

#include <git2.h>
#include <string.h>

/* A file of the candidate; 0: there is none. */
static int read_file(struct ctx *c, const struct staging *s, const char *path,
		     struct strbuf *out)
{
	git_tree *tree = NULL;
	git_tree_entry *e = NULL;
	git_oid id;
	int rc = repo_read(&c->repo);

	if (rc < 0)
		return rc;
	if (git_tree_lookup(&tree, c->repo.git, &s->tree) < 0)
		return error_git("cannot read the tree of %s",
				 oid_short(&s->candidate));
	bool found = !git_tree_entry_bypath(&e, tree, path) &&
		     git_tree_entry_type(e) == GIT_OBJECT_BLOB;
	if (found)
		id = *git_tree_entry_id(e);
	git_tree_entry_free(e);
	git_tree_free(tree);
	rc = found ? repo_blob(&c->repo, &id, out) : 0;
	return rc < 0 ? rc : found;
}

static bool has_digits(const char *s, size_t n)
{
	for (size_t i = 0; i + 3 < n; i++)
		if (strspn(s + i, "0123456789") >= 4)
			return true;
	return false;
}

/* A date is behind the version in the heading, or on a line below it. */
static bool has_date(const struct changelog *cl, const char *text,
		     const struct section *s)
{
	(void)cl;
	return s->date_line ||
	       has_digits(text + s->name_end, s->title_end - s->name_end);
}

static const char no_section[] = "the changelog has no section of it";
static const char no_file[] = "there is no '";

static const char *judge(const struct changelog *cl, const char *text,
			 const struct version *v, const char *how)
{
	bool next = how && !strcmp(how, "unreleased");
	const struct section *s = next ? changelog_unreleased(cl) :
					 changelog_find(cl, v);

	if (!s)
		return next ? "the changelog has no section for the next" :
			      no_section;
	if (next) /* there is nothing to say yet */
		return NULL;
	if (section_is_empty(cl, s))
		return "its section says nothing";
	if (how && !strcmp(how, "dated") && !has_date(cl, text, s))
		return "its section has no date";
	return NULL;
}

int fact_notes(struct ctx *c, const struct staging *s, const char *how,
	       const char **why)
{
	const char *own = setting(&c->repo.config, K_NOTES_FILE);
	const char *form = *own && !how ?
				   own :
				   setting(&c->repo.config, K_NOTES_CHANGELOG);
	CLEANUP(strbuf) struct strbuf path = STRBUF_INIT, text = STRBUF_INIT;
	struct changelog cl;
	int rc = template_expand(&path, form, &s->rel.vars);

	*why = NULL;
	if (rc < 0 || (rc = read_file(c, s, path.buf, &text)) < 0)
		return rc;
	if (!rc) {
		*why = arena_printf(&c->repo.arena, "%s%s'", no_file, path.buf);
		return 0;
	}
	if (form == own)
		return 1;
	changelog_read_with(&cl, text.buf, text.len, s->rel.scheme,
			    setting(&c->repo.config, K_NOTES_UNRELEASED),
			    path.buf);
	*why = judge(&cl, text.buf, &s->rel.version, how);
	changelog_release(&cl);
	return !*why;
}

const char *fact_notes_command(const char *why)
{
	return why && (!strcmp(why, no_section) || starts_with(why, no_file)) ?
		       "git rel notes build" :
		       "git rel notes edit";
}
