#include "git-stage/sheet/sheet.h"

#include "git-stage/sheet/write.h"
#include "standing/findings.h"

#include <string.h>

static bool is_of(const struct record *rec, const char *severity)
{
	return finding_is(rec) && !strcmp(rec->text[TEXT_SEVERITY], severity);
}

static void add_one(struct sheet *x, const struct record *rec, bool fix)
{
	strbuf_addf(x->out,
		    "<li><span class=\"state %s\"><span aria-hidden=true>%s"
		    "</span> %s, %s</span> ",
		    fix                              ? "good" :
		    *rec->text[TEXT_SEVERITY] == 'h' ? "bad" :
						       "warn",
		    fix ? "✓" : "✗", rec->text[TEXT_SEVERITY],
		    fix ? "fixed" : "open");
	write_text(x, rec->text[TEXT_MESSAGE]);
	strbuf_addc(x->out, ' ');
	write_link(x, rec->text[TEXT_LINK]);
	strbuf_adds(x->out, " <span class=soft>");
	write_text(x, rec->text[TEXT_BY]);
	strbuf_adds(x->out, ", ");
	write_time(x, rec->text[TEXT_TIME]);
	strbuf_adds(x->out, "</span>\n");
}

void sheet_findings(struct sheet *x)
{
	static const char *const severities[] = { "high", "medium", "low" };
	const struct evidence *e = &x->s->evidence;
	const struct record **fix = findings_fixes(&x->c->repo.arena, e);
	size_t n = 0;

	for (size_t k = 0; k < 3; k++)
		for (size_t i = 0; i < e->n_records; i++) {
			if (!is_of(&e->record[i], severities[k]))
				continue;
			if (!n++) {
				write_section(x, "findings", "Findings");
				strbuf_adds(x->out, "<ul>\n");
			}
			add_one(x, &e->record[i], fix[i]);
		}
	if (!n)
		return;
	strbuf_adds(x->out, "</ul>\n");
	write_end(x);
}
