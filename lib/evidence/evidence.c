#include "evidence/evidence.h"

#include "base/cleanup.h"
#include "evidence/ancestry.h"
#include "evidence/message.h"
#include "git/commit_parents.h"
#include "git/history.h"

#include <git2.h>
#include <string.h>

static bool has_signature(git_commit *commit)
{
	git_buf text = { 0 };
	bool has = !git_commit_header_field(&text, commit, "gpgsig");

	git_buf_dispose(&text);
	return has;
}

static int take_records(struct evidence *c, struct repo *r, struct link *l,
			git_commit *commit)
{
	const char *text = git_commit_message_raw(commit);
	int rc;

	l->first = c->n_records;
	if (l->n_parents > 1)
		return message_is_join(text, strlen(text)) ?
			       0 :
			       error(E_FAIL, "it joins, and says '%.20s'",
				     text);
	rc = message_read(&c->record, &c->n_records, &r->arena, text,
			  strlen(text));
	if (rc < 0)
		return rc;
	l->n = c->n_records - l->first;
	const struct record *first = &c->record[l->first];
	if (strcmp(first->release, c->release) != 0)
		return error(E_FAIL, "it is of release '%s'", first->release);
	if ((l->n_parents == 0) != (first->kind == RECORD_OPEN))
		return error(E_FAIL, l->n_parents ?
					     "the release is opened again" :
					     "it begins without being opened");
	return 0;
}

static int take_link(struct evidence *c, struct repo *r,
		     const struct ancestry *w, size_t i)
{
	git_commit *commit = w->commit[i];
	const git_signature *who = git_commit_committer(commit);
	struct link *l = &c->link[i];

	*l = (struct link){
		.id = *git_commit_id(commit),
		.tree = *git_commit_tree_id(commit),
		.parent = w->first[i],
		.n_parents = commit_parents(commit),
		.name = arena_strdup(&r->arena, who->name),
		.mail = arena_strdup(&r->arena, who->email),
		.time = who->when.time,
		.is_signed = has_signature(commit),
	};
	if (i && !l->n_parents)
		return error(E_FAIL, "it begins a second time");
	return take_records(c, r, l, commit);
}

struct place {
	git_oid id;
	size_t at;
};

static int compare_ids(const void *a, const void *b)
{
	return git_oid_cmp(&((const struct place *)a)->id,
			   &((const struct place *)b)->id);
}

static void sort_ids(struct evidence *e, struct repo *r)
{
	struct place *place = xcalloc(e->n + 1, sizeof(*place));

	e->by_id = arena_alloc(&r->arena, (e->n + 1) * sizeof(*e->by_id));
	for (size_t i = 0; i < e->n; i++)
		place[i] = (struct place){ e->link[i].id, i };
	qsort(place, e->n, sizeof(*place), compare_ids);
	for (size_t i = 0; i < e->n; i++)
		e->by_id[i] = place[i].at;
	free(place);
}

int evidence_read(struct evidence *out, struct repo *r, const char *release,
		  const git_oid *tip)
{
	CLEANUP(ancestry) struct ancestry w = { 0 };
	int rc = repo_read(r);

	*out = (struct evidence){ .release = release, .tip = *tip };
	if (rc == 0)
		rc = history_need_whole(r);
	if (rc < 0 || (rc = ancestry_read(&w, r, tip, EVIDENCE_MAX)) < 0)
		return error_in(rc, "the evidence of %s", release);
	ancestry_order(&w);
	out->link = arena_alloc(&r->arena, w.n * sizeof(*out->link));
	out->parent = arena_alloc(&r->arena,
				  (w.n_parents + 1) * sizeof(*out->parent));
	memcpy(out->parent, w.parent, w.n_parents * sizeof(*out->parent));
	for (out->n = 0; out->n < w.n; out->n++)
		if ((rc = take_link(out, r, &w, out->n)) < 0)
			return error_in(
				rc, "the evidence of %s: %s", release,
				oid_short(git_commit_id(w.commit[out->n])));
	sort_ids(out, r);
	return 0;
}

size_t evidence_find(const struct evidence *e, const git_oid *id)
{
	size_t low = 0, high = e->n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		int diff = git_oid_cmp(&e->link[e->by_id[mid]].id, id);
		if (!diff)
			return e->by_id[mid];
		if (diff < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return e->n;
}

const struct record *evidence_closed(const struct evidence *e)
{
	for (size_t i = e->n_records; i-- > 0;) {
		if (e->record[i].kind == RECORD_CLOSE && !e->record[i].unheard)
			return &e->record[i];
		if (e->record[i].kind == RECORD_CANDIDATE)
			return NULL;
	}
	return NULL;
}

const struct record *evidence_released(const struct evidence *e,
				       const git_oid *at)
{
	for (size_t i = e->n_records; i-- > 0;) {
		const struct record *rec = &e->record[i];
		if (rec->kind == RECORD_RELEASE && !rec->unheard &&
		    (!at || oid_eq(&rec->commit, at)))
			return rec;
	}
	return NULL;
}

const struct record *evidence_qualified(const struct evidence *e,
					const git_oid *commit, bool *recorded)
{
	const struct record *last = NULL;

	*recorded = false;
	for (size_t i = 0; !*recorded && i < e->n_records; i++) {
		const struct record *rec = &e->record[i];
		if (rec->kind == RECORD_OPEN || rec->kind == RECORD_CANDIDATE)
			last = rec;
		*recorded = rec->kind == RECORD_RELEASE && !rec->unheard &&
			    oid_eq(&rec->commit, commit);
	}
	return last;
}

size_t evidence_beside(const struct evidence *e, const git_oid *at)
{
	CLEANUP(text) char *near = xcalloc(e->n + 1, 1);
	size_t from = evidence_find(e, at), n = 0;

	if (from == e->n)
		return 0;
	near[from] = 1;
	/* parents come first: back to what led to it, and on to what has it */
	for (size_t i = from + 1; i-- > 0;)
		for (size_t k = 0; near[i] && k < e->link[i].n_parents; k++)
			near[link_parent(e, &e->link[i], k)] = 1;
	for (size_t i = from + 1; i < e->n; i++)
		for (size_t k = 0; k < e->link[i].n_parents; k++)
			near[i] |= link_parent(e, &e->link[i], k) >= from &&
				   near[link_parent(e, &e->link[i], k)];
	for (size_t i = 0; i < e->n; i++)
		n += near[i] ? 0 : e->link[i].n;
	return n;
}

void evidence_lines(const struct evidence *e, struct strbuf *out)
{
	for (size_t i = 0; i < e->n_records; i++) {
		strbuf_adds(out, e->record[i].line);
		strbuf_addc(out, '\n');
	}
}

const struct link *evidence_link_of(const struct evidence *e,
				    const struct record *rec)
{
	size_t i = (size_t)(rec - e->record);
	const struct link *l = e->link;

	while (i < l->first || i >= l->first + l->n)
		l++;
	return l;
}
