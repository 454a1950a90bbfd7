#include "git-rel/audit/page.h"

#include "base/cleanup.h"
#include "cli/page.h"
#include "text/html.h"

#include <string.h>

/* Colour is never alone: each line has its word. */
static const char css[] =
	":root{color-scheme:light dark;--e:#b3261e;--w:#8a5a00;--o:#1e6b34}\n"
	"@media(prefers-color-scheme:dark){"
	":root{--e:#ff8a80;--w:#ffcf70;--o:#8fd6a3}}\n"
	"body{font:16px/1.5 system-ui,sans-serif;margin:auto;max-width:60rem;"
	"padding:1rem}\n"
	"h1{font-size:1.4rem}h2{font-size:1.1rem;margin-top:2rem}\n"
	"ul{list-style:none;padding:0}li{margin:1rem 0;padding-left:.8rem;"
	"border-left:.3rem solid}\n"
	".error{border-color:var(--e)}.warning{border-color:var(--w)}"
	".ok{border-color:var(--o);margin:.3rem 0}\n"
	".error b{color:var(--e)}.warning b{color:var(--w)}.ok b{color:var(--o)}\n"
	"p{margin:.2rem 0}pre{overflow-x:auto;margin:.3rem 0;padding:.4rem;"
	"border:1px solid;border-radius:.3rem}\n"
	"footer{margin-top:2rem;font-size:.85rem}\n"
	"@media print{pre{white-space:pre-wrap}li{break-inside:avoid}}\n";

static void add_element(struct strbuf *page, const char *tag, const char *text)
{
	strbuf_addf(page, "<%s>", tag);
	html_add(page, text);
	strbuf_addf(page, "</%s>\n", tag);
}

/* Line by line: what is not seen in one is shown, ends of lines are not. */
static void add_commands(struct strbuf *page, const char *lines)
{
	strbuf_adds(page, "<pre>");
	while (*lines) {
		CLEANUP(text) char *line = NULL;
		size_t n = strcspn(lines, "\n");
		line = xstrndup(lines, n);
		html_add(page, line);
		lines += n + (lines[n] == '\n');
		strbuf_adds(page, *lines ? "\n" : "");
	}
	strbuf_adds(page, "</pre>\n");
}

static void add_finding(struct strbuf *page, const struct finding *f)
{
	const char *why = audit_why(f->rule);
	const char *level = audit_level_names[f->level];

	strbuf_addf(page, "<li class=%s><p><b>%s</b> <code>", level, level);
	html_add(page, f->rule);
	strbuf_adds(page, "</code> <bdi>");
	html_add(page, f->text);
	strbuf_adds(page, "</bdi></p>\n");
	if (f->level == AUDIT_OK)
		return;
	if (why)
		add_element(page, "p", why);
	if (f->origin) {
		strbuf_adds(page, "<p>Asked for by <bdi>");
		html_add(page, f->origin);
		strbuf_adds(page, "</bdi></p>\n");
	}
	if (f->hint)
		add_commands(page, f->hint);
}

static void add_level(struct strbuf *page, const struct audit *a,
		      enum audit_level level, const char *title)
{
	if (!a->count[level])
		return;
	add_element(page, "h2", title);
	strbuf_adds(page, "<ul>\n");
	for (size_t i = 0; i < a->n; i++)
		if (a->v[i].level == level)
			add_finding(page, &a->v[i]);
	strbuf_adds(page, "</ul>\n");
}

int audit_page(const struct audit *a, const char *path, FILE *out)
{
	CLEANUP(strbuf) struct strbuf page = STRBUF_INIT;

	page_begin(&page, a->c, a->what, css, false);
	strbuf_adds(&page, "<h1>");
	html_add(&page, a->what);
	strbuf_adds(&page, " <bdi>");
	page_add_name(&page, a->c);
	strbuf_adds(&page, "</bdi></h1>\n<p><strong>");
	html_add(&page, audit_counted(a));
	strbuf_adds(&page, "</strong></p>\n");
	add_level(&page, a, AUDIT_ERROR, "Errors");
	add_level(&page, a, AUDIT_WARNING, "Warnings");
	add_level(&page, a, AUDIT_OK, "As it should be");
	page_add_foot(&page, a->c, a->what);
	return page_write(&page, path, out);
}
