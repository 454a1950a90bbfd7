#include "git/hook_input.h"

#include "base/strbuf.h"
#include "base/utf8.h"

#include <string.h>

/* git has checked the name; nothing of it may move a cursor or end a line. */
static bool ref_ok(const char *ref)
{
	for (const char *p = ref; *p; p++)
		if ((unsigned char)*p <= ' ' || *p == 0x7f)
			return false;
	return starts_with(ref, "refs/") && ref[5];
}

/* Of either object format.  Zeros are told by what they are, not by how many. */
static bool read_id(struct hook_lines *l, const char **out, const char *hex)
{
	size_t n = strlen(hex);

	*out = NULL;
	if ((n != 40 && n != 64) || strspn(hex, "0123456789abcdef") != n)
		return false;
	if (strspn(hex, "0") != n)
		*out = arena_strdup(l->arena, hex);
	return true;
}

int hook_lines_add(struct hook_lines *l, const char *ref, const char *from,
		   const char *to)
{
	struct hook_line line = { 0 };

	if (!read_id(l, &line.from, from) || !read_id(l, &line.to, to))
		return error(E_FAIL, "'%s' and '%s' are not two object names",
			     from, to);
	if (!ref_ok(ref))
		return error(E_FAIL, "'%s' is not the name of a ref", ref);
	line.ref = arena_strdup(l->arena, ref);
	l->v = arena_grow(l->arena, l->v, l->n, sizeof(*l->v));
	l->v[l->n++] = line;
	return 0;
}

/* Cut the last word off; NULL: there is only one. */
static char *last_word(char *line)
{
	char *blank = strrchr(line, ' ');

	if (!blank)
		return NULL;
	*blank = '\0';
	return blank + 1;
}

/* What was typed, in front, may hold blanks: ":/a subject". */
static int read_push(struct hook_lines *l, char *line)
{
	char *from = last_word(line), *ref = from ? last_word(line) : NULL;
	char *to = ref ? last_word(line) : NULL;

	if (!to || !*line)
		return error(E_FAIL, "it is not of four words");
	int rc = hook_lines_add(l, ref, from, to);
	if (!rc)
		l->v[l->n - 1].local = arena_strdup(l->arena, line);
	return rc;
}

static int read_receive(struct hook_lines *l, char *line)
{
	char *ref = last_word(line), *to = ref ? last_word(line) : NULL;

	return to ? hook_lines_add(l, ref, line, to) :
		    error(E_FAIL, "it is not of three words");
}

static bool is_of_branch(const char *line)
{
	const char *ref = strrchr(line, ' ');

	return !ref ||
	       (starts_with(ref + 1, "refs/heads/") && !strstr(line, "ref:"));
}

static int read_line(struct hook_lines *l, enum hook_form form, char *line)
{
	if (form == HOOK_PRE_PUSH)
		return read_push(l, line);
	return form == HOOK_TRANSACTION && !is_of_branch(line) ?
		       0 :
		       read_receive(l, line);
}

int hook_lines_read(struct hook_lines *l, enum hook_form form, const char *text,
		    size_t n)
{
	const char *end = text + n;

	for (size_t i = 1; text < end; i++) {
		const char *stop = memchr(text, '\n', (size_t)(end - text));
		if (!stop || memchr(text, '\0', (size_t)(stop - text)))
			return error(E_FAIL, "line %zu of stdin %s", i,
				     stop ? "holds a NUL" : "is cut off");
		char *line =
			arena_strndup(l->arena, text, (size_t)(stop - text));
		int rc = read_line(l, form, line);
		if (rc < 0)
			return error_in(rc, "line %zu of stdin", i);
		text = stop + 1;
	}
	return 0;
}

/* "scheme://user:password@host/path" */
const char *hook_url(struct arena *a, const char *url)
{
	const char *host = strstr(url, "://");
	const char *path = host ? host + 3 + strcspn(host + 3, "/?#") : NULL;
	const char *at = NULL;

	for (const char *p = host; p && p < path; p++)
		if (*p == '@')
			at = p;
	if (!at)
		return url;
	const char *colon = memchr(host + 3, ':', (size_t)(at - host - 3));
	return colon ? arena_printf(a, "%.*s%s", (int)(colon - url), url, at) :
		       url;
}

/* One line that can be shown as it is. */
static bool reason_ok(const char *s)
{
	size_t n = strlen(s), step;
	unsigned code;

	if (!n || n > HOOK_REASON_MAX || s[strspn(s, " ")] == '\0')
		return false;
	for (; n; s += step, n -= step) {
		step = utf8_char(&code, s, n);
		if (!step || code < ' ' || (code >= 0x7f && code < 0xa0))
			return false;
	}
	return true;
}

static int read_option(struct hook_options *out, struct arena *a, const char *s)
{
	static const char bypass[] = "rel.bypass=", reason[] = "rel.reason=";

	if (!starts_with(s, "rel."))
		return 0;
	if (starts_with(s, bypass) && s[strlen(bypass)]) {
		out->bypass[out->n++] = arena_strdup(a, s + strlen(bypass));
		return 0;
	}
	if (!starts_with(s, reason))
		return error(
			E_POLICY,
			"there is no push option '%s': it is rel.bypass=<rule> or rel.reason=<text>",
			s);
	if (out->reason)
		return error(E_POLICY, "rel.reason is given twice");
	if (!reason_ok(s + strlen(reason)))
		return error(
			E_POLICY,
			"rel.reason is not one line of text, at most %d bytes",
			HOOK_REASON_MAX);
	out->reason = arena_strdup(a, s + strlen(reason));
	return 0;
}

int hook_options_read(struct hook_options *out, struct arena *a,
		      const char *const *option, size_t n)
{
	int rc = 0;

	*out = (struct hook_options){ 0 };
	out->bypass = arena_alloc(a, (n + 1) * sizeof(*out->bypass));
	for (size_t i = 0; !rc && i < n; i++)
		rc = read_option(out, a, option[i]);
	if (!rc && !out->n != !out->reason) {
		rc = error(E_POLICY,
			   "a rule is passed over with a reason only");
		error_hint(
			"git push -o rel.bypass=<rule> -o rel.reason='<text>' ...");
	}
	return rc;
}
