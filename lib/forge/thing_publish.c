#include "forge/thing.h"

#include "base/crash.h"
#include "base/json.h"

static int look(struct forge *f, json_object *want)
{
	struct forge_release is = { 0 };
	int rc = thing_release_of(f, json_get_str(want, "tag"), &is);

	if (rc == E_NOTFOUND) /* its own step has not made it yet */
		return 0;
	return rc < 0 ? rc : !is.draft;
}

static int make(struct forge *f, json_object *want, struct strbuf *told)
{
	const struct forge_release_want w = {
		.tag = json_get_str(want, "tag"),
		.prerelease = thing_flag(want, "prerelease"),
		.latest = thing_flag(want, "latest"),
		.draft = 0,
	};
	struct forge_release is = { 0 };
	int rc = thing_release_of(f, w.tag, &is);

	crash_point();
	if (!rc && is.draft)
		rc = f->ops->release_edit(f, &is, &w, &is);
	crash_point();
	if (!rc)
		thing_saw_release(f, &is);
	if (!rc)
		strbuf_addf(told, "published: %s\n", is.url);
	return rc;
}

const struct thing thing_publish = { "publish", look, make };
