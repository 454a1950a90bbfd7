#include "forge/thing.h"

#include "base/crash.h"
#include "base/json.h"

#include <string.h>

/* The comment comes behind the labels. */
static int is_past(struct forge *f, json_object *want)
{
	const char *until = json_get_str(want, "until");
	struct forge_comment is = { 0 };
	int rc;

	if (!until)
		return 0;
	rc = f->ops->comment_find(f, (long)json_get_int(want, "number"), until,
				  &is);
	return rc == E_NOTFOUND ? 0 : rc < 0 ? rc : 1;
}

static int look(struct forge *f, json_object *want)
{
	const char *const *add = thing_list(f, want, "add");
	const char *const *remove = thing_list(f, want, "remove");
	struct forge_pull is = { 0 };
	int rc = is_past(f, want);

	if (json_get_bool(want, "again"))
		return 0;
	if (rc)
		return rc;
	rc = f->ops->pull_get(f, (long)json_get_int(want, "number"), &is);
	for (; !rc && add && *add; add++)
		if (!thing_has_label(&is, *add))
			return 0;
	for (; !rc && remove && *remove; remove++)
		if (thing_has_label(&is, *remove))
			return 0;
	return rc < 0 ? rc : 1;
}

static int make(struct forge *f, json_object *want, struct strbuf *told)
{
	const char *const *add = thing_list(f, want, "add");
	const char *const *remove = thing_list(f, want, "remove");
	long number = (long)json_get_int(want, "number");
	int rc = 0;

	(void)told;
	crash_point();
	if (add && *add)
		rc = f->ops->labels_add(f, number, add);
	crash_point();
	for (; !rc && remove && *remove; remove++) {
		rc = f->ops->label_remove(f, number, *remove);
		if (rc == E_NOTFOUND) /* somebody else has */
			rc = 0;
		crash_point();
	}
	return rc;
}

const struct thing thing_labels = { "labels", look, make };
