#include "checklist/condition_clash.h"

#include "checklist/decimal.h"

#include <string.h>

static bool is_lower(enum comparison op)
{
	return op == CMP_AT_LEAST || op == CMP_ABOVE || op == CMP_EQUAL;
}

static bool is_upper(enum comparison op)
{
	return op == CMP_AT_MOST || op == CMP_BELOW || op == CMP_EQUAL;
}

/* `low` sets a bound from below, `high` one from above. */
static bool bounds_clash(const struct term *low, const struct term *high)
{
	int order = decimal_compare(low->number, high->number);
	bool open = low->op == CMP_ABOVE || high->op == CMP_BELOW;

	return is_lower(low->op) && is_upper(high->op) &&
	       (order > 0 || (!order && open));
}

static bool terms_clash(const struct term *a, const struct term *b)
{
	if (strcmp(a->name, b->name) != 0 || a->of || b->of || a->previous ||
	    b->previous)
		return false;
	if ((a->op == CMP_EQUAL && b->op == CMP_OTHER) ||
	    (a->op == CMP_OTHER && b->op == CMP_EQUAL))
		return !decimal_compare(a->number, b->number);
	return bounds_clash(a, b) || bounds_clash(b, a);
}

bool condition_clash(const struct condition *c, const struct term **a,
		     const struct term **b)
{
	for (size_t i = 0; i < c->n; i++)
		for (size_t k = 0; k < i; k++) {
			*a = &c->term[k];
			*b = &c->term[i];
			if (terms_clash(*a, *b))
				return true;
		}
	return false;
}
