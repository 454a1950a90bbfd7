#include "standing/listed.h"

#include "base/cleanup.h"
#include "cli/ui.h"
#include "evidence/names.h"
#include "release/under_way.h"

#include <git2/refs.h>

#include <string.h>

static bool is_there(const struct strvec *v, const char *word)
{
	size_t i = 0;

	while (i < v->n && strcmp(v->v[i], word) != 0)
		i++;
	return i < v->n;
}

static void add_open(struct ctx *c, struct strvec *out)
{
	CLEANUP(strvec) struct strvec open = STRVEC_INIT;
	struct version v;
	bool hotfix;

	if (release_branches(c, &open) < 0)
		return;
	for (size_t i = 0; i < open.n; i++)
		if (release_of_branch(c, open.v[i], &v, &hotfix) &&
		    !is_there(out, v.text))
			strvec_push(out, v.text);
}

static void add_evidence(struct ctx *c, struct strvec *out)
{
	git_reference_iterator *it = NULL;
	struct version v;
	const char *name;

	if (repo_read(&c->repo) < 0 ||
	    git_reference_iterator_glob_new(&it, c->repo.git,
					    EVIDENCE_REFS "*") < 0)
		return;
	while (!git_reference_next_name(&name, it)) {
		const char *version = name + strlen(EVIDENCE_REFS);
		if (release_version(c, version, &v) == 0 &&
		    !is_there(out, version))
			strvec_push(out, version);
	}
	git_reference_iterator_free(it);
}

void listed_releases(struct ctx *c, FILE *out)
{
	CLEANUP(strvec) struct strvec all = STRVEC_INIT;

	add_open(c, &all);
	add_evidence(c, &all);
	for (size_t i = 0; i < all.n; i++)
		ui_line(out, "%s", all.v[i]);
}

void listed_tasks(struct ctx *c, const char *of, enum task_kind kind, FILE *out)
{
	CLEANUP(policy) struct policy p = { 0 };
	struct staging s;

	if (staging_find(c, of, &s) < 0 || policy_look(c, &s, &p) < 0)
		return;
	for (size_t i = 0; i < p.list.n; i++)
		if (p.list.v[i].kind == kind && !p.list.v[i].fact)
			ui_line(out, "%s", p.list.v[i].name);
}
