/*
 * Events as CI gets them: taken whole or refused with a reason; what is meant for
 * us says who, where and which.
 */
#include "tests/fuzz/fuzz.h"

#include "base/cleanup.h"
#include "base/json.h"
#include "dialect/forge_event.h"

#include <stdlib.h>
#include <string.h>

static void need(bool is_there)
{
	if (!is_there)
		abort();
}

static void look(const struct forge_event *e, struct arena *a)
{
	need(!e->ref == !e->before && !e->ref == !e->after);
	need(!e->ref || (!e->head_id && !e->text));
	need(!e->head_id || strspn(e->head_id, "0123456789abcdef") >= 40);
	if (e->kind == EVENT_OTHER)
		return;
	need(e->project && e->actor && e->number >= 0);
	need((e->kind == EVENT_COMMENT) == (e->text != NULL));
	const char *words =
		e->text ? forge_event_command(a, e->text, "/backport") : NULL;
	need(!words || !strpbrk(words, "\r\n"));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	CLEANUP(json) json_object *o = NULL;
	struct forge_event e;
	struct arena a = { 0 };

	if (json_parse(&o, (const char *)data, n) < 0)
		return 0;
	for (int kind = 0; kind < N_FORGES; kind++) {
		int rc = forge_event_read(&a, (enum forge_kind)kind, o, &e);
		need(rc == 0 || (rc < 0 && *error_message()));
		if (rc == 0)
			look(&e, &a);
	}
	arena_release(&a);
	return 0;
}
