#include "standing/findings.h"

#include <stdlib.h>
#include <string.h>

static bool is_same(const char *a, const char *b)
{
	return a && b && !strcmp(a, b);
}

bool finding_is(const struct record *rec)
{
	return rec->kind == RECORD_FINDING && !rec->text[TEXT_STATE] &&
	       !rec->unheard && rec->text[TEXT_NAME] &&
	       rec->text[TEXT_SEVERITY];
}

static bool is_fix(const struct record *rec)
{
	return rec->kind == RECORD_FINDING && rec->text[TEXT_NAME] &&
	       !rec->unheard && is_same(rec->text[TEXT_STATE], "fixed");
}

const struct record *finding_fix(const struct evidence *e,
				 const struct record *finding)
{
	for (const struct record *rec = finding + 1;
	     rec < e->record + e->n_records; rec++)
		if (is_fix(rec) &&
		    is_same(rec->text[TEXT_NAME], finding->text[TEXT_NAME]) &&
		    is_same(rec->text[TEXT_MESSAGE],
			    finding->text[TEXT_MESSAGE]))
			return rec;
	return NULL;
}

static bool is_about_same(const struct record *a, const struct record *b)
{
	return is_same(a->text[TEXT_NAME], b->text[TEXT_NAME]) &&
	       is_same(a->text[TEXT_MESSAGE], b->text[TEXT_MESSAGE]);
}

/* By number and text, and then as they came. */
static int compare(const void *a, const void *b)
{
	const struct record *x = *(const struct record *const *)a;
	const struct record *y = *(const struct record *const *)b;
	int order = strcmp(x->text[TEXT_NAME], y->text[TEXT_NAME]);

	if (!order)
		order = strcmp(x->text[TEXT_MESSAGE], y->text[TEXT_MESSAGE]);
	return order ? order : (x > y) - (x < y);
}

const struct record **findings_fixes(struct arena *a, const struct evidence *e)
{
	size_t size = (e->n_records + 1) * sizeof(struct record *), n = 0;
	const struct record **fix = arena_alloc(a, size);
	const struct record **some = arena_alloc(a, size);

	for (size_t i = 0; i < e->n_records; i++) {
		const struct record *rec = &e->record[i];
		if (rec->text[TEXT_MESSAGE] && (finding_is(rec) || is_fix(rec)))
			some[n++] = rec;
	}
	qsort(some, n, sizeof(*some), compare);
	for (size_t i = n; i-- > 0;) {
		bool next = i + 1 < n && is_about_same(some[i], some[i + 1]);
		size_t at = (size_t)(some[i] - e->record);
		if (next)
			fix[at] = is_fix(some[i + 1]) ?
					  some[i + 1] :
					  fix[some[i + 1] - e->record];
	}
	return fix;
}

static size_t rank(const char *severity)
{
	static const char *const words[] = { "low", "medium", "high" };
	size_t i = 0;

	while (i < 3 && (!severity || strcmp(words[i], severity) != 0))
		i++;
	return i;
}

const struct record *findings_open(struct arena *a, const struct evidence *e,
				   const char *least, size_t *n)
{
	const struct record **fix = findings_fixes(a, e), *first = NULL;

	*n = 0;
	for (size_t i = 0; i < e->n_records; i++) {
		const struct record *rec = &e->record[i];
		if (!finding_is(rec) || fix[i] ||
		    rank(rec->text[TEXT_SEVERITY]) < rank(least))
			continue;
		first = *n ? first : rec;
		++*n;
	}
	return first;
}
