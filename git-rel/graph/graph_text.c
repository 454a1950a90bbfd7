#include "git-rel/graph/graph.h"

#include "base/cleanup.h"
#include "base/quote.h"
#include "cli/ui.h"
#include "git-rel/graph/labels.h"
#include "git-rel/graph/rows.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { WIDTH = 80, ID_WIDTH = 11 };

struct text {
	const struct graphs *g;
	bool utf8, color;
	struct strbuf out;
	struct strvec cut;
};

/* By ways: up, down, left, right. */
static const char *const lines_utf8[16] = {
	" ", "│", "│", "│", "─", "╯", "╮", "┤",
	"─", "╰", "╭", "├", "─", "┴", "┬", "┼",
};
static const char lines_ascii[] = " |||-'.+-'.+-'.+";

/* As git takes the encoding of a terminal. */
static bool is_utf8(void)
{
	static const char *const names[] = { "LC_ALL", "LC_CTYPE", "LANG" };
	const char *locale = NULL;

	for (size_t i = 0; i < 3 && !(locale && *locale); i++)
		locale = getenv(names[i]);
	const char *dot = locale ? strchr(locale, '.') : NULL;
	return dot && (!strncasecmp(dot, ".UTF-8", 6) ||
		       !strncasecmp(dot, ".UTF8", 5));
}

static void add_colored(struct text *t, const char *color, const char *s)
{
	if (t->color && color)
		strbuf_addf(&t->out, "\033[%sm%s\033[m", color, s);
	else
		strbuf_adds(&t->out, s);
}

/* Those of git's log.graphColors. */
static const char *lane_color(size_t lane)
{
	static const char *const colors[] = {
		"31", "32", "33", "34", "35", "36"
	};

	return colors[lane % 6];
}

/* What git gives to decorations. */
static const char *piece_color(enum piece_kind kind)
{
	static const char *const colors[] = {
		[PIECE_ID] = "33",     [PIECE_NEW] = "1",
		[PIECE_HEAD] = "1;36", [PIECE_BRANCH] = "1;32",
		[PIECE_TAG] = "1;33",  [PIECE_REMOTE] = "1;31",
	};

	return colors[kind];
}

static const char *cell(const struct text *t, const struct row *r, size_t lane,
			bool made)
{
	static char one[2];

	if (lane == r->lane && r->kind == ROW_NODE)
		return t->utf8 ? made ? "○" : "●" : made ? "o" : "*";
	if (lane == r->lane && r->kind == ROW_MORE)
		return t->utf8 ? "┊" : ":";
	if (t->utf8)
		return lines_utf8[r->way[lane]];
	one[0] = lines_ascii[r->way[lane]];
	return one;
}

/* The lane whose joint a dash behind lane `i` is a part of. */
static size_t dash_lane(const struct row *r, size_t i)
{
	size_t to = i < r->lane ? i : i + 1;

	while (to && to < LANES_MAX - 1 &&
	       !((r->way[to] & (WAY_UP | WAY_DOWN)) &&
		 (r->way[to] & (WAY_LEFT | WAY_RIGHT))))
		to = i < r->lane ? to - 1 : to + 1;
	return to;
}

static void add_cells(struct text *t, const struct rows *rows,
		      const struct row *r, bool made)
{
	strbuf_adds(&t->out, "  ");
	for (size_t i = 0; i < rows->lanes; i++) {
		const char *s = cell(t, r, i, made);
		bool node = i == r->lane && r->kind == ROW_NODE;
		bool flat = !node && !(r->way[i] & (WAY_UP | WAY_DOWN));
		const char *color =
			node || *s == ' ' ?
				NULL :
				lane_color(flat ? dash_lane(r, i) : i);
		add_colored(t, color, s);
		if (r->dash[i])
			add_colored(t, lane_color(dash_lane(r, i)),
				    t->utf8 ? "─" : "-");
		else
			strbuf_addc(&t->out, ' ');
	}
}

