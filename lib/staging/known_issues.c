#include "staging/known_issues.h"

#include "text/markdown_text.h"

static void add_waived(struct strbuf *out, const struct standing *one)
{
	const struct record *rec = one->answer.record;

	strbuf_adds(out, "- Waived: ");
	markdown_text_add(out, one->task->title);
	if (rec && rec->text[TEXT_REASON]) {
		strbuf_adds(out, ": ");
		markdown_text_add(out, rec->text[TEXT_REASON]);
	}
	markdown_text_link(out, rec ? rec->text[TEXT_LINK] : NULL);
	strbuf_addc(out, '\n');
}

void known_issues_add(struct strbuf *out, const struct staging *s,
		      const struct standings *all)
{
	const struct evidence *e = &s->evidence;

	for (size_t i = 0; i < all->n; i++)
		if (all->v[i].state == STANDING_WAIVED)
			add_waived(out, &all->v[i]);
	for (size_t i = 0; i < e->n_records; i++) {
		const struct record *rec = &e->record[i];
		if (rec->kind != RECORD_KNOWN_ISSUE)
			continue;
		strbuf_adds(out, "- ");
		markdown_text_add(out, rec->text[TEXT_MESSAGE]);
		markdown_text_link(out, rec->text[TEXT_LINK]);
		strbuf_addc(out, '\n');
	}
}
