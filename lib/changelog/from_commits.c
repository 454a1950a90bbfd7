#include "changelog/from_commits.h"

#include "base/cleanup.h"
#include "changelog/commit_entry.h"
#include "changelog/entry.h"
#include "changelog/outline.h"
#include "changelog/reverts.h"
#include "text/rst.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

enum { OTHERS = -1, BREAKING = -2 };

static void add_category(struct commit_notes *c, const char *type,
			 const char *name)
{
	c->category = arena_grow(c->arena, c->category, c->n_categories,
				 sizeof(*c->category));
	c->category[c->n_categories++] = (struct commit_category){ type, name };
}

static const char *trimmed(struct arena *a, const char *s, size_t n)
{
	while (n && isspace((unsigned char)*s)) {
		s++;
		n--;
	}
	while (n && isspace((unsigned char)s[n - 1]))
		n--;
	return arena_strndup(a, s, n);
}

static void usual(struct commit_notes *c)
{
	static const struct {
		const char *type;
		enum category category;
	} types[] = {
		{ "feat", CATEGORY_ADDED },
		{ "change", CATEGORY_CHANGED },
		{ "perf", CATEGORY_PERFORMANCE },
		{ "deprecate", CATEGORY_DEPRECATED },
		{ "remove", CATEGORY_REMOVED },
		{ "fix", CATEGORY_FIXED },
		{ "revert", CATEGORY_REVERTED },
		{ "security", CATEGORY_SECURITY },
	};

	for (size_t i = 0; i < sizeof(types) / sizeof(*types); i++)
		add_category(c, types[i].type, c->words.of[types[i].category]);
}

int commits_categories(struct commit_notes *c, const char *text,
		       const struct category_words *words)
{
	c->words = *words;
	if (!*text)
		usual(c);
	while (*text) {
		size_t n = strcspn(text, ","), eq = strcspn(text, "=,");
		if (eq == n)
			return error(E_CONFIG,
				     "'%.*s' is no category: type = name",
				     (int)n, text);
		add_category(c, trimmed(c->arena, text, eq),
			     trimmed(c->arena, text + eq + 1, n - eq - 1));
		text += n + (text[n] == ',');
	}
	return 0;
}

static int find_category(const struct commit_notes *c, const char *type,
			 size_t n)
{
	for (size_t i = 0; i < c->n_categories; i++)
		if (strlen(c->category[i].type) == n &&
		    !strncasecmp(c->category[i].type, type, n))
			return (int)i;
	return OTHERS;
}

/* "type(scope)!: text"; false if the line is not of this form. */
struct subject {
	const char *type, *scope, *text;
	size_t type_n, scope_n, text_n;
	bool breaking;
};

static bool take_apart(struct subject *s, const char *line, size_t n)
{
	size_t i = 0;

	*s = (struct subject){ .type = line, .text = line, .text_n = n };
	while (i < n && (isalpha((unsigned char)line[i]) || line[i] == '-'))
		i++;
	s->type_n = i;
	/* "feat!(api)" is seen, too, though the mark belongs behind */
	s->breaking = i && i + 1 < n && !memcmp(line + i, "!(", 2);
	i += s->breaking;
	if (i && i < n && line[i] == '(') {
		const char *end = memchr(line + i, ')', n - i);
		if (!end)
			return false;
		s->scope = line + i + 1;
		s->scope_n = (size_t)(end - s->scope);
		i = (size_t)(end - line) + 1;
	}
	if (i < n && line[i] == '!') {
		s->breaking = true;
		i++;
	}
	if (!s->type_n || i + 1 >= n || line[i] != ':' || line[i + 1] != ' ')
		return false;
	while (i + 1 < n && line[i + 1] == ' ')
		i++;
	s->text = line + i + 1;
	s->text_n = n - i - 1;
	return s->text_n > 0;
}

static bool has_trailer(const char *body, const char *name)
{
	for (const char *p = body; p; p = strchr(p, '\n')) {
		p += *p == '\n';
		if (starts_with(p, name))
			return true;
	}
	return false;
}

/* Letters beyond ASCII are part of words. */
static bool is_word(char c)
{
	return isalnum((unsigned char)c) || (unsigned char)c >= 0x80;
}

/* Does `s` hold these words?  Case, marks and white space do not count. */
static bool same_words(const char *s, size_t n, const char *words, size_t m)
{
	for (size_t from = 0; from < n; from++) {
		if (from && is_word(s[from - 1]) && is_word(s[from]))
			continue;
		size_t i = from, k = 0, end = from;
		for (;; end = ++i, k++) {
			while (k < m && !is_word(words[k]))
				k++;
			while (i < n && !is_word(s[i]))
				i++;
			if (k == m || i == n ||
			    tolower((unsigned char)s[i]) !=
				    tolower((unsigned char)words[k]))
				break;
		}
		if (k == m && (end == n || !is_word(s[end])))
			return true;
	}
	return false;
}

/* Told already, by an older section: the same change, picked for a hotfix.  A
 * number alone is no proof: an issue may be mended twice. */
static bool is_known(const struct commit_notes *c, const char *s, size_t n)
{
	for (size_t i = 0; memchr(s, '#', n) && i < c->n_known; i++)
		if (same_words(c->known[i].s, c->known[i].n, s, n))
			return true;
	return false;
}

