#include "config/value.h"

#include "base/cleanup.h"
#include "base/quote.h"
#include "text/entry_form.h"
#include "text/template.h"
#include "version/vfile.h"

#include <string.h>
#include <strings.h>

/* strbuf_add_visible() changes just what does not belong into plain text. */
static bool is_visible(const char *s, size_t n)
{
	CLEANUP(strbuf) struct strbuf sb = STRBUF_INIT;

	strbuf_add_visible(&sb, s, n);
	return sb.len == n;
}

const char *text_fault(const char *s, size_t n, bool lines)
{
	size_t from = 0;

	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)s[i];

		if (c >= 0x20 && c != 0x7f)
			continue;
		if (!lines || (c != '\n' && c != '\t'))
			return c ? "control character" : "NUL byte";
		if (!is_visible(s + from, i - from))
			return "invalid UTF-8 or invisible control character";
		from = i + 1;
	}
	if (!is_visible(s + from, n - from))
		return "invalid UTF-8 or invisible control character";
	return NULL;
}

int value_bool(const char *value)
{
	static const char *const words[] = { "false", "true", "no", "yes",
					     "off",   "on",   "0",  "1" };

	if (!value)
		return 1;
	if (!*value)
		return 0;
	for (int i = 0; i < 8; i++) {
		if (!strcasecmp(value, words[i]))
			return i % 2;
	}
	return -1;
}

static bool component_ok(const char *s, size_t n)
{
	static const char lock[] = ".lock";
	const size_t l = sizeof(lock) - 1;

	if (!n || *s == '.')
		return false;
	if (n >= l && !memcmp(s + n - l, lock, l))
		return false;
	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)s[i];

		if (c <= ' ' || c == 0x7f || strchr("~^:?*[\\", c))
			return false;
		if ((c == '.' && s[i + 1] == '.') ||
		    (c == '@' && s[i + 1] == '{'))
			return false;
	}
	return true;
}

bool refname_ok(const char *name)
{
	size_t n = strlen(name);

	if (!n || *name == '-' || name[n - 1] == '.' || !strcmp(name, "@"))
		return false;
	for (;;) {
		n = strcspn(name, "/");
		if (!component_ok(name, n))
			return false;
		if (!name[n])
			return true;
		name += n + 1;
	}
}

static int check_choice(const struct key *k, const char *value)
{
	size_t n = strlen(value);

	for (const char *p = k->choices; n && *p;) {
		size_t len = strcspn(p, " ");

		if (len == n && !memcmp(p, value, n))
			return 0;
		p += len + (p[len] == ' ');
	}
	return error(E_CONFIG, "'%s' is none of: %s", value, k->choices);
}

static int check_branch(const char *value)
{
	if (!*value || refname_ok(value)) {
		if (!starts_with(value, "refs/"))
			return 0;
		error(E_CONFIG, "'%s' is no branch name", value);
		error_hint("leave out refs/heads/ or refs/remotes/");
		return E_CONFIG;
	}
	return error(E_CONFIG, "'%s' is no branch name", value);
}

static int check_remote(const char *value)
{
	if (refname_ok(value))
		return 0;
	error(E_CONFIG, "'%s' is no name of a remote", value);
	error_hint("a URL needs a name: git remote add <name> <url>");
	return E_CONFIG;
}

static int check_name_template(const struct key *k, const char *value)
{
	static const struct template_vars sample = { .version = "1.0.0",
						     .series = "1.0" };
	CLEANUP(strbuf) struct strbuf name = STRBUF_INIT;
	CLEANUP(strbuf) struct strbuf version = STRBUF_INIT;
	int r = template_check(value);

	if (r)
		return r;
	if (template_expand(&name, value, &sample) ||
	    !template_match(value, name.buf, &version))
		return error(
			E_CONFIG,
			"'%s' must hold {version} or {series} once and no other placeholder",
			value);
	if (k == &keys[K_TAG] && strcmp(version.buf, sample.version))
		return error(E_CONFIG, "'%s' does not hold {version}", value);
	if (!refname_ok(name.buf))
		return error(E_CONFIG, "'%s' would be no valid ref: '%s'",
			     value, name.buf);
	return 0;
}

