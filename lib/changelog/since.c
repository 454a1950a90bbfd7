#include "changelog/since.h"

#include "changelog/pattern.h"
#include "changelog/range.h"
#include "changelog/title.h"

#include <string.h>

size_t since_find(const struct changelog *cl, size_t from, size_t to,
		  size_t *at)
{
	const char *s = cl->md.text;

	for (size_t i = to; i-- > from;) {
		size_t len = pattern_find(cl, s + from, to - from, i - from);
		*at = i;
		if (len)
			return len;
	}
	return 0;
}

static bool is_newest(const struct changelog *cl, const struct version *v)
{
	for (size_t i = 0; i < cl->n; i++)
		if (!cl->section[i].open &&
		    version_cmp(&cl->section[i].version, v) > 0)
			return false;
	return true;
}

bool since_version(struct version *out, const struct changelog *cl, size_t from,
		   size_t to)
{
	struct range range;
	size_t at, n = since_find(cl, from, to, &at);

	return (range_find(&range, cl, from, to) &&
		range_version(out, cl, range.old, range.old_end)) ||
	       (n && title_version(out, cl, at, at + n));
}

bool since_newer(const struct changelog *cl, const struct cut *cut, size_t from,
		 size_t to)
{
	struct version v;

	if (!cut->among)
		return false;
	return since_version(&v, cl, from, to) ?
		       version_cmp(&v, cut->version) > 0 :
		       !is_newest(cl, cut->version);
}

bool since_write(struct strbuf *out, const struct changelog *cl,
		 const struct cut *cut, size_t from, size_t to)
{
	struct range range;
	bool compares = range_find(&range, cl, from, to);
	size_t at, n = compares ?
			       since_find(cl, range.old, range.old_end, &at) :
			       since_find(cl, from, to, &at);

	if (since_newer(cl, cut, from, to)) {
		strbuf_add(out, cl->md.text + from, to - from);
		return true;
	}
	if (n) {
		strbuf_add(out, cl->md.text + from, at - from);
		strbuf_adds(out, cut->version->text);
		strbuf_add(out, cl->md.text + at + n, to - at - n);
		return true;
	}
	if (cut->tag && compares) {
		range_write(out, cl, &range, from, to, cut->tag, NULL);
		return true;
	}
	strbuf_add(out, cl->md.text + from, to - from);
	return false;
}
