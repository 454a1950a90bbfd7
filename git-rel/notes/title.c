#include "git-rel/notes/title.h"

#include "base/cleanup.h"
#include "base/message.h"

#include <string.h>

static int expand(struct notes *n, enum key_id key,
		  const struct template_vars *vars, const char **out)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	const char *template = setting(&n->c->repo.config, key);
	int rc;

	*out = NULL;
	if (!*template)
		return 0;
	rc = template_expand(&text, template, vars);
	*out = arena_strdup(&n->c->repo.arena, text.buf);
	return rc < 0 ? error_in(rc, "notes.%s", keys[key].name) : 0;
}

/* What is set must be found again as the section of the version. */
static int check(struct notes *n, const struct cut *cut)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	CLEANUP(changelog) struct changelog cl = { 0 };
	const struct changelog none = { .md.text = "", .eol = "\n" };
	enum key_id key = cut->heading ? K_NOTES_HEADING :
					 K_NOTES_TITLE_VERSION;

	changelog_heading(&text, &none, cut);
	changelog_read(&cl, text.buf, text.len, n->rel.scheme);
	if (changelog_find(&cl, cut->version))
		return 0;
	return error(E_CONFIG,
		     "notes.%s: '%s' is no heading of a section of %s",
		     keys[key].name, cut->heading ? cut->heading : cut->spelled,
		     cut->version->text);
}

int notes_cut(struct notes *n, const struct changelog *cl, struct cut *out)
{
	const struct config *config = &n->c->repo.config;
	const struct section *last = heading_previous(cl, &n->rel.version);
	struct template_vars vars = n->rel.vars;
	int rc;

	*out = (struct cut){
		.version = &n->rel.version,
		.date = n->rel.vars.date,
		.tag = n->rel.tag,
		.drop = !setting_bool(config, K_NOTES_KEEP_UNRELEASED),
		.empty = setting_bool(config, K_NOTES_EMPTY_SECTION),
	};
	if (last)
		vars.previous = last->version.text;
	if ((rc = expand(n, K_NOTES_HEADING, &vars, &out->heading)) < 0 ||
	    (rc = expand(n, K_NOTES_TITLE_VERSION, &vars, &out->spelled)) < 0)
		return rc;
	return out->heading || out->spelled ? check(n, out) : 0;
}

void notes_tell_left(struct notes *n, const struct strbuf *left)
{
	const char *line = left->buf;

	while (*line) {
		size_t len = strcspn(line, "\n");
		warning("%s: %.*s", n->changelog, (int)len, line);
		line += len + (line[len] == '\n');
	}
}
