#include "plan/plan.h"

#include "base/cleanup.h"
#include "base/strvec.h"
#include "git/repo.h"

#include <string.h>
#include <time.h>
#include <unistd.h>

static const char *const kind_names[N_STEP_KINDS] = {
	[STEP_OBJECT] = "object",     [STEP_PUSH] = "push",
	[STEP_REFS] = "refs",         [STEP_CHECKOUT] = "checkout",
	[STEP_CONFIG] = "config",     [STEP_RESOLVE] = "resolve",
	[STEP_RESOLVED] = "resolved", [STEP_NOTE] = "note",
	[STEP_RUN] = "run",           [STEP_ADD] = "add",
	[STEP_HOOK] = "hook",         [STEP_FILE] = "file",
	[STEP_FORGE] = "forge",       [STEP_LATER] = "later",
};

const char *step_kind_name(enum step_kind kind)
{
	return kind_names[kind];
}

void plan_init(struct plan *p, const char *verb, const char *title)
{
	static int n; /* of this process: some plan several times */
	time_t now = time(NULL);
	struct tm tm;
	char stamp[32];

	memset(p, 0, sizeof(*p));
	gmtime_r(&now, &tm);
	strftime(stamp, sizeof(stamp), "%Y%m%dT%H%M%SZ", &tm);
	p->id = plan_text(p, "%s-%ld", stamp, (long)getpid());
	if (n++)
		p->id = plan_text(p, "%s.%d", p->id, n);
	p->verb = plan_text(p, "%s", verb);
	p->title = plan_text(p, "%s", title);
}

void plan_release(struct plan *p)
{
	for (size_t i = 0; i < p->n; i++) {
		if (p->step[i].argv)
			strvec_clear(p->step[i].argv);
		if (p->step[i].paths)
			strvec_clear(p->step[i].paths);
		if (p->step[i].unmerged)
			strvec_clear(p->step[i].unmerged);
	}
	arena_release(&p->arena);
	memset(p, 0, sizeof(*p));
}

char *plan_text(struct plan *p, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	char *text = arena_vprintf(&p->arena, fmt, ap);
	va_end(ap);
	return text;
}

void plan_note(struct plan *p, const char *fmt, ...)
{
	va_list ap;

	p->note = arena_grow(&p->arena, p->note, p->n_notes, sizeof(*p->note));
	va_start(ap, fmt);
	p->note[p->n_notes++] = arena_vprintf(&p->arena, fmt, ap);
	va_end(ap);
}

void plan_note_once(struct plan *p, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	const char *text = arena_vprintf(&p->arena, fmt, ap);
	va_end(ap);
	for (size_t i = 0; i < p->n_notes; i++)
		if (!strcmp(p->note[i], text))
			return;
	plan_note(p, "%s", text);
}

struct step *plan_add(struct plan *p, enum step_kind kind)
{
	p->step = arena_grow(&p->arena, p->step, p->n, sizeof(*p->step));
	p->step[p->n].kind = kind;
	return &p->step[p->n++];
}

struct step *plan_refs(struct plan *p)
{
	for (size_t i = 0; i < p->n; i++) {
		struct step *s = &p->step[i];
		if (s->kind == STEP_REFS && s->n &&
		    !git_oid_is_zero(&s->change[0].to))
			return s;
	}
	return plan_add(p, STEP_REFS);
}

void step_change(struct plan *p, struct step *s, const char *ref,
		 const git_oid *from, const git_oid *to)
{
	s->change = arena_grow(&p->arena, s->change, s->n, sizeof(*s->change));
	s->change[s->n++] =
		(struct change){ arena_strdup(&p->arena, ref), *from, *to };
}

void step_set(struct plan *p, struct step *s, const char *key, const char *from,
	      const char *to)
{
	s->set = arena_grow(&p->arena, s->set, s->n_set, sizeof(*s->set));
	s->set[s->n_set++] =
		(struct config_change){ arena_strdup(&p->arena, key),
					arena_strdup(&p->arena, from),
					arena_strdup(&p->arena, to) };
}

bool plan_is_empty(const struct plan *p)
{
	for (size_t i = 0; i < p->n; i++)
		if (p->step[i].kind != STEP_OBJECT &&
		    p->step[i].kind != STEP_LATER)
			return false;
	return true;
}

const char *plan_call(const struct plan *p)
{
	return p->title && starts_with(p->title, "git staging ") ?
		       "git staging" :
		       "git rel";
}

bool plan_asks_forge(const struct plan *p)
{
	for (size_t i = 0; i < p->n; i++)
		if (p->step[i].kind == STEP_FORGE)
			return true;
	return false;
}

bool plan_commits_to(const struct plan *p, const char *ref)
{
	for (size_t i = 0; i < p->n; i++)
		if (p->step[i].kind == STEP_OBJECT && p->step[i].ref &&
		    !strcmp(p->step[i].ref, ref))
			return true;
	return false;
}

bool plan_pushes(const struct plan *p)
{
	for (size_t i = 0; i < p->n; i++)
		if (p->step[i].kind == STEP_PUSH)
			return true;
	return false;
}

bool plan_is_one_record(const struct plan *p)
{
	size_t moves = 0;

	for (size_t i = 0; i < p->n; i++) {
		const struct step *s = &p->step[i];
		if (s->kind == STEP_OBJECT)
			continue;
		if (s->kind != STEP_REFS || s->n != 1 ||
		    !starts_with(s->change[0].ref, "refs/rel/evidence/"))
			return false;
		moves++;
	}
	return moves == 1;
}

bool plan_only_runs(const struct plan *p)
{
	for (size_t i = 0; i < p->n; i++)
		if (p->step[i].kind != STEP_RUN && p->step[i].kind != STEP_ADD)
			return false;
	return p->n > 0;
}
