#include "git-stage/sheet/sheet.h"

#include "git-stage/sheet/write.h"

static void add_bar(struct sheet *x, const char *title, size_t met, size_t n)
{
	strbuf_adds(x->out, "<li>");
	write_text(x, title);
	strbuf_addf(
		x->out,
		" <span class=soft>%zu of %zu</span>"
		"<span class=bar aria-hidden=true><span style=\"width:%zu%%\">"
		"</span></span>\n",
		met, n, n ? 100 * met / n : 0);
}

void sheet_phases(struct sheet *x)
{
	const struct standings *all = x->all;

	if (!all->n)
		return;
	write_section(x, "phases", "Phases");
	strbuf_adds(x->out, "<ul class=bars>\n");
	for (size_t i = 0, next; i < all->n; i = next) {
		const struct phase *phase = all->v[i].task->phase;
		size_t met = 0;
		for (next = i;
		     next < all->n && all->v[next].task->phase == phase; next++)
			met += standing_is_met(&all->v[next]);
		add_bar(x, phase ? phase->title : "Needed besides", met,
			next - i);
	}
	strbuf_adds(x->out, "</ul>\n");
	write_end(x);
}
