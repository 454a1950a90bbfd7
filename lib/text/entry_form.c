#include "text/entry_form.h"

#include "base/cleanup.h"
#include "text/braces.h"

#include <stdbool.h>
#include <string.h>

static const char *const names[] = { "text", "subject", "type",   "scope",
				     "hash", "commit",  "author", "date" };

enum { N_NAMES = sizeof(names) / sizeof(*names), N_TELLING = 2 };

int entry_form_check(const char *form)
{
	const char *at = form;
	bool tells = !*form;
	struct piece p;
	int rc;

	for (rc = piece_next(&p, &at); rc > 0; rc = piece_next(&p, &at)) {
		size_t name = piece_index(&p, names, N_NAMES);
		tells |= name < N_TELLING;
		if (!p.placeholder || name < N_NAMES)
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

static const char *value_of(const struct entry_values *v, size_t name)
{
	const char *const values[] = { v->text, v->subject, v->type,   v->scope,
				       v->hash, v->commit,  v->author, v->date };

	return name < N_NAMES && values[name] ? values[name] : "";
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

	while (piece_next(&p, &form) > 0) {
		if (p.placeholder) {
			const char *value =
				value_of(v, piece_index(&p, names, N_NAMES));
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
