#include "version/vfile_plain.h"

#include <string.h>

int vfile_plain(struct vscan *s, const char *where)
{
	static const char blank[] = " \t\r\n";
	size_t from, end = s->n;

	(void)where;
	vscan_skip(s, blank);
	from = s->i;
	while (end > from && strchr(blank, s->text[end - 1]))
		end--;
	for (size_t i = from; i < end; i++) {
		if (strchr(blank, s->text[i]))
			return vscan_fault(s, i, "more than a version");
	}
	return end > from ? vscan_take(s, from, end - from) : 0;
}

/* Does `pattern`, up to `n` bytes, stand at `at`?  '?' is any character. */
static bool matches(const struct vscan *s, size_t at, const char *pattern,
		    size_t n)
{
	for (size_t i = 0; i < n; i++) {
		char c = vscan_at(s, at + i);

		if (!c || c == '\n' || (pattern[i] != '?' && pattern[i] != c))
			return false;
	}
	return true;
}

/* What fits into the hole at `at`, `n` bytes of `after` behind it: the most. */
static size_t fit(const struct vscan *s, size_t at, enum vhole hole,
		  const char *after, size_t n)
{
	size_t len = hole == HOLE_VERSION ?
			     vscan_version(s, at) :
			     vhole_fit(hole, s->text + at, s->n - at);

	if (!n && hole == HOLE_VERSION) {
		/* the end of a sentence is no part of it */
		while (len && strchr(".!-_+", vscan_at(s, at + len - 1)))
			len--;
		return len;
	}
	if (!n)
		return vscan_word(s, at + len) ||
				       (vscan_at(s, at + len) == '.' &&
					vscan_word(s, at + len + 1)) ?
			       0 :
			       len;
	if (hole != HOLE_VERSION)
		return matches(s, at + len, after, n) ? len : 0;
	while (len && !matches(s, at + len, after, n))
		len--;
	return len;
}

/* The anchor at `at`: its places, and where it ends; 0 if it is not there. */
static size_t match_at(const struct vscan *s, size_t at, const char *anchor,
		       struct vspans *out)
{
	size_t len;
	enum vhole hole, next;
	const char *p = vhole_find(anchor, &hole, &len), *q;

	out->n = 0;
	if (!matches(s, at, anchor, (size_t)(p - anchor)))
		return 0;
	at += (size_t)(p - anchor);
	for (; p; p = q, hole = next) {
		const char *after = p + strlen(vhole_name(hole));
		q = vhole_find(after, &next, &len);
		size_t n = q ? (size_t)(q - after) : strlen(after);
		size_t took = fit(s, at, hole, after, n);
		if (!took || out->n == VFILE_MAX)
			return 0;
		out->item[out->n++] = (struct vspan){ at, took, hole };
		at += took + (q ? n : 0);
	}
	return at;
}

static int take_all(struct vscan *s, const struct vspans *at)
{
	int rc = 0;

	for (size_t i = 0; !rc && i < at->n; i++) {
		s->before = s->out->n;
		rc = vscan_take(s, at->item[i].at, at->item[i].len);
		if (!rc)
			s->out->item[s->out->n - 1].hole = at->item[i].hole;
	}
	return rc;
}

int vfile_anchor(struct vscan *s, const char *where)
{
	struct vspans at;
	size_t found = 0, end;
	int rc;

	while (s->i < s->n) {
		end = match_at(s, s->i, where, &at);
		if (!end) {
			s->i++;
			continue;
		}
		if ((rc = take_all(s, &at)) < 0)
			return rc;
		s->i = end;
		found++;
	}
	if (found == s->file->count || (!found && s->file->maybe))
		return 0;
	return error(E_POLICY, "%s: '%s' is there %zu time%s instead of %zu",
		     s->file->path, where, found, found == 1 ? "" : "s",
		     s->file->count);
}
