#include "forge/thing.h"

#include "base/crash.h"
#include "base/json.h"
#include "base/message.h"

/* GitHub lets two who publish at once make a draft each, and one of them publish
 * it.  What is left of the other's is told, as nobody else would look for it. */
static int by_somebody_else(struct forge *f, struct forge_release *is)
{
	const struct forge_release ours = *is;
	struct saved_error first;

	error_save(&first);
	int found = f->ops->release_find(f, ours.tag, is);
	int rc = error_restore(E_EXISTS, &first);
	if (found < 0 || is->draft)
		return rc;
	warning("somebody else has published '%s' meanwhile, and our draft is left; delete it there: %s",
		ours.tag, ours.url);
	return 0;
}

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
	if (f->beaten) /* it was told; whose files are there publishes them */
		return 1;
	if (!rc && is.draft)
		rc = f->ops->release_edit(f, &is, &w, &is);
	if (rc == E_EXISTS)
		rc = by_somebody_else(f, &is);
	crash_point();
	if (!rc)
		thing_saw_release(f, &is);
	if (rc < 0)
		return rc;
	if (thing_tell_astray(f, &is, want))
		return 1;
	strbuf_addf(told, "published: %s\n", is.url);
	return 0;
}

static void found(struct forge *f, json_object *want, struct strbuf *told)
{
	(void)want;
	if (f->release && f->release->url)
		strbuf_addf(told, "published: %s\n", f->release->url);
}

const struct thing thing_publish = { "publish", look, make, found };
