#include "evidence/signers_left.h"

#include "base/cleanup.h"
#include "base/strbuf.h"
#include "evidence/signer_line.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

static bool same(const char *a, size_t n_a, const char *b, size_t n_b)
{
	return n_a == n_b && !strncmp(a, b, n_a);
}

/* One of a list with commas, which may stand in quotes, too. */
static size_t entry(const char *p, size_t n)
{
	bool quoted = false;
	size_t i = 0;

	for (; i < n && (quoted || p[i] != ','); i++)
		if (p[i] == '"')
			quoted = !quoted;
	return i;
}

static bool has_entry(const char *list, size_t n, const char *one, size_t size)
{
	for (size_t i = 0, len; i < n; i += len + 1) {
		len = entry(list + i, n - i);
		if (len == size && !strncasecmp(list + i, one, len))
			return true;
	}
	return false;
}

/* Each option takes something from a key; one that has gone leaves nobody out. */
static bool takes_more(const struct signer_line *now,
		       const struct signer_line *old)
{
	for (size_t i = 0, len; i < now->n_options; i += len + 1) {
		len = entry(now->options + i, now->n_options - i);
		if (!has_entry(old->options, old->n_options, now->options + i,
			       len))
			return true;
	}
	return false;
}

static const char *next_line(const char *p)
{
	p += strcspn(p, "\n");
	return p + (*p == '\n');
}

static bool names(const struct signer_line *one, const char *who, size_t n)
{
	for (size_t i = 0, len; i < one->n_who; i += len + 1) {
		len = entry(one->who + i, one->n_who - i);
		if (same(one->who + i, len, who, n))
			return true;
	}
	return false;
}

static bool has_key(const char *text, const struct signer_line *old,
		    const char *who, size_t n)
{
	struct signer_line one;

	for (const char *p = text; *p; p = next_line(p))
		if (signer_line_take(&one, p) &&
		    same(one.key, one.n_key, old->key, old->n_key) &&
		    names(&one, who, n) && !takes_more(&one, old))
			return true;
	return false;
}

/* Somebody may have several keys. */
static void add(struct strbuf *out, const char *who, size_t n)
{
	for (const char *p = out->buf; *p; p += strspn(p, ", ")) {
		size_t len = strcspn(p, ",");
		if (same(p, len, who, n))
			return;
		p += len;
	}
	strbuf_adds(out, out->len ? ", " : "");
	strbuf_add(out, who, n);
}

const char *signers_left_find(struct arena *a, const char *old, const char *now)
{
	CLEANUP(strbuf) struct strbuf out = STRBUF_INIT;
	struct signer_line one;

	for (const char *p = old; *p; p = next_line(p)) {
		if (!signer_line_take(&one, p))
			continue;
		for (size_t i = 0, len; i < one.n_who; i += len + 1) {
			len = entry(one.who + i, one.n_who - i);
			if (len && !has_key(now, &one, one.who + i, len))
				add(&out, one.who + i, len);
		}
	}
	return out.len ? arena_strdup(a, out.buf) : NULL;
}

bool signers_have(const char *text, const char *who)
{
	struct signer_line one;

	for (const char *p = text; *p; p = next_line(p))
		if (signer_line_take(&one, p) &&
		    (same(one.who, one.n_who, who, strlen(who)) ||
		     names(&one, who, strlen(who))))
			return true;
	return false;
}
