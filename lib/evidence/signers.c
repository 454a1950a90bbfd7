#include "evidence/signers.h"

#include "base/alloc.h"
#include "base/cleanup.h"
#include "evidence/signatures.h"
#include "git/gitrel_file.h"
#include "git/history.h"

#include <stdlib.h>
#include <string.h>

struct finding {
	struct repo *r;
	const struct evidence *e;
	const struct signers_rules *rules;
	struct signers_of *out;
};

static void read_id(git_oid *out, const char *hex)
{
	if (!hex || !oid_from_hex(out, hex))
		*out = (git_oid){ { 0 } };
}

static void read_named(struct signers *out, const struct record *rec, size_t at)
{
	*out = (struct signers){ .from = at };
	read_id(&out->file, rec->text[TEXT_SIGNERS]);
	read_id(&out->at, rec->text[TEXT_SIGNERS_AT]);
}

/* 1: main has had that file at that commit; where it does not say at which, it has
 * it still. */
static int is_of_main(const struct finding *f, const struct signers *who)
{
	const git_oid *main = &f->rules->main;
	git_oid file;
	int rc = 1;

	if (git_oid_is_zero(main))
		return 1; /* as long as nothing was pushed */
	const git_oid *at = git_oid_is_zero(&who->at) ? main : &who->at;
	if (!oid_eq(at, main))
		rc = repo_has_object(f->r, at) ?
			     history_contains(f->r, at, main) :
			     0;
	if (rc <= 0 ||
	    (rc = gitrel_blob_of(f->r, at, f->rules->path, &file)) < 0)
		return rc;
	return oid_eq(&file, &who->file);
}

/* Nobody takes back by a file of before that a key was taken out. */
static int is_later(const struct finding *f, const struct signers *who)
{
	const struct signers *before = signers_now(f->out);

	if (before->nobody || git_oid_is_zero(&before->at))
		return 1;
	return git_oid_is_zero(&who->at) ?
		       0 :
		       history_contains(f->r, &before->at, &who->at);
}

/* One of them has made it. */
static int is_by_one(const struct finding *f, const struct signers *who)
{
	struct signed_by by;

	if (!f->e->link[who->from].is_signed)
		return !f->rules->required;
	int rc = signatures_look_one(f->r, f->e, who->from, who, &by);
	return rc < 0 ? rc : by.state == 'G' && !strpbrk(by.who, "*?");
}

/* From there on, and beside it, these. */
static void take(const struct finding *f, const struct signers *who)
{
	struct arena *a = &f->r->arena;
	const struct evidence *e = f->e;
	struct signers_of *out = f->out;
	bool *behind = xcalloc(e->n + 1, sizeof(*behind));

	if (!out->link)
		out->link = arena_alloc(a, (e->n + 1) * sizeof(*out->link));
	out->v = arena_grow(a, out->v, out->n, sizeof(*out->v));
	out->v[out->n++] = *who;
	behind[who->from] = true;
	for (size_t i = who->from + 1; i-- > 0;)
		for (size_t p = 0; behind[i] && p < e->link[i].n_parents; p++)
			behind[link_parent(e, &e->link[i], p)] = true;
	for (size_t i = 0; i < e->n; i++)
		if (i == who->from || !behind[i])
			out->link[i] = out->n - 1;
	free(behind);
}

static int find_later(const struct finding *f)
{
	const struct evidence *e = f->e;
	struct signers who;

	for (size_t i = 1; i < e->n; i++) {
		const struct record *rec = &e->record[e->link[i].first];
		if (!e->link[i].n || rec->kind != RECORD_CANDIDATE ||
		    !rec->text[TEXT_SIGNERS])
			continue;
		read_named(&who, rec, i);
		int rc = is_of_main(f, &who);
		if (rc > 0)
			rc = is_later(f, &who);
		if (rc > 0)
			rc = is_by_one(f, &who);
		if (rc < 0)
			return rc;
		if (rc)
			take(f, &who);
	}
	return 0;
}

int signers_find(struct signers_of *out, struct repo *r,
		 const struct evidence *e, const struct signers_rules *rules)
{
	const struct finding f = { r, e, rules, out };
	struct signers *first = arena_grow(&r->arena, NULL, 0, sizeof(*first));
	int rc = 1;

	*out = (struct signers_of){ .v = first, .n = 1 };
	if (!e->n || !*rules->path)
		return 0; /* nor may a record bring its own */
	read_named(first, &e->record[0], 0);
	if (!git_oid_is_zero(&first->file))
		rc = is_of_main(&f, first);
	if (rc < 0)
		return rc;
	first->nobody = !rc;
	return find_later(&f);
}

int signers_newer(struct signers *out, struct repo *r,
		  const struct signers *now, const struct signers_rules *rules)
{
	int rc;

	*out = (struct signers){ .at = rules->main };
	if (!*rules->path || git_oid_is_zero(&rules->main))
		return 0;
	rc = gitrel_blob_of(r, &rules->main, rules->path, &out->file);
	if (!now->nobody && oid_eq(&out->file, &now->file))
		out->file = (git_oid){ { 0 } };
	return rc;
}

static bool has_line(const char *text, const char *line, size_t n)
{
	for (const char *p = text; *p; p += *p == '\n') {
		size_t len = strcspn(p, "\n");
		if (len == n && !memcmp(p, line, n))
			return true;
		p += len;
	}
	return false;
}

int signers_left(const char **out, struct repo *r, const git_oid *file,
		 const git_oid *newer)
{
	CLEANUP(strbuf) struct strbuf old = STRBUF_INIT, now = STRBUF_INIT;
	int rc = git_oid_is_zero(file) ? 0 : repo_blob(r, file, &old);

	*out = NULL;
	if (!rc)
		rc = repo_blob(r, newer, &now);
	for (const char *p = old.buf; !rc && *p; p += *p == '\n') {
		size_t n = strcspn(p, "\n"), who = strcspn(p, " \t\r\n");
		if (who && *p != '#' && !has_line(now.buf, p, n))
			*out = arena_printf(&r->arena, "%s%s%.*s",
					    *out ? *out : "", *out ? ", " : "",
					    (int)who, p);
		p += n;
	}
	return rc;
}
