#include "forge/thing.h"

#include "base/crash.h"
#include "base/json.h"

#include <string.h>

static struct forge_release_want wanted(json_object *want)
{
	return (struct forge_release_want){
		.tag = json_get_str(want, "tag"),
		.commit = json_get_str(want, "commit"),
		.name = json_get_str(want, "name"),
		.body = json_get_str(want, "body"),
		.prerelease = thing_flag(want, "prerelease"),
		.latest = thing_flag(want, "latest"),
		.draft = -1,
	};
}

/* People have read what is published: a pipeline made it, or a colleague. */
static bool is_so(const struct forge_release *is,
		  const struct forge_release_want *w)
{
	return !is->draft ||
	       ((!w->name || thing_same_text(w->name, is->name)) &&
		(!w->body || thing_same_text(w->body, is->body)));
}

static int look(struct forge *f, json_object *want)
{
	const struct forge_release_want w = wanted(want);
	struct forge_release is = { 0 };
	int rc = thing_release_of(f, w.tag, &is);

	if (rc == E_NOTFOUND)
		return f->sent_ahead ? 2 : 0;
	return rc < 0 ? rc : is_so(&is, &w);
}

static int make_new(struct forge *f, json_object *want,
		    struct forge_release_want *w, struct forge_release *is,
		    struct strbuf *told)
{
	int rc = 0;

	w->draft = f->ops->drafts;
	w->latest = w->draft ? -1 : w->latest;
	if (f->ops->files_ahead)
		rc = thing_files_ahead(f, want, w);
	crash_point();
	if (!rc)
		rc = f->ops->release_make(f, w, is);
	if (rc == E_EXISTS)
		return f->ops->release_find(f, w->tag, is);
	if (!rc && w->n_files)
		thing_tell_sent(told, is, w->file, w->n_files);
	return rc;
}

static int make(struct forge *f, json_object *want, struct strbuf *told)
{
	struct forge_release_want w = wanted(want);
	struct forge_release is = { 0 };
	int rc = thing_release_of(f, w.tag, &is);

	crash_point();
	if (rc == E_NOTFOUND)
		rc = make_new(f, want, &w, &is, told);
	if (!rc && !is_so(&is, &w)) {
		w.latest = -1;
		rc = f->ops->release_edit(f, &is, &w, &is);
	}
	crash_point();
	if (!rc)
		thing_saw_release(f, &is);
	if (!rc && !is.draft)
		strbuf_addf(told, "published: %s\n", is.url);
	else if (!rc && thing_flag(want, "stays") == 1)
		strbuf_addf(told, "drafted: %s\n", is.url);
	return rc;
}

/* Where there are drafts, another step publishes it. */
static void found(struct forge *f, json_object *want, struct strbuf *told)
{
	bool stays = thing_flag(want, "stays") == 1;

	if (f->release && f->release->url && (stays || !f->ops->drafts))
		strbuf_addf(told, "%s: %s\n",
			    f->release->draft ? "drafted" : "published",
			    f->release->url);
}

const struct thing thing_release = { "release", look, make, found };
