#include "git-rel/publish/files_there.h"

#include "base/cleanup.h"

#include <string.h>

static int check_immutable(const struct publish *x,
			   const struct forge_release *is)
{
	int rc;

	if (!is->immutable || !x->p->n)
		return 0;
	rc = error(E_POLICY,
		   "the release of %s on %s cannot be changed any more",
		   x->rel.tag, x->forge->ops->name);
	error_hint("what it lacks comes with a new version");
	return rc;
}

/* Nobody but a person knows which of them it shall be. */
static int check_twice(const struct publish *x, const struct forge_release *is)
{
	const char *twice = thing_asset_twice(is);
	int rc;

	if (!twice)
		return 0;
	rc = error(E_POLICY, "%s on %s has '%s' twice", x->rel.tag,
		   x->forge->ops->name, twice);
	error_hint("delete one there: %s", is->url);
	return rc;
}

int publish_check_there(const struct publish *x, const struct forge_release *is)
{
	int rc = check_twice(x, is);

	return rc < 0 ? rc : check_immutable(x, is);
}

/* GitHub puts a dot for each other character, and then has another file. */
int publish_check_names(const struct publish *x)
{
	static const char taken[] =
		"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._@+-";

	for (size_t i = 0; x->forge->kind == FORGE_GITHUB && i < x->assets.n;
	     i++) {
		const char *name = x->assets.item[i].name;
		if (!name[strspn(name, taken)] && *name != '.' &&
		    name[strlen(name) - 1] != '.')
			continue;
		int rc = error(E_POLICY, "GitHub would give '%s' another name",
			       name);
		error_hint(
			"rename it: letters, digits and . _ @ + - stay as they are");
		return rc;
	}
	return 0;
}

static bool is_ours(const struct publish *x, const char *name)
{
	for (size_t i = 0; i < x->assets.n; i++)
		if (!strcmp(x->assets.item[i].name, name))
			return true;
	return false;
}

void publish_tell_more(const struct publish *x, const struct forge_release *is)
{
	CLEANUP(strbuf) struct strbuf names = STRBUF_INIT;

	for (size_t i = 0; is->draft && i < is->n_assets; i++)
		if (!is_ours(x, is->asset[i].name))
			strbuf_addf(&names, "%s%s", names.len ? ", " : "",
				    is->asset[i].name);
	if (names.len)
		plan_note(
			x->p,
			"the draft has files that are not of these, and keeps them: %s; to be deleted there: %s",
			names.buf, is->url);
}
