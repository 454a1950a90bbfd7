#include "git-backport/audit/audit_html.h"

#include "base/cleanup.h"
#include "base/quote.h"
#include "git-backport/audit/audit_page.h"
#include "git-backport/survey/cells.h"
#include "cli/page.h"
#include "text/html.h"

#include <stdlib.h>
#include <string.h>

enum { THERE, LACKS, ORDER, COUNTS };

void audit_html_begin(struct audit_html *h, const struct survey *s)
{
	*h = (struct audit_html){ .s = s,
				  .rows = STRBUF_INIT,
				  .evidence = STRVEC_INIT };
	h->count = xcalloc(s->n * COUNTS, sizeof(*h->count));
}

void audit_html_release(struct audit_html *h)
{
	strbuf_release(&h->rows);
	strvec_clear(&h->evidence);
	free(h->count);
}

/* The class of a cell; NUL: none. */
static char class_of(char letter)
{
	static const char classes[] = "=p~e^aRrxd";
	const char *at = strchr(classes, letter);

	return at ? at[1] : '\0';
}

static size_t evidence(struct audit_html *h, const char *text)
{
	for (size_t i = 0; i < h->evidence.n; i++)
		if (!strcmp(h->evidence.v[i], text))
			return i;
	strvec_push(&h->evidence, text);
	return h->evidence.n - 1;
}

static void add_evidence(struct audit_html *h, const struct present *cell)
{
	const struct graph *g = &h->s->graph;
	const char *blank = "";

	for (size_t i = h->s->n; i-- > 0;) {
		const struct present *p = &cell[i];
		if (strchr("-^", cell_letter(p)))
			continue;
		strbuf_addf(&h->rows, "%s%zu:%.12s", blank,
			    evidence(h, p->evidence ? p->evidence : ""),
			    p->carrier == GRAPH_NONE ?
				    "" :
				    oid_hex(&g->node[p->carrier].id));
		blank = " ";
	}
}

/* `gap`: the next older line has it. */
static void add_cell(struct audit_html *h, size_t i, const struct present *p,
		     bool gap)
{
	size_t *count = &h->count[i * COUNTS];
	char letter = cell_letter(p), class = class_of(letter);

	if (class && gap)
		strbuf_addf(&h->rows, "<td class=\"%c g\">", class);
	else if (class || gap)
		strbuf_addf(&h->rows, "<td class=%c>", class ? class : 'g');
	else
		strbuf_adds(&h->rows, "<td>");
	strbuf_addc(&h->rows, letter);
	if (gap)
		strbuf_addc(&h->rows, '!');
	count[THERE] += strchr("=~^", letter) != NULL;
	count[LACKS] += letter == '-';
	count[ORDER] += gap;
	h->violations += gap;
}

void audit_html_row(struct audit_html *h, size_t node,
		    const struct present *cell, const bool *violates)
{
	const struct node *o = &h->s->graph.node[node];
	struct strbuf *to = &h->rows;
	bool bad = false;

	for (size_t i = 0; i < h->s->n; i++)
		bad = bad || violates[i];
	h->n++;
	strbuf_addf(to, "<tr%s%s data-c=%s data-e=\"", bad ? " class=o" : "",
		    o->merge ? " data-m" : "", oid_hex(&o->id));
	add_evidence(h, cell);
	strbuf_addf(to, "\"><th scope=row><code>%.12s</code> <time>",
		    oid_hex(&o->id));
	page_add_time(to, "%Y-%m-%d", o->time);
	strbuf_adds(to, "</time> <bdi>");
	html_add(to, *o->subject ? o->subject : "(no subject)");
	strbuf_adds(to, "</bdi>");
	for (size_t i = h->s->n; i-- > 0;)
		add_cell(h, i, &cell[i], i && violates[i - 1]);
	strbuf_addc(to, '\n');
}

