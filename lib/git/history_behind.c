#include "git/history.h"

#include "base/cleanup.h"
#include "base/run.h"
#include "base/strvec.h"

#include <stdlib.h>
#include <string.h>

/* As git prints it: of 50,000 lines few are asked for. */
struct place {
	char hex[GIT_OID_HEXSZ];
	bool outside;
};

/* The last walk: many ask from the same commit. */
struct walked {
	git_oid tip;
	struct place *item; /* sorted */
	size_t n;
	struct strbuf rest; /* a line that has not come whole */
};

static int by_hex(const void *a, const void *b)
{
	const struct place *x = a, *y = b;

	return memcmp(x->hex, y->hex, sizeof(x->hex));
}

static struct place *find(const struct walked *w, const char *hex)
{
	/* a place begins with its name */
	return w->n ? bsearch(hex, w->item, w->n, sizeof(*w->item), by_hex) :
		      NULL;
}

static struct place *find_id(const struct walked *w, const git_oid *id)
{
	return find(w, oid_hex(id));
}

static bool recall(const struct walked *w, const git_oid *tip,
		   const git_oid *id, size_t n, bool *behind)
{
	if (!w || !oid_eq(&w->tip, tip))
		return false;
	for (size_t i = 0; i < n; i++) {
		const struct place *p = find_id(w, &id[i]);
		if (!p)
			return false;
		behind[i] = !p->outside;
	}
	return true;
}

/* A commit of which git says that `tip` does not have it. */
static void see_line(struct walked *w, const char *line, size_t n)
{
	struct place *p = n == GIT_OID_HEXSZ ? find(w, line) : NULL;

	if (p)
		p->outside = true;
}

static void see_text(void *arg, const char *data, size_t n)
{
	struct walked *w = arg;
	const char *end = memchr(data, '\n', n);

	while (end) {
		size_t line = (size_t)(end - data);
		if (w->rest.len) {
			strbuf_add(&w->rest, data, line);
			see_line(w, w->rest.buf, w->rest.len);
			strbuf_reset(&w->rest);
		} else {
			see_line(w, data, line);
		}
		data = end + 1;
		n -= line + 1;
		end = memchr(data, '\n', n);
	}
	strbuf_add(&w->rest, data, n);
}

static struct walked *prepare(struct repo *r, const git_oid *tip,
			      const git_oid *id, size_t n)
{
	struct walked *w = arena_alloc(&r->arena, sizeof(*w));

	*w = (struct walked){ .tip = *tip, .rest = STRBUF_INIT };
	w->item = arena_alloc(&r->arena, (n + 1) * sizeof(*w->item));
	for (size_t i = 0; i < n; i++)
		memcpy(w->item[i].hex, oid_hex(&id[i]), GIT_OID_HEXSZ);
	qsort(w->item, n, sizeof(*w->item), by_hex);
	for (size_t i = 0; i < n; i++)
		if (!w->n || by_hex(&w->item[w->n - 1], &w->item[i]))
			w->item[w->n++] = w->item[i];
	return w;
}

static int ask(struct repo *r, struct walked *w)
{
	static const char *const argv[] = { "git", "rev-list", "--stdin",
					    NULL };
	CLEANUP(strbuf) struct strbuf in = STRBUF_INIT, out = STRBUF_INIT;
	CLEANUP(strvec) struct strvec env = STRVEC_INIT;
	int rc;

	for (const char *const *e = r->env; e && *e; e++)
		strvec_push(&env, *e);
	strvec_push(&env, "GIT_FLUSH=0"); /* else each line is a write */
	for (size_t i = 0; i < w->n; i++)
		strbuf_addf(&in, "%.*s\n", GIT_OID_HEXSZ, w->item[i].hex);
	strbuf_addf(&in, "^%s\n", oid_hex(&w->tip));
	struct run run = { .argv = argv,
			   .env = (const char *const *)env.v,
			   .in = in.buf,
			   .in_len = in.len,
			   .out = &out,
			   .seen = see_text,
			   .seen_arg = w };
	rc = run_command(&run);
	strbuf_release(&w->rest);
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
		behind[i] = !find_id(w, &id[i])->outside;
	return 0;
}
