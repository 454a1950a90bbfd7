#include "git-rel/graph/graph.h"

#include "base/cleanup.h"
#include "cli/page.h"
#include "git-rel/graph/graph_css.h"
#include "git-rel/graph/labels.h"
#include "git-rel/graph/rows.h"
#include "text/html.h"

#include <string.h>

/* Sizes of the picture: it is made as wide as there is room, so on a small screen
 * its letters are smaller, but still to be read. */
enum { LANE = 18, ROW = 22, CHAR = 8, COLUMNS = 36, COLORS = 6 };

struct page {
	const struct graphs *g;
	struct strbuf out;
	struct strvec cut;
	size_t lanes;
	size_t y; /* the top of the row */
};

static size_t lane_x(size_t lane)
{
	return LANE / 2 + lane * LANE;
}

static void path(struct page *p, size_t lane, const char *class)
{
	strbuf_addf(&p->out, "<path class=\"l%zu%s\" d=\"", lane % COLORS,
		    class);
}

/* Straight down past a row, or half of it. */
static void add_way(struct page *p, size_t lane, size_t from, size_t to,
		    const char *class)
{
	path(p, lane, class);
	strbuf_addf(&p->out, "M%zu %zuV%zu\"/>\n", lane_x(lane), from, to);
}

/* From the middle of the row's own lane to another one, which it goes on in. */
static void add_joint(struct page *p, const struct row *r, size_t lane)
{
	size_t x = lane_x(r->lane), to = lane_x(lane), y = p->y + ROW / 2;
	bool right = to > x;
	size_t corner = right ? to - LANE / 2 : to + LANE / 2;

	/* what joins a lane that goes by goes down with it */
	path(p, lane, "");
	strbuf_addf(&p->out, "M%zu %zuH%zuQ%zu %zu %zu %zu\"/>\n", x, y, corner,
		    to, y, to, r->way[lane] & WAY_DOWN ? p->y + ROW : p->y);
}

/* `height` of the row, of which lines of text below the first are a part. */
static void add_lines(struct page *p, const struct row *r, size_t height,
		      bool made)
{
	size_t middle = p->y + ROW / 2, end = p->y + height;

	for (size_t i = 0; i < p->lanes; i++) {
		unsigned way = r->way[i];
		bool by = (way & WAY_UP) && (way & WAY_DOWN);
		bool own = i == r->lane;
		if (!own && (way & (WAY_LEFT | WAY_RIGHT)) &&
		    (way & (WAY_UP | WAY_DOWN)))
			add_joint(p, r, i);
		if (own && r->kind == ROW_MORE)
			add_way(p, i, p->y, end, " more");
		else if (by)
			add_way(p, i, p->y, end, "");
		else if (own && (way & WAY_UP))
			add_way(p, i, p->y, middle, "");
		else if (own && (way & WAY_DOWN))
			add_way(p, i, middle, end, "");
		else if ((way & WAY_DOWN) && height > ROW)
			add_way(p, i, p->y + ROW, end, "");
	}
	if (r->kind == ROW_NODE)
		strbuf_addf(&p->out,
			    "<circle class=\"l%zu%s\" cx=%zu cy=%zu r=5 />\n",
			    r->lane % COLORS, made ? " new" : "",
			    lane_x(r->lane), middle);
}

static const char *piece_class(enum piece_kind kind)
{
	static const char *const classes[] = {
		[PIECE_ID] = "id",         [PIECE_NEW] = "new",
		[PIECE_HEAD] = "head",     [PIECE_BRANCH] = "branch",
		[PIECE_REMOTE] = "remote", [PIECE_TAG] = "tag",
	};

	return classes[kind];
}

static void begin_text(struct page *p, size_t line)
{
	strbuf_addf(&p->out, "<text x=%zu y=%zu>", p->lanes * LANE + 6,
		    p->y + line * ROW + 15);
}

static void add_piece(struct page *p, const struct piece *piece)
{
	const char *class = piece_class(piece->kind);

	if (class)
		strbuf_addf(&p->out, "<tspan class=%s>", class);
	html_add(&p->out, piece->text);
	if (class)
		strbuf_adds(&p->out, "</tspan>");
}

