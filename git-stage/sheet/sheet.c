#include "git-stage/sheet/sheet.h"

#include "base/cleanup.h"
#include "cli/page.h"
#include "staging/previous.h"
#include "text/html.h"

void sheet(const struct report *r, struct strbuf *out)
{
	static void (*const sections[])(struct sheet *) = {
		sheet_verdict, sheet_blocking, sheet_phases,   sheet_gates,
		sheet_items,   sheet_stale,    sheet_findings, sheet_issues,
		sheet_ci,      sheet_timeline, sheet_proof,
	};
	struct sheet x = { .r = r,
			   .c = r->c,
			   .s = r->s,
			   .all = r->all,
			   .out = out,
			   .again = STRVEC_INIT };
	CLEANUP(strbuf) struct strbuf title = STRBUF_INIT;

	x.before = previous_values(r->c, r->s);
	x.next = (struct next_step){ r->c, r->s, r->p, r->all, true };
	x.moved = next_step_moved(&x.next, &x.again);
	strbuf_addf(&title, "Release %s of", r->s->rel.version.text);
	page_begin(out, r->c, title.buf, sheet_css, false);
	strbuf_adds(out, "<main>\n");
	for (size_t i = 0; i < sizeof(sections) / sizeof(*sections); i++)
		sections[i](&x);
	strbuf_adds(out, "</main>\n");
	page_add_foot(out, r->c, title.buf);
	strvec_clear(&x.again);
}
