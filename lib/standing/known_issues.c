#include "standing/known_issues.h"

#include "staging/who.h"
#include "text/markdown_text.h"

const struct record *known_issue(const struct evidence *e, size_t number,
				 const struct link **in)
{
	size_t n = 0;

	for (size_t i = 0; i < e->n_records; i++) {
		if (e->record[i].kind != RECORD_KNOWN_ISSUE || ++n != number)
			continue;
		*in = evidence_link_of(e, &e->record[i]);
		return &e->record[i];
	}
	return NULL;
}

struct judge {
	const struct evidence *e;
	const struct signed_by *by;
};

static bool may_withdraw(const struct answer_rules *rules, const struct link *l,
			 const struct link *of)
{
	const struct judge *j = rules->arg;
	const struct evidence *e = j->e;

	return who_is_same(who_has(&e->record[l->first], &j->by[l - e->link]),
			   who_has(&e->record[of->first],
				   &j->by[of - e->link]));
}

bool known_issue_is_withdrawn(const struct evidence *e,
			      const struct signed_by *by,
			      const struct record *rec)
{
	const struct judge judge = { e, by };
	const struct answer_rules rules = { .may_withdraw = may_withdraw,
					    .arg = &judge };

	return rec->unheard ||
	       answer_is_withdrawn(e,
				   (size_t)(evidence_link_of(e, rec) - e->link),
				   rec, &rules);
}

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
		if (rec->kind != RECORD_KNOWN_ISSUE ||
		    known_issue_is_withdrawn(e, all->by, rec))
			continue;
		strbuf_adds(out, "- ");
		markdown_text_add(out, rec->text[TEXT_MESSAGE]);
		markdown_text_link(out, rec->text[TEXT_LINK]);
		strbuf_addc(out, '\n');
	}
}
