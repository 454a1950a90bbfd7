#include "git-rel/scope/scope.h"

#include "base/cleanup.h"
#include "base/quote.h"
#include "config/back_merge.h"
#include "git-rel/scope/landed.h"
#include "git/history.h"
#include "dialect/forge_time.h"

#include <git2.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static int time_of(struct repo *r, const git_oid *id, long long *out)
{
	git_commit *commit = NULL;

	if (git_commit_lookup(&commit, r->git, id) < 0)
		return error_git("cannot read commit %s", oid_hex(id));
	*out = git_commit_time(commit);
	git_commit_free(commit);
	return 0;
}

static const char *rfc3339(struct arena *a, long long at)
{
	time_t when = (time_t)at;
	struct tm tm;
	char text[32];

	gmtime_r(&when, &tm);
	strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%SZ", &tm);
	return arena_strdup(a, text);
}

/* Is the commit it landed as one of those?  One request. */
static int landed_as(struct scope *s, long number)
{
	struct repo *r = &s->c->repo;
	struct forge_pull p = { 0 };
	git_oid id;
	int rc = s->forge->ops->pull_get(s->forge, number, &p);

	if (rc < 0 || !p.merge_id)
		return rc;
	if (git_oid_fromstr(&id, p.merge_id) < 0 || !repo_has_object(r, &id))
		return 0;
	rc = history_contains(r, &id, &s->tip);
	if (rc <= 0 || git_oid_is_zero(&s->base))
		return rc;
	rc = history_contains(r, &id, &s->base);
	return rc < 0 ? rc : !rc;
}

struct range {
	struct landed landed;
	long long begin, end; /* when issues were closed; -1: whenever */
};

/* Does it belong to the range?  1, 0. */
static int belongs(struct scope *s, const struct range *in,
		   const struct forge_item *item)
{
	if (item->pull && numbers_have(&in->landed.ours, item->number))
		return 0;
	if (item->state == FORGE_OPEN)
		return 1;
	if (item->pull)
		return numbers_have(&in->landed.pulls, item->number) ?
			       1 :
			       landed_as(s, item->number);
	long long ended = item->ended ? forge_time(item->ended) : -1;
	return numbers_have(&in->landed.issues, item->number) ||
	       ((in->begin < 0 || ended >= in->begin) &&
		(in->end < 0 || ended <= in->end));
}

static void leave_number(struct scope *s, long number)
{
	size_t n = 0;

	for (size_t i = 0; i < s->n; i++)
		if (!s->item[i].pull || s->item[i].number != number)
			s->item[n++] = s->item[i];
	s->n = n;
}

/* The pull request of the release itself, where a squash does not tell its branch. */
static int leave_own(struct scope *s)
{
	const struct forge_pull_want by = {
		.head = s->branch, .base = s->main, .draft = -1, .state = -1
	};
	struct forge_pull own = { 0 };
	int rc = s->forge->ops->pull_last(s->forge, &by, &own);

	if (rc < 0)
		return rc == E_NOTFOUND ? 0 : rc;
	leave_number(s, own.number);
	return 0;
}

static int keep_range(struct scope *s, const struct range *in)
{
	size_t n = 0;

	for (size_t i = 0; i < s->n; i++) {
		int rc = belongs(s, in, &s->item[i]);
		if (rc < 0)
			return rc;
		if (rc)
			s->item[n++] = s->item[i];
	}
	s->n = n;
	return 0;
}

/* Those of releases and back-merges have no change of their own. */
static bool brings_release(void *arg, const char *branch)
{
	struct ctx *c = arg;
	struct version v;
	bool hotfix;

	return back_merge_is_head(&c->repo.config, branch) ||
	       (release_of_branch(c, branch, &v, &hotfix) && !hotfix);
}

/* Of what is open only its branch tells. */
static int leave_open_own(struct scope *s)
{
	struct forge_pull *pull = NULL;
	size_t n = 0;
	int rc = s->forge->ops->pulls(s->forge, &pull, &n);

	for (size_t i = 0; !rc && i < n; i++)
		if (brings_release(s->c, pull[i].head) &&
		    (!pull[i].head_project ||
		     !strcasecmp(pull[i].head_project, s->forge->project)))
			leave_number(s, pull[i].number);
	return rc;
}

static int read_range(struct scope *s, struct range *in)
{
	struct repo *r = &s->c->repo;
	bool base = !git_oid_is_zero(&s->base);
	int rc;

	*in = (struct range){ .begin = -1, .end = -1 };
	if ((rc = history_need_whole(r)) < 0 ||
	    (rc = landed_read(r, base ? &s->base : NULL, &s->tip,
			      s->forge->project, s->forge->ops->sign,
			      brings_release, s->c, &in->landed)) < 0)
		return rc;
	if (base && (rc = time_of(r, &s->base, &in->begin)) < 0)
		return rc;
	if (s->is_released && (rc = time_of(r, &s->tip, &in->end)) < 0)
		return rc;
	/* what was merged before the last tag may have come after its branch */
	long long from = in->begin;
	if (in->landed.oldest >= 0 && in->landed.oldest < from)
		from = in->landed.oldest;
	if (from >= 0)
		s->by.since = rfc3339(&r->arena, from);
	return 0;
}

static int by_number(const void *a, const void *b)
{
	const struct forge_item *x = a, *y = b;

	if (x->pull != y->pull)
		return x->pull ? -1 : 1;
	return (x->number > y->number) - (x->number < y->number);
}

int scope_read(struct scope *s, bool by_commits)
{
	struct range in;
	int rc = by_commits ? read_range(s, &in) : 0;

	if (!rc)
		rc = s->forge->ops->scope(s->forge, &s->by, &s->item, &s->n);
	if (!rc && by_commits)
		rc = keep_range(s, &in);
	if (!rc && by_commits && s->n && s->branch &&
	    setting_is(&s->c->repo.config, K_FINISH, "pr"))
		rc = leave_own(s);
	if (!rc && by_commits && s->n && s->by.open)
		rc = leave_open_own(s);
	if (!rc && s->n)
		qsort(s->item, s->n, sizeof(*s->item), by_number);
	return rc;
}

/* "#12": as the forge has it. */
static const char *number_text(const struct scope *s,
			       const struct forge_item *item)
{
	return arena_printf(&s->c->repo.arena, "%s%ld",
			    item->pull ? s->forge->ops->sign : "#",
			    item->number);
}

void scope_add_item(const struct scope *s, const struct forge_item *item,
		    struct strbuf *out)
{
	strbuf_addf(out, "%s ", number_text(s, item));
	strbuf_add_visible(out, item->title, strlen(item->title));
}

void scope_list(const struct scope *s, struct strbuf *out)
{
	for (size_t i = 0; i < s->n; i++) {
		strbuf_adds(out, i ? "\n- " : "- ");
		scope_add_item(s, &s->item[i], out);
	}
}
