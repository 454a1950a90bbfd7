#include "text/template.h"

#include "base/cleanup.h"
#include "base/strvec.h"
#include "text/braces.h"

#include <string.h>

static const char *const names[] = {
	"version",   "series", "major",    "minor", "patch",
	"candidate", "final",  "type",     "date",  "description",
	"branch",    "tag",    "previous",
};

static const char *value_of(const struct template_vars *v, size_t i)
{
	const char *const values[] = {
		v->version,   v->series, v->major,    v->minor, v->patch,
		v->candidate, v->final,  v->type,     v->date,  v->description,
		v->branch,    v->tag,    v->previous,
	};

	return values[i];
}

#define N_NAMES (sizeof(names) / sizeof(*names))

/* The NAME of "set.NAME", NULL if it is something else. */
static const char *set_name(const struct piece *p, size_t *n)
{
	static const char letters[] =
		"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";

	if (p->n <= 4 || memcmp(p->s, "set.", 4))
		return NULL;
	*n = p->n - 4;
	return strspn(p->s + 4, letters) == *n ? p->s + 4 : NULL;
}

static int unknown_placeholder(const struct piece *p)
{
	error(E_CONFIG, "unknown placeholder '{%.*s}'", (int)p->n, p->s);
	error_hint(
		"known: {version} {series} {major} {minor} {patch} {candidate} {final} {type} {date} {description} {branch} {tag} {previous} {set.NAME}");
	return E_CONFIG;
}

int template_check(const char *text)
{
	struct piece p;
	size_t n;
	int r;

	for (r = piece_next(&p, &text); r > 0; r = piece_next(&p, &text)) {
		if (p.placeholder &&
		    piece_index(&p, names, N_NAMES) == N_NAMES &&
		    !set_name(&p, &n))
			return unknown_placeholder(&p);
	}
	return r;
}

/* The last NAME=value wins, as with repeated options everywhere. */
static const char *set_value(const struct strvec *set, const char *name,
			     size_t n)
{
	for (size_t i = set ? set->n : 0; i-- > 0;) {
		if (!strncmp(set->v[i], name, n) && set->v[i][n] == '=')
			return set->v[i] + n + 1;
	}
	return NULL;
}

static int expand_piece(struct strbuf *out, const struct piece *p,
			const struct template_vars *v)
{
	size_t i = piece_index(p, names, N_NAMES), n = 0;
	const char *set = i == N_NAMES ? set_name(p, &n) : NULL;
	const char *value;

	if (i == N_NAMES && !set)
		return unknown_placeholder(p);
	value = set ? set_value(v->set, set, n) : value_of(v, i);
	if (value) {
		strbuf_adds(out, value);
		return 0;
	}
	error(E_USAGE, "no value for '{%.*s}'", (int)p->n, p->s);
	if (set)
		error_hint("give it with --set %.*s=<value>", (int)n, set);
	else if (!strcmp(names[i], "description"))
		error_hint("give it with -m <text>");
	else if (!strcmp(names[i], "candidate"))
		error_hint("only a release candidate has a number");
	return E_USAGE;
}

int template_expand(struct strbuf *out, const char *text,
		    const struct template_vars *v)
{
	CLEANUP(strbuf) struct strbuf sb = STRBUF_INIT;
	struct piece p;
	int r;

	for (r = piece_next(&p, &text); r > 0; r = piece_next(&p, &text)) {
		if (p.placeholder)
			r = expand_piece(&sb, &p, v);
		else
			strbuf_add(&sb, p.s, p.n);
		if (r < 0)
			return r;
	}
	if (!r)
		strbuf_add(out, sb.buf, sb.len);
	return r;
}

/* Split a template around its one placeholder; false if it has none, several,
 * or another one than {version} or {series}. */
static bool split(const char *text, struct strbuf *before, struct strbuf *after)
{
	bool seen = false;
	struct piece p;
	int r;

	for (r = piece_next(&p, &text); r > 0; r = piece_next(&p, &text)) {
		if (!p.placeholder) {
			strbuf_add(seen ? after : before, p.s, p.n);
			continue;
		}
		if (seen ||
		    (!piece_is(&p, "version") && !piece_is(&p, "series")))
			return false;
		seen = true;
	}
	return !r && seen;
}

bool template_match(const char *text, const char *name, struct strbuf *version)
{
	CLEANUP(strbuf) struct strbuf before = STRBUF_INIT;
	CLEANUP(strbuf) struct strbuf after = STRBUF_INIT;
	size_t n = strlen(name);

	if (!split(text, &before, &after) || n <= before.len + after.len ||
	    memcmp(name, before.buf, before.len) ||
	    memcmp(name + n - after.len, after.buf, after.len))
		return false;
	strbuf_add(version, name + before.len, n - before.len - after.len);
	return true;
}

static bool fits(const char *text, const char *name, struct strbuf *series);

/* A placeholder stands for the first `n` bytes of `name`: does the rest fit? */
static bool fits_with(const struct piece *p, size_t n, const char *text,
		      const char *name, struct strbuf *series)
{
	size_t was = series->len;
	bool part = piece_is(p, "minor") || piece_is(p, "patch");

	strbuf_addf(series, "%s%.*s", part && was ? "." : "", (int)n, name);
	if (fits(text, name + n, series))
		return true;
	strbuf_cut(series, was);
	return false;
}

static bool fits(const char *text, const char *name, struct strbuf *series)
{
	static const char *const known[] = { "major", "minor", "patch",
					     "series", "version" };
	struct piece p;
	int r = piece_next(&p, &text);

	if (r <= 0)
		return !r && !*name;
	if (!p.placeholder)
		return !strncmp(name, p.s, p.n) &&
		       fits(text, name + p.n, series);
	size_t i = piece_index(&p, known, 5);
	if (i == 5)
		return false;
	size_t n = i < 3 ? strspn(name, "0123456789") : strcspn(name, "/");
	for (; n; n--)
		if (fits_with(&p, n, text, name, series))
			return true;
	return false;
}

bool template_match_line(const char *text, const char *name,
			 struct strbuf *series)
{
	CLEANUP(strbuf) struct strbuf found = STRBUF_INIT;

	if (!fits(text, name, &found))
		return false;
	strbuf_add(series, found.buf, found.len);
	return true;
}
