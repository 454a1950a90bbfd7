#include "base/utf8.h"

#include "base/cleanup.h"

#include <stdbool.h>

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

struct codes {
	unsigned first, last;
};

static bool is_in(unsigned code, const struct codes *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (code >= list[i].first && code <= list[i].last)
			return true;
	return false;
}

/* Blocks of Unicode's EastAsianWidth (W, F) and marks (Mn, Me) of scripts in use:
 * wcwidth() would know the same, in a locale that is UTF-8. */
static size_t columns(unsigned code)
{
	static const struct codes wide[] = {
		{ 0x1100, 0x115f },   { 0x231a, 0x231b },
		{ 0x23e9, 0x23ec },   { 0x25fd, 0x25fe },
		{ 0x2614, 0x2615 },   { 0x2648, 0x2653 },
		{ 0x26a1, 0x26a1 },   { 0x26bd, 0x26be },
		{ 0x26c4, 0x26c5 },   { 0x26d4, 0x26d4 },
		{ 0x26ea, 0x26ea },   { 0x26f2, 0x26f3 },
		{ 0x26f5, 0x26f5 },   { 0x26fa, 0x26fa },
		{ 0x26fd, 0x26fd },   { 0x2705, 0x2705 },
		{ 0x270a, 0x270b },   { 0x2728, 0x2728 },
		{ 0x274c, 0x274c },   { 0x274e, 0x274e },
		{ 0x2753, 0x2755 },   { 0x2757, 0x2757 },
		{ 0x2795, 0x2797 },   { 0x2b1b, 0x2b1c },
		{ 0x2b50, 0x2b50 },   { 0x2b55, 0x2b55 },
		{ 0x2e80, 0x303e },   { 0x3041, 0xa4cf },
		{ 0xa960, 0xa97c },   { 0xac00, 0xd7a3 },
		{ 0xf900, 0xfaff },   { 0xfe10, 0xfe19 },
		{ 0xfe30, 0xfe6f },   { 0xff01, 0xff60 },
		{ 0xffe0, 0xffe6 },   { 0x16fe0, 0x18d08 },
		{ 0x1aff0, 0x1b2ff }, { 0x1f004, 0x1f004 },
		{ 0x1f18e, 0x1f18e }, { 0x1f191, 0x1f19a },
		{ 0x1f200, 0x1f265 }, { 0x1f300, 0x1f320 },
		{ 0x1f32d, 0x1f335 }, { 0x1f337, 0x1f37c },
		{ 0x1f37e, 0x1f393 }, { 0x1f3a0, 0x1f3ca },
		{ 0x1f3cf, 0x1f3d3 }, { 0x1f3e0, 0x1f3f0 },
		{ 0x1f3f4, 0x1f3f4 }, { 0x1f3f8, 0x1f43e },
		{ 0x1f440, 0x1f440 }, { 0x1f442, 0x1f4fc },
		{ 0x1f4ff, 0x1f53d }, { 0x1f54b, 0x1f54e },
		{ 0x1f550, 0x1f567 }, { 0x1f57a, 0x1f57a },
		{ 0x1f595, 0x1f596 }, { 0x1f5a4, 0x1f5a4 },
		{ 0x1f5fb, 0x1f64f }, { 0x1f680, 0x1f6c5 },
		{ 0x1f6cc, 0x1f6d2 }, { 0x1f6d5, 0x1f6df },
		{ 0x1f6eb, 0x1f6ec }, { 0x1f6f4, 0x1f6fc },
		{ 0x1f7e0, 0x1f7f0 }, { 0x1f90c, 0x1f93a },
		{ 0x1f93c, 0x1f945 }, { 0x1f947, 0x1f9ff },
		{ 0x1fa70, 0x1faf8 }, { 0x20000, 0x3fffd },
	};
	static const struct codes none[] = {
		{ 0x300, 0x36f },   { 0x483, 0x489 },   { 0x591, 0x5bd },
		{ 0x5bf, 0x5bf },   { 0x5c1, 0x5c2 },   { 0x610, 0x61a },
		{ 0x64b, 0x65f },   { 0x93c, 0x93c },   { 0x94d, 0x94d },
		{ 0xe31, 0xe31 },   { 0xe34, 0xe3a },   { 0xe47, 0xe4e },
		{ 0x1ab0, 0x1ace }, { 0x1dc0, 0x1dff }, { 0x200c, 0x200d },
		{ 0x20d0, 0x20f0 }, { 0xfe00, 0xfe0f }, { 0xfe20, 0xfe2f },
	};

	if (code < 0x300)
		return 1;
	return is_in(code, none, sizeof(none) / sizeof(*none)) ? 0 :
	       is_in(code, wide, sizeof(wide) / sizeof(*wide)) ? 2 :
								 1;
}

size_t utf8_columns(const char *s, size_t n)
{
	size_t sum = 0;

	for (size_t i = 0, len; i < n; i += len ? len : 1) {
		unsigned code = 0;
		len = utf8_char(&code, s + i, n - i);
		sum += columns(code);
	}
	return sum;
}
