#include "model/oplog.h"

#include "base/cleanup.h"
#include "base/file.h"
#include "base/json.h"

#include <string.h>

#define LOG_MAX (64 * 1024 * 1024)

static void take(struct repo *r, struct oplog *out, json_object *o)
{
	const char *id = json_get_str(o, "id");
	json_object *lines = json_get_array(o, "lines");
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;

	if (!id || !lines || !json_get_str(o, "plan") ||
	    !json_get_str(o, "verb"))
		return;
	/* killed between the log and the end of the journal: noted twice */
	if (out->n && !strcmp(out->item[out->n - 1].id, id))
		return;
	for (size_t i = 0; i < json_object_array_length(lines); i++) {
		const char *line = json_item_str(lines, i);
		strbuf_adds(&text, line ? line : "");
		strbuf_addc(&text, '\n');
	}
	out->item =
		arena_grow(&r->arena, out->item, out->n, sizeof(*out->item));
	struct operation *op = &out->item[out->n++];
	op->id = arena_strdup(&r->arena, id);
	op->title = arena_strdup(&r->arena, json_get_str(o, "plan"));
	op->verb = arena_strdup(&r->arena, json_get_str(o, "verb"));
	op->undoes = arena_strdup(&r->arena, json_get_str(o, "undoes"));
	op->time = json_get_int(o, "time");
	op->lines = arena_strdup(&r->arena, text.buf);
}

int oplog_read(struct repo *r, struct oplog *out)
{
	const char *path = arena_printf(&r->arena, "%s/log", r->state_dir);
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	int rc;

	memset(out, 0, sizeof(*out));
	if (!file_exists(path))
		return 0;
	if ((rc = strbuf_read_file(&text, path, LOG_MAX, true)) < 0)
		return rc;
	for (char *save, *line = strtok_r(text.buf, "\n", &save); line;
	     line = strtok_r(NULL, "\n", &save)) {
		CLEANUP(json) json_object *o = NULL;
		if (!json_parse(&o, line, strlen(line)))
			take(r, out, o);
	}
	for (size_t i = 0; i < out->n; i++)
		for (size_t k = 0; out->item[i].undoes && k < i; k++)
			if (!strcmp(out->item[k].id, out->item[i].undoes))
				out->item[k].undone = true;
	return 0;
}
