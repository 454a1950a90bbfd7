#include "git/describe.h"

#include "base/cleanup.h"
#include "git/version_tag.h"

#include <string.h>

bool describe_tag(struct version *out, const char *tag, const char *name,
		  enum scheme scheme)
{
	struct version v;

	if (!version_tag_fits(&v, tag, name, scheme))
		return false;
	v.text[strcspn(v.text, "+")] = '\0';
	return version_try(out, SCHEME_PEP440, v.text);
}

bool describe_is_exact(const struct described *d)
{
	return d->tag && !d->distance && !d->dirty;
}

/* 0.2.0 -> 0.2.1, 0.2.0rc1 -> 0.2.0rc2: the last number, plus one. */
static void add_one(struct strbuf *text)
{
	size_t n = text->len;
	unsigned long last;

	while (n && text->buf[n - 1] >= '0' && text->buf[n - 1] <= '9')
		n--;
	last = strtoul(text->buf + n, NULL, 10);
	text->len = n;
	strbuf_addf(text, "%lu", last + 1);
}

int describe_version(struct strbuf *out, const struct described *d)
{
	CLEANUP(strbuf) struct strbuf next = STRBUF_INIT;
	struct version v = d->base;
	int rc;

	if (describe_is_exact(d)) {
		version_normal(out, &v);
		return 0;
	}
	if (v.dev > 0) {
		rc = error(
			E_POLICY,
			"nothing follows from tag '%s': its .dev number is not 0",
			d->tag);
		error_hint("tag what it leads to with .dev0, or drop the tag");
		return rc;
	}
	v.dev = -1;
	version_normal(&next, &v);
	if (d->base.dev < 0)
		add_one(&next);
	strbuf_addf(out, "%s.dev%lu", next.buf, d->distance);
	return 0;
}

void describe_plain(struct strbuf *out, const struct described *d)
{
	if (!d->tag)
		strbuf_adds(out, d->commit ? d->commit : "");
	else if (d->distance)
		strbuf_addf(out, "%s-%lu-g%s", d->tag, d->distance, d->commit);
	else
		strbuf_adds(out, d->tag);
	strbuf_adds(out, d->dirty ? "-dirty" : "");
}
