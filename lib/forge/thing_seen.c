#include "forge/thing.h"

#include <string.h>

void thing_forget(struct forge *f)
{
	f->release = NULL;
	f->seen = NULL;
	f->run = NULL;
}

void thing_saw_release(struct forge *f, const struct forge_release *r)
{
	struct forge_release *copy = arena_alloc(f->arena, sizeof(*copy));

	*copy = *r;
	f->release = copy;
}

void thing_saw_pull(struct forge *f, const struct forge_pull *p)
{
	struct forge_pull *copy = arena_alloc(f->arena, sizeof(*copy));

	*copy = *p;
	f->seen = copy;
}

void thing_saw_run(struct forge *f, const struct forge_run *r)
{
	struct forge_run *copy = arena_alloc(f->arena, sizeof(*copy));

	*copy = *r;
	f->run = copy;
}

/* One without an id is one that was looked for and is not there. */
int thing_release_of(struct forge *f, const char *tag,
		     struct forge_release *out)
{
	const struct forge_release *seen = f->release;
	int rc;

	if (seen && !strcmp(seen->tag, tag)) {
		*out = *seen;
		return seen->id ? 0 : E_NOTFOUND;
	}
	rc = f->ops->release_find(f, tag, out);
	if (!rc)
		thing_saw_release(f, out);
	else if (rc == E_NOTFOUND)
		thing_saw_release(f, &(struct forge_release){ .tag = tag });
	return rc;
}

int thing_pull_of(struct forge *f, const struct forge_pull_want *by,
		  struct forge_pull *out)
{
	const struct forge_pull *seen = f->seen;
	int rc;

	if (seen && !strcmp(seen->head, by->head) &&
	    !strcmp(seen->base, by->base)) {
		*out = *seen;
		return 0;
	}
	rc = f->ops->pull_find(f, by, out);
	if (!rc)
		thing_saw_pull(f, out);
	return rc;
}