/* "stable/v{series}", "nm-{major}-{minor}", "legacy"; empty: none. */
static int check_line_template(const char *value)
{
	static const struct template_vars sample = { .version = "1.0.0",
						     .series = "1.0",
						     .major = "1",
						     .minor = "0",
						     .patch = "0" };
	CLEANUP(strbuf) struct strbuf name = STRBUF_INIT;
	int r = template_check(value);
	size_t n = 0;

	if (r)
		return r;
	/* each may end anywhere in a name, and a stranger may have set it */
	for (const char *p = value; *p; p++)
		n += *p == '{';
	if (n > 3)
		return error(E_CONFIG, "'%s' has more than three placeholders",
			     value);
	if (template_expand(&name, value, &sample))
		return error(
			E_CONFIG,
			"'%s' may hold {series}, {major}, {minor}, {patch} and {version}, and no other placeholder",
			value);
	if (*value && !refname_ok(name.buf))
		return error(E_CONFIG, "'%s' would be no valid ref: '%s'",
			     value, name.buf);
	return 0;
}

/* "minor", "minor {version}-SNAPSHOT"; empty: none. */
static int check_next(const char *value)
{
	static const char *const parts[] = { "major", "minor", "patch" };
	size_t n = strcspn(value, " ");
	bool known = !*value;

	for (size_t i = 0; i < 3; i++)
		known |= n == strlen(parts[i]) && !memcmp(value, parts[i], n);
	if (!known) {
		error(E_CONFIG,
		      "'%s' begins with none of major, minor and patch", value);
		error_hint("as in 'minor', or 'minor {version}-dev'");
		return E_CONFIG;
	}
	int r = template_check(value + n);
	if (!r && value[n] && !strstr(value + n, "{version}"))
		r = error(E_CONFIG, "'%s' does not hold {version}", value);
	return r;
}

/* Without both, two backports would have one branch. */
static int check_backport(const char *value)
{
	static const char *const needed[] = { "{id}", "{target}" };
	CLEANUP(strbuf) struct strbuf name = STRBUF_INIT;

	for (int i = 0; i < 2; i++)
		if (!strstr(value, needed[i]))
			return error(E_CONFIG, "'%s' does not hold %s", value,
				     needed[i]);
	for (const char *p = value; *p; p++) {
		bool hole = starts_with(p, "{id}") ||
			    starts_with(p, "{target}");
		if (hole)
			p += strcspn(p, "}");
		strbuf_addc(&name, hole ? 'x' : *p);
	}
	return refname_ok(name.buf) ?
		       0 :
		       error(E_CONFIG, "'%s' makes no name of a branch", value);
}

static int check_count(const char *value)
{
	size_t n = strlen(value);

	if (n && n <= 2 && *value != '0' && strspn(value, "0123456789") == n)
		return 0;
	return error(E_CONFIG, "'%s' is no number from 1 to 99", value);
}

/* It is looked up in a commit: so no way out of it, nor one that git would not
 * have. */
static int check_path(const char *value)
{
	bool bad = *value == '/';

	for (const char *p = value; *p && !bad;) {
		size_t n = strcspn(p, "/");
		bad = !n || (n == 1 && *p == '.') ||
		      (n == 2 && starts_with(p, "..")) ||
		      (p[n] == '/' && !p[n + 1]);
		p += n + (p[n] == '/');
	}
	if (!bad)
		return 0;
	return error(E_CONFIG, "'%s' is no path from the top of the repository",
		     value);
}

static int check_files(const struct key *k, const char *value)
{
	CLEANUP(arena) struct arena arena = ARENA_INIT;
	struct vfile *files = NULL;
	size_t n = 0;

	return k->type == KEY_FILES ? vfile_list(&files, &n, &arena, value) :
				      vfile_anchors(&files, &n, &arena, value);
}

int value_check(const struct key *k, const char *value)
{
	const char *fault =
		text_fault(value, strlen(value), k->type == KEY_TEMPLATE);

	if (fault)
		return error(E_CONFIG, "%s in the value", fault);
	switch (k->type) {
	case KEY_TEXT:
		return 0;
	case KEY_BOOL:
		if (value_bool(value) < 0)
			return error(E_CONFIG, "'%s' is no boolean", value);
		return 0;
	case KEY_CHOICE:
		return check_choice(k, value);
	case KEY_BRANCH:
		return check_branch(value);
	case KEY_REMOTE:
		return check_remote(value);
	case KEY_REFNAME:
		return check_name_template(k, value);
	case KEY_NEXT:
		return check_next(value);
	case KEY_LINE:
		return check_line_template(value);
	case KEY_BACKPORT:
		return check_backport(value);
	case KEY_COUNT:
		return check_count(value);
	case KEY_PATH:
		return check_path(value);
	case KEY_TEMPLATE:
		return template_check(value);
	case KEY_ENTRY:
		return entry_form_check(value);
	case KEY_FILES:
	case KEY_ANCHORS:
		return check_files(k, value);
	}
	return error(E_CONFIG, "key of an unknown type");
}
