#include "changelog/pattern.h"

#include "changelog/range.h"

#include <ctype.h>
#include <string.h>

static bool is_digit(char c)
{
	return isdigit((unsigned char)c);
}

static bool is_letter(char c)
{
	return isalpha((unsigned char)c);
}

/* May a version begin here?  Behind "v", but not in the middle of another. */
static bool may_begin(const char *s, size_t at)
{
	if (!at)
		return true;
	if (is_digit(s[at - 1]))
		return false;
	return at < 2 || s[at - 1] != '.' || !is_digit(s[at - 2]);
}

static bool may_end(const char *s, size_t n, size_t at)
{
	if (at == n)
		return true;
	if (isalnum((unsigned char)s[at]))
		return false;
	if (at + 1 == n)
		return true;
	if (s[at] == '.' || s[at] == '+')
		return !isalnum((unsigned char)s[at + 1]);
	return s[at] != '-' || !is_letter(s[at + 1]);
}

static bool stands(const char *s, size_t n, size_t at, const char *text)
{
	size_t len = strlen(text);

	return len && len <= n - at && !memcmp(s + at, text, len) &&
	       may_begin(s, at) && may_end(s, n, at + len);
}

/* "1.2.0" as an anchor has it. */
static const char *variant(struct strbuf *buf, const char *text,
			   enum pattern_code code)
{
	strbuf_reset(buf);
	for (; *text; text++) {
		if (*text != '.')
			strbuf_addc(buf, *text);
		else if (code != PATTERN_DIGITS)
			strbuf_addc(buf, code == PATTERN_DASHES ? '-' : '_');
	}
	return buf->buf;
}

size_t pattern_find(const struct changelog *cl, const char *s, size_t n,
		    size_t at)
{
	size_t best = 0;

	if (!is_digit(s[at]) || !may_begin(s, at))
		return 0;
	for (size_t i = 0; i < cl->n; i++) {
		const struct section *k = &cl->section[i];
		if (!k->version.n_parts || k->unreleased)
			continue;
		const char *text = k->version.text;
		size_t len = strlen(text);
		if (len > best && stands(s, n, at, text))
			best = len;
	}
	return best;
}

/* What looks like a version, on either side of ".." or "%0D". */
static size_t find_end_of_range(const char *s, size_t n, size_t at)
{
	size_t len = 0, from = at;

	if (!is_digit(s[at]) || !may_begin(s, at))
		return 0;
	while (at + len < n && (isalnum((unsigned char)s[at + len]) ||
				(s[at + len] == '.' && at + len + 1 < n &&
				 is_digit(s[at + len + 1]))))
		len++;
	if (!memchr(s + at, '.', len))
		return 0;
	if (range_mark(s + at + len, n - at - len))
		return len;
	for (;; from--) {
		if (from > 2 && range_mark(s + from - 3, 3))
			return len;
		if (!from ||
		    !(is_letter(s[from - 1]) || strchr("-_", s[from - 1])))
			break;
	}
	return from > 1 && !memcmp(s + from - 2, "..", 2) ? len : 0;
}

static size_t match(const struct changelog *cl, const char *s, size_t n,
		    size_t at, const char *const own[PATTERN_LAST],
		    enum pattern_code *code)
{
	static const enum pattern_code order[] = {
		PATTERN_FULL, PATTERN_VERSION, PATTERN_DASHES,
		PATTERN_LOW_LINES, PATTERN_DIGITS
	};
	size_t len;

	for (int i = 0; i < 5; i++) {
		*code = order[i];
		if (own[*code] && stands(s, n, at, own[*code]))
			return strlen(own[*code]);
	}
	*code = PATTERN_PREVIOUS;
	len = pattern_find(cl, s, n, at);
	return len ? len : find_end_of_range(s, n, at);
}

void pattern_make(struct strbuf *out, const struct changelog *cl, const char *s,
		  size_t n, const char *spelled, const char *full)
{
	struct strbuf form[3] = { STRBUF_INIT, STRBUF_INIT, STRBUF_INIT };
	const char *own[PATTERN_LAST] = { NULL };
	enum pattern_code code;

	own[PATTERN_VERSION] = spelled;
	own[PATTERN_FULL] = full && strcmp(full, spelled) ? full : NULL;
	for (int i = 0; i < 3; i++)
		own[PATTERN_DASHES + i] =
			variant(&form[i], spelled, PATTERN_DASHES + i);
	if (strlen(own[PATTERN_DIGITS]) < 3)
		own[PATTERN_DIGITS] = NULL;
	for (size_t i = 0; i < n;) {
		size_t len = match(cl, s, n, i, own, &code);
		if (len)
			strbuf_addc(out, (char)code);
		else if ((unsigned char)s[i] >= PATTERN_LAST)
			strbuf_addc(out, s[i]);
		i += len ? len : 1;
	}
	for (int i = 0; i < 3; i++)
		strbuf_release(&form[i]);
}

bool pattern_has(const char *pattern, enum pattern_code code)
{
	return strchr(pattern, code) != NULL;
}

bool pattern_has_version(const char *pattern)
{
	static const char codes[] = { PATTERN_VERSION,   PATTERN_FULL,
				      PATTERN_DASHES,    PATTERN_DIGITS,
				      PATTERN_LOW_LINES, '\0' };

	return strpbrk(pattern, codes) != NULL;
}

bool pattern_fill(struct strbuf *out, const char *pattern, const char *spelled,
		  const char *full, const char *previous, const char *date)
{
	struct strbuf form = STRBUF_INIT;

	if (pattern_has(pattern, PATTERN_PREVIOUS) && !previous)
		return false;
	for (const char *p = pattern; *p; p++) {
		enum pattern_code code = (enum pattern_code) * p;
		if ((unsigned char)*p >= PATTERN_LAST)
			strbuf_addc(out, *p);
		else if (code == PATTERN_VERSION)
			strbuf_adds(out, spelled);
		else if (code == PATTERN_FULL)
			strbuf_adds(out, full);
		else if (code == PATTERN_PREVIOUS)
			strbuf_adds(out, previous);
		else if (code == PATTERN_DATE)
			strbuf_adds(out, date ? date : "");
		else
			strbuf_adds(out, variant(&form, spelled, code));
	}
	strbuf_release(&form);
	return true;
}
