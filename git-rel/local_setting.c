#include "git-rel/local_setting.h"

#include <string.h>
#include <sys/stat.h>

static bool same_file(const char *a, const char *b)
{
	struct stat x, y;

	return !stat(a, &x) && !stat(b, &y) && x.st_dev == y.st_dev &&
	       x.st_ino == y.st_ino;
}

const char *local_setting(struct ctx *c, const char *key)
{
	struct arena *a = &c->repo.arena;
	const char *file = arena_printf(a, "%s/config", c->repo.common_dir);
	const char *top = c->repo.work_tree ? c->repo.work_tree :
					      c->repo.git_dir;

	for (size_t i = c->repo.config.n; i-- > 0;) {
		const struct config_entry *e = &c->repo.config.entry[i];
		if (strcmp(e->key, key) || strcmp(e->scope, "local") ||
		    !starts_with(e->origin, "file:"))
			continue;
		const char *from = e->origin + strlen("file:");
		if (same_file(from, file) ||
		    same_file(arena_printf(a, "%s/%s", top, from), file))
			return e->value ? e->value : "";
	}
	return NULL;
}

void local_setting_change(struct ctx *c, struct plan *p, struct step *s,
			  const char *key, const char *to)
{
	const char *now = local_setting(c, key);

	if (to ? !now || strcmp(now, to) != 0 : now != NULL)
		step_set(p, s, key, now, to);
}