/* What goes by, beside further lines of a node. */
static void add_by(struct text *t, const struct rows *rows, const struct row *r)
{
	struct row by = { .kind = ROW_JOINTS, .lane = LANES_MAX };

	for (size_t i = 0; i < rows->lanes; i++)
		by.way[i] = r->way[i] & WAY_DOWN ? WAY_UP | WAY_DOWN : 0;
	add_cells(t, rows, &by, false);
}

static void end_line(struct text *t)
{
	strbuf_trim_end(&t->out);
	strbuf_addc(&t->out, '\n');
}

static void add_node(struct text *t, const struct graph *x,
		     const struct rows *rows, const struct row *r)
{
	size_t lanes = 2 * rows->lanes + 2;
	const struct label_room room = {
		.width = WIDTH > lanes + 40 ? WIDTH - lanes : 40,
		.indent = ID_WIDTH,
		.dots = t->utf8 ? "…" : "...",
		.cut = &t->cut,
	};
	struct labels labels;

	labels_write(&labels, t->g->c, x, r->node, &room);
	for (size_t i = 0; i < labels.n; i++) {
		if (i)
			add_by(t, rows, r);
		else
			add_cells(t, rows, r, x->node[r->node].made);
		for (size_t k = 0; k < labels.line[i].n; k++) {
			const struct piece *p = &labels.line[i].piece[k];
			add_colored(t, piece_color(p->kind), p->text);
		}
		end_line(t);
	}
}

static void add_picture(struct text *t, const struct graph *x)
{
	struct rows rows;

	rows_lay(&rows, t->g, x);
	for (size_t i = 0; i < rows.n; i++) {
		const struct row *r = &rows.item[i];
		size_t more = x->node[r->node].more;
		if (r->kind == ROW_NODE) {
			add_node(t, x, &rows, r);
			continue;
		}
		add_cells(t, &rows, r, false);
		if (r->kind == ROW_MORE)
			strbuf_addf(&t->out, "%zu more commit%s", more,
				    more == 1 ? "" : "s");
		end_line(t);
	}
	if (!x->n)
		strbuf_addf(&t->out, "  %s\n", label_empty);
	if (x->full)
		strbuf_addf(&t->out, "  %s\n", label_full);
	rows_release(&rows);
}

/* Foreign text, each line as one. */
static void add_lines(struct text *t, const char *before, const char *lines)
{
	while (*lines) {
		size_t n = strcspn(lines, "\n");
		strbuf_adds(&t->out, before);
		strbuf_add_visible(&t->out, lines, n);
		strbuf_addc(&t->out, '\n');
		lines += n + (lines[n] == '\n');
	}
}

void graphs_text(const struct graphs *g, FILE *out)
{
	struct text t = { .g = g,
			  .utf8 = is_utf8(),
			  .color = g->c->color,
			  .out = STRBUF_INIT };

	strbuf_addf(&t.out, "%s:\n", label_before(g));
	add_picture(&t, &g->before);
	add_lines(&t, "  ", g->unasked ? g->unasked : "");
	add_lines(&t, "  ", g->missing ? g->missing : "");
	if (g->why) {
		strbuf_adds(&t.out, "\nwhat comes after is not shown:\n");
		add_lines(&t, "  ", g->why);
	} else if (!g->no_more) {
		strbuf_addc(&t.out, '\n');
		add_lines(&t, "", label_after(g));
		strbuf_cut(&t.out, t.out.len - 1);
		strbuf_adds(&t.out, ":\n");
		add_picture(&t, &g->after);
	}
	for (size_t i = 0; i < g->also.n; i++)
		add_lines(&t, "  and: ", g->also.v[i]);
	for (size_t i = 0; i < t.cut.n; i++)
		add_lines(&t, "  cut above: ", t.cut.v[i]);
	fwrite(t.out.buf, 1, t.out.len, out);
	strbuf_release(&t.out);
	strvec_clear(&t.cut);
}
