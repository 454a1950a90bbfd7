#include "evidence/signers.h"

#include "base/alloc.h"
#include "base/cleanup.h"
#include "evidence/signatures.h"
#include "evidence/signers_left.h"
#include "git/gitrel_file.h"
#include "git/history_line.h"

#include <stdlib.h>
#include <string.h>

struct finding {
	struct repo *r;
	const struct evidence *e;
	const struct signers_rules *rules;
	struct history_line main;
	struct signers *v; /* the first, and all that may be taken */
	size_t n;
};

static void read_id(git_oid *out, const char *hex)
{
	if (!hex || !oid_from_hex(out, hex))
		*out = (git_oid){ { 0 } };
}

static struct signers *add_named(struct finding *f, size_t at)
{
	const struct record *rec = &f->e->record[f->e->link[at].first];

	f->v = arena_grow(&f->r->arena, f->v, f->n, sizeof(*f->v));
	struct signers *who = &f->v[f->n++];
	*who = (struct signers){ .from = at, .age = SIZE_MAX };
	read_id(&who->file, rec->text[TEXT_SIGNERS]);
	read_id(&who->at, rec->text[TEXT_SIGNERS_AT]);
	return who;
}

/* The file as it was at a commit of main: where it had another name then, .gitrel of
 * then tells that. */
static int file_then(const struct finding *f, const git_oid *at, git_oid *out)
{
	CLEANUP(config) struct config then = { 0 };
	struct saved_error before;
	int rc = gitrel_blob_of(f->r, at, f->rules->path, out);

	if (rc < 0 || !git_oid_is_zero(out))
		return rc;
	config_init(&then);
	error_save(&before);
	rc = gitrel_read_at(f->r, at, ".gitrel", &then);
	const char *path = rc > 0 ? then.setting[K_SIGNERS].value : NULL;
	(void)error_restore(0, &before); /* what nobody can read names none */
	return path && *path ? gitrel_blob_of(f->r, at, path, out) : 0;
}

/* Had main that file, wherever it was then?  Where it was merged into a branch, and
 * moved forward to that, its line leads through the branch. */
static int find_file(struct finding *f, struct signers *who)
{
	git_oid at, file;
	int rc = history_line_at(&f->main, f->r, 0, &at);

	while (rc > 0) {
		rc = gitrel_blob_of(f->r, &at, f->rules->path, &file);
		if (rc < 0)
			return rc;
		if (oid_eq(&file, &who->file))
			return 1;
		who->age++;
		rc = history_line_at(&f->main, f->r, who->age, &at);
	}
	return rc;
}

/* 1: main was at that commit once, and had that file then; what a branch had that was
 * merged it never had. */
static int is_of_main(struct finding *f, struct signers *who)
{
	git_oid file;
	int rc = history_line_has(&f->main, f->r, &who->at, &who->age);

	if (!rc)
		return find_file(f, who);
	if (rc > 0)
		rc = file_then(f, &who->at, &file);
	return rc < 0 ? rc : oid_eq(&file, &who->file);
}

/* One that does not say at which commit main had the file is of an older version, and
 * main has it still. */
static int look_at_first(struct finding *f, struct signers *who)
{
	const struct signers_rules *rules = f->rules;
	git_oid file;
	int rc = 1;

	if (rules->elsewhere)
		who->nobody = NOBODY_WITHOUT_MAIN;
	else if (git_oid_is_zero(&who->file))
		who->nobody = f->e->record[0].text[TEXT_SIGNERS] ?
				      NOBODY_OF_MAIN :
			      rules->required ? NOBODY_NAMED :
						SOMEBODY;
	else if (git_oid_is_zero(&rules->main))
		return 0; /* as long as nothing was pushed */
	else if (!git_oid_is_zero(&who->at))
		rc = is_of_main(f, who);
	else {
		rc = gitrel_blob_of(f->r, &rules->main, rules->path, &file);
		if (!rc)
			rc = oid_eq(&file, &who->file);
	}
	if (!rc)
		who->nobody = NOBODY_OF_MAIN;
	return rc < 0 ? rc : 0;
}

static int find_later(struct finding *f)
{
	const struct evidence *e = f->e;

	if (f->rules->elsewhere || git_oid_is_zero(&f->rules->main))
		return 0;
	for (size_t i = 1; i < e->n; i++) {
		const struct record *rec = &e->record[e->link[i].first];
		if (!e->link[i].n || rec->kind != RECORD_CANDIDATE ||
		    !rec->text[TEXT_SIGNERS])
			continue;
		int rc = is_of_main(f, add_named(f, i));
		if (rc < 0)
			return rc;
		f->n -= !rc;
	}
	return 0;
}

/* Whom git is asked about: each by the file that it names, all at once. */
static int look_at_makers(const struct finding *f, struct signed_by **by)
{
	struct arena *a = &f->r->arena;
	struct signers *file = arena_alloc(a, f->n * sizeof(*file));
	size_t *link = arena_alloc(a, (f->e->n + 1) * sizeof(*link));
	struct signers_of of = { .v = file, .link = link };

	for (size_t i = 0; i < f->e->n; i++)
		link[i] = f->n;
	for (size_t i = 0; i < f->n; i++) {
		const struct signers *who = &f->v[i];
		size_t k = 0;
		if (who->nobody || git_oid_is_zero(&who->file))
			continue;
		while (k < of.n && !oid_eq(&file[k].file, &who->file))
			k++;
		if (k == of.n)
			file[of.n++] = *who;
		link[who->from] = k;
	}
	return signatures_look(f->r, f->e, &of, by);
}

