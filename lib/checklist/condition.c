#include "checklist/condition.h"

#include "checklist/decimal.h"
#include "checklist/words.h"

#include <string.h>

enum { MAX_TERMS = 16, MAX_DIGITS = 100 };

static const char *const signs[N_COMPARISONS] = {
	[CMP_AT_LEAST] = ">=", [CMP_AT_MOST] = "<=", [CMP_ABOVE] = ">",
	[CMP_BELOW] = "<",     [CMP_EQUAL] = "==",   [CMP_OTHER] = "!=",
};

struct reader {
	struct arena *arena;
	const char *p;
};

static void skip_blanks(struct reader *r)
{
	r->p += strspn(r->p, " ");
}

/* What is up to the next blank, for messages. */
static int here(const struct reader *r)
{
	return (int)strcspn(r->p, " ");
}

static bool is_reserved(const char *s, size_t n)
{
	static const char *const words[] = { "and", "or", "of", "previous" };

	for (size_t i = 0; i < 4; i++)
		if (strlen(words[i]) == n && !memcmp(words[i], s, n))
			return true;
	return false;
}

/* A word that may stand for a value. */
static int read_name(struct reader *r, const char **out)
{
	size_t n = strcspn(r->p, " <>=!");

	if (!n)
		return error(E_CONFIG, "the name of a value is missing");
	if (!name_ok(r->p, n) || is_reserved(r->p, n))
		return error(E_CONFIG, "'%.*s' is no name of a value", (int)n,
			     r->p);
	*out = arena_strndup(r->arena, r->p, n);
	r->p += n;
	return 0;
}

static int read_sign(struct reader *r, enum comparison *out)
{
	size_t n = strspn(r->p, "<>=!");

	for (int i = 0; i < N_COMPARISONS; i++) {
		if (strlen(signs[i]) != n || memcmp(signs[i], r->p, n) != 0)
			continue;
		*out = (enum comparison)i;
		r->p += n;
		return 0;
	}
	if (!*r->p)
		return error(E_CONFIG,
			     "there is no comparison: >= <= > < == !=");
	return error(E_CONFIG,
		     "'%.*s' is none of >= <= > < == !=", n ? (int)n : here(r),
		     r->p);
}

static int read_number(struct reader *r, struct term *t)
{
	size_t n = strcspn(r->p, " %");
	const char *number = arena_strndup(r->arena, r->p, n);

	if (!n)
		return error(E_CONFIG, "there is no number behind '%s'",
			     signs[t->op]);
	if (n > MAX_DIGITS)
		return error(E_CONFIG, "a number has at most %d digits",
			     MAX_DIGITS);
	if (!decimal_ok(number))
		return error(E_CONFIG, "'%s' is no decimal number", number);
	t->number = number;
	r->p += n;
	skip_blanks(r);
	t->percent = *r->p == '%';
	r->p += t->percent;
	return 0;
}

static bool take_word(struct reader *r, const char *word)
{
	size_t n = strlen(word);

	skip_blanks(r);
	if ((size_t)here(r) != n || memcmp(r->p, word, n) != 0)
		return false;
	r->p += n;
	skip_blanks(r);
	return true;
}

static int read_term(struct reader *r, struct term *t)
{
	int rc = read_name(r, &t->name);

	skip_blanks(r);
	if (!rc)
		rc = read_sign(r, &t->op);
	skip_blanks(r);
	if (!rc)
		rc = read_number(r, t);
	if (rc < 0 || !take_word(r, "of"))
		return rc;
	t->previous = take_word(r, "previous");
	return t->previous ? 0 : read_name(r, &t->of);
}

int condition_read(struct condition *out, struct arena *arena, const char *text)
{
	struct reader r = { arena, text };

	*out = (struct condition){ 0 };
	do {
		struct term t = { 0 };
		skip_blanks(&r);
		int rc = read_term(&r, &t);
		if (rc < 0)
			return rc;
		if (out->n == MAX_TERMS)
			return error(E_CONFIG, "more than %d terms", MAX_TERMS);
		out->term = arena_grow(arena, out->term, out->n,
				       sizeof(*out->term));
		out->term[out->n++] = t;
	} while (take_word(&r, "and"));
	if (*r.p)
		return error(E_CONFIG, "'%.*s' where 'and' may stand", here(&r),
			     r.p);
	return 0;
}

/* ---- values -------------------------------------------------------------- */

struct trial {
	condition_value value;
	void *data;
	struct strbuf *why;
};

/* What is asked, as it was written. */
static void add_asked(struct strbuf *out, const struct term *t)
{
	strbuf_addf(out, "%s %s%s", signs[t->op], t->number,
		    t->percent ? "%" : "");
	if (t->previous || t->of)
		strbuf_addf(out, " of %s", t->previous ? "previous" : t->of);
}

/* NULL and the reason where it is none. */
static const char *number_of(struct trial *trial, const char *name,
			     bool previous)
{
	const char *value = trial->value(trial->data, name, previous);
	const char *where = previous ? " of the release before" : "";

	if (value && decimal_ok(value))
		return value;
	if (value && *value)
		strbuf_addf(trial->why, "%s%s is no number: '%s'", name, where,
			    value);
	else
		strbuf_addf(trial->why, "there is no %s%s", name, where);
	return NULL;
}

static bool holds(enum comparison op, int order)
{
	switch (op) {
	case CMP_AT_LEAST:
		return order >= 0;
	case CMP_AT_MOST:
		return order <= 0;
	case CMP_ABOVE:
		return order > 0;
	case CMP_BELOW:
		return order < 0;
	case CMP_EQUAL:
		return !order;
	default:
		return order != 0;
	}
}

/* "80%" alone is 80, as programs print it. */
static bool limit_of(struct trial *trial, const struct term *t,
		     struct strbuf *limit)
{
	const char *of;

	if (!t->of && !t->previous) {
		decimal_multiply(limit, t->number, "1", 0);
		return true;
	}
	of = number_of(trial, t->of ? t->of : t->name, t->previous);
	if (of)
		decimal_multiply(limit, t->number, of, t->percent ? 2 : 0);
	return of != NULL;
}

static bool term_met(const struct term *t, struct trial *trial)
{
	struct strbuf limit = STRBUF_INIT;
	const char *value = number_of(trial, t->name, false);
	bool met = false;

	if (value && limit_of(trial, t, &limit)) {
		met = holds(t->op, decimal_compare(value, limit.buf));
		if (!met) {
			strbuf_addf(trial->why, "%s is %s, not ", t->name,
				    value);
			add_asked(trial->why, t);
			if (t->of || t->previous)
				strbuf_addf(trial->why, " (%s)", limit.buf);
		}
	}
	strbuf_release(&limit);
	return met;
}

bool condition_met(const struct condition *c, condition_value value, void *data,
		   struct strbuf *why)
{
	bool met = true;

	for (size_t i = 0; i < c->n; i++) {
		struct strbuf one = STRBUF_INIT;
		struct trial trial = { value, data, &one };
		if (!term_met(&c->term[i], &trial)) {
			strbuf_addf(why, "%s%s", met ? "" : "; ", one.buf);
			met = false;
		}
		strbuf_release(&one);
	}
	return met;
}
