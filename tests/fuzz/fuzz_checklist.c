#include "tests/fuzz/fuzz.h"

#include "base/cleanup.h"
#include "checklist/release_list.h"
#include "config/config.h"
#include "config/gitrel.h"

#include <stdlib.h>
#include <string.h>

/* Parts follow what they are of, and what blocks is there once. */
static void look_at_list(const struct release_list *list)
{
	for (size_t i = 0; i < list->n; i++) {
		const struct task *task = &list->v[i];
		int above = i ? list->v[i - 1].depth : -1;
		if (!task->name || !*task->title || task->depth > above + 1 ||
		    (i < list->n_listed) != (task->phase != NULL) ||
		    release_list_find(list, task->name) != task ||
		    (task_blocks(task, LIST_FINISH) &&
		     !task_blocks(task, LIST_CLOSE)))
			abort();
	}
}

static void look(struct config *c)
{
	static const char *const types[][3] = { { "final", "major" },
						{ "candidate" },
						{ "rehearsal" } };
	struct staging_policy p;

	if (staging_policy_read(&p, &c->arena, c) < 0) {
		if (!strstr(error_message(), ".gitrel:"))
			abort();
		return;
	}
	for (size_t i = 0; i < 3; i++) {
		struct release_list list;
		struct complaints all = { .arena = &c->arena };
		release_list_of(&list, &c->arena, &p, types[i], &all);
		if (all.n)
			abort();
		look_at_list(&list);
	}
}

/* A .gitrel with checklists. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct config c;

	config_init(&c);
	if (!config_read_gitrel(&c, (const char *)data, size, ".gitrel") &&
	    !config_settle(&c))
		look(&c);
	config_release(&c);
	return 0;
}
