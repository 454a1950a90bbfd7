#include "dialect/forge_title.h"

#include <string.h>
#include <strings.h>

enum { MAX_WORDS = 3 };

static const char *const words[N_FORGES][MAX_WORDS + 1] = {
	[FORGE_GITLAB] = { "Draft:", "[Draft]", "(Draft)" },
	[FORGE_GITEA] = { "WIP:", "[WIP]" },
};

/* Behind the word; NULL: there is none. */
static const char *behind(enum forge_kind kind, const char *title)
{
	for (const char *const *word = words[kind]; *word; word++) {
		size_t n = strlen(*word);

		if (!strncasecmp(title, *word, n))
			return title + n + strspn(title + n, " ");
	}
	return NULL;
}

void forge_title_read(enum forge_kind kind, struct forge_pull *p)
{
	const char *rest = behind(kind, p->title);

	if (!rest)
		return;
	p->title = rest;
	p->draft = true;
}

bool forge_title_needs_now(const struct forge_pull_want *want)
{
	return (want->title != NULL) != (want->draft >= 0);
}

const char *forge_title_sent(struct forge *f,
			     const struct forge_pull_want *want,
			     const struct forge_pull *now)
{
	const char *title = want->title ? want->title : now ? now->title : NULL;
	bool draft = want->draft >= 0 ? want->draft == 1 : now && now->draft;

	if (!title || (!want->title && want->draft < 0))
		return NULL;
	if (!draft || behind(f->kind, title))
		return title;
	return arena_printf(f->arena, "%s %s", words[f->kind][0], title);
}
