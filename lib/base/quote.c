#include "base/quote.h"

#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

static bool is_plain(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9') || (c && strchr("_-./:,@%+=^", c));
}

void strbuf_add_sh(struct strbuf *sb, const char *arg)
{
	const char *p = arg;

	while (is_plain(*p))
		p++;
	if (*arg && !*p) {
		strbuf_adds(sb, arg);
		return;
	}
	strbuf_addc(sb, '\'');
	for (p = arg; *p; p++) {
		if (*p == '\'')
			strbuf_adds(sb, "'\\''");
		else
			strbuf_addc(sb, *p);
	}
	strbuf_addc(sb, '\'');
}

/* In single quotes nothing has a meaning, in double ones and outside of quotes a
 * backslash takes it from the next, as it does in $'..'. */
size_t shell_command_length(const char *s)
{
	size_t line = strcspn(s, "\n");
	char in = 0; /* '"', '\'', or '$' */

	if (*s == '#') /* a remark */
		return line;
	for (const char *p = s; *p; p++) {
		if (*p == '\n' && !in)
			return (size_t)(p - s);
		if (*p == '\\' && in != '\'' && p[1])
			p++;
		else if (in)
			in = *p == (in == '$' ? '\'' : in) ? 0 : in;
		else if (*p == '$' && p[1] == '\'')
			in = *p++;
		else if (*p == '\'' || *p == '"')
			in = *p;
	}
	return in ? line : strlen(s);
}

/* What moves the cursor or the reading direction of a terminal, or is not seen
 * at all.  Joiners (U+200C, U+200D) are part of words. */
static bool is_control(unsigned code)
{
	static const struct {
		unsigned first, last;
	} range[] = {
		{ 0x00, 0x1f },     { 0x7f, 0x9f },     { 0xad, 0xad },
		{ 0x61c, 0x61c },   { 0x180e, 0x180e }, { 0x200b, 0x200b },
		{ 0x200e, 0x200f }, { 0x2028, 0x202e }, { 0x2060, 0x206f },
		{ 0xfeff, 0xfeff }, { 0xfff9, 0xfffb }, { 0xe0000, 0xe007f },
	};

	for (size_t i = 0; i < sizeof(range) / sizeof(*range); i++)
		if (code >= range[i].first && code <= range[i].last)
			return true;
	return false;
}

/* "##[", wherever it stands in a line, begins a command for the runner of Actions:
 * an old form, which it still obeys.  Others do so at the beginning of one. */
static bool is_command(const char *s, size_t n)
{
	const char *actions = getenv("GITHUB_ACTIONS");

	return actions && !strcmp(actions, "true") && n > 2 &&
	       !memcmp(s, "##[", 3);
}

void strbuf_add_visible(struct strbuf *sb, const char *s, size_t n)
{
	while (n) {
		if (*s == '#' && is_command(s, n)) {
			strbuf_adds(sb, "#\\x23");
			s += 2;
			n -= 2;
			continue;
		}
		unsigned code = 0;
		size_t len = utf8_char(&code, s, n);
		size_t step = len ? len : 1;

		if (len && !is_control(code))
			strbuf_add(sb, s, len);
		else
			for (size_t i = 0; i < step; i++)
				strbuf_addf(sb, "\\x%02x", (unsigned char)s[i]);
		s += step;
		n -= step;
	}
}

/* Would it be shown as it is?  But for ends of lines, where they may be. */
static bool is_shown(const char *s, bool lines)
{
	while (*s) {
		unsigned code = 0;
		size_t n = utf8_char(&code, s, strlen(s));
		if (!n || (is_control(code) && !(lines && *s == '\n')))
			return false;
		s += n;
	}
	return true;
}

/* Octal: three digits end by themselves, in each shell that has $'..'. */
static void add_escaped(struct strbuf *sb, const char *s)
{
	strbuf_adds(sb, "$'");
	for (; *s; s++) {
		if (*s == '\n')
			strbuf_adds(sb, "\\n");
		else if (*s == '\t')
			strbuf_adds(sb, "\\t");
		else if (*s == '\'' || *s == '\\')
			strbuf_addf(sb, "\\%c", *s);
		else if (*s >= ' ' && *s <= '~')
			strbuf_addc(sb, *s);
		else
			strbuf_addf(sb, "\\%03o", (unsigned char)*s);
	}
	strbuf_addc(sb, '\'');
}

void strbuf_add_shell(struct strbuf *sb, const char *arg)
{
	if (is_shown(arg, true))
		strbuf_add_sh(sb, arg);
	else
		add_escaped(sb, arg);
}

void strbuf_add_shell_line(struct strbuf *sb, const char *arg)
{
	if (is_shown(arg, false))
		strbuf_add_sh(sb, arg);
	else
		add_escaped(sb, arg);
}

static bool wants_c_quotes(unsigned char c, bool high)
{
	return c < 0x20 || c == '"' || c == '\\' || c == 0x7f ||
	       (high && c > 0x7f);
}

void strbuf_add_c_quoted(struct strbuf *sb, const char *s, bool high)
{
	static const char plain[] = "\a\b\t\n\v\f\r\"\\";
	static const char letter[] = "abtnvfr\"\\";
	const char *p = s;

	while (*p && !wants_c_quotes((unsigned char)*p, high))
		p++;
	if (!*p) {
		strbuf_adds(sb, s);
		return;
	}
	strbuf_addc(sb, '"');
	for (p = s; *p; p++) {
		const char *at = strchr(plain, *p);
		if (at)
			strbuf_addf(sb, "\\%c", letter[at - plain]);
		else if (wants_c_quotes((unsigned char)*p, high))
			strbuf_addf(sb, "\\%03o", (unsigned char)*p);
		else
			strbuf_addc(sb, *p);
	}
	strbuf_addc(sb, '"');
}
