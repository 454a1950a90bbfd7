#include "changelog/from_commits.h"

#include "base/cleanup.h"
#include "changelog/entry.h"
#include "changelog/outline.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

enum { OTHERS = -1, BREAKING = -2 };

struct commit_entry {
	int category;
	const char *scope, *text;
	size_t scope_n, text_n;
	bool candidate_only;
};

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

static void usual(struct commit_notes *c, bool keepachangelog)
{
	static const char *const names[][3] = {
		{ "feat", "Added", "Features" },
		{ "change", "Changed", "Changes" },
		{ "perf", "Changed", "Performance" },
		{ "deprecate", "Deprecated", "Deprecations" },
		{ "remove", "Removed", "Removals" },
		{ "fix", "Fixed", "Fixes" },
		{ "revert", "Fixed", "Reverts" },
		{ "security", "Security", "Security" },
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		add_category(c, names[i][0], names[i][keepachangelog ? 1 : 2]);
}

int commits_categories(struct commit_notes *c, const char *text,
		       bool keepachangelog)
{
	if (!c->others)
		c->others = keepachangelog ? "Changed" : "Changes";
	if (!*text)
		usual(c, keepachangelog);
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
	if (i && i < n && line[i] == '(') {
		const char *end = memchr(line + i, ')', n - i);
		if (!end)
			return false;
		s->scope = line + i + 1;
		s->scope_n = (size_t)(end - s->scope);
		i = (size_t)(end - line) + 1;
	}
	s->breaking = i < n && line[i] == '!';
	i += s->breaking;
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

static bool is_known(const struct commit_notes *c, const char *s, size_t n)
{
	CLEANUP(arena) struct arena arena = ARENA_INIT;
	unsigned long *id;
	size_t n_ids, found = 0;

	if (!c->n_known || !memchr(s, '#', n))
		return false;
	entry_ids(&arena, s, n, &id, &n_ids);
	for (size_t i = 0; i < n_ids; i++) {
		size_t lo = 0, hi = c->n_known;
		while (lo < hi) {
			size_t mid = lo + (hi - lo) / 2;
			if (c->known[mid] < id[i])
				lo = mid + 1;
			else
				hi = mid;
		}
		found += lo < c->n_known && c->known[lo] == id[i];
	}
	return n_ids && found == n_ids;
}

void commits_add(struct commit_notes *c, const char *message)
{
	size_t n = strcspn(message, "\n");
	const char *body = message + n;
	struct subject s;

	while (n && isspace((unsigned char)message[n - 1]))
		n--;
	if (!n || starts_with(message, "fixup! ") ||
	    starts_with(message, "squash! "))
		return;
	bool typed = take_apart(&s, message, n);
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
		.category = breaking ? BREAKING : category,
		.scope = s.scope,
		.scope_n = s.scope_n,
		.text = s.text,
		.text_n = s.text_n,
		.candidate_only = c->candidate && has_trailer(body, "Fixes-RC:")
	};
}

static void add_entry(struct strbuf *out, const struct commit_entry *e,
		      const char *eol)
{
	strbuf_adds(out, "- ");
	if (e->scope_n) {
		strbuf_add(out, e->scope, e->scope_n);
		strbuf_adds(out, ": ");
		strbuf_add(out, e->text, e->text_n);
	} else {
		char first = *e->text;
		strbuf_addc(out, (char)(first >= 'a' && first <= 'z' ?
						first - 'a' + 'A' :
						first));
		strbuf_add(out, e->text + 1, e->text_n - 1);
	}
	strbuf_adds(out, e->candidate_only ? " <!-- fixes-rc -->" : "");
	strbuf_adds(out, eol);
}

/* All entries of the categories that are called `name`, oldest first. */
static void write_category(struct strbuf *out, const struct commit_notes *c,
			   const char *name, const bool *in, int level,
			   const char *eol)
{
	bool any = false;

	for (size_t i = c->n; i-- > 0;) {
		const struct commit_entry *e = &c->entry[i];
		if (!in[e->category + 2])
			continue;
		if (!any) {
			strbuf_adds(out, out->len ? eol : "");
			for (int k = level; k; k--)
				strbuf_addc(out, '#');
			strbuf_addf(out, " %s%s%s", name, eol, eol);
		}
		any = true;
		add_entry(out, e, eol);
	}
}

void commits_write(struct strbuf *out, const struct commit_notes *c, int level,
		   const char *eol)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	CLEANUP(arena) struct arena arena = ARENA_INIT;
	size_t n = c->n_categories + 2;
	bool *in = arena_alloc(&arena, n), *done = arena_alloc(&arena, n);

	in[0] = done[0] = true;
	write_category(&text, c, "Breaking Changes", in, level, eol);
	for (size_t i = 2; i < n + 1; i++) {
		bool others = i == n;
		const char *name = others ? c->others : c->category[i - 2].name;
		if (!others && done[i])
			continue;
		memset(in, 0, n);
		for (size_t k = i; k < n; k++)
			if (!strcasecmp(c->category[k - 2].name, name))
				in[k] = done[k] = true;
		/* messages without a type join the category of their name;
		 * where others have types, they are not for users */
		if (!c->typed && !done[1] && !strcasecmp(c->others, name))
			in[1] = done[1] = true;
		write_category(&text, c, name, in, level, eol);
	}
	strbuf_add(out, text.buf, text.len);
}

void commits_release(struct commit_notes *c)
{
	free(c->entry);
	c->entry = NULL;
	c->n = c->alloc = 0;
}
