#include "standing/stale.h"

/* Nothing is known where it cannot be read. */
static const struct changed *since(struct stale *all, struct ctx *c,
				   const struct staging *s, const git_oid *tree)
{
	struct since now = { .tree = *tree };

	for (size_t i = 0; i < all->n; i++)
		if (oid_eq(&all->since[i].tree, tree))
			return &all->since[i].changed;
	if (git_oid_is_zero(tree) ||
	    changed_look(&now.changed, &c->repo, tree, &s->tree) < 0)
		now.changed.known = false;
	all->since = arena_grow(&c->repo.arena, all->since, all->n,
				sizeof(*all->since));
	all->since[all->n++] = now;
	return &all->since[all->n - 1].changed;
}

static struct words paths_of(const struct task *task)
{
	return task->item ? task->item->is.paths :
	       task->gate ? task->gate->paths :
			    (struct words){ 0 };
}

bool stale_holds(struct stale *all, struct ctx *c, const struct staging *s,
		 const struct task *task, const struct record *rec)
{
	const struct words paths = paths_of(task);
	size_t n;

	if (!paths.n)
		return false;
	const struct changed *changed = since(all, c, s, &rec->tree);
	return changed->known && !changed_first(changed, &paths, &n);
}

const char *stale_why(struct stale *all, struct ctx *c, const struct staging *s,
		      const struct task *task, const struct record *rec)
{
	const struct changed *changed = since(all, c, s, &rec->tree);
	const struct words paths = paths_of(task);
	size_t n;

	if (!changed->known)
		return NULL;
	const char *first = changed_first(changed, &paths, &n);
	if (!first)
		return "the same files, as another commit";
	if (n == 1)
		return arena_printf(&c->repo.arena, "'%s' was changed since",
				    first);
	return arena_printf(&c->repo.arena,
			    "'%s' and %zu more were changed since", first,
			    n - 1);
}