/* "revert: feat: x" of what was released before says so; git's form, too. */
static void take_revert(struct commit_notes *c, struct subject *s,
			const char *line, size_t n, bool *typed)
{
	const char *inner;
	struct subject was;
	bool again;
	size_t len = revert_subject(line, n, &inner, &again);

	if (!len || !take_apart(&was, inner, len))
		return;
	*typed = true;
	if (again) { /* it is news once more */
		*s = was;
		return;
	}
	if (find_category(c, was.type, was.type_n) == OTHERS && !was.breaking)
		return; /* nobody was told of it */
	const char *text =
		arena_printf(c->arena, "Revert \"%.*s\"", (int)len, inner);
	*s = (struct subject){ .type = "revert",
			       .type_n = 6,
			       .text = text,
			       .text_n = strlen(text) };
}

void commits_add(struct commit_notes *c, const struct commit_source *from)
{
	const char *message = from->message;
	size_t n = strcspn(message, "\n");
	const char *body = message + n;
	struct subject s;

	while (n && isspace((unsigned char)message[n - 1]))
		n--;
	if (!n || starts_with(message, "fixup! ") ||
	    starts_with(message, "squash! "))
		return;
	bool typed = take_apart(&s, message, n);
	take_revert(c, &s, message, n, &typed);
	int category = typed ? find_category(c, s.type, s.type_n) : OTHERS;
	bool breaking = s.breaking || has_trailer(body, "BREAKING CHANGE:") ||
			has_trailer(body, "BREAKING-CHANGE:");
	c->typed |= typed;
	if (typed && category == OTHERS && !breaking)
		return; /* docs, ci, chore: not for users */
	if (is_known(c, s.text, s.text_n))
		return;
	GROW(c->entry, c->n, c->alloc);
	c->entry[c->n++] = (struct commit_entry){
		.from = *from,
		.category = breaking ? BREAKING : category,
		.breaking = breaking,
		.type = typed ? s.type : "",
		.type_n = typed ? s.type_n : 0,
		.scope = s.scope,
		.scope_n = s.scope_n,
		.text = s.text,
		.text_n = s.text_n,
		.body = body,
		.candidate_only = c->candidate && has_trailer(body, "Fixes-RC:")
	};
}

static void write_name(struct strbuf *out, const struct commit_notes *c,
		       const char *name, const struct md *md, int level,
		       const char *eol)
{
	if (c->words.before)
		strbuf_addf(out, "%s%s%s%s", c->words.before, name,
			    c->words.after, eol);
	else
		rst_write(out, md, level, name, eol);
}

/* All entries of the categories that are called `name`, oldest first. */
static void write_category(struct strbuf *out, const struct commit_notes *c,
			   const char *name, const bool *in,
			   const struct md *md, int level, const char *eol)
{
	const struct entry_style style = { .bullet = c->bullet,
					   .form = c->form,
					   .eol = eol,
					   .rst = md && md->rst };
	bool any = false, more = false;

	for (size_t i = c->n; i-- > 0;) {
		const struct commit_entry *e = &c->entry[i];
		if (!in[e->category + 2])
			continue;
		if (!any && !c->flat) {
			strbuf_adds(out, out->len ? eol : "");
			write_name(out, c, name, md, level, eol);
			strbuf_adds(out, eol);
		}
		any = true;
		/* there a list within ends with a blank line */
		strbuf_adds(out, more && style.rst ? eol : "");
		more = commit_entry_write(out, e, &style);
	}
}

void commits_write(struct strbuf *out, const struct commit_notes *c,
		   const struct md *md, int level, const char *eol)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	CLEANUP(arena) struct arena arena = ARENA_INIT;
	size_t n = c->n_categories + 2;
	const char *rest = c->words.of[CATEGORY_CHANGED];
	bool *in = arena_alloc(&arena, n), *done = arena_alloc(&arena, n);

	in[0] = done[0] = true;
	write_category(&text, c, c->words.of[CATEGORY_BREAKING], in, md, level,
		       eol);
	for (size_t i = 2; i < n + 1; i++) {
		bool others = i == n;
		const char *name = others ? rest : c->category[i - 2].name;
		if (!others && done[i])
			continue;
		memset(in, 0, n);
		for (size_t k = i; k < n; k++)
			if (!strcasecmp(c->category[k - 2].name, name))
				in[k] = done[k] = true;
		/* messages without a type join the category of their name;
		 * where others have types, they are not for users */
		if (!c->typed && !done[1] && !strcasecmp(rest, name))
			in[1] = done[1] = true;
		write_category(&text, c, name, in, md, level, eol);
	}
	strbuf_add(out, text.buf, text.len);
}

size_t commits_untyped(const struct commit_notes *c, const char **first)
{
	size_t n = 0;

	for (size_t i = 0; i < c->n && c->typed; i++)
		if (c->entry[i].category == OTHERS && !n++)
			*first = c->entry[i].from.message;
	return n;
}

void commits_release(struct commit_notes *c)
{
	free(c->entry);
	c->entry = NULL;
	c->n = c->alloc = 0;
}
