#include "changelog/merge_parts.h"

#include "changelog/merge_text.h"

/* Those of one part, in all three; NULL: there is none. */
static int collect(const struct outline *o, size_t part,
		   const struct heading *head[3])
{
	for (size_t i = 0; i < o->n_headings; i++) {
		const struct heading *h = &o->heading[i];
		if (h->part != part)
			continue;
		if (head[h->source])
			return error(E_POLICY, "a section has two parts '%s'",
				     o->part[part].name);
		head[h->source] = h;
	}
	return 0;
}

static int merge_one(struct outline *o, size_t part)
{
	const struct heading *head[3] = { NULL };
	struct span text[3];
	int rc = collect(o, part, head);

	if (rc < 0)
		return rc;
	for (int i = 0; i < 3; i++)
		text[i] = head[i] ? span_trim(head[i]->s, head[i]->n) :
				    (struct span){ "", 0 };
	o->part[part].keep = head[BASE] ? head[OURS] && head[THEIRS] :
					  head[OURS] || head[THEIRS];
	if (!head[OURS] || !head[THEIRS])
		return 0;
	if ((rc = three_way(text, "the heading of a part")) < 0)
		return rc;
	o->part[part].head = head[rc]->s;
	o->part[part].head_n = head[rc]->n;
	return 0;
}

int parts_merge(struct outline *o)
{
	int rc = 0;

	for (size_t i = 1; !rc && i < o->n_parts; i++)
		rc = merge_one(o, i);
	return rc;
}
