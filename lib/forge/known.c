#include "forge/known.h"

#include "base/cleanup.h"
#include "base/dir.h"
#include "base/file.h"
#include "base/json_lines.h"

#include <string.h>

enum { KNOWN_MAX = 64 << 10 };

static const char *known_path(struct repo *r)
{
	return arena_printf(&r->arena, "%s/forges", r->state_dir);
}

enum forge_kind known_forge(struct repo *r, const char *web)
{
	CLEANUP(json_lines) struct json_lines l = JSON_LINES_INIT;
	enum forge_kind kind = N_FORGES;

	if (json_lines_read(&l, known_path(r), KNOWN_MAX) < 0)
		return kind;
	while (json_lines_next(&l)) {
		const char *at = json_get_str(l.value, "web");
		const char *name = json_get_str(l.value, "forge");

		if (at && name && !strcmp(at, web))
			kind = forge_kind_of(name);
	}
	return kind;
}

void known_forge_note(struct repo *r, const char *web, enum forge_kind kind)
{
	CLEANUP(json) json_object *o = json_object_new_object();
	CLEANUP(text) char *line = NULL;
	struct saved_error saved;

	if (r->dry_run)
		return;
	json_add_str(o, "web", web);
	json_add_str(o, "forge", forge_kind_names[kind]);
	line = xasprintf("%s\n", json_line(o));
	error_save(&saved);
	if (dir_make(r->state_dir) == 0 &&
	    file_append(known_path(r), line, strlen(line)) == 0) {
		error_restore(0, &saved);
		return;
	}
	error_restore(0, &saved); /* it will be asked again */
}
