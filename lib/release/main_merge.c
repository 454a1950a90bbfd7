#include "release/main_merge.h"

#include "release/latest.h"

#include <fnmatch.h>
#include <string.h>

/* merge.suppressDest: patterns, an empty one forgets those before it. */
static bool is_suppressed(struct ctx *c, const char *branch)
{
	const struct config *config = &c->repo.config;
	bool quiet = false, any = false;

	for (size_t i = 0; i < config->n; i++) {
		const struct config_entry *e = &config->entry[i];
		if (strcmp(e->key, "merge.suppressdest") || !e->value)
			continue;
		any = true;
		quiet = *e->value &&
			(quiet || !fnmatch(e->value, branch, FNM_PATHNAME));
	}
	return any ? quiet :
		     !strcmp(branch, "main") || !strcmp(branch, "master");
}

const char *main_merge_into(struct ctx *c, const char *branch)
{
	return is_suppressed(c, branch) ?
		       "" :
		       arena_printf(&c->repo.arena, " into %s", branch);
}

int main_merge_message(struct ctx *c, struct release *rel, struct strbuf *out)
{
	const char *text = setting(&c->repo.config, K_MERGE_MESSAGE);

	if (*text) {
		int rc = release_previous(c, rel);
		if (!rc)
			rc = template_expand(out, text, &rel->vars);
		return rc < 0 ? error_in(rc, "the merge message") : 0;
	}
	strbuf_addf(out, "Merge branch '%s'%s", rel->branch,
		    main_merge_into(c, rel->main));
	return 0;
}

void main_merge_init(struct merge *m, const struct release *rel,
		     const git_oid *main, const git_oid *tip)
{
	*m = (struct merge){ .branch = rel->main,
			     .what = rel->branch,
			     .ours = *main,
			     .theirs = *tip,
			     .release = rel->version.text,
			     .key = "rel.mergeMessage" };
}
