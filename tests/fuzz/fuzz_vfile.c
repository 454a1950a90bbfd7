/*
 * A file that carries the version: the first line names it as in the setting,
 * the rest is the file.  What is found must be within, in order and versions;
 * spliced, only these bytes change, and another version can be put back.
 */
#include "tests/fuzz/fuzz.h"

#include "base/json.h"
#include "base/strbuf.h"
#include "version/vfile.h"

#include <stdlib.h>
#include <string.h>

static void check_spans(const char *text, size_t n, const struct vspans *at)
{
	size_t end = 0;

	if (!at->n)
		abort();
	for (size_t i = 0; i < at->n; i++) {
		const struct vspan *v = &at->item[i];

		if (v->at < end || !v->len || v->at + v->len > n ||
		    memchr(text + v->at, '\n', v->len))
			abort();
		end = v->at + v->len;
	}
}

/* JSON differs in strings only, as many as there are places. */
static void check_json(const char *text, size_t n, const struct strbuf *now)
{
	json_object *before, *after;

	if (n >= 3 && !memcmp(text, "\xef\xbb\xbf", 3)) {
		text += 3;
		n -= 3;
	}
	if (json_parse(&before, text, n) < 0)
		abort();
	size_t skip = (size_t)(now->len >= 3 &&
			       !memcmp(now->buf, "\xef\xbb\xbf", 3)) *
		      3;
	if (json_parse(&after, now->buf + skip, now->len - skip) < 0)
		abort();
	json_object_put(before);
	json_object_put(after);
}

static void check(const struct vfile *f, const char *text, size_t n)
{
	struct strbuf now = STRBUF_INIT, back = STRBUF_INIT;
	struct vspans at, again;

	if (vfile_find(f, text, n, &at) < 0 || (f->maybe && !at.n))
		return;
	check_spans(text, n, &at);
	if (!vfile_splice(f, text, n, &at, "12.34.5rc678", &now)) {
		if (vfile_find(f, now.buf, now.len, &again) < 0 ||
		    again.n != at.n)
			abort();
		if (ends_with(f->path, ".json") && !f->anchor)
			check_json(text, n, &now);
		/* all the same: it goes back byte for byte */
		char *old = strndup(text + at.item[0].at, at.item[0].len);
		/* a part is not the version, and quotes stay */
		bool same = at.item[0].hole == HOLE_VERSION &&
			    !(f->anchor && strchr(f->anchor, '{') !=
						   strrchr(f->anchor, '{')) &&
			    now.len - n == again.n * again.item[0].len -
						   at.n * at.item[0].len;
		for (size_t i = 1; i < at.n; i++)
			same = same && at.item[i].hole == at.item[0].hole &&
			       at.item[i].len == at.item[0].len &&
			       !memcmp(text + at.item[i].at, old,
				       at.item[0].len);
		if (same &&
		    !vfile_splice(f, now.buf, now.len, &again, old, &back) &&
		    /* what was a number to YAML has quotes now */
		    back.len != n + 2 * at.n &&
		    (back.len != n || memcmp(back.buf, text, n)))
			abort();
		free(old);
	}
	strbuf_release(&now);
	strbuf_release(&back);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	const char *text = (const char *)data;
	const char *lf = n ? memchr(text, '\n', n) : NULL;
	struct arena arena = ARENA_INIT;
	struct vfile *f = NULL;
	size_t n_files = 0;
	int rc;

	if (!lf)
		return 0;
	char *setting = strndup(text, (size_t)(lf - text));
	rc = strstr(setting, "{version}") ?
		     vfile_anchors(&f, &n_files, &arena, setting) :
		     vfile_list(&f, &n_files, &arena, setting);
	if (!rc && n_files)
		check(f, lf + 1, n - (size_t)(lf + 1 - text));
	free(setting);
	arena_release(&arena);
	return 0;
}
