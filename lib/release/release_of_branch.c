#include "release/release.h"

#include "base/cleanup.h"
#include "release/version_tags.h"

#include <string.h>

/* The release that a branch of a series leads to: the first, or the one behind
 * the last that is tagged. */
static bool next_of_series(struct ctx *c, enum scheme scheme,
			   const char *series, struct version *out)
{
	CLEANUP(arena) struct arena arena = ARENA_INIT;
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	struct tag_list tags = { 0 };

	strbuf_addf(&text, "%s.0", series);
	if (!version_try(out, scheme, text.buf) ||
	    version_tags_list(c, NULL, &arena, &tags) < 0)
		return false;
	for (size_t i = 0; i < tags.n; i++) {
		CLEANUP(strbuf) struct strbuf of = STRBUF_INIT;
		const struct version last = tags.item[i].version;
		if (version_is_pre(&last))
			continue;
		version_series(&of, &last);
		if (!strcmp(of.buf, series))
			return version_next(out, &last, PART_PATCH) == 0;
	}
	return true;
}

bool release_of_branch(struct ctx *c, const char *branch, struct version *out,
		       bool *hotfix)
{
	static const enum key_id names[] = { K_BRANCH, K_HOTFIX_BRANCH };
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	enum scheme scheme;

	if (scheme_from_name(&scheme, setting(&c->repo.config, K_SCHEME)) < 0)
		return false;
	for (int i = 0; i < 2; i++) {
		const char *template = setting(&c->repo.config, names[i]);
		strbuf_reset(&text);
		*hotfix = i == 1;
		if (!template_match(template, branch, &text))
			continue;
		if (strstr(template, "{series}") ?
			    next_of_series(c, scheme, text.buf, out) :
			    version_try(out, scheme, text.buf))
			return true;
	}
	return false;
}
