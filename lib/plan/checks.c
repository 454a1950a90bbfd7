#include "plan/checks.h"

#include "base/cleanup.h"
#include "base/dir.h"
#include "base/file.h"
#include "base/json_lines.h"

#include <string.h>
#include <time.h>

enum { SIZE = 64 << 20, KEPT = 1000, ROOM = 4 * KEPT };

static const char *path_of(struct repo *r)
{
	return arena_printf(&r->arena, "%s/checks", r->state_dir);
}

static const char *keep(struct repo *r, json_object *o, const char *key)
{
	const char *text = json_get_str(o, key);

	return text ? arena_strdup(&r->arena, text) : "";
}

static void take(struct repo *r, struct checks *out, json_object *o)
{
	const char *hex = json_get_str(o, "commit");
	struct check c = {
		.name = keep(r, o, "name"),
		.command = keep(r, o, "command"),
		.release = keep(r, o, "release"),
		.type = keep(r, o, "type"),
		.passed = json_get_bool(o, "passed"),
	};

	if (!hex || !oid_from_hex(&c.commit, hex) || !*c.name || !*c.command)
		return;
	out->item =
		arena_grow(&r->arena, out->item, out->n, sizeof(*out->item));
	out->item[out->n++] = c;
}

int checks_read(struct repo *r, struct checks *out)
{
	CLEANUP(json_lines) struct json_lines lines = JSON_LINES_INIT;
	int rc = json_lines_read(&lines, path_of(r), SIZE);

	memset(out, 0, sizeof(*out));
	if (rc < 0)
		return rc;
	while (json_lines_next(&lines))
		take(r, out, lines.value);
	return 0;
}

static bool same(const struct check *a, const struct check *b)
{
	return oid_eq(&a->commit, &b->commit) && !strcmp(a->name, b->name) &&
	       !strcmp(a->command, b->command) &&
	       !strcmp(a->release, b->release) && !strcmp(a->type, b->type);
}

bool checks_passed(const struct checks *all, const struct check *one)
{
	for (size_t i = all->n; i-- > 0;)
		if (same(&all->item[i], one))
			return all->item[i].passed;
	return false;
}

/* "" where it is told nothing of the kind */
static const char *told(const struct step *s, const char *name)
{
	size_t n = strlen(name);

	for (size_t i = 0; s->argv && i < s->argv->n; i++)
		if (starts_with(s->argv->v[i], name) && s->argv->v[i][n] == '=')
			return s->argv->v[i] + n + 1;
	return "";
}

struct check check_of_step(const struct step *s, bool passed)
{
	return (struct check){ .commit = s->to,
			       .name = s->ref,
			       .command = s->command,
			       .release = told(s, "GIT_REL_VERSION"),
			       .type = told(s, "GIT_REL_TYPE"),
			       .passed = passed };
}

static void add_line(struct strbuf *out, const struct check *c)
{
	CLEANUP(json) json_object *o = json_object_new_object();

	json_object_object_add(o, "version", json_object_new_int(1));
	json_add_str(o, "commit", oid_hex(&c->commit));
	json_add_str(o, "name", c->name);
	json_add_str(o, "command", c->command);
	json_add_str(o, "release", c->release);
	json_add_str(o, "type", c->type);
	json_object_object_add(o, "passed", json_object_new_boolean(c->passed));
	json_object_object_add(o, "time",
			       json_object_new_int64((int64_t)time(NULL)));
	strbuf_adds(out, json_line(o));
	strbuf_addc(out, '\n');
}

int checks_note(struct repo *r, const struct check *one)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	struct checks all;
	int rc = dir_make(r->state_dir);

	if (rc < 0 || (rc = checks_read(r, &all)) < 0)
		return rc;
	if (all.n >= ROOM)
		for (size_t i = all.n - KEPT; i < all.n; i++)
			add_line(&text, &all.item[i]);
	add_line(&text, one);
	return all.n >= ROOM ? file_replace(path_of(r), text.buf, text.len) :
			       file_append(path_of(r), text.buf, text.len);
}