/* Who names signers has to be one of them. */
static int keep_own(struct finding *f)
{
	struct signed_by *by;
	size_t n = 0;
	int rc = look_at_makers(f, &by);

	for (size_t i = 0; !rc && i < f->n; i++) {
		struct signers *who = &f->v[i];
		const struct signed_by *one = &by[who->from];
		bool own = f->e->link[who->from].is_signed ?
				   one->state == 'G' :
				   !f->rules->required;
		if (!i && !who->nobody && !git_oid_is_zero(&who->file) && !own)
			who->nobody = NOBODY_KNOWN;
		if (!i || (own && !(one->who && strpbrk(one->who, "*?"))))
			f->v[n++] = *who;
	}
	f->n = n;
	return rc;
}

static void find_behind(const struct evidence *e, size_t from, bool *behind)
{
	memset(behind, 0, e->n * sizeof(*behind));
	behind[from] = true;
	for (size_t i = from + 1; i-- > 0;)
		for (size_t p = 0; behind[i] && p < e->link[i].n_parents; p++)
			behind[link_parent(e, &e->link[i], p)] = true;
}

static int by_age(const void *a, const void *b)
{
	const struct signers *x = a, *y = b;

	return x->age != y->age ? (x->age < y->age) - (x->age > y->age) :
				  (x->from > y->from) - (x->from < y->from);
}

/* Those that one which counts leaves of those before it, and what it counts for:
 * what is not behind it, as far as no later one does. */
static void count(const struct finding *f, size_t k, size_t *newest,
		  bool *dropped, const bool *sealed)
{
	const struct evidence *e = f->e;
	const struct signers *who = &f->v[k];
	bool *behind = xcalloc(e->n, sizeof(*behind));

	find_behind(e, who->from, behind);
	for (size_t i = 0; i < e->n; i++)
		if (!newest[i] && (i == who->from || !behind[i]) &&
		    (sealed[who->from] || !sealed[i]))
			newest[i] = k;
	for (size_t i = 1; i < k; i++)
		if (!behind[f->v[i].from] &&
		    (sealed[who->from] || !sealed[f->v[i].from]) &&
		    !oid_eq(&f->v[i].file, &who->file))
			dropped[i] = true;
	free(behind);
}

/* Nobody takes back by a file of before that a key was taken out: neither after a
 * later one nor beside it.  In whatever order they come those of main decide. */
static void take(struct finding *f, struct signers_of *out)
{
	const struct signers *first = f->v;
	struct arena *a = &f->r->arena;
	size_t *newest = arena_alloc(a, f->e->n * sizeof(*newest));
	size_t *place = arena_alloc(a, f->n * sizeof(*place));
	bool *dropped = arena_alloc(a, f->n * sizeof(*dropped));
	bool *sealed = arena_alloc(a, f->e->n * sizeof(*sealed));
	size_t end = evidence_find(f->e, &f->rules->sealed);

	memset(newest, 0, f->e->n * sizeof(*newest));
	memset(sealed, 0, f->e->n * sizeof(*sealed));
	if (end < f->e->n)
		find_behind(f->e, end, sealed);
	qsort(f->v + 1, f->n - 1, sizeof(*f->v), by_age);
	for (size_t k = 0; k < f->n; k++)
		dropped[k] = k && !first->nobody && f->v[k].age > first->age &&
			     !oid_eq(&f->v[k].file, &first->file);
	for (size_t k = f->n; k-- > 1;)
		if (!dropped[k])
			count(f, k, newest, dropped, sealed);
	for (size_t k = 0; k < f->n; k++) {
		place[k] = out->n;
		if (!dropped[k])
			f->v[out->n++] = f->v[k];
	}
	for (size_t i = 0; i < f->e->n; i++)
		newest[i] = place[newest[i]];
	out->v = f->v;
	out->link = newest;
}

int signers_find(struct signers_of *out, struct repo *r,
		 const struct evidence *e, const struct signers_rules *rules)
{
	static const struct signers none;
	struct finding f = {
		.r = r, .e = e, .rules = rules, .main = { .next = rules->main }
	};
	struct signers *own = arena_grow(&r->arena, NULL, 0, sizeof(*own));
	int rc;

	*own = none;
	*out = (struct signers_of){ .v = own, .n = 1 };
	if (!e->n || !*rules->path)
		return 0; /* nor may a record bring its own */
	rc = look_at_first(&f, add_named(&f, 0));
	if (!rc)
		rc = find_later(&f);
	if (!rc)
		rc = keep_own(&f);
	if (rc < 0)
		return rc;
	out->n = 0;
	take(&f, out);
	return 0;
}

bool signers_took(const struct signers_of *of, size_t link)
{
	for (size_t i = 1; i < of->n; i++)
		if (of->v[i].from == link)
			return true;
	return false;
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

int signers_left(const char **out, struct repo *r, const git_oid *file,
		 const git_oid *newer)
{
	CLEANUP(strbuf) struct strbuf old = STRBUF_INIT, now = STRBUF_INIT;
	int rc = git_oid_is_zero(file) ? 0 : repo_blob(r, file, &old);

	*out = NULL;
	if (!rc && !git_oid_is_zero(newer))
		rc = repo_blob(r, newer, &now);
	if (!rc)
		*out = signers_left_find(&r->arena, old.buf, now.buf);
	return rc;
}
