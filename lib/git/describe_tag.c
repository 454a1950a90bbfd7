#include "git/describe.h"

#include "base/cleanup.h"
#include "text/template.h"

#include <string.h>

/* [vV]?[0-9] */
static bool begins_version(const char *s)
{
	s += *s == 'v' || *s == 'V';
	return *s >= '0' && *s <= '9';
}

/* Letters of any script, digits, "_" and "-". */
static size_t word_length(const char *s)
{
	size_t n = 0;

	for (;; n++) {
		unsigned char c = (unsigned char)s[n], l = c | 0x20;

		if (!((l >= 'a' && l <= 'z') || (c >= '0' && c <= '9') ||
		      c == '_' || c == '-' || c >= 0x80))
			return n;
	}
}

/* Where the version begins, as ^(?:[\w-]+-)?[vV]?\d finds it: behind as many
 * words as can be. */
static const char *skip_words(const char *tag)
{
	for (size_t n = word_length(tag); n > 1; n--) {
		if (tag[n - 1] == '-' && begins_version(tag + n))
			return tag + n;
	}
	return tag;
}

/* A number alone behind a word is rather a date or a build than a version. */
static bool is_number_alone(const char *s)
{
	size_t n = strspn(s, "0123456789");

	return n && s[n] != '.' && s[n] != '!';
}

bool describe_tag(struct version *out, const char *tag, const char *name)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	const char *version;

	if (strcmp(name, "v{version}"))
		return template_match(name, tag, &text) &&
		       version_try(out, SCHEME_PEP440, text.buf);
	version = skip_words(tag);
	if (version != tag && is_number_alone(version))
		return false;
	strbuf_add(&text, version, strcspn(version, "+"));
	return version_try(out, SCHEME_PEP440, text.buf);
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
