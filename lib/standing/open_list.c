#include "standing/open_list.h"

#include <string.h>

/* Whom it waits for: a person's answer, in time for the release. */
static bool is_asked(const struct standing *one, const struct strvec *roles)
{
	const struct item *item = one->task->item;

	if (one->task->kind != TASK_ITEM || one->task->fact ||
	    standing_is_met(one) || !task_blocks(one->task, LIST_FINISH))
		return false;
	for (size_t i = 0; i < roles->n; i++)
		if (item && words_have(&item->is.by, roles->v[i]))
			return true;
	return !roles->n;
}

static const struct words *by_of(const struct standing *one)
{
	static const struct words nobody;

	return one->task->item ? &one->task->item->is.by : &nobody;
}

static bool is_same(const struct words *a, const struct words *b)
{
	size_t i = 0;

	while (i < a->n && i < b->n && !strcmp(a->v[i], b->v[i]))
		i++;
	return i == a->n && i == b->n;
}

/* "tpm or qa (ada@example.com, eve@example.com):" */
static void add_head(struct strbuf *out, struct ctx *c, const struct policy *p,
		     const struct words *by)
{
	struct words people =
		roles_people(&p->staging.roles, &c->repo.arena, by);

	for (size_t i = 0; i < by->n; i++)
		strbuf_addf(out, "%s%s", i ? " or " : "", by->v[i]);
	for (size_t i = 0; i < people.n; i++)
		strbuf_addf(out, "%s%s", i ? ", " : " (", people.v[i]);
	strbuf_adds(out, !by->n ? "anybody:\n" : people.n ? "):\n" : ":\n");
}

static void add_item(struct strbuf *out, const struct standing *one)
{
	strbuf_addf(out, "- %s: %s", one->task->name, one->task->title);
	if (one->state != STANDING_OPEN)
		strbuf_addf(out, " (%s)", standing_words[one->state]);
	strbuf_addc(out, '\n');
}

/* Has an earlier one the same roles? */
static bool was_told(const struct standings *all, size_t at,
		     const struct strvec *roles)
{
	for (size_t i = 0; i < at; i++)
		if (is_asked(&all->v[i], roles) &&
		    is_same(by_of(&all->v[i]), by_of(&all->v[at])))
			return true;
	return false;
}

size_t open_list_add(struct strbuf *out, struct ctx *c, const struct policy *p,
		     const struct standings *all, const struct strvec *roles)
{
	size_t n = 0;

	for (size_t i = 0; i < all->n; i++) {
		const struct words *by = by_of(&all->v[i]);
		if (!is_asked(&all->v[i], roles) || was_told(all, i, roles))
			continue;
		strbuf_adds(out, n ? "\n" : "");
		add_head(out, c, p, by);
		for (size_t k = i; k < all->n; k++)
			if (is_asked(&all->v[k], roles) &&
			    is_same(by_of(&all->v[k]), by)) {
				add_item(out, &all->v[k]);
				n++;
			}
	}
	return n;
}
