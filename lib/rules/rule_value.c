#include "rules/rule_value.h"

#include "base/cleanup.h"
#include "text/glob.h"
#include "text/template.h"

#include <ctype.h>
#include <string.h>

bool word_next(const char **list, char separator, struct word *out)
{
	const char *s = *list + strspn(*list, " ");
	const char *end;

	if (!*s)
		return false;
	end = s;
	while (*end && *end != separator)
		end++;
	*list = *end ? end + 1 : end;
	while (end > s && end[-1] == ' ')
		end--;
	*out = (struct word){ s, (size_t)(end - s) };
	return true;
}

static bool word_is(const struct word *w, const char *text)
{
	return strlen(text) == w->n && !memcmp(text, w->s, w->n);
}

static bool has(const char *list, const char *text)
{
	struct word w;

	while (list && word_next(&list, ' ', &w))
		if (word_is(&w, text))
			return true;
	return false;
}

bool rule_is_off(enum rule_id id, const char *value)
{
	if (!*value)
		return true;
	if (rule_table[id].type == RULE_TAGS)
		return !strcmp(value, "no");
	return rule_table[id].choices && !strcmp(value, "any");
}

bool globs_match(const char *list, const char *name)
{
	struct word w;

	while (word_next(&list, ' ', &w))
		if (glob_match(w.s, w.n, name, strlen(name)))
			return true;
	return false;
}

/* A template with {version}: one of the scheme; {series}: of some version. */
static bool template_fits(const char *form, const char *name,
			  enum scheme scheme)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	struct version v;

	if (strstr(form, "{version}"))
		return template_match(form, name, &text) &&
		       version_try(&v, scheme, text.buf);
	return template_match_line(form, name, &text);
}

bool names_match(const char *list, const char *name, enum scheme scheme)
{
	struct word w;

	while (word_next(&list, ' ', &w)) {
		if (!memchr(w.s, '{', w.n)) {
			if (glob_match(w.s, w.n, name, strlen(name)))
				return true;
			continue;
		}
		CLEANUP(text) char *form = xstrndup(w.s, w.n);
		if (template_fits(form, name, scheme))
			return true;
	}
	return false;
}

bool subjects_match(const char *list, const char *subject, size_t n)
{
	struct word w;

	while (word_next(&list, '|', &w))
		if (glob_match(w.s, w.n, subject, n))
			return true;
	return false;
}

static const char *digits(const char *s, unsigned long long *n)
{
	*n = 0;
	for (; isdigit((unsigned char)*s); s++) {
		if (*n > 1000000000000ULL)
			return NULL;
		*n = *n * 10 + (unsigned long long)(*s - '0');
	}
	return s;
}

/* 0: it is none. */
static unsigned long long read_size(const char *value)
{
	unsigned long long n, unit = 1;
	const char *end = digits(value, &n);

	if (!end || end == value)
		return 0;
	if (*end == 'k' || *end == 'K')
		unit = 1024;
	else if (*end == 'm' || *end == 'M')
		unit = 1024 * 1024;
	else if (*end == 'g' || *end == 'G')
		unit = 1024ULL * 1024 * 1024;
	end += unit > 1;
	return *end ? 0 : n * unit;
}

unsigned long long size_value(const char *value)
{
	return read_size(value);
}

long age_value(const char *value)
{
	unsigned long long n;
	const char *end = digits(value, &n);

	return end && end != value && !strcmp(end, "d") && n && n < 10000 ?
		       (long)n :
		       -1;
}

static bool is_day(const char *s)
{
	static const char *const form = "dddd-dd-dd";
	static const int days[] = { 31, 29, 31, 30, 31, 30,
				    31, 31, 30, 31, 30, 31 };

	for (size_t i = 0; form[i]; i++)
		if (form[i] == 'd' ? !isdigit((unsigned char)s[i]) :
				     s[i] != form[i])
			return false;
	int month = (s[5] - '0') * 10 + s[6] - '0';
	int day = (s[8] - '0') * 10 + s[9] - '0';
	return month >= 1 && month <= 12 && day >= 1 && day <= days[month - 1];
}

enum { DAY = 10, RANGE = 2 * DAY + 2 };

static bool is_range(const struct word *w)
{
	return w->n == RANGE && is_day(w->s) && !strncmp(w->s + DAY, "..", 2) &&
	       is_day(w->s + DAY + 2);
}

