/*
 * What plan_read takes, it must take again as plan_write writes it, with the
 * same result; and nothing in it may lead git elsewhere.
 */
#include "tests/fuzz/fuzz.h"

#include "base/cleanup.h"
#include "plan/plan.h"

#include <stdlib.h>
#include <string.h>

static void must(bool b)
{
	if (!b)
		abort();
}

static void check_change(const struct change *c)
{
	must(starts_with(c->ref, "refs/") && !strstr(c->ref, "..") &&
	     !strpbrk(c->ref, " \n:?*[\\^~"));
}

static void check_step(const struct step *s)
{
	for (size_t i = 0; i < s->n; i++)
		check_change(&s->change[i]);
	for (size_t i = 0; i < s->n_set; i++)
		must(s->set[i].key[0] != '-');
	if (s->kind == STEP_PUSH)
		must(s->n && s->remote[0] && s->remote[0] != '-');
	if (s->kind == STEP_CHECKOUT)
		must(s->worktree[0] == '/' && (!s->head_to || s->head_from));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT, again = STRBUF_INIT;
	struct plan p, q;

	if (plan_read(&p, (const char *)data, n) < 0) {
		plan_release(&p);
		return 0;
	}
	for (size_t i = 0; i < p.n; i++)
		check_step(&p.step[i]);
	plan_write(&p, &text);
	must(plan_read(&q, text.buf, text.len) == 0);
	plan_write(&q, &again);
	must(!strcmp(text.buf, again.buf));
	plan_release(&q);
	plan_release(&p);
	return 0;
}
