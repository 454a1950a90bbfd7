#include "staging/findings.h"

#include <string.h>

static bool is_same(const char *a, const char *b)
{
	return a && b && !strcmp(a, b);
}

bool finding_is(const struct record *rec)
{
	return rec->kind == RECORD_FINDING && !rec->text[TEXT_STATE] &&
	       rec->text[TEXT_NAME] && rec->text[TEXT_SEVERITY];
}

const struct record *finding_fix(const struct evidence *e,
				 const struct record *finding)
{
	for (const struct record *rec = finding + 1;
	     rec < e->record + e->n_records; rec++)
		if (rec->kind == RECORD_FINDING &&
		    is_same(rec->text[TEXT_STATE], "fixed") &&
		    is_same(rec->text[TEXT_NAME], finding->text[TEXT_NAME]) &&
		    is_same(rec->text[TEXT_MESSAGE],
			    finding->text[TEXT_MESSAGE]))
			return rec;
	return NULL;
}
