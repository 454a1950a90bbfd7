#include "pick/patch_ids.h"

#include "base/cleanup.h"
#include "base/dir.h"
#include "base/file.h"

enum { FILE_MAX = 16 * 1024 * 1024 };

static char *file_name(const struct repo *r)
{
	return xasprintf("%s/patch-ids", r->state_dir);
}

/* Where commits can be replaced, their ids say nothing of what they change. */
void patch_ids_load(struct repo *r, struct patch_ids *p)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	CLEANUP(text) char *name = file_name(r);
	struct saved_error was;

	error_save(&was);
	if (r->rewritten || strbuf_read_file(&text, name, FILE_MAX, true) < 0)
		strbuf_reset(&text);
	error_restore(0, &was);
	patch_ids_parse(p, text.buf, text.len);
}

void patch_ids_save(struct repo *r, struct patch_ids *p)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	CLEANUP(text) char *name = file_name(r);
	struct saved_error was;

	if (!p->changed || r->rewritten)
		return;
	patch_ids_print(p, &text);
	error_save(&was);
	if (!dir_make(r->state_dir) && !file_replace(name, text.buf, text.len))
		p->changed = false;
	error_restore(0, &was);
}
