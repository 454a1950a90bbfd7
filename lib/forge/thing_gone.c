#include "forge/thing.h"

#include "base/crash.h"
#include "base/json.h"

#include <string.h>

/* That of another tag is none of ours, whatever the forge answers. */
static int find(struct forge *f, json_object *want, struct forge_release *out)
{
	const char *tag = json_get_str(want, "tag");
	int rc;

	if (!tag || !*tag)
		return error(E_FAIL, "the release of which tag?");
	rc = f->ops->release_find(f, tag, out);
	return !rc && strcmp(out->tag ? out->tag : "", tag) != 0 ? E_NOTFOUND :
								   rc;
}

static int look(struct forge *f, json_object *want)
{
	struct forge_release is = { 0 };
	struct saved_error before;

	error_save(&before);
	int rc = find(f, want, &is);
	return rc == E_NOTFOUND ? error_restore(1, &before) : rc;
}

static int make(struct forge *f, json_object *want, struct strbuf *told)
{
	struct forge_release is = { 0 };
	int rc = find(f, want, &is);

	crash_point();
	if (!rc)
		rc = f->ops->release_delete(f, &is);
	crash_point();
	if (rc == 0)
		strbuf_addf(told, "deleted the release '%s'\n", is.tag);
	return rc == E_NOTFOUND ? 0 : rc;
}

const struct thing thing_gone = { "gone", look, make, NULL };
