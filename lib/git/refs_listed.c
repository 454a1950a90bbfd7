#include "git/refs_listed.h"

#include "base/cleanup.h"
#include "git/reftable_stack.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Of the common folder, and of this work tree; NULL: that is the same. */
static char *list_of(const struct repo *r, size_t i)
{
	const char *dir[] = { r->common_dir, r->git_dir };

	return i && !strcmp(dir[0], dir[1]) ?
		       NULL :
		       xasprintf("%s/reftable/tables.list", dir[i]);
}

static void hold(struct tables_list *t, const char *path)
{
	t->fd = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
	if (t->fd >= 0 && fstat(t->fd, &t->is) < 0) {
		close(t->fd);
		t->fd = -1;
	}
}

static bool is_replaced(const struct tables_list *t, const char *path)
{
	struct stat now;

	if (stat(path, &now) < 0)
		return t->fd >= 0;
	return t->fd < 0 || now.st_dev != t->is.st_dev ||
	       now.st_ino != t->is.st_ino;
}

bool refs_listed_is_old(const struct refs_listed *l, const struct repo *r)
{
	bool old = false;

	for (size_t i = 0; i < 2 && !old; i++) {
		CLEANUP(text) char *path = list_of(r, i);
		old = path && is_replaced(&l->stack[i], path);
	}
	return old;
}

static struct listed_ref *add(struct refs_listed *l, const char *name,
			      size_t name_len, const char *target,
			      size_t target_len)
{
	GROW(l->item, l->n, l->alloc);
	struct listed_ref *ref = &l->item[l->n++];
	memset(ref, 0, sizeof(*ref));
	ref->name = arena_strndup(&l->arena, name, name_len);
	if (target_len)
		ref->target = arena_strndup(&l->arena, target, target_len);
	return ref;
}

struct reading {
	struct refs_listed *list;
	bool shared; /* with other work trees, which have a HEAD of their own */
	size_t base; /* what was there before this stack */
	size_t done; /* what is merged; behind it is the table being read */
	bool *gone;  /* for each of the latter: it is deleted */
	size_t n_gone, alloc_gone;
};

/* As git's refs.c has it. */
static bool is_of_work_tree(const struct table_ref *ref)
{
	static const char *const own[] = { "refs/bisect/", "refs/rewritten/",
					   "refs/worktree/" };

	if (ref->name_len < 5 || memcmp(ref->name, "refs/", 5) != 0)
		return true;
	for (size_t i = 0; i < sizeof(own) / sizeof(*own); i++)
		if (ref->name_len > strlen(own[i]) &&
		    !memcmp(ref->name, own[i], strlen(own[i])))
			return true;
	return false;
}

static void begin_stack(void *arg)
{
	struct reading *g = arg;

	g->list->n = g->done = g->base;
	g->n_gone = 0;
}

static void see(void *arg, const struct table_ref *t)
{
	struct reading *g = arg;
	struct refs_listed *l = g->list;

	if (g->shared && is_of_work_tree(t))
		return;
	struct listed_ref *ref =
		add(l, t->name, t->name_len, t->target, t->target_len);
	ref->id = t->id;
	ref->peeled = t->peeled;
	GROW(g->gone, g->n_gone, g->alloc_gone);
	g->gone[g->n_gone++] = t->kind == REF_DELETED;
}

/* What this table says counts, of those before it what it does not speak of. */
static void end_table(void *arg)
{
	struct reading *g = arg;
	struct refs_listed *l = g->list;
	size_t old = g->base, new = g->done, n = g->base;

	if (new == l->n)
		return;
	struct listed_ref *item = xcalloc(l->n, sizeof(*item));
	if (n)
		memcpy(item, l->item, n * sizeof(*item));
	while (old < g->done || new < l->n) {
		int cmp = old == g->done ?
				  1 :
			  new == l->n ?
				  -1 :
				  strcmp(l->item[old].name, l->item[new].name);
		if (cmp >= 0 && !g->gone[new - g->done])
			item[n++] = l->item[new];
		else if (cmp < 0)
			item[n++] = l->item[old];
		old += cmp <= 0;
		new += cmp >= 0;
	}
	free(l->item);
	l->item = item;
	l->alloc = l->n;
	l->n = g->done = n;
	g->n_gone = 0;
}

static int read_stack(struct refs_listed *l, const char *dir, bool shared)
{
	struct reading g = { .list = l, .shared = shared, .base = l->n };
	const struct reftable_reader reader = { begin_stack, see, end_table,
						&g };
	CLEANUP(text) char *path = xasprintf("%s/reftable", dir);
	int rc = reftable_stack_read(path, &reader);

	free(g.gone);
	return rc;
}

static int by_name(const void *a, const void *b)
{
	const struct listed_ref *x = a, *y = b;

	return strcmp(x->name, y->name);
}

static int read_tables(struct refs_listed *l, const struct repo *r)
{
	bool linked = strcmp(r->git_dir, r->common_dir) != 0;
	int rc = read_stack(l, r->common_dir, linked);

	if (!rc && linked)
		rc = read_stack(l, r->git_dir, false);
	if (rc < 0)
		return rc;
	if (linked && l->n)
		qsort(l->item, l->n, sizeof(*l->item), by_name);
	return refs_listed_find(l, "HEAD") ?
		       0 :
		       error(E_FAIL,
			     "there is no HEAD among the refs in '%s/reftable'",
			     r->git_dir);
}

int refs_list(struct repo *r, struct refs_listed **out)
{
	struct refs_listed *l = xcalloc(1, sizeof(*l));

	l->users = 1;
	/* before: a change while it is read makes the list an old one */
	for (size_t i = 0; i < 2; i++) {
		CLEANUP(text) char *path = list_of(r, i);
		hold(&l->stack[i], path);
	}
	int rc = read_tables(l, r);
	if (rc < 0)
		refs_listed_release(MOVE(l));
	*out = l;
	return rc;
}

const struct listed_ref *refs_listed_find(const struct refs_listed *l,
					  const char *name)
{
	const struct listed_ref key = { .name = name };

	return l->n ? bsearch(&key, l->item, l->n, sizeof(key), by_name) : NULL;
}

void refs_listed_release(struct refs_listed *l)
{
	if (--l->users)
		return;
	for (size_t i = 0; i < 2; i++)
		if (l->stack[i].fd >= 0)
			close(l->stack[i].fd);
	arena_release(&l->arena);
	free(l->item);
	free(l);
}
