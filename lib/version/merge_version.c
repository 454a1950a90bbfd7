#include "version/merge_version.h"

#include "base/cleanup.h"

#include <string.h>

bool merge_version_read(const struct vfile *f, const char *text, size_t n,
			struct strbuf *out)
{
	struct vspans at;

	if (vfile_find(f, text, n, &at) < 0 || !vfile_version(text, &at, out))
		return false;
	for (size_t i = 0; i < at.n; i++) {
		CLEANUP(strbuf) struct strbuf value = STRBUF_INIT;
		const struct vspan *v = &at.item[i];
		if (vhole_value(&value, v->hole, out->buf) < 0 ||
		    value.len != v->len ||
		    memcmp(value.buf, text + v->at, v->len))
			return false;
	}
	return true;
}

const char *merge_version_pick(enum scheme scheme, const char *base,
			       const char *ours, const char *theirs)
{
	int cmp;

	if (!strcmp(ours, theirs) || !strcmp(base, theirs))
		return ours;
	if (!strcmp(base, ours))
		return theirs;
	if (!version_cmp_text(scheme, ours, theirs, &cmp) || !cmp)
		return NULL;
	return cmp > 0 ? ours : theirs;
}

bool merge_version_is(enum scheme scheme, const char *text, const char *release)
{
	const char *a = strchr(text, '+'), *b = strchr(release, '+');
	int cmp;

	/* what is behind the plus does not count in the order */
	return version_cmp_text(scheme, text, release, &cmp) && !cmp &&
	       !strcmp(a ? a : "", b ? b : "");
}

bool merge_version_put(const struct vfile *f, const char *text, size_t n,
		       const char *version, struct strbuf *out)
{
	struct vspans at;

	return vfile_find(f, text, n, &at) >= 0 &&
	       vfile_splice(f, text, n, &at, version, out) >= 0;
}
