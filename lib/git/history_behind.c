#include "git/history.h"

#include "base/cleanup.h"
#include "base/run.h"

#include <stdlib.h>
#include <string.h>

struct place {
	git_oid id;
	bool outside;
};

/* The last walk: many ask from the same commit. */
struct walked {
	git_oid tip;
	struct place *item; /* sorted */
	size_t n;
	struct strbuf line; /* of what git prints, while it does */
};

static int by_id(const void *a, const void *b)
{
	const struct place *x = a, *y = b;

	return git_oid_cmp(&x->id, &y->id);
}

static struct place *find(const struct walked *w, const git_oid *id)
{
	const struct place key = { .id = *id };

	return w->n ? bsearch(&key, w->item, w->n, sizeof(key), by_id) : NULL;
}

static bool recall(const struct walked *w, const git_oid *tip,
		   const git_oid *id, size_t n, bool *behind)
{
	if (!w || !oid_eq(&w->tip, tip))
		return false;
	for (size_t i = 0; i < n; i++) {
		const struct place *p = find(w, &id[i]);
		if (!p)
			return false;
		behind[i] = !p->outside;
	}
	return true;
}

/* A commit of which git says that `tip` does not have it.  The same id may have
 * been asked for more than once. */
static void see_commit(struct walked *w, const char *hex)
{
	git_oid id;

	if (!oid_from_hex(&id, hex))
		return;
	struct place *p = find(w, &id);
	if (p)
		p->outside = true;
}

static void see_text(void *arg, const char *data, size_t n)
{
	struct walked *w = arg;

	for (size_t i = 0; i < n; i++) {
		if (data[i] != '\n') {
			strbuf_addc(&w->line, data[i]);
			continue;
		}
		see_commit(w, w->line.buf);
		strbuf_reset(&w->line);
	}
}

static struct walked *prepare(struct repo *r, const git_oid *tip,
			      const git_oid *id, size_t n)
{
	struct walked *w = arena_alloc(&r->arena, sizeof(*w));

	*w = (struct walked){ .tip = *tip, .line = STRBUF_INIT };
	w->item = arena_alloc(&r->arena, (n + 1) * sizeof(*w->item));
	for (size_t i = 0; i < n; i++)
		w->item[i].id = id[i];
	qsort(w->item, n, sizeof(*w->item), by_id);
	for (size_t i = 0; i < n; i++)
		if (!w->n || !oid_eq(&w->item[w->n - 1].id, &w->item[i].id))
			w->item[w->n++] = w->item[i];
	return w;
}

static int ask(struct repo *r, struct walked *w)
{
	static const char *const argv[] = { "git", "rev-list", "--stdin",
					    NULL };
	CLEANUP(strbuf) struct strbuf in = STRBUF_INIT, out = STRBUF_INIT;
	int rc;

	for (size_t i = 0; i < w->n; i++)
		strbuf_addf(&in, "%s\n", oid_hex(&w->item[i].id));
	strbuf_addf(&in, "^%s\n", oid_hex(&w->tip));
	struct run run = { .argv = argv,
			   .env = r->env,
			   .in = in.buf,
			   .in_len = in.len,
			   .out = &out,
			   .seen = see_text,
			   .seen_arg = w };
	rc = run_command(&run);
	strbuf_release(&w->line);
	return rc > 0 ? error(E_FAIL, "git cannot walk from %s",
			      oid_short(&w->tip)) :
			rc;
}

int history_behind(struct repo *r, const git_oid *tip, const git_oid *id,
		   size_t n, bool *behind)
{
	int rc;

	if (recall(r->walked, tip, id, n, behind))
		return 0;
	struct walked *w = prepare(r, tip, id, n);
	if ((rc = ask(r, w)) < 0)
		return rc;
	r->walked = w;
	for (size_t i = 0; i < n; i++)
		behind[i] = !find(w, &id[i])->outside;
	return 0;
}
