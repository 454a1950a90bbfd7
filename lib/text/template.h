#ifndef TEXT_TEMPLATE_H
#define TEXT_TEMPLATE_H

/*
 * Names and messages with {placeholders}: {version} {series} {major} {minor}
 * {patch} {candidate} {final} {type} {date} {description} {branch} {tag}
 * {previous} {set.NAME}.
 * "{{" is a plain "{", "}}" a plain "}".  Pure.
 */
#include "base/error.h"
#include "base/strbuf.h"
#include "base/strvec.h"

struct template_vars {
	const char *version, *series, *major, *minor, *patch, *candidate,
		*final, *type, *date, *description, *branch, *tag,
		*previous;        /* NULL: not known */
	const struct strvec *set; /* "NAME=value"; NULL: none */
};

/* E_CONFIG for an unknown placeholder or an unclosed brace. */
int template_check(const char *text) MUST_CHECK;
/* E_USAGE where a placeholder has no value: names the one that is missing (and
 * for description and set.NAME the option that gives it: -m, --set). */
int template_expand(struct strbuf *out, const char *text,
		    const struct template_vars *v) MUST_CHECK;
/* The reverse for names with {version} or {series} once in them: does `name`
 * fit?  If so its version is put into `version`.  Whether that is a version is
 * the caller's question. */
bool template_match(const char *text, const char *name, struct strbuf *version);
/* The same for names of lines, "nm-{major}-{minor}": any of {series}, {major},
 * {minor}, {patch} and {version}, or none.  `series` gets what they say of it:
 * "1.58", or nothing. */
bool template_match_line(const char *text, const char *name,
			 struct strbuf *series);

#endif
