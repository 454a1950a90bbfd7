#include "git-rel/notes/only_changelog.h"

#include "git-rel/notes/files.h"

#include <string.h>
#include <strings.h>

static bool is_usual_name(const char *name)
{
	static const char *const stems[] = { "changelog", "changes", "history",
					     "news" };
	static const char *const ends[] = { "", ".md", ".rst", ".txt",
					    ".markdown" };

	for (size_t i = 0; i < sizeof(stems) / sizeof(*stems); i++)
		for (size_t k = 0; k < sizeof(ends) / sizeof(*ends); k++) {
			size_t n = strlen(stems[i]);
			if (!strncasecmp(name, stems[i], n) &&
			    !strcasecmp(name + n, ends[k]))
				return true;
		}
	return false;
}

int notes_need_only(struct notes *n)
{
	struct listing top = { 0 };
	int rc = 0;

	if (n->c->repo.config.setting[K_NOTES_CHANGELOG].rank <= RANK_DEFAULT)
		rc = notes_list(n, &n->at, "", &top);
	for (size_t i = 0; rc >= 0 && i < top.n; i++) {
		const char *name = top.item[i].name;
		if (!is_usual_name(name))
			continue;
		rc = error(E_POLICY, "there is no '%s', but '%s'", n->changelog,
			   name);
		error_hint(
			"if that is the changelog: git config rel.changelog %s",
			ctx_shell(n->c, name));
		error_hint("else: git config rel.changelog %s",
			   ctx_shell(n->c, n->changelog));
		return rc;
	}
	return rc < 0 ? rc : 0;
}
