#include "plan/goes_on.h"

#include "base/cleanup.h"
#include "base/dir.h"
#include "base/file.h"
#include "base/json.h"

#include <string.h>
#include <sys/stat.h>

enum { GOES_ON_MAX = 8 << 20 };

static const char *path_of(struct repo *r)
{
	return arena_printf(&r->arena, "%s/goes-on", r->state_dir);
}

/* What is carried out grows the operation log. */
static long long log_size(struct repo *r)
{
	struct stat st;

	return stat(arena_printf(&r->arena, "%s/log", r->state_dir), &st) < 0 ?
		       0 :
		       (long long)st.st_size;
}

int goes_on_note(struct repo *r, const char *program, const struct strvec *argv)
{
	CLEANUP(json) json_object *o = json_object_new_object();
	json_object *a = json_object_new_array();
	int rc = dir_make(r->state_dir);

	json_object_object_add(o, "version", json_object_new_int(1));
	json_object_array_add(a, json_object_new_string(program));
	for (size_t i = 0; i < argv->n; i++)
		json_object_array_add(a, json_object_new_string(argv->v[i]));
	json_object_object_add(o, "argv", a);
	json_object_object_add(o, "log", json_object_new_int64(log_size(r)));
	const char *line = json_line(o);
	return rc < 0 ? rc : file_replace(path_of(r), line, strlen(line));
}

/* 1: there is one. */
static int read_it(struct repo *r, json_object **out)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	int rc = strbuf_read_file(&text, path_of(r), GOES_ON_MAX, true);

	if (rc < 0)
		return rc == E_NOTFOUND ? 0 : rc;
	rc = json_parse(out, text.buf, text.len);
	return rc < 0 ? error_in(rc, "'%s'", path_of(r)) : 1;
}

bool goes_on_is_fresh(struct repo *r)
{
	CLEANUP(json) json_object *o = NULL;
	json_object *size = NULL;
	struct saved_error before;

	error_save(&before);
	int rc = read_it(r, &o);
	(void)error_restore(0, &before);
	return rc > 0 && json_object_object_get_ex(o, "log", &size) &&
	       json_object_get_int64(size) == log_size(r);
}

int goes_on_read(struct repo *r, struct strvec *argv)
{
	CLEANUP(json) json_object *o = NULL;
	int rc = read_it(r, &o);

	if (rc <= 0)
		return rc;
	json_object *a = json_get_array(o, "argv");
	for (size_t i = 0; a && json_item_str(a, i); i++)
		strvec_push(argv, json_item_str(a, i));
	return argv->n != 0;
}

int goes_on_end(struct repo *r)
{
	return file_remove(path_of(r));
}
