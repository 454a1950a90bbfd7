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

/* "Not found" is a label that somebody else has taken away, and also a pull
 * request that is hidden from the token. */
static int remove_one(struct forge *f, long number, const char *label)
{
	struct forge_pull is = { 0 };
	struct saved_error first;
	int rc = f->ops->label_remove(f, number, label);

	if (rc != E_NOTFOUND)
		return rc;
	error_save(&first);
	bool gone = !f->ops->pull_get(f, number, &is) &&
		    !thing_has_label(&is, label);
	rc = error_restore(rc, &first);
	return gone ? 0 : rc;
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
		rc = remove_one(f, number, *remove);
		crash_point();
	}
	return rc;
}

const struct thing thing_labels = { "labels", look, make, NULL };
