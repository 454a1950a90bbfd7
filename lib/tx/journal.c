#include "tx/journal.h"

#include "base/cleanup.h"
#include "base/file.h"
#include "base/json.h"

#include <string.h>
#include <time.h>

#define JOURNAL_MAX (16 * 1024 * 1024)
#define LOCK_WAIT_MS 1000

static const char *path(struct repo *r, const char *name)
{
	return arena_printf(&r->arena, "%s/%s", r->state_dir, name);
}

int journal_lock(struct repo *r, int *fd)
{
	int rc = dir_make(r->state_dir);

	if (rc < 0)
		return rc;
	rc = file_lock(fd, path(r, "lock"), LOCK_WAIT_MS);
	if (rc == E_PENDING) {
		rc = error(E_PENDING, "another git rel is at work in this "
				      "repository");
		error_hint("wait for it to end, then run the command again");
	}
	return rc;
}

bool journal_exists(struct repo *r)
{
	return file_exists(path(r, "journal"));
}

int journal_create(struct repo *r, const struct plan *p)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	struct plan back;

	/* what could not be read again (a path that is not UTF-8, say) must
	 * not be begun */
	plan_write(p, &text);
	int rc = plan_read(&back, text.buf, text.len);
	plan_release(&back);
	if (rc < 0)
		return error_in(rc, "cannot note what is going to happen");
	rc = file_create(path(r, "journal"), text.buf, text.len);
	return rc < 0 ? error_in(rc, "cannot note what is going to happen") : 0;
}

int journal_read(struct repo *r, struct plan *p)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	int rc;

	memset(p, 0, sizeof(*p));
	if ((rc = strbuf_read_file(&text, path(r, "journal"), JOURNAL_MAX,
				   true)) < 0)
		return rc;
	if ((rc = plan_read(p, text.buf, text.len)) < 0) {
		rc = error_in(rc, "cannot use '%s'", path(r, "journal"));
		error_hint("git rel --quit forgets it and leaves everything "
			   "as it is");
	}
	return rc;
}

int journal_remove(struct repo *r)
{
	return file_remove(path(r, "journal"));
}

int journal_log(struct repo *r, const struct plan *p)
{
	CLEANUP(json) json_object *o = json_object_new_object();
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	json_object *lines = json_object_new_array();

	json_object_object_add(o, "version", json_object_new_int(1));
	json_add_str(o, "id", p->id);
	json_object_object_add(o, "time",
			       json_object_new_int64((int64_t)time(NULL)));
	json_add_str(o, "plan", p->title);
	json_add_str(o, "verb", p->verb);
	json_add_str(o, "undoes", p->undoes);
	plan_write(p, &text);
	for (char *save, *line = strtok_r(text.buf, "\n", &save); line;
	     line = strtok_r(NULL, "\n", &save))
		json_object_array_add(lines, json_object_new_string(line));
	json_object_object_add(o, "lines", lines);
	CLEANUP(strbuf) struct strbuf all = STRBUF_INIT;
	strbuf_adds(&all, json_line(o));
	strbuf_addc(&all, '\n');
	return file_append(path(r, "log"), all.buf, all.len);
}