static void add_node(struct page *p, const struct graph *x, const struct row *r)
{
	const struct label_room room = {
		.width = COLUMNS, .indent = 2, .dots = "…", .cut = &p->cut
	};
	struct labels labels;

	labels_write(&labels, p->g->c, x, r->node, &room);
	add_lines(p, r, labels.n * ROW, x->node[r->node].made);
	for (size_t i = 0; i < labels.n; i++) {
		begin_text(p, i);
		for (size_t k = 0; k < labels.line[i].n; k++)
			add_piece(p, &labels.line[i].piece[k]);
		strbuf_adds(&p->out, "</text>\n");
	}
	p->y += labels.n * ROW;
}

static void add_row(struct page *p, const struct graph *x, const struct row *r)
{
	size_t more = x->node[r->node].more;

	if (r->kind == ROW_NODE) {
		add_node(p, x, r);
		return;
	}
	add_lines(p, r, ROW, false);
	if (r->kind == ROW_MORE) {
		begin_text(p, 0);
		strbuf_addf(
			&p->out,
			"<tspan class=id>%zu more commit%s</tspan></text>\n",
			more, more == 1 ? "" : "s");
	}
	p->y += ROW;
}

static void add_picture(struct page *p, const struct graph *x,
			const char *title)
{
	struct rows rows;
	struct strbuf page = p->out;

	rows_lay(&rows, p->g, x);
	p->out = (struct strbuf)STRBUF_INIT;
	p->lanes = rows.lanes;
	p->y = 0;
	for (size_t i = 0; i < rows.n; i++)
		add_row(p, x, &rows.item[i]);
	strbuf_adds(&page, "<section>\n<h2>");
	html_add(&page, title);
	strbuf_addf(
		&page,
		"</h2>\n<svg viewBox=\"0 0 %zu %zu\" role=group aria-label=\"",
		p->lanes * LANE + 6 + COLUMNS * CHAR, p->y);
	html_add(&page, title);
	strbuf_adds(&page, "\">\n");
	strbuf_add(&page, p->out.buf, p->out.len);
	strbuf_adds(&page, "</svg>\n");
	if (!x->n)
		strbuf_addf(&page, "<p>%s</p>\n", label_empty);
	if (x->full)
		strbuf_addf(&page, "<p>%s</p>\n", label_full);
	strbuf_release(&p->out);
	p->out = page;
	rows_release(&rows);
}

static void add_paragraphs(struct page *p, const char *before, const char *text)
{
	while (*text) {
		CLEANUP(text) char *line = NULL;
		size_t n = strcspn(text, "\n");
		line = xstrndup(text, n);
		strbuf_addf(&p->out, "<p>%s<bdi>", before);
		html_add(&p->out, line);
		strbuf_adds(&p->out, "</bdi></p>\n");
		text += n + (text[n] == '\n');
	}
}

int graphs_html(const struct graphs *g, const char *path, FILE *out)
{
	struct page p = { .g = g, .out = STRBUF_INIT };
	CLEANUP(strbuf) struct strbuf title = STRBUF_INIT;

	strbuf_addf(&title, "%s%s of", g->release ? "Release " : "Releases",
		    g->release ? g->release : "");
	page_begin(&p.out, g->c, title.buf, graph_css, false);
	strbuf_adds(&p.out, "<h1>");
	html_add(&p.out, title.buf);
	strbuf_adds(&p.out, " <bdi>");
	page_add_name(&p.out, g->c);
	strbuf_adds(&p.out, "</bdi></h1>\n<main>\n");
	add_picture(&p, &g->before, label_before(g));
	add_paragraphs(&p, "", g->unasked ? g->unasked : "");
	add_paragraphs(&p, "", g->missing ? g->missing : "");
	strbuf_adds(&p.out, "</section>\n");
	if (g->why) {
		strbuf_adds(
			&p.out,
			"<section>\n<h2>what comes after is not shown</h2>\n");
		add_paragraphs(&p, "", g->why);
		strbuf_adds(&p.out, "</section>\n");
	} else if (!g->no_more) {
		add_picture(&p, &g->after, label_after(g));
		for (size_t i = 0; i < g->also.n; i++)
			add_paragraphs(&p, "and: ", g->also.v[i]);
		strbuf_adds(&p.out, "</section>\n");
	}
	strbuf_adds(&p.out, "</main>\n");
	for (size_t i = 0; i < p.cut.n; i++)
		add_paragraphs(&p, "cut above: ", p.cut.v[i]);
	page_add_foot(&p.out, g->c, title.buf);
	int rc = page_write(&p.out, path, out);
	strbuf_release(&p.out);
	strvec_clear(&p.cut);
	return rc;
}
