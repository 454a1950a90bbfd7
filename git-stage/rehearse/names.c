#include "git-stage/rehearse/names.h"

#include <string.h>

int rehearsal_name(struct ctx *c, struct release *rel, const char *version)
{
	struct version v;
	int rc = version_parse(&v, SCHEME_SEMVER, version);

	return rc < 0 ? rc : release_name(c, rel, &v, false);
}

int rehearsal_tag(struct ctx *c, struct release *rel, int i)
{
	return rehearsal_name(c, rel,
			      arena_printf(&c->repo.arena, REHEARSAL ".%d", i));
}

/* The number that a name ends with, as "12"; "": there is none. */
static const char *number_of(const char *name)
{
	const char *at = name + strlen(name);

	while (at > name && at[-1] >= '0' && at[-1] <= '9')
		at--;
	return *at == '0' ? "" : at;
}

bool rehearsal_is_ours(struct ctx *c, const struct release *rel,
		       const char *ref)
{
	struct release other = *rel;
	const char *number;

	if (starts_with(ref, "refs/heads/"))
		return !strcmp(ref_short(ref), rel->branch);
	number = number_of(ref);
	return starts_with(ref, "refs/tags/") && *number &&
	       strlen(number) < 4 &&
	       !rehearsal_name(c, &other,
			       arena_printf(&c->repo.arena, REHEARSAL ".%s",
					    number)) &&
	       !strcmp(ref, other.tag_ref);
}
