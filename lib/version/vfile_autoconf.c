#include "version/vfile_autoconf.h"

#include <string.h>

/* Over a comment, if there is one. */
static bool skip_comment(struct vscan *s)
{
	bool word = s->i && vscan_word(s, s->i - 1);

	if (vscan_here(s) != '#' &&
	    (word || !vscan_sees(s, "dnl") || vscan_word(s, s->i) != 3))
		return false;
	vscan_to_line_end(s);
	return true;
}

/* The argument at the cursor, up to the comma or bracket behind it. */
static bool argument(struct vscan *s, struct vspan *out)
{
	int quotes = 0, brackets = 0;

	vscan_skip(s, " \t\r\n");
	out->at = s->i;
	for (; s->i < s->n; s->i++) {
		char c = vscan_here(s);
		if (!quotes && !brackets && (c == ',' || c == ')'))
			break;
		quotes += (c == '[') - (c == ']');
		if (!quotes)
			brackets += (c == '(') - (c == ')');
	}
	out->len = s->i - out->at;
	return s->i < s->n;
}

/* Without blanks and one pair of quotes. */
static void unquote(const struct vscan *s, struct vspan *v)
{
	while (v->len && strchr(" \t\r\n", s->text[v->at + v->len - 1]))
		v->len--;
	if (v->len >= 2 && s->text[v->at] == '[' &&
	    s->text[v->at + v->len - 1] == ']') {
		v->at++;
		v->len -= 2;
	}
}

int vfile_autoconf(struct vscan *s, const char *where)
{
	static const char call[] = "AC_INIT(";
	struct vspan v;
	int rc = 0;

	(void)where;
	while (!rc && s->i < s->n) {
		if (skip_comment(s))
			continue;
		if (!vscan_sees(s, call) || (s->i && vscan_word(s, s->i - 1))) {
			s->i++;
			continue;
		}
		s->i += strlen(call);
		if (!argument(s, &v) || vscan_here(s) != ',')
			continue;
		s->i++;
		if (!argument(s, &v))
			return vscan_fault(s, v.at, "AC_INIT does not end");
		unquote(s, &v);
		rc = vscan_take(s, v.at, v.len);
	}
	return rc;
}
