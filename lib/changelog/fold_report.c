#include "changelog/fold.h"

#include "base/quote.h"
#include "changelog/entry.h"

#include <ctype.h>
#include <string.h>

static void add_entry(struct strbuf *out, const struct piece *p)
{
	size_t n = p->n;
	const char *lf = memchr(p->s, '\n', n);

	if (lf)
		n = (size_t)(lf - p->s);
	while (n && isspace((unsigned char)p->s[n - 1]))
		n--;
	strbuf_adds(out, "  ");
	strbuf_add_visible(out, p->s, n);
	strbuf_addc(out, '\n');
}

static void report_fate(struct strbuf *out, const struct fold *f,
			enum fate fate)
{
	for (size_t i = 0; i < f->outline.n; i++)
		if (f->outline.piece[i].entry &&
		    f->outline.piece[i].fate == fate)
			add_entry(out, &f->outline.piece[i]);
}

void fold_report(struct strbuf *out, const struct fold *f)
{
	if (f->n_merged) {
		strbuf_adds(
			out,
			"Found duplicate entries during RC consolidation (same PR number in multiple RCs).\n\n"
			"Deduplicated entries:\n");
		report_fate(out, f, MERGED);
		strbuf_adds(out,
			    "\nUsing the latest version of each entry.\n\n");
	}
	if (f->n_dropped) {
		strbuf_adds(
			out,
			"Dropped, for they mend what only a candidate had:\n");
		report_fate(out, f, DROPPED);
		strbuf_addc(out, '\n');
	}
	strbuf_addf(out, "%zu entr%s = %zu kept + %zu merged + %zu dropped\n",
		    f->n_in, f->n_in == 1 ? "y" : "ies", f->n_kept, f->n_merged,
		    f->n_dropped);
}