static void add_top(const struct audit_html *h, struct ctx *c,
		    struct strbuf *page)
{
	page_begin(page, c, "Backport audit:", page_css, true);
	strbuf_adds(page, "<header>\n<h1>Backport audit: <bdi>");
	page_add_name(page, c);
	strbuf_addf(page,
		    "</bdi></h1>\n<p>%zu change%s on %zu branch%s, from "
		    "<bdi>",
		    h->n, h->n == 1 ? "" : "s", h->s->n,
		    h->s->n == 1 ? "" : "es");
	html_add(page, h->s->source);
	strbuf_adds(page, "</bdi>");
	if (h->s->since) {
		strbuf_adds(page, " since <bdi>");
		html_add(page, h->s->since);
		strbuf_adds(page, "</bdi>");
	}
	strbuf_addf(page, "; <strong>%zu order violation%s</strong></p>\n",
		    h->violations, h->violations == 1 ? "" : "s");
	strbuf_adds(page, page_html);
}

/* As one types it; what is not seen, as bash and zsh spell it. */
static void add_word(struct strbuf *page, const char *word)
{
	CLEANUP(strbuf) struct strbuf seen = STRBUF_INIT;
	CLEANUP(strbuf) struct strbuf shell = STRBUF_INIT;

	strbuf_add_visible(&seen, word, strlen(word));
	if (!strcmp(seen.buf, word)) {
		strbuf_add_shell(&shell, word);
	} else {
		strbuf_adds(&shell, "$'");
		for (const char *p = seen.buf; *p; p++)
			strbuf_addf(&shell, *p == '\'' ? "\\%c" : "%c", *p);
		strbuf_addc(&shell, '\'');
	}
	html_add(page, shell.buf);
}

static void add_counts(const struct audit_html *h, struct strbuf *page,
		       size_t which, const char *what)
{
	strbuf_addf(page, "<tr><th scope=row>%s", what);
	for (size_t i = h->s->n; i-- > 0;) {
		size_t n = h->count[i * COUNTS + which];
		strbuf_addf(page, "<td%s>%zu",
			    n && which == ORDER ? " class=g" : "", n);
	}
	strbuf_addc(page, '\n');
}

static void add_table(const struct audit_html *h, struct strbuf *page)
{
	strbuf_addf(page,
		    "<table id=matrix style=--n:%zu>\n<caption>Changes and "
		    "stable branches, both newest first</caption>\n"
		    "<colgroup><col><colgroup span=%zu>\n<thead>\n"
		    "<tr><th scope=col><code>commit</code> "
		    "<time>date</time> <bdi>subject</bdi>",
		    h->s->n, h->s->n);
	for (size_t i = h->s->n; i-- > 0;) {
		strbuf_adds(page, "<th scope=col data-t=\"");
		add_word(page, h->s->name[i]);
		strbuf_adds(page, "\"><bdi>");
		html_add(page, h->s->name[i]);
		strbuf_adds(page, "</bdi>");
	}
	strbuf_addc(page, '\n');
	add_counts(h, page, THERE, "there");
	add_counts(h, page, LACKS, "absent");
	add_counts(h, page, ORDER, "order violations");
	strbuf_adds(page, "<tbody>\n");
	strbuf_add(page, h->rows.buf, h->rows.len);
	strbuf_adds(page, "</table>\n<ul id=evidence hidden>\n");
	for (size_t i = 0; i < h->evidence.n; i++) {
		strbuf_adds(page, "<li>");
		html_add(page, h->evidence.v[i]);
		strbuf_addc(page, '\n');
	}
	strbuf_adds(page, "</ul>\n");
}

int audit_html_write(const struct audit_html *h, struct ctx *c,
		     const char *path, FILE *out)
{
	CLEANUP(strbuf) struct strbuf page = STRBUF_INIT;

	add_top(h, c, &page);
	add_table(h, &page);
	page_add_foot(&page, c, "Backport audit of");
	strbuf_addf(&page, "<script>\n%s</script>\n", page_js);
	return page_write(&page, path, out);
}
