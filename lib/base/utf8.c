#include "base/utf8.h"

#include "base/cleanup.h"

size_t utf8_char(unsigned *code, const char *text, size_t n)
{
	static const unsigned least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	const unsigned char *s = (const unsigned char *)text;
	size_t len = 0;

	if (n && s[0] < 0x80)
		len = 1;
	else if (n && s[0] >= 0xc2 && s[0] < 0xf5)
		len = s[0] < 0xe0 ? 2 : s[0] < 0xf0 ? 3 : 4;
	if (len == 0 || len > n)
		return 0;
	*code = len == 1 ? s[0] : s[0] & (0x7fU >> len);
	for (size_t i = 1; i < len; i++) {
		if ((s[i] & 0xc0) != 0x80)
			return 0;
		*code = *code << 6 | (s[i] & 0x3f);
	}
	if (*code < least[len] || *code > 0x10ffff ||
	    (*code >= 0xd800 && *code <= 0xdfff))
		return 0;
	return len;
}

/* git takes no non-characters either. */
static size_t git_char(const char *text, size_t n)
{
	unsigned code = 0;
	size_t len = utf8_char(&code, text, n);

	return (code & 0x1fffe) == 0xfffe ||
			       (code >= 0xfdd0 && code <= 0xfdef) ?
		       0 :
		       len;
}

void utf8_recode(struct strbuf *text)
{
	CLEANUP(strbuf) struct strbuf out = STRBUF_INIT;

	for (size_t i = 0; i < text->len;) {
		size_t len = git_char(text->buf + i, text->len - i);
		unsigned char c = (unsigned char)text->buf[i];
		if (len) {
			strbuf_add(&out, text->buf + i, len);
		} else {
			strbuf_addc(&out, (char)(0xc0 | c >> 6));
			strbuf_addc(&out, (char)(0x80 | (c & 0x3f)));
		}
		i += len ? len : 1;
	}
	strbuf_reset(text);
	strbuf_add(text, out.buf, out.len);
}

size_t utf8_count(const char *s, size_t n)
{
	size_t count = 0;
	unsigned code;

	for (size_t i = 0, len; i < n; i += len ? len : 1, count++)
		len = utf8_char(&code, s + i, n - i);
	return count;
}
