#include "git-rel/hook/own_plan.h"

#include "base/cleanup.h"
#include "base/file.h"
#include "plan/plan.h"

#include <string.h>

#define JOURNAL_MAX ((size_t)16 * 1024 * 1024)

static bool read_plan(struct repo *r, struct plan *p)
{
	const char *path = arena_printf(&r->arena, "%s/journal", r->state_dir);
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;

	return file_exists(path) &&
	       strbuf_read_file(&text, path, JOURNAL_MAX, true) == 0 &&
	       plan_read(p, text.buf, text.len) == 0;
}

static bool is_planned(const struct plan *p, enum step_kind kind,
		       const struct hook_line *line)
{
	git_oid to = { { 0 } };

	if (line->to && !oid_from_hex(&to, line->to))
		return false;
	for (size_t i = 0; i < p->n; i++)
		for (size_t k = 0; k < p->step[i].n; k++)
			if (p->step[i].kind == kind &&
			    !strcmp(p->step[i].change[k].ref, line->ref) &&
			    oid_eq(&p->step[i].change[k].to, &to))
				return true;
	return false;
}

static bool all_planned(struct repo *r, enum step_kind kind,
			const struct hook_lines *lines)
{
	struct plan p = { 0 };
	bool all = lines->n > 0 && read_plan(r, &p);

	for (size_t i = 0; all && i < lines->n; i++)
		all = is_planned(&p, kind, &lines->v[i]);
	plan_release(&p);
	return all;
}

bool own_plan_pushes(struct repo *r, const struct hook_lines *lines)
{
	return all_planned(r, STEP_PUSH, lines);
}

bool own_plan_moves(struct repo *r, const struct hook_lines *lines)
{
	return all_planned(r, STEP_REFS, lines) ||
	       all_planned(r, STEP_CHECKOUT, lines);
}
