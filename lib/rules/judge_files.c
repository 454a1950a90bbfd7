#include "rules/judges.h"

#include "rules/rule_value.h"

#include <git2.h>

static bool offends(const struct rules_item *item, const char *path,
		    size_t size)
{
	switch (item->id) {
	case R_MAX_SIZE:
		return size > size_value(item->value);
	case R_FORBID_PATHS:
		return globs_match(item->value, path);
	default:
		return false;
	}
}

static size_t size_of(const struct trial *t, const git_oid *blob)
{
	git_object_t type;
	size_t size = 0;

	for (size_t i = 0; i < t->rules->n; i++)
		if (t->rules->item[i].id == R_MAX_SIZE)
			/* the commit of a submodule is not here as a rule */
			return git_odb_read_header(&size, &type, t->repo->odb,
						   blob) < 0 ||
					       type != GIT_OBJECT_BLOB ?
				       0 :
				       size;
	return 0;
}

/* While git lists them nothing is known of the branch: keep the few that matter. */
void judge_file(void *trial, const git_oid *commit, const char *path,
		const git_oid *blob)
{
	struct trial *t = trial;
	size_t size = size_of(t, blob);
	bool keep = false;

	for (size_t i = 0; i < t->rules->n; i++)
		keep = keep || offends(&t->rules->item[i], path, size);
	if (!keep)
		return;
	t->file = arena_grow(t->arena, t->file, t->n_files, sizeof(*t->file));
	t->file[t->n_files++] =
		(struct trial_file){ .commit = *commit,
				     .path = arena_strdup(t->arena, path),
				     .size = size };
}

int judge_files(struct trial *t)
{
	for (size_t i = 0; i < t->n_files; i++) {
		const struct trial_file *f = &t->file[i];
		const struct new_commit *of =
			new_commits_find(&t->commits, &f->commit);
		if (!of || of->change >= t->c->n ||
		    !offends(t->item, f->path, f->size))
			continue;
		const char *ref = t->c->v[of->change].ref;
		const char *hint = trial_mend(t, ref, &f->commit, NULL,
					      "git rebase -i --rebase-merges");
		t->path = f->path;
		if (t->item->id == R_MAX_SIZE)
			trial_fault(t, ref, &f->commit, hint,
				    "'%s' has %zu bytes, more than %s", f->path,
				    f->size, t->item->value);
		else
			trial_fault(t, ref, &f->commit, hint,
				    "'%s' is a path that is not to be here: %s",
				    f->path, t->item->value);
	}
	t->path = NULL;
	return 0;
}
