#include "dialect/forge_checks.h"

#include "base/alloc.h"
#include "dialect/forge_call.h"

#include <stdlib.h>
#include <string.h>

struct found {
	struct forge_check check;
	long long newer;
};

struct gathering {
	const struct check_source *source;
	struct found *found;
	size_t n, alloc;
};

static int add(struct forge *f, json_object *item, void *arg)
{
	struct gathering *g = arg;
	struct found found;
	int rc;

	rc = g->source->read(f->arena, item, &found.check, &found.newer);
	if (rc < 0)
		return rc;
	GROW(g->found, g->n, g->alloc);
	g->found[g->n++] = found;
	return 0;
}

static int by_name(const void *a, const void *b)
{
	const struct found *x = a, *y = b;
	int order = strcmp(x->check.name, y->check.name);

	if (order)
		return order;
	return (x->newer < y->newer) - (x->newer > y->newer);
}

static void keep_newest(struct forge *f, struct gathering *g,
			struct forge_checks *out)
{
	out->check = arena_alloc(f->arena, (g->n + 1) * sizeof(*out->check));
	if (g->n)
		qsort(g->found, g->n, sizeof(*g->found), by_name);
	for (size_t i = 0; i < g->n; i++)
		if (!i || strcmp(g->found[i].check.name,
				 g->found[i - 1].check.name)) {
			out->check[out->n] = g->found[i].check;
			out->check[out->n++].stamp = g->found[i].newer;
		}
}

/* The etag of several listings: a line for each. */
static const char *etag_of(struct forge *f, const char *all, size_t i)
{
	for (; all && i; i--) {
		all = strchr(all, '\n');
		all = all ? all + 1 : NULL;
	}
	if (!all || !*all || *all == '\n')
		return NULL;
	return arena_strndup(f->arena, all, strcspn(all, "\n"));
}

/* An etag speaks of one page only. */
static const char *join_etags(struct forge *f, const struct forge_reply *r,
			      size_t n)
{
	CLEANUP(strbuf) struct strbuf all = STRBUF_INIT;

	for (size_t i = 0; i < n; i++) {
		if (!r[i].etag || r[i].next)
			return NULL;
		strbuf_adds(&all, i ? "\n" : "");
		strbuf_adds(&all, r[i].etag);
	}
	return arena_strdup(f->arena, all.buf);
}

static int ask(struct forge *f, const struct check_source *source,
	       const char *etag, struct forge_reply *r)
{
	forge_reply_release(r);
	return forge_call(f,
			  &(struct forge_call){ .path = source->path,
						.etag = etag,
						.proof = etag ? 0 : 200 },
			  r);
}

/* Where one has something new, all are read: an answer of 304 has nothing. */
static int ask_all(struct forge *f, const struct check_source *source, size_t n,
		   const char *etag, struct forge_reply *r, bool *same)
{
	int rc;

	*same = true;
	for (size_t i = 0; i < n; i++) {
		rc = ask(f, &source[i], etag_of(f, etag, i), &r[i]);
		if (rc < 0)
			return rc;
		*same = *same && r[i].status == 304;
	}
	for (size_t i = 0; i < n && !*same; i++) {
		if (r[i].status != 304)
			continue;
		if ((rc = ask(f, &source[i], NULL, &r[i])) < 0)
			return rc;
	}
	return 0;
}

static int read_all(struct forge *f, const struct check_source *source,
		    size_t n, const struct forge_reply *r, struct gathering *g)
{
	int rc = 0;

	for (size_t i = 0; i < n && rc == 0; i++) {
		g->source = &source[i];
		rc = forge_each_of(f, r[i].json, source[i].list, add, g);
		if (rc == 0 && r[i].next)
			rc = forge_each(f, r[i].next, source[i].list, add, g);
	}
	return rc;
}

int forge_checks_gather(struct forge *f, const struct check_source *source,
			size_t n, const char *etag, struct forge_checks *out)
{
	struct forge_reply r[MAX_SOURCES] = { FORGE_REPLY_INIT };
	struct gathering g = { 0 };
	int rc;

	*out = (struct forge_checks){ 0 };
	rc = ask_all(f, source, n, etag, r, &out->same);
	if (rc == 0 && out->same) {
		out->etag = etag;
	} else if (rc == 0) {
		out->etag = join_etags(f, r, n);
		rc = read_all(f, source, n, r, &g);
	}
	if (rc == 0)
		keep_newest(f, &g, out);
	for (size_t i = 0; i < n; i++)
		forge_reply_release(&r[i]);
	free(g.found);
	return rc;
}
