#include "git-stage/sheet/sheet.h"

#include "git-stage/sheet/write.h"

#include <string.h>

static const char *const labels[] = { "Result", "Check",   "Says",
				      "Page",   "Read at", NULL };

static const char *name_of(const struct record *rec)
{
	return rec->text[TEXT_JOB] ? rec->text[TEXT_JOB] : rec->text[TEXT_NAME];
}

/* The last word about a check of the candidate. */
static bool is_last(const struct sheet *x, const struct record *rec)
{
	const struct evidence *e = &x->s->evidence;
	const struct record *end = e->record + e->n_records;
	const char *name = name_of(rec);

	if (rec->kind != RECORD_SEEN || !name ||
	    !oid_eq(&rec->commit, &x->s->candidate))
		return false;
	while (++rec < end)
		if (rec->kind == RECORD_SEEN && name_of(rec) &&
		    oid_eq(&rec->commit, &x->s->candidate) &&
		    !strcmp(name_of(rec), name))
			return false;
	return true;
}

static void add_one(struct sheet *x, const struct record *rec)
{
	write_row(x);
	write_cell(x, labels[0]);
	write_result(x, rec->result);
	write_cell(x, labels[1]);
	write_text(x, name_of(rec));
	write_cell(x, labels[2]);
	write_text(x, rec->text[TEXT_MESSAGE]);
	write_cell(x, labels[3]);
	write_link(x, rec->text[TEXT_LINK]);
	write_cell(x, labels[4]);
	write_time(x, rec->text[TEXT_TIME]);
}

void sheet_ci(struct sheet *x)
{
	const struct evidence *e = &x->s->evidence;
	size_t n = 0;

	for (size_t i = 0; i < e->n_records; i++) {
		if (!is_last(x, &e->record[i]))
			continue;
		if (!n++) {
			write_section(x, "ci",
				      "What the forge was seen to say");
			write_table(x, "ci", labels);
		}
		add_one(x, &e->record[i]);
	}
	if (!n)
		return;
	write_table_end(x);
	write_end(x);
}
