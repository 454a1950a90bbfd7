#include "towncrier/towncrier_name.h"

#include "base/cleanup.h"

#include <ctype.h>
#include <fnmatch.h>
#include <limits.h>
#include <regex.h>
#include <stdlib.h>
#include <string.h>

#define DIGITS "0123456789"
/* Copies of a part that a pattern may ask for. */
#define MAX_TIMES 4096

static const struct news_type *type_of(const struct towncrier *t, const char *s,
				       size_t n)
{
	/* the last of one folder is the one that counts */
	for (size_t i = t->n_types; i-- > 0;)
		if (strlen(t->type[i].dir) == n &&
		    !memcmp(t->type[i].dir, s, n))
			return &t->type[i];
	return NULL;
}

static bool is_ignored(const struct towncrier *t, const char *file)
{
	static const char *const always[] = { ".gitignore", ".gitkeep",
					      ".keep",      "readme",
					      "readme.md",  "readme.rst" };
	const char *own = t->template ? strrchr(t->template, '/') : NULL;

	for (size_t i = 0; i < sizeof(always) / sizeof(*always); i++)
		if (!fnmatch(always[i], file, FNM_CASEFOLD))
			return true;
	for (size_t i = 0; i < t->n_ignore; i++)
		if (!fnmatch(t->ignore[i], file, FNM_CASEFOLD))
			return true;
	return t->template && !strcmp(own ? own + 1 : t->template, file);
}

bool towncrier_is_number(const char *s)
{
	return *s && !s[strspn(s, DIGITS)];
}

/* Without white space around it; "007" is 7. */
static const char *issue_of(struct arena *arena, const char *s, size_t n)
{
	while (n && isspace((unsigned char)*s)) {
		s++;
		n--;
	}
	while (n && isspace((unsigned char)s[n - 1]))
		n--;
	const char *issue = arena_strndup(arena, s, n);
	if (towncrier_is_number(issue))
		while (*issue == '0' && issue[1])
			issue++;
	return issue;
}

static bool take_apart(struct news_name *out, const struct towncrier *t,
		       struct arena *arena, const char *file)
{
	size_t end = strlen(file), n;

	for (size_t i = end; i-- > 0; end = i) {
		while (i && file[i] != '.')
			i--;
		if (file[i] != '.')
			return false;
		out->type = type_of(t, file + i + 1, end - i - 1);
		if (!out->type)
			continue;
		const char *next = file + end + (file[end] == '.');
		n = strcspn(next, ".");
		out->issue = issue_of(arena, file, i);
		out->counter = n && strspn(next, DIGITS) >= n && n < 18 ?
				       strtol(next, NULL, 10) :
				       0;
		return true;
	}
	return false;
}

/* Python's pattern as one of POSIX: 0, or -1 if it has more. */
static int translate(struct strbuf *out, const char *p)
{
	bool set = false;

	for (strbuf_adds(out, "^("); *p; p++) {
		if (*p == '\\' && p[1] == 'd') {
			strbuf_adds(out, set ? "0-9" : "[0-9]");
			p++;
		} else if (*p == '\\' && set) {
			return -1;
		} else if (*p == '\\' && strchr("wWsSbB", p[1]) == NULL &&
			   isalnum((unsigned char)p[1])) {
			return -1;
		} else if (*p == '\\' && p[1]) {
			strbuf_add(out, p++, 2);
		} else if (!set && starts_with(p, "(?:")) {
			strbuf_addc(out, '(');
			p += 2;
		} else if (!set && (starts_with(p, "(?") ||
				    (strchr("*+?}", *p) && p[1] == '?'))) {
			return -1;
		} else {
			set = *p == '[' || (set && *p != ']');
			strbuf_addc(out, *p);
		}
	}
	strbuf_adds(out, ")$");
	return 0;
}

/* The C library writes "x+" out as "xx*", "x{3}" as "xxx", at each level anew:
 * forty marks would take all memory. */
static bool is_vast(const char *pattern)
{
	unsigned long times = 1, n;

	for (const char *p = pattern; *p && times <= MAX_TIMES; p++) {
		if (*p == '+')
			times *= 2;
		if (*p != '{')
			continue;
		n = strtoul(p + 1, NULL, 10);
		const char *to = p + 1 + strspn(p + 1, "0123456789");
		unsigned long max = *to == ',' ? strtoul(to + 1, NULL, 10) : n;
		n = max > n ? max : n;
		times = n > MAX_TIMES ? n : times * (n + 1);
	}
	return times > MAX_TIMES;
}

static int check_pattern(const struct towncrier *t, const char *issue)
{
	CLEANUP(strbuf) struct strbuf pattern = STRBUF_INIT;
	regex_t re;

	if (!t->issue_pattern || !*t->issue_pattern)
		return 0;
	if (translate(&pattern, t->issue_pattern) < 0 || is_vast(pattern.buf) ||
	    regcomp(&re, pattern.buf, REG_EXTENDED | REG_NOSUB))
		return error(E_CONFIG,
			     "%s: this 'issue_pattern' is not known here",
			     t->file);
	int rc = regexec(&re, issue, 0, NULL, 0);
	regfree(&re);
	if (!rc)
		return 0;
	return error(E_CONFIG,
		     "issue name '%s' does not match the 'issue_pattern' '%s'",
		     issue, t->issue_pattern);
}

int towncrier_name(struct news_name *out, const struct towncrier *t,
		   struct arena *arena, const char *file)
{
	int rc;

	if (is_ignored(t, file))
		return 0;
	if (!take_apart(out, t, arena, file)) {
		if (!t->ignore)
			return 0;
		rc = error(E_CONFIG, "'%s' is no name of a news fragment",
			   file);
		error_hint("if it shall be there, add it to 'ignore' in %s",
			   t->file);
		return rc;
	}
	if (*t->orphan_prefix && starts_with(out->issue, t->orphan_prefix))
		out->issue = NULL;
	if (out->issue && *out->issue &&
	    (rc = check_pattern(t, out->issue)) < 0)
		return rc;
	return 1;
}

int towncrier_takes(const struct towncrier *t, const char *file)
{
	CLEANUP(arena) struct arena arena = ARENA_INIT;
	struct news_name name;

	return towncrier_name(&name, t, &arena, file);
}

static int number_order(const char *a, size_t m, const char *b, size_t n)
{
	for (; m > 1 && *a == '0'; m--)
		a++;
	for (; n > 1 && *b == '0'; n--)
		b++;
	if (m != n)
		return m < n ? -1 : 1;
	return m ? memcmp(a, b, m) : 0;
}

/* "gh-10x" is "gh-x" with 10. */
static int mixed_order(const char *a, size_t i, const char *b, size_t k)
{
	CLEANUP(text)
	char *x = xasprintf("%.*s%s", (int)i, a, a + i + strspn(a + i, DIGITS));
	CLEANUP(text)
	char *y = xasprintf("%.*s%s", (int)k, b, b + k + strspn(b + k, DIGITS));
	int cmp = strcmp(x, y);

	return cmp ? cmp :
		     number_order(a + i, strspn(a + i, DIGITS), b + k,
				  strspn(b + k, DIGITS));
}

int towncrier_issue_order(const char *a, const char *b)
{
	bool x = towncrier_is_number(a), y = towncrier_is_number(b);
	size_t i = strcspn(a, DIGITS), k = strcspn(b, DIGITS);

	if (x != y)
		return x ? 1 : -1;
	if (x)
		return number_order(a, strlen(a), b, strlen(b));
	if (!a[i] || !b[k])
		return a[i] ? 1 : b[k] ? -1 : strcmp(a, b);
	return mixed_order(a, i, b, k);
}
