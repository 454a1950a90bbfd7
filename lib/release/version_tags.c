#include "release/version_tags.h"

#include "base/cleanup.h"

#include <stdlib.h>
#include <string.h>

static void take_tag(struct ctx *c, struct tag_list *list, enum scheme scheme,
		     const char *ref, const git_oid *id, const git_oid *commit)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	struct version v;

	if (!starts_with(ref, "refs/tags/") ||
	    !template_match(setting(&c->repo.config, K_TAG), ref_short(ref),
			    &text) ||
	    !version_try(&v, scheme, text.buf))
		return;
	list->item = arena_grow(list->arena, list->item, list->n,
				sizeof(*list->item));
	list->item[list->n++] = (struct tagged){ v, *id, *commit };
}

static int local_tags(struct ctx *c, struct tag_list *list, enum scheme scheme)
{
	git_reference_iterator *it = NULL;
	git_reference *ref = NULL;
	git_oid unknown = { { 0 } };

	if (git_reference_iterator_glob_new(&it, c->repo.git, "refs/tags/*") <
	    0)
		return error_git("cannot list tags");
	while (!git_reference_next(&ref, it)) {
		if (git_reference_type(ref) == GIT_REFERENCE_DIRECT)
			take_tag(c, list, scheme, git_reference_name(ref),
				 git_reference_target(ref), &unknown);
		git_reference_free(ref);
	}
	git_reference_iterator_free(it);
	return 0;
}

static int newest_first(const void *a, const void *b)
{
	return version_cmp(&((const struct tagged *)b)->version,
			   &((const struct tagged *)a)->version);
}

bool version_tags_commit(struct ctx *c, const struct tagged *t, git_oid *out)
{
	*out = t->commit;
	if (git_oid_is_zero(&t->commit))
		return repo_has_object(&c->repo, &t->id) &&
		       !repo_peel(&c->repo, &t->id, out);
	return repo_has_object(&c->repo, &t->commit);
}

int version_tags_list(struct ctx *c, const struct remote *remote,
		      struct arena *arena, struct tag_list *list)
{
	enum scheme scheme;
	int rc;

	memset(list, 0, sizeof(*list));
	list->arena = arena;
	if ((rc = repo_read(&c->repo)) < 0 ||
	    (rc = scheme_from_name(&scheme,
				   setting(&c->repo.config, K_SCHEME))) < 0 ||
	    (rc = local_tags(c, list, scheme)) < 0)
		return rc;
	for (size_t i = 0; remote && i < remote->n; i++)
		take_tag(c, list, scheme, remote->ref[i].name,
			 &remote->ref[i].id, &remote->ref[i].commit);
	if (list->n)
		qsort(list->item, list->n, sizeof(*list->item), newest_first);
	return 0;
}
