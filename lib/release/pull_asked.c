#include "release/pull_asked.h"

#include "base/cleanup.h"
#include "base/json.h"
#include "plan/oplog.h"

#include <string.h>

static bool same(json_object *want, const char *key, const char *value)
{
	const char *is = json_get_str(want, key);

	return is && !strcmp(is, value);
}

static bool is_it(const struct step *s, const char *head, const char *base)
{
	CLEANUP(json) json_object *want = NULL;

	return s->kind == STEP_FORGE && !strcmp(s->thing, "pull") &&
	       json_parse(&want, s->want, strlen(s->want)) == 0 &&
	       same(want, "head", head) && same(want, "base", base);
}

bool pull_asked(struct ctx *c, const char *head, const char *base)
{
	struct saved_error before;
	struct oplog log = { 0 };
	bool found = false;

	error_save(&before);
	if (oplog_read(&c->repo, &log) < 0)
		log.n = 0;
	for (size_t i = log.n; !found && i-- > 0;) {
		const char *lines = log.item[i].lines;
		struct plan p = { 0 };
		if (!strstr(lines, "\"thing\":\"pull\""))
			continue;
		if (plan_read(&p, lines, strlen(lines)) == 0)
			for (size_t k = 0; k < p.n; k++)
				found = found || is_it(&p.step[k], head, base);
		plan_release(&p);
	}
	(void)error_restore(0, &before);
	return found;
}
