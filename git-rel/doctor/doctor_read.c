/*
 * The tags of versions, and one walk over history that tells where they are.
 */
#include "git-rel/doctor/doctor.h"

#include "git/history.h"
#include "release/branch.h"

#include <git2.h>
#include <string.h>

/* So many releases are the last ones. */
enum { RECENT = 3 };

static void add_tag(struct doctor *d, const struct tagged *t, size_t *finals)
{
	struct release_tag *out = &d->tag[d->n_tags++];

	*out = (struct release_tag){ .name = t->tag,
				     .version = version_tags_version(d->c, t),
				     .id = t->id };
	out->no_commit = !version_tags_commit(d->c, t, &out->commit);
	out->annotated = !oid_eq(&t->id, &out->commit) && !out->no_commit;
	out->lies = !strcmp(version_type(&out->version), "rehearsal");
	if (!out->lies && !version_is_pre(&out->version))
		out->recent = (*finals)++ < RECENT;
}

/* History up to there is not judged. */
static int leave_out_old(struct doctor *d)
{
	struct arena *a = &d->c->repo.arena;
	git_oid *id = arena_alloc(a, (d->n_tags + 1) * sizeof(*id)), since;
	bool *behind = arena_alloc(a, d->n_tags + 1);
	struct saved_error before;

	if (!d->rules.audit_since)
		return 0;
	error_save(&before);
	int rc = error_restore(repo_commit(&d->c->repo, d->rules.audit_since,
					   &since),
			       &before);
	if (rc < 0) /* a tag that is not there yet has nothing behind it */
		return 0;
	for (size_t i = 0; i < d->n_tags; i++)
		id[i] = d->tag[i].no_commit ? since : d->tag[i].commit;
	rc = history_behind(&d->c->repo, &since, id, d->n_tags, behind);
	for (size_t i = 0; rc >= 0 && i < d->n_tags; i++)
		d->tag[i].old = behind[i];
	return rc;
}

static int read_tags(struct doctor *d)
{
	struct tag_list list;
	size_t finals = 0;
	int rc = version_tags_list(d->c, NULL, &list);

	if (rc < 0)
		return rc;
	d->tag = arena_alloc(&d->c->repo.arena, (list.n + 1) * sizeof(*d->tag));
	for (size_t i = 0; i < list.n; i++)
		add_tag(d, &list.item[i], &finals);
	return leave_out_old(d);
}

static unsigned flags_of(struct doctor *d, const char *ref)
{
	const char *remote = branch_remote(d->c), *name = ref_short(ref);
	unsigned flags = WALK_BRANCH;

	if (starts_with(ref, "refs/remotes/")) {
		name = ref + strlen("refs/remotes/");
		if (!remote || !starts_with(name, remote) ||
		    name[strlen(remote)] != '/')
			return flags;
		name += strlen(remote) + 1;
	}
	if (setting_is(&d->c->repo.config, K_MAIN, name))
		flags |= WALK_MAIN;
	if (setting_is(&d->c->repo.config, K_DEVELOP, name))
		flags |= WALK_DEVELOP;
	return flags;
}

static int begin_at(struct doctor *d, const char *glob)
{
	git_reference_iterator *it = NULL;
	git_reference *ref = NULL;

	if (git_reference_iterator_glob_new(&it, d->c->repo.git, glob) < 0)
		return error_git("cannot list refs");
	while (!git_reference_next(&ref, it)) {
		if (git_reference_type(ref) == GIT_REFERENCE_DIRECT)
			walk_from(&d->walk, git_reference_target(ref),
				  flags_of(d, git_reference_name(ref)), 0);
		git_reference_free(ref);
	}
	git_reference_iterator_free(it);
	return 0;
}

static int walk_history(struct doctor *d)
{
	const char *head;
	git_oid at;
	int rc = begin_at(d, "refs/heads/*");

	d->walk.below = doctor_see_below;
	d->walk.arg = d;
	if (!rc)
		rc = begin_at(d, "refs/remotes/*");
	if (!rc)
		rc = repo_head(&d->c->repo, &head, &at);
	if (rc < 0)
		return rc;
	if (!git_oid_is_zero(&at))
		walk_from(&d->walk, &at, 0, 0);
	for (size_t i = 0; i < d->n_tags; i++) {
		const struct release_tag *t = &d->tag[i];
		bool final = !t->lies && !version_is_pre(&t->version);
		if (!t->no_commit)
			walk_from(&d->walk, &t->commit, 0,
				  final ? (unsigned)i + 1 : 0);
	}
	return walk_all(&d->walk, &d->c->repo);
}

int doctor_read(struct doctor *d)
{
	int rc = read_tags(d);

	return rc < 0 ? rc : walk_history(d);
}
