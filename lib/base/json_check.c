#include "base/json_check.h"

#include "base/strbuf.h"
#include "base/utf8.h"

#include <stdbool.h>
#include <string.h>

struct check {
	const char *text;
	size_t n, i;
	int level;
	long members;
};

static int fault(const char *what)
{
	return error(E_FAIL, "not valid JSON: %s", what);
}

/* The byte we are at, -1 behind the last. */
static int here(const struct check *c)
{
	return c->i < c->n ? (unsigned char)c->text[c->i] : -1;
}

static bool is_digit(int c)
{
	return c >= '0' && c <= '9';
}

static void skip_blank(struct check *c)
{
	while (c->i < c->n && c->text[c->i] && strchr(" \t\r\n", c->text[c->i]))
		c->i++;
}

/* One byte, and the blanks behind it. */
static bool passes(struct check *c, char wanted)
{
	if (here(c) != wanted)
		return false;
	c->i++;
	skip_blank(c);
	return true;
}

static bool digits(struct check *c)
{
	size_t from = c->i;

	while (is_digit(here(c)))
		c->i++;
	return c->i > from;
}

static int number(struct check *c)
{
	bool good;

	c->i += here(c) == '-';
	if (here(c) == '0') {
		c->i++;
		good = !is_digit(here(c));
	} else {
		good = digits(c);
	}
	if (good && here(c) == '.') {
		c->i++;
		good = digits(c);
	}
	if (good && (here(c) == 'e' || here(c) == 'E')) {
		c->i++;
		c->i += here(c) == '+' || here(c) == '-';
		good = digits(c);
	}
	return good ? 0 : fault("a number that is none");
}

/* Behind a backslash. */
static int escape(struct check *c)
{
	int kind = here(c);

	c->i++;
	if (kind == 'u') {
		for (int i = 0; i < 4; i++, c->i++) {
			int x = here(c);
			if (!is_digit(x) && !(x >= 'a' && x <= 'f') &&
			    !(x >= 'A' && x <= 'F'))
				return fault("'\\u' without four digits");
		}
		return 0;
	}
	if (kind <= 0 || !strchr("\"\\/bfnrt", kind))
		return fault("a '\\' that escapes nothing");
	return 0;
}

static int string(struct check *c)
{
	unsigned code;
	int rc = 0;

	c->i++;
	while (!rc && here(c) >= 0 && here(c) != '"') {
		size_t step = utf8_char(&code, c->text + c->i, c->n - c->i);
		if (!step)
			return fault("broken UTF-8");
		if (code < 0x20)
			return fault("a control character in a string");
		c->i += step;
		if (code == '\\')
			rc = escape(c);
	}
	if (!rc && here(c) < 0)
		return fault("a string without its end");
	c->i++;
	return rc;
}

static int word(struct check *c)
{
	static const char *const words[] = { "true", "false", "null" };

	for (size_t k = 0; k < sizeof(words) / sizeof(*words); k++) {
		size_t n = strlen(words[k]);
		if (c->n - c->i >= n && !memcmp(c->text + c->i, words[k], n)) {
			c->i += n;
			return 0;
		}
	}
	return fault(here(c) < 0 ? "it ends too early" : "no value there");
}

static int value(struct check *c);

static int member(struct check *c)
{
	int rc;

	if (here(c) != '"')
		return fault("no key in double quotes");
	rc = string(c);
	if (rc < 0)
		return rc;
	skip_blank(c);
	if (!passes(c, ':'))
		return fault("no ':' behind a key");
	c->members++;
	return value(c);
}

static int list(struct check *c, bool array)
{
	char end = array ? ']' : '}';
	int rc;

	c->i++;
	skip_blank(c);
	if (passes(c, end))
		return 0;
	do {
		rc = array ? value(c) : member(c);
		if (rc < 0)
			return rc;
		skip_blank(c);
	} while (passes(c, ','));
	return passes(c, end) ? 0 : fault("neither ',' nor a closing bracket");
}

static int value(struct check *c)
{
	int first = here(c), rc;

	if (first == '"')
		return string(c);
	if (first == '-' || is_digit(first))
		return number(c);
	if (first != '{' && first != '[')
		return word(c);
	if (++c->level > JSON_MAX_LEVELS)
		return fault("nested too deeply");
	rc = list(c, first == '[');
	c->level--;
	return rc;
}

int json_check(const char *text, size_t n, long *members)
{
	struct check c = { .text = text, .n = n };
	int rc;

	skip_blank(&c);
	rc = value(&c);
	if (rc < 0)
		return rc;
	skip_blank(&c);
	if (c.i < n)
		return fault("text behind the value");
	*members = c.members;
	return 0;
}
