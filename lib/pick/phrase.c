#include "pick/phrase.h"

#include "pick/ascii.h"
#include "pick/phrase_table.h"
#include "pick/phrase_values.h"

#include <string.h>

enum { MAX_WORDS = 6, LETTERS = 26 };

/* What may come before a notation: "manually", "a partial". */
static const char partly[] = "partially|partialy|partly|partial";
static const char by_hand[] = "manually|hand";
static const char not_done[] = "not|never|cannot";
static const char idle[] = "a|also|automated|basically|be|clean|"
			   "effectively|essentially";

/* The third letters of what may begin here, by the two before.  LETTERS stands
 * for all that is none. */
static unsigned long begins[LETTERS + 1][LETTERS + 1];

static unsigned letter(char c)
{
	char low = ascii_lower(c);

	return low >= 'a' && low <= 'z' ? (unsigned)(low - 'a') : LETTERS;
}

/* The words of "a|b c": those that a notation begins with end at the blank. */
static void add_beginnings(const char *words)
{
	for (const char *w = words; *w && *w != ' ';) {
		unsigned second = letter(w[1]);
		begins[letter(*w)][second] |=
			second < LETTERS ? 1UL << letter(w[2]) : ~0UL;
		w += strcspn(w, "| ");
		w += *w == '|';
	}
}

/* Three letters tell that nothing is read here, as of most words. */
static bool may_begin(const struct cursor *c)
{
	const char *s = c->s + c->at;
	size_t n = c->n - c->at;

	if (!begins[0][LETTERS]) {
		add_beginnings(partly);
		add_beginnings(by_hand);
		add_beginnings(not_done);
		add_beginnings(idle);
		for (const struct phrase *p = phrase_table; p->words; p++)
			add_beginnings(p->words);
	}
	unsigned long third =
		n ? begins[letter(*s)][letter(n > 1 ? s[1] : ' ')] : 0;
	return third & 1UL << letter(n > 2 ? s[2] : ' ');
}

/* Does the word before, "the", "which", "to", make it speak of another commit? */
static bool is_subordinate(const struct phrase_place *at)
{
	static const char words[] = "the|that|which|who|to|of|in|with|like|see|"
				    "since|by|after|before|from|for|without|"
				    "its|their|his|our|your|my|no|any|every";
	struct cursor c = { at->before, at->before_n, 0 };

	return c.n && cursor_take_word(&c, words);
}

/* Past these: true if there was one. */
static bool skip_modifiers(struct cursor *c, struct phrase_said *said)
{
	size_t begin = c->at;

	for (int i = 0; i < MAX_WORDS; i++) {
		if (cursor_take_word(c, partly))
			said->partial = said->edited = true;
		else if (cursor_take_word(c, by_hand))
			said->edited = true;
		else if (cursor_take_word(c, not_done))
			said->negative = true;
		else if (!cursor_take_word(c, idle))
			break;
		cursor_join(c);
	}
	return c->at > begin;
}

/* "commit", "the upstream", "parts of": what is between "from" and the id.  The
 * name of another project is not among them. */
static void skip_sources(struct cursor *c, struct phrase_said *said)
{
	static const char commit[] = "commit|commits|id|hash|sha|sha1|rev|"
				     "revision|changeset";
	static const char other[] =
		"the|of|a|in|from|upstream|mainline|master|"
		"main|trunk|devel|develop|dev|stable|fix|"
		"branch|change|changes|patch|backported|git";

	for (int i = 0; i < MAX_WORDS; i++) {
		struct cursor at = *c;
		cursor_join(&at);
		if (cursor_take_word(&at, commit))
			said->commit = true;
		else if (cursor_take_word(&at, "parts|part"))
			said->partial = said->edited = true;
		else if (!cursor_take_word(&at, other))
			return;
		*c = at;
	}
}

static bool take_words(struct cursor *c, const char *words,
		       struct phrase_said *said)
{
	for (const char *w = words; *w;) {
		size_t n = strcspn(w, " ");
		if (w != words && *w != '*')
			cursor_join(c);
		if (*w == '*')
			skip_sources(c, said);
		else if (!cursor_take(c, w, n))
			return false;
		w += n + (w[n] == ' ');
	}
	return true;
}

static bool may_stand(const struct phrase *p, const struct phrase_place *at,
		      bool modified)
{
	if (p->flags & P_LINE && !at->line_start)
		return false;
	if (p->flags & P_HEAD && !at->line_start && !at->bracket && !modified)
		return false;
	if (p->flags & P_SQUARE && at->bracket != '[')
		return false;
	return !(p->flags & P_PROSE) || at->bracket || !is_subordinate(at);
}

static bool has_colon(struct cursor c)
{
	cursor_blanks(&c);
	return cursor_peek(&c) == ':';
}

bool phrase_read(struct provenance *out, struct cursor *c,
		 const struct phrase_place *place)
{
	struct phrase_said before = { .line = place->line };
	struct cursor core = *c;

	if (!may_begin(c))
		return false;
	bool modified = skip_modifiers(&core, &before);
	char first = ascii_lower(cursor_peek(&core));
	for (const struct phrase *p = phrase_table; p->words; p++) {
		struct phrase_said said = before;
		struct cursor at = core;
		if (p->words[0] != first || !may_stand(p, place, modified) ||
		    !take_words(&at, p->words, &said))
			continue;
		said.colon = has_colon(at);
		if ((p->flags & P_COLON && !said.colon) ||
		    !phrase_values(out, &at, p, &said))
			continue;
		*c = at;
		return true;
	}
	return false;
}
