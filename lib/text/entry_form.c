#include "text/entry_form.h"

#include "base/cleanup.h"

#include <stdbool.h>
#include <string.h>

static const char *const names[] = { "text", "subject", "type",   "scope",
				     "hash", "commit",  "author", "date" };

enum { N_NAMES = sizeof(names) / sizeof(*names), N_TELLING = 2 };

/* One piece of a form: text, or a placeholder. */
struct piece {
	const char *s;
	size_t n;
	int name; /* which; -1: text, N_NAMES: unknown */
};

static int name_index(const char *s, size_t n)
{
	int i = 0;

	while (i < N_NAMES && (strlen(names[i]) != n || memcmp(names[i], s, n)))
		i++;
	return i;
}

/* The next piece of `*form`, which moves on: 1, 0 at the end, E_CONFIG. */
static int next_piece(struct piece *p, const char **form)
{
	const char *s = *form;

	if (!*s)
		return 0;
	*p = (struct piece){ s, strcspn(s, "{}"), -1 };
	if (!p->n && s[0] == s[1]) {
		p->n = 1;
		*form = s + 2;
		return 1;
	}
	if (!p->n && *s == '}')
		return error(E_CONFIG, "'}' without '{' (a plain one is '}}')");
	if (!p->n) {
		size_t n = strcspn(s + 1, "{}");
		if (s[n + 1] != '}')
			return error(E_CONFIG,
				     "'{' without '}' (a plain one is '{{')");
		*p = (struct piece){ s + 1, n, name_index(s + 1, n) };
		*form = s + n + 2;
		return 1;
	}
	*form = s + p->n;
	return 1;
}

int entry_form_check(const char *form)
{
	const char *at = form;
	bool tells = !*form;
	struct piece p;
	int rc;

	for (rc = next_piece(&p, &at); rc > 0; rc = next_piece(&p, &at)) {
		tells |= p.name >= 0 && p.name < N_TELLING;
		if (p.name != N_NAMES)
			continue;
		error(E_CONFIG, "unknown placeholder '{%.*s}'", (int)p.n, p.s);
		error_hint(
			"known: {text} {subject} {type} {scope} {hash} {commit} {author} {date}");
		return E_CONFIG;
	}
	if (!rc && !tells)
		rc = error(E_CONFIG, "'%s' must hold {text} or {subject}",
			   form);
	return rc;
}

static const char *value_of(const struct entry_values *v, int name)
{
	const char *const values[] = { v->text, v->subject, v->type,   v->scope,
				       v->hash, v->commit,  v->author, v->date };

	return values[name] ? values[name] : "";
}

/* A word and the blanks before it; without blanks where it is the first. */
static void add_word(struct strbuf *out, const struct strbuf *word, bool lacks)
{
	const char *s = word->buf;

	if (lacks)
		return;
	if (!out->len)
		s += strspn(s, " ");
	strbuf_adds(out, s);
}

void entry_form_fill(struct strbuf *out, const char *form,
		     const struct entry_values *v)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT, word = STRBUF_INIT;
	bool lacks = false;
	struct piece p;

	while (next_piece(&p, &form) > 0) {
		const char *value = p.name < 0 ? NULL : value_of(v, p.name);
		if (value) {
			lacks |= !*value;
			strbuf_adds(&word, value);
			continue;
		}
		for (size_t i = 0; i < p.n; i++) {
			size_t blanks = strspn(word.buf, " ");
			if (p.s[i] == ' ' && (word.len > blanks || lacks)) {
				add_word(&text, &word, lacks);
				strbuf_reset(&word);
				lacks = false;
			}
			strbuf_addc(&word, p.s[i]);
		}
	}
	add_word(&text, &word, lacks);
	strbuf_add(out, text.buf, text.len);
}
