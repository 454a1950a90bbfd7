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

/* The version at `at` that `after` follows: the longest. */
static size_t fit(const struct vscan *s, size_t at, const char *after)
{
	size_t n = vscan_version(s, at), len = strlen(after);

	if (!len) { /* the end of a sentence is no part of it */
		while (n && strchr(".!-_+", vscan_at(s, at + n - 1)))
			n--;
		return n;
	}
	while (n && !matches(s, at + n, after, len))
		n--;
	return n;
}

int vfile_anchor(struct vscan *s, const char *where)
{
	const char *hole = strstr(where, "{version}");
	size_t before = (size_t)(hole - where), n, found = 0;
	int rc;

	for (; s->i + before < s->n; s->i++) {
		n = matches(s, s->i, where, before) ?
			    fit(s, s->i + before, hole + strlen("{version}")) :
			    0;
		if (!n)
			continue;
		s->before = s->out->n;
		if ((rc = vscan_take(s, s->i + before, n)) < 0)
			return rc;
		s->i += before + n - 1;
		found++;
	}
	if (found == s->file->count)
		return 0;
	return error(E_POLICY, "%s: '%s' is there %zu times instead of %zu",
		     s->file->path, where, found, s->file->count);
}
