#include "changelog/groups.h"

#include "base/cleanup.h"
#include "text/markdown.h"

#include <ctype.h>
#include <string.h>

static const char *text_of(struct arena *a, const struct md *md, size_t begin,
			   size_t end)
{
	while (end > begin && isspace((unsigned char)md->text[end - 1]))
		end--;
	return arena_strndup(a, md->text + begin, end - begin);
}

/* "#8008", "8008", "src/scheduler/", "*.proto". */
static int take_word(struct group *g, struct arena *a, char *word)
{
	size_t digits = strspn(word + (*word == '#'), "0123456789");

	if (digits && digits < 10 && !word[digits + (*word == '#')]) {
		unsigned long value = 0;
		for (char *p = word + (*word == '#'); *p; p++)
			value = value * 10 + (unsigned long)(*p - '0');
		g->id = arena_grow(a, g->id, g->n_ids, sizeof(*g->id));
		g->id[g->n_ids++] = value;
		return 0;
	}
	if (!strpbrk(word, "/*.?"))
		return error(E_CONFIG, "'%s' is neither a number nor a path",
			     word);
	g->path = arena_grow(a, g->path, g->n_paths, sizeof(*g->path));
	g->path[g->n_paths++] = arena_strdup(a, word);
	return 0;
}

static int take_item(struct group *g, struct arena *a, const char *s, size_t n)
{
	CLEANUP(text) char *text = xstrndup(s, n);
	static const char gap[] = " ,\t\r\n";
	char *end, *p = text + strspn(text, gap);
	int rc = 0;

	while (!rc && *p) {
		end = p + strcspn(p, gap);
		char more = *end;
		*end = '\0';
		rc = take_word(g, a, p);
		*end = more;
		p = end + strspn(end, gap);
	}
	return rc;
}

int groups_read(struct groups *out, struct arena *arena, const char *text,
		size_t n, const char *name)
{
	struct group *g = NULL;
	struct md md;
	int rc = 0;

	out->n = 0;
	md_scan(&md, text, n);
	for (size_t i = 0; !rc && i < md.n_blocks; i++) {
		const struct md_block *b = &md.block[i];
		if (b->kind == MD_HEADING && b->level > 1) {
			out->item = arena_grow(arena, out->item, out->n,
					       sizeof(*out->item));
			g = &out->item[out->n++];
			g->name = text_of(arena, &md, b->text, b->text_end);
		} else if (b->kind == MD_PARAGRAPH && g && !g->text) {
			g->text = text_of(arena, &md, b->begin, b->end);
		} else if (b->kind == MD_ITEM && g) {
			rc = take_item(g, arena, md.text + b->text,
				       b->end - b->text);
			if (rc)
				error_in(rc, "%s:%d", name, b->line);
		}
	}
	md_release(&md);
	return rc;
}