bool freeze_holds(const char *value, const char *day, struct word *range)
{
	while (word_next(&value, ' ', range))
		if (range->n == RANGE && strncmp(range->s, day, DAY) <= 0 &&
		    strncmp(day, range->s + DAY + 2, DAY) <= 0)
			return true;
	return false;
}

bool freeze_after_rc(const char *value)
{
	return has(value, "after-rc");
}

static int check_glob(const struct word *w)
{
	const char *fault = glob_fault(w->s, w->n);

	return fault ? error(E_CONFIG, "'%.*s' %s", (int)w->n, w->s, fault) : 0;
}

static int check_name(const struct word *w)
{
	CLEANUP(text) char *form = xstrndup(w->s, w->n);
	static const char *const may[] = { "{version}", "{series}", "{major}",
					   "{minor}", "{patch}" };
	CLEANUP(strbuf) struct strbuf rest = STRBUF_INIT;
	size_t found = 0;

	if (!strchr(form, '{'))
		return check_glob(w);
	for (const char *p = form; *p;) {
		size_t i = 0;
		while (i < 5 && !starts_with(p, may[i]))
			i++;
		found += i < 5;
		p += i < 5 ? strlen(may[i]) : 1;
		if (i == 5)
			strbuf_addc(&rest, p[-1]);
	}
	if (!found || strpbrk(rest.buf, "{}"))
		return error(
			E_CONFIG,
			"'%s' may hold {version}, or {series}, {major} and {minor}",
			form);
	if (strpbrk(rest.buf, "*?["))
		return error(E_CONFIG, "'%s' is half a glob, half a template",
			     form);
	return 0;
}

static int check_trailer(const struct word *w)
{
	for (size_t i = 0; i < w->n; i++)
		if (!isalnum((unsigned char)w->s[i]) && w->s[i] != '-')
			return error(E_CONFIG, "'%.*s' is no trailer's name",
				     (int)w->n, w->s);
	return 0;
}

static int check_freeze(const struct word *w)
{
	int n = (int)w->n;

	if (word_is(w, "after-rc"))
		return 0;
	if (!is_range(w))
		return error(
			E_CONFIG,
			"'%.*s' is neither after-rc nor two days, 2026-12-20..2027-01-03",
			n, w->s);
	if (strncmp(w->s, w->s + DAY + 2, DAY) > 0)
		return error(E_CONFIG, "'%.*s' ends before it begins", n, w->s);
	return 0;
}

static int check_each(const char *value, char separator,
		      int (*check)(const struct word *w))
{
	struct word w;
	int rc = 0;

	while (!rc && word_next(&value, separator, &w))
		rc = w.n ? check(&w) :
			   error(E_CONFIG, "nothing between two '%c'",
				 separator);
	return rc;
}

static int check_choice(const struct rule *rule, const char *value)
{
	if (has(rule->choices, value))
		return 0;
	if (rule->type == RULE_AGE && age_value(value) > 0)
		return 0;
	return error(E_CONFIG, "'%s' is not %s", value, rule->form);
}

int rule_check(enum rule_id id, const char *value)
{
	const struct rule *rule = &rule_table[id];

	if (!*value)
		return 0;
	bool branches = starts_with(rule->form, "<branch glob>");
	if (branches && strpbrk(value, "{,"))
		return error(
			E_CONFIG,
			"'%s' is not globs between blanks: templates and commas mean nothing here",
			value);
	switch (rule->type) {
	case RULE_GLOBS:
	case RULE_TAGS:
		return check_each(value, ' ', check_glob);
	case RULE_NAMES:
		return check_each(value, ' ', check_name);
	case RULE_CHOICE:
	case RULE_AGE:
		return check_choice(rule, value);
	case RULE_WORDS:
		return check_each(value, ' ', check_trailer);
	case RULE_SUBJECTS:
		return check_each(value, '|', check_glob);
	case RULE_SIZE:
		return read_size(value) ?
			       0 :
			       error(E_CONFIG, "'%s' is no size: 500k, 5M, 1G",
				     value);
	case RULE_FREEZE:
		return check_each(value, ' ', check_freeze);
	case RULE_COMMIT:
		break;
	}
	return strpbrk(value, " :~^*?[") || *value == '-' ?
		       error(E_CONFIG, "'%s' is no tag or commit", value) :
		       0;
}
