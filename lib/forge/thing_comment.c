#include "forge/thing.h"

#include "base/crash.h"
#include "base/json.h"

static int look(struct forge *f, json_object *want)
{
	struct forge_comment is = { 0 };
	int rc = f->ops->comment_find(f, (long)json_get_int(want, "number"),
				      json_get_str(want, "marker"), &is);

	if (rc == E_NOTFOUND)
		return 0;
	return rc < 0 ? rc :
			thing_same_text(is.body, json_get_str(want, "text"));
}

static int make(struct forge *f, json_object *want, struct strbuf *told)
{
	const char *text = json_get_str(want, "text");
	long number = (long)json_get_int(want, "number");
	struct forge_comment is = { 0 };
	int rc = f->ops->comment_find(f, number, json_get_str(want, "marker"),
				      &is);

	crash_point();
	if (rc == E_NOTFOUND)
		rc = f->ops->comment_add(f, number, text, &is);
	else if (!rc)
		rc = f->ops->comment_edit(f, number, is.id, text);
	crash_point();
	if (!rc)
		strbuf_addf(told, "commented: %s\n", is.url);
	return rc;
}

const struct thing thing_comment = { "comment", look, make, NULL };
