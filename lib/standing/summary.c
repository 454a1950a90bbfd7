#include "standing/summary.h"

#include "base/cleanup.h"
#include "base/sha256.h"
#include "text/markdown_text.h"

#include <string.h>

void summary_add_values(struct strbuf *out, const struct record *rec)
{
	for (size_t i = 0; i < rec->n_values; i++) {
		strbuf_adds(out, i ? ", " : "");
		markdown_text_add(out, rec->value[i].name);
		strbuf_addc(out, ' ');
		markdown_text_add(out, rec->value[i].value);
	}
	if (rec->n_values && rec->text[TEXT_ACCEPT]) {
		strbuf_adds(out, " (");
		markdown_text_add(out, rec->text[TEXT_ACCEPT]);
		strbuf_addc(out, ')');
	}
}

static void add_phases(struct strbuf *out, const struct standings *all)
{
	strbuf_adds(out, "| Phase | Met |\n| --- | --- |\n");
	for (size_t i = 0, next; i < all->n; i = next) {
		const struct phase *phase = all->v[i].task->phase;
		size_t met = 0;
		for (next = i;
		     next < all->n && all->v[next].task->phase == phase; next++)
			met += standing_is_met(&all->v[next]);
		strbuf_adds(out, "| ");
		markdown_text_add(out, phase ? phase->title : "Needed besides");
		strbuf_addf(out, " | %zu of %zu |\n", met, next - i);
	}
}

/* What was measured. */
static void add_values(struct strbuf *out, const struct standings *all)
{
	size_t n = 0;

	for (size_t i = 0; i < all->n; i++) {
		const struct standing *one = &all->v[i];
		const struct record *rec = one->answer.record;
		if (one->task->kind != TASK_GATE && !(rec && rec->n_values))
			continue;
		if (!n++)
			strbuf_adds(out, "\n| Gate or item | Result | Values "
					 "|\n| --- | --- | --- |\n");
		strbuf_adds(out, "| ");
		markdown_text_add(out, one->task->title);
		strbuf_addf(out, " | %s | ", standing_words[one->state]);
		if (rec)
			summary_add_values(out, rec);
		strbuf_adds(out, " |\n");
	}
}

void summary_add(struct strbuf *out, const struct staging *s,
		 const struct standings *all)
{
	CLEANUP(strbuf) struct strbuf lines = STRBUF_INIT;
	char digest[SHA256_HEX_SIZE];
	size_t met = 0, waived = 0;

	for (size_t i = 0; i < all->n; i++) {
		met += standing_is_met(&all->v[i]);
		waived += all->v[i].state == STANDING_WAIVED;
	}
	evidence_lines(&s->evidence, &lines);
	sha256_hex(digest, lines.buf, lines.len);
	strbuf_addf(out, "%zu of %zu met", met, all->n);
	if (waived)
		strbuf_addf(out, ", %zu of them waived", waived);
	strbuf_addf(out, ", on `%s`.\n\n", oid_hex(&s->candidate));
	add_phases(out, all);
	add_values(out, all);
	strbuf_addf(out, "\nEvidence: %zu record%s, SHA-256 `%s`.\n",
		    s->evidence.n_records,
		    s->evidence.n_records == 1 ? "" : "s", digest);
}
