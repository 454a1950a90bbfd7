#include "git-stage/sheet/sheet.h"

#include "git-stage/sheet/write.h"

#include <stdlib.h>
#include <string.h>

static const char *const labels[] = { "Result", "Check",   "Says",
				      "Page",   "Read at", NULL };

static const char *name_of(const struct record *rec)
{
	return rec->text[TEXT_JOB] ? rec->text[TEXT_JOB] : rec->text[TEXT_NAME];
}

/* What was said about a check of the candidate. */
static bool is_said(const struct sheet *x, const struct record *rec)
{
	return rec->kind == RECORD_SEEN && !rec->unheard && name_of(rec) &&
	       oid_eq(&rec->commit, &x->s->candidate);
}

/* By check, and then as it was said. */
static int compare(const void *a, const void *b)
{
	const struct record *x = *(const struct record *const *)a;
	const struct record *y = *(const struct record *const *)b;
	int order = strcmp(name_of(x), name_of(y));

	return order ? order : (x > y) - (x < y);
}

/* At `i`: is record `i` the last word about a check? */
static bool *find_last(const struct sheet *x)
{
	const struct evidence *e = &x->s->evidence;
	struct arena *a = &x->c->repo.arena;
	bool *last = arena_alloc(a, e->n_records + 1);
	const struct record **said =
		arena_alloc(a, (e->n_records + 1) * sizeof(struct record *));
	size_t n = 0;

	for (size_t i = 0; i < e->n_records; i++)
		if (is_said(x, &e->record[i]))
			said[n++] = &e->record[i];
	qsort(said, n, sizeof(*said), compare);
	for (size_t i = 0; i < n; i++)
		last[said[i] - e->record] =
			i + 1 == n ||
			strcmp(name_of(said[i]), name_of(said[i + 1])) != 0;
	return last;
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
	const bool *last = find_last(x);
	size_t n = 0;

	for (size_t i = 0; i < e->n_records; i++) {
		if (!last[i])
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
