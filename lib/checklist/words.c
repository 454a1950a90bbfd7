#include "checklist/words.h"

#include "text/glob.h"

#include <string.h>

struct words words_of(struct arena *arena, const char *text)
{
	struct words w = { 0 };

	for (;;) {
		text += strspn(text, " ");
		size_t n = strcspn(text, " ");
		if (!n)
			return w;
		w.v = arena_grow(arena, w.v, w.n, sizeof(*w.v));
		w.v[w.n++] = arena_strndup(arena, text, n);
		text += n;
	}
}

bool words_have(const struct words *w, const char *word)
{
	for (size_t i = 0; i < w->n; i++)
		if (!strcmp(w->v[i], word))
			return true;
	return false;
}

int words_differ(const struct words *w)
{
	for (size_t i = 1; i < w->n; i++)
		if (words_have(&(struct words){ w->v, i }, w->v[i]))
			return error(E_CONFIG, "'%s' stands there twice",
				     w->v[i]);
	return 0;
}

bool name_ok(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		bool letter = s[i] >= 'a' && s[i] <= 'z';
		bool later = (s[i] >= '0' && s[i] <= '9') || s[i] == '-';
		if (!letter && (!i || !later))
			return false;
	}
	return n != 0;
}

int words_are_names(const struct words *w)
{
	for (size_t i = 0; i < w->n; i++)
		if (!name_ok(w->v[i], strlen(w->v[i])))
			return error(E_CONFIG, "'%s' is no name", w->v[i]);
	return 0;
}

int words_are_globs(const struct words *w)
{
	for (size_t i = 0; i < w->n; i++) {
		const char *fault = glob_fault(w->v[i], strlen(w->v[i]));
		if (fault)
			return error(E_CONFIG, "'%s' %s", w->v[i], fault);
	}
	return 0;
}
