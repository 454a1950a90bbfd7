#include "git-rel/graph/labels.h"

#include "base/cleanup.h"
#include "base/quote.h"
#include "base/utf8.h"

#include <string.h>

/* A subject that has less room begins a line of its own. */
enum { SUBJECT_MIN = 20 };

struct writer {
	struct labels *l;
	struct arena *a;
	const struct label_room *room;
	size_t at; /* the column */
};

static void add_line(struct writer *w)
{
	struct labels *l = w->l;

	l->line = arena_grow(w->a, l->line, l->n, sizeof(*l->line));
	l->n++;
	w->at = 0;
}

static void add(struct writer *w, enum piece_kind kind, const char *text)
{
	struct label_line *line = &w->l->line[w->l->n - 1];

	line->piece =
		arena_grow(w->a, line->piece, line->n, sizeof(*line->piece));
	line->piece[line->n++] = (struct piece){ kind, text };
	w->at += utf8_columns(text, strlen(text));
}

static void next_line(struct writer *w)
{
	add_line(w);
	add(w, PIECE_TEXT, arena_printf(w->a, "%*s", (int)w->room->indent, ""));
}

static const char *visible(struct writer *w, const char *text)
{
	CLEANUP(strbuf) struct strbuf sb = STRBUF_INIT;

	strbuf_add_visible(&sb, text, strlen(text));
	return arena_strdup(w->a, sb.buf);
}

/* Its first characters, and dots. */
static const char *cut(struct writer *w, const char *text, size_t width)
{
	size_t dots = utf8_columns(w->room->dots, strlen(w->room->dots));
	size_t at = 0, all = strlen(text), used = dots;
	unsigned code;

	while (at < all) {
		size_t n = utf8_char(&code, text + at, all - at);
		n = n ? n : 1;
		used += utf8_columns(text + at, n);
		if (used > width)
			break;
		at += n;
	}
	return arena_printf(w->a, "%.*s%s", (int)at, text, w->room->dots);
}

/* The name itself, once. */
static void note_cut(struct writer *w, const char *name)
{
	static const char *const marks[] = { "HEAD -> ", "tag: " };
	struct strvec *all = w->room->cut;

	for (size_t i = 0; i < 2; i++)
		if (starts_with(name, marks[i]))
			name += strlen(marks[i]);
	for (size_t i = 0; i < all->n; i++)
		if (!strcmp(all->v[i], name))
			return;
	strvec_push(all, name);
}

/* "(" or ", " before it, and ")" behind the last one. */
static void add_name(struct writer *w, enum piece_kind kind, const char *name,
		     bool first, bool last)
{
	size_t n = utf8_columns(name, strlen(name)) + 2;
	size_t width = w->room->width, indent = w->room->indent;

	if (!first)
		add(w, PIECE_TEXT, ",");
	if (w->at > indent && w->at + 1 + n > width)
		next_line(w);
	else if (!first || w->at)
		add(w, PIECE_TEXT, w->at ? " " : "");
	if (first)
		add(w, PIECE_TEXT, "(");
	if (w->at + n - 1 > width) {
		note_cut(w, name);
		name = cut(w, name, width - w->at - 1);
	}
	add(w, kind, name);
	if (last)
		add(w, PIECE_TEXT, ")");
}

static const char *name_of(struct writer *w, const struct graph *x,
			   const char *ref, enum piece_kind *kind)
{
	if (starts_with(ref, "refs/tags/")) {
		*kind = PIECE_TAG;
		return arena_printf(w->a, "tag: %s",
				    visible(w, ref_short(ref)));
	}
	if (starts_with(ref, "refs/remotes/")) {
		*kind = PIECE_REMOTE;
		return visible(w, ref + strlen("refs/remotes/"));
	}
	bool head = x->head && !strcmp(x->head, ref);
	*kind = head ? PIECE_HEAD : PIECE_BRANCH;
	return arena_printf(w->a, "%s%s", head ? "HEAD -> " : "",
			    visible(w, ref_short(ref)));
}

/* HEAD, branches, tags, and what the remote has. */
static int rank(const struct graph *x, const char *ref)
{
	return x->head && !strcmp(x->head, ref) ? 0 :
	       starts_with(ref, "refs/heads/")  ? 1 :
	       starts_with(ref, "refs/tags/")   ? 2 :
						  3;
}

static void add_names(struct writer *w, const struct graph *x, size_t node)
{
	const git_oid *id = &x->node[node].id;
	bool head = !x->head && oid_eq(&x->head_at, id);
	size_t all = head, n = 0;

	for (size_t i = 0; i < x->n_refs; i++)
		all += oid_eq(&x->ref[i].at, id);
	if (head)
		add_name(w, PIECE_HEAD, "HEAD", !n++, all == 1);
	for (int r = 0; r < 4; r++)
		for (size_t i = 0; i < x->n_refs; i++) {
			enum piece_kind kind;
			if (!oid_eq(&x->ref[i].at, id) ||
			    rank(x, x->ref[i].name) != r)
				continue;
			const char *name = name_of(w, x, x->ref[i].name, &kind);
			n++;
			add_name(w, kind, name, n == 1, n == all);
		}
}

static void add_subject(struct writer *w, const char *subject)
{
	const char *text = visible(w, subject);
	size_t n = utf8_columns(text, strlen(text));
	size_t width = w->room->width;

	if (!n)
		return;
	if (w->at + 1 + n > width && w->at + 1 + SUBJECT_MIN > width)
		next_line(w);
	else
		add(w, PIECE_TEXT, " ");
	if (w->at + n > width)
		text = cut(w, text, width - w->at);
	add(w, PIECE_TEXT, text);
}

void labels_write(struct labels *l, struct ctx *c, const struct graph *x,
		  size_t node, const struct label_room *room)
{
	struct writer w = { .l = l, .a = &c->repo.arena, .room = room };
	const struct graph_node *n = &x->node[node];

	memset(l, 0, sizeof(*l));
	add_line(&w);
	if (n->made)
		add(&w,
		    PIECE_NEW, /* as wide as an id, where lines are aligned */
		    arena_printf(w.a, "%-*s", (int)room->indent - 1, "new"));
	else
		add(&w, PIECE_ID, arena_strdup(w.a, oid_short(&n->id)));
	add_names(&w, x, node);
	add_subject(&w, n->subject);
}

const char label_empty[] = "there is no commit yet";
const char label_full[] = "and more, for which there is no room here";

const char *label_before(const struct graphs *g)
{
	return g->no_more ? "as it is and stays" : "as it is";
}

const char *label_after(const struct graphs *g)
{
	return arena_printf(&g->c->repo.arena, "after %s", g->command);
}
