#include "release/forge_asked.h"

#include "base/cleanup.h"
#include "base/json.h"
#include "plan/oplog.h"

#include <string.h>

/* A thing, by its key. */
struct asked {
	const char *thing;
	const char *key[2][2]; /* name and value; NULL: no more */
};

static bool is_it(const struct step *s, const struct asked *a)
{
	CLEANUP(json) json_object *want = NULL;

	if (s->kind != STEP_FORGE || strcmp(s->thing, a->thing) != 0 ||
	    json_parse(&want, s->want, strlen(s->want)) < 0)
		return false;
	for (size_t i = 0; i < 2 && a->key[i][0]; i++) {
		const char *is = json_get_str(want, a->key[i][0]);
		if (!is || strcmp(is, a->key[i][1]) != 0)
			return false;
	}
	return true;
}

static bool has_it(const struct operation *op, const struct asked *a)
{
	struct plan p = { 0 };
	bool found = false;

	if (plan_read(&p, op->lines, strlen(op->lines)) == 0)
		for (size_t i = 0; i < p.n && !found; i++)
			found = is_it(&p.step[i], a);
	plan_release(&p);
	return found;
}

static bool is_logged(struct ctx *c, const struct asked *a)
{
	CLEANUP(text) char *word = xasprintf("\"thing\":\"%s\"", a->thing);
	struct saved_error before;
	struct oplog log = { 0 };
	bool found = false;

	error_save(&before);
	if (oplog_read(&c->repo, &log) < 0)
		log.n = 0;
	for (size_t i = log.n; !found && i-- > 0;)
		found = strstr(log.item[i].lines, word) &&
			has_it(&log.item[i], a);
	(void)error_restore(0, &before);
	return found;
}

bool forge_asked_pull(struct ctx *c, const char *head, const char *base)
{
	return is_logged(
		c, &(struct asked){ "pull",
				    { { "head", head }, { "base", base } } });
}

bool forge_asked_release(struct ctx *c, const char *tag)
{
	return is_logged(c, &(struct asked){ "release", { { "tag", tag } } });
}
