#include "git-backport/fanout/left.h"

#include "git/history.h"
#include "plan/oplog.h"

#include <string.h>

static bool is_source(const struct fanout *f, const git_oid *id)
{
	for (size_t k = 0; k < f->sources->n; k++)
		if (oid_eq(&f->sources->item[k].id, id))
			return true;
	return false;
}

/* Where that plan has put the ref; NULL: it has not moved it. */
static const git_oid *put_at(const struct plan *p, const char *ref, bool pushed)
{
	const git_oid *at = NULL;

	for (size_t i = 0; i < p->n; i++) {
		const struct step *s = &p->step[i];
		if (pushed && s->kind != STEP_PUSH)
			continue;
		for (size_t k = 0; k < s->n; k++)
			if (!strcmp(s->change[k].ref, ref))
				at = &s->change[k].to;
	}
	return at;
}

/* Is all that it has picked picked now? */
static bool is_same(const struct fanout *f, const struct plan *p,
		    const char *ref)
{
	for (size_t i = 0; i < p->n; i++) {
		const struct step *s = &p->step[i];
		if (s->kind == STEP_OBJECT && s->ref && !strcmp(s->ref, ref) &&
		    !is_source(f, &s->from))
			return false;
	}
	return true;
}

/* The newest operation that moved the ref tells, of those that count still. */
int left_look(struct ctx *c, const struct fanout *f, const char *ref,
	      const git_oid *there, bool pushed, enum left *out)
{
	struct oplog log;
	int rc = oplog_read(&c->repo, &log);

	*out = LEFT_NEVER;
	for (size_t i = rc ? 0 : log.n; i-- > 0;) {
		const char *lines = log.item[i].lines;
		struct plan plan;
		if (log.item[i].undone || log.item[i].undoes ||
		    !strstr(lines, ref) ||
		    plan_read(&plan, lines, strlen(lines)) < 0)
			continue;
		const git_oid *at = put_at(&plan, ref, pushed);
		if (at && !strcmp(plan.verb, "pick"))
			*out = !oid_eq(at, there)     ? LEFT_CHANGED :
			       is_same(f, &plan, ref) ? LEFT_SAME :
							LEFT_OTHER;
		bool moved = at != NULL;
		plan_release(&plan);
		if (moved)
			break;
	}
	return rc;
}

/* The first commit that it has made for the ref, or NULL. */
static const git_oid *first_made(const struct plan *p, const char *ref)
{
	for (size_t i = 0; i < p->n; i++)
		if (p->step[i].kind == STEP_OBJECT && p->step[i].ref &&
		    !strcmp(p->step[i].ref, ref))
			return &p->step[i].to;
	return NULL;
}

int left_base(struct ctx *c, const char *ref, git_oid *out)
{
	struct oplog log;
	int rc = oplog_read(&c->repo, &log);

	*out = (git_oid){ 0 };
	for (size_t i = rc ? 0 : log.n; i-- > 0;) {
		const char *lines = log.item[i].lines;
		struct plan plan;
		if (log.item[i].undone || !strstr(lines, ref) ||
		    plan_read(&plan, lines, strlen(lines)) < 0)
			continue;
		const git_oid *made = strcmp(plan.verb, "pick") != 0 ?
					      NULL :
					      first_made(&plan, ref);
		bool there = made && repo_has_object(&c->repo, made);
		if (there)
			rc = history_parent(&c->repo, made, 0, out);
		plan_release(&plan);
		if (there)
			break;
	}
	return rc;
}
