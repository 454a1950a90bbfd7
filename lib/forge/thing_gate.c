#include "forge/thing.h"

#include "base/crash.h"
#include "base/json.h"

#include <string.h>

/* 1: it waits for nobody any more. */
static int is_answered(struct forge *f, const char *run, const char *id)
{
	struct forge_gate *gate = NULL;
	size_t n = 0;
	int rc = f->ops->gates(f, run, &gate, &n);

	for (size_t i = 0; rc == 0 && i < n; i++)
		if (!strcmp(gate[i].id, id))
			return 0;
	return rc < 0 ? rc : 1;
}

static int look(struct forge *f, json_object *want)
{
	const char *run = json_get_str(want, "run");
	const char *id = json_get_str(want, "gate");

	if (!run || !id)
		return error(E_FAIL, "which run waits for what?");
	return is_answered(f, run, id);
}

static int make(struct forge *f, json_object *want, struct strbuf *told)
{
	const char *run = json_get_str(want, "run");
	const struct forge_gate gate = { .id = json_get_str(want, "gate"),
					 .name = json_get_str(want, "name") };
	bool yes = json_get_bool(want, "yes");
	struct saved_error first;
	int rc;

	crash_point();
	rc = f->ops->gate_answer(f, run, &gate, yes,
				 json_get_str(want, "comment"));
	crash_point();
	if (rc == E_NET) { /* the answer may be lost, not what was said */
		error_save(&first);
		bool answered = is_answered(f, run, gate.id) == 1;
		rc = error_restore(rc, &first);
		rc = answered ? 0 : rc;
	}
	if (rc == 0)
		strbuf_addf(told, "%s '%s' of run %s\n",
			    yes ? "approved" : "rejected", gate.name, run);
	return rc;
}

const struct thing thing_gate = { "gate", look, make, NULL };
