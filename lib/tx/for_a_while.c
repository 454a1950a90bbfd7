#include "tx/for_a_while.h"

#include "base/cleanup.h"
#include "base/json.h"

#include <string.h>

static bool takes_away(const struct step *s)
{
	CLEANUP(json) json_object *want = NULL;

	return s->kind == STEP_FORGE && !strcmp(s->thing, "labels") &&
	       json_parse(&want, s->want, strlen(s->want)) == 0 &&
	       json_object_object_get(want, "remove");
}

bool for_a_while(const struct plan *p)
{
	for (size_t i = 0; i < p->n; i++)
		if (takes_away(&p->step[i]))
			return true;
	return false;
}

int for_a_while_end(struct attempts *t)
{
	int rc = 0;

	for (size_t i = 0; !rc && i < t->n; i++)
		if (takes_away(t->item[i].step))
			rc = attempt_ops(&t->item[i])->apply(&t->item[i]);
	return rc;
}

/* Nothing is left of what is only waited for. */
static bool leaves(const struct step *s)
{
	static const char *const waits[] = { "checks", "reply", "result",
					     "report" };

	for (size_t i = 0; i < sizeof(waits) / sizeof(*waits); i++)
		if (s->kind == STEP_FORGE && !strcmp(s->thing, waits[i]))
			return false;
	return s->kind == STEP_FORGE && !takes_away(s);
}

const char *for_a_while_left(struct repo *r, const struct plan *p)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;

	for (size_t i = 0; i < p->n; i++) {
		const struct step *s = &p->step[i];
		if (leaves(s))
			strbuf_addf(&text, "stays, where it was done: %s\n",
				    s->what);
		else if (takes_away(s))
			strbuf_addf(&text, "is left to you: %s\n", s->what);
	}
	return text.len ? arena_strdup(&r->arena, text.buf) : NULL;
}
