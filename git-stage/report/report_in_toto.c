/*
 * in-toto attestations: https://github.com/in-toto/attestation, Statement v1,
 * predicates test-result/v0.1 and svr/v0.2.  A statement is not signed: that is
 * for cosign or witness to do; the record it is about is, and stays checkable.
 */
#include "git-stage/report/report.h"

#include "base/cleanup.h"
#include "base/json.h"
#include "staging/who.h"

#include <json-c/json.h>
#include <string.h>
#include <time.h>

#define STATEMENT "https://in-toto.io/Statement/v1"
#define TEST_RESULT "https://in-toto.io/attestation/test-result/v0.1"
#define SVR "https://in-toto.io/attestation/svr/v0.2"
/* Names of our own, which claim no address on the net. */
#define OURS "urn:x-git-rel:"
#define ITEM OURS "evidence:item:v1"

static void put(json_object *o, const char *key, json_object *value)
{
	json_object_object_add(o, key, value);
}

static json_object *list(void)
{
	return json_object_new_array();
}

static void push_text(json_object *array, const char *text)
{
	json_object_array_add(array, json_object_new_string(text));
}

/* [{"name":..,"digest":{"gitCommit":..,"gitTree":..}}] */
static json_object *subject_of(const struct report *r, const git_oid *commit,
			       const git_oid *tree)
{
	json_object *all = list(), *one = json_object_new_object();
	json_object *digest = json_object_new_object();

	json_add_str(digest, "gitCommit", oid_hex(commit));
	if (!git_oid_is_zero(tree))
		json_add_str(digest, "gitTree", oid_hex(tree));
	json_add_str(one, "name",
		     arena_printf(&r->c->repo.arena, "refs/heads/%s",
				  r->s->rel.branch));
	put(one, "digest", digest);
	json_object_array_add(all, one);
	return all;
}

static void add_statement(struct strbuf *out, json_object *subject,
			  const char *type, json_object *predicate)
{
	CLEANUP(json) json_object *o = json_object_new_object();

	json_add_str(o, "_type", STATEMENT);
	put(o, "subject", subject);
	json_add_str(o, "predicateType", type);
	put(o, "predicate", predicate);
	strbuf_adds(out, json_line(o));
	strbuf_addc(out, '\n');
}

/* The policy that was asked by, as a resource; none: an empty list.  `gate` is part
 * of it, or NULL. */
static json_object *policy_of(const struct report *r, const char *gate)
{
	const struct evidence *e = &r->s->evidence;
	json_object *all = list(), *one, *digest;
	const char *blob = NULL;

	for (size_t i = e->n_records; i-- > 0 && !blob;)
		blob = e->record[i].text[TEXT_POLICY];
	if (!blob)
		return all;
	one = json_object_new_object();
	digest = json_object_new_object();
	json_add_str(digest, "gitBlob", blob);
	json_add_str(one, "name",
		     gate ? arena_printf(&r->c->repo.arena, ".gitrel gate.%s",
					 gate) :
			    ".gitrel");
	put(one, "digest", digest);
	json_object_array_add(all, one);
	return all;
}

static void add_gate(const struct report *r, const struct standing *s,
		     struct strbuf *out)
{
	const struct record *rec = s->answer.record;
	json_object *p = json_object_new_object(), *passed = list();
	json_object *warned = list(), *failed = list();
	bool waived = s->state == STANDING_WAIVED;
	bool good = s->state == STANDING_DONE;

	push_text(waived ? warned : good ? passed : failed, s->task->name);
	json_add_str(p, "result",
		     waived ? "WARNED" :
		     good   ? "PASSED" :
			      "FAILED");
	put(p, "configuration", policy_of(r, s->task->name));
	json_add_str(p, "url", rec->text[TEXT_LINK]);
	put(p, "passedTests", passed);
	put(p, "warnedTests", warned);
	put(p, "failedTests", failed);
	json_add_str(p, "evidenceCommit", oid_hex(&s->answer.link->id));
	add_statement(out, subject_of(r, &rec->commit, &rec->tree), TEST_RESULT,
		      p);
}

static void add_item(const struct report *r, const struct standing *s,
		     struct strbuf *out)
{
	const struct record *rec = s->answer.record;
	json_object *p = json_object_new_object();

	json_add_str(p, "kind", record_kinds[rec->kind]);
	json_add_str(p, "name", s->task->name);
	json_add_str(p, "ask", rec->text[TEXT_ASK]);
	json_add_str(p, "result", record_results[rec->result]);
	json_add_str(p, "by", s->who);
	put(p, "signed", json_object_new_boolean(s->is_signed));
	if (s->is_unseen)
		put(p, "unjudged", json_object_new_boolean(true));
	json_add_str(p, "time", rec->text[TEXT_TIME]);
	json_add_str(p, "accept", rec->text[TEXT_ACCEPT]);
	json_add_str(p, "link", rec->text[TEXT_LINK]);
	json_add_str(p, "reason", rec->text[TEXT_REASON]);
	if (rec->n_values) {
		json_object *values = json_object_new_object();
		for (size_t i = 0; i < rec->n_values; i++)
			json_add_str(values, rec->value[i].name,
				     rec->value[i].value);
		put(p, "values", values);
	}
	json_add_str(p, "evidenceCommit", oid_hex(&s->answer.link->id));
	add_statement(out, subject_of(r, &rec->commit, &rec->tree), ITEM, p);
}

static void add_finding(const struct report *r, const struct record *rec,
			const struct link *l, struct strbuf *out)
{
	const struct signed_by *by = &r->all->by[l - r->s->evidence.link];
	json_object *p = json_object_new_object();

	json_add_str(p, "kind", record_kinds[rec->kind]);
	json_add_str(p, "name", rec->text[TEXT_NAME]);
	json_add_str(p, "severity", rec->text[TEXT_SEVERITY]);
	json_add_str(p, "state",
		     rec->text[TEXT_STATE] ? rec->text[TEXT_STATE] : "open");
	json_add_str(p, "message", rec->text[TEXT_MESSAGE]);
	json_add_str(p, "by", who_has(rec, by));
	put(p, "signed", json_object_new_boolean(by->state == 'G'));
	json_add_str(p, "time", rec->text[TEXT_TIME]);
	json_add_str(p, "link", rec->text[TEXT_LINK]);
	json_add_str(p, "evidenceCommit", oid_hex(&l->id));
	add_statement(out, subject_of(r, &rec->commit, &rec->tree), ITEM, p);
}

static void add_findings(const struct report *r, struct strbuf *out)
{
	const struct evidence *e = &r->s->evidence;

	for (size_t i = 0; i < e->n; i++)
		for (size_t k = 0; k < e->link[i].n; k++) {
			const struct record *rec =
				&e->record[e->link[i].first + k];
			if (rec->kind == RECORD_FINDING)
				add_finding(r, rec, &e->link[i], out);
		}
}

/* Only what holds is said. */
static json_object *properties_of(const struct report *r)
{
	bool gates = true, complete = true, is_signed = true;
	json_object *all = list();
	size_t n = 0;

	for (size_t i = 0; i < r->all->n; i++) {
		const struct standing *s = &r->all->v[i];
		bool good = s->state == STANDING_DONE ||
			    s->state == STANDING_NA;
		if (s->task->kind == TASK_GATE) {
			gates = gates && s->state == STANDING_DONE;
			n++;
		}
		complete = complete &&
			   (good || (!task_blocks(s->task, LIST_FINISH) &&
				     s->state != STANDING_WAIVED));
		is_signed = is_signed && (!s->answer.record || s->is_signed);
	}
	if (gates && n)
		push_text(all, "GITREL_GATES_PASSED");
	if (complete)
		push_text(all, "GITREL_CHECKLIST_COMPLETE");
	if (is_signed)
		push_text(all, "GITREL_SIGNED");
	return all;
}

static void add_whole(const struct report *r, struct strbuf *out)
{
	json_object *p = json_object_new_object();
	json_object *verifier = json_object_new_object();

	json_add_str(verifier, "id",
		     arena_printf(&r->c->repo.arena, OURS "%s", ctx_version()));
	put(verifier, "policies", policy_of(r, NULL));
	put(p, "verifier", verifier);
	json_add_str(p, "timeCreated",
		     record_time(&r->c->repo.arena, (long long)time(NULL)));
	put(p, "properties", properties_of(r));
	add_statement(out, subject_of(r, &r->s->candidate, &r->s->tree), SVR,
		      p);
}

void report_in_toto(const struct report *r, struct strbuf *out)
{
	for (size_t i = 0; i < r->all->n; i++) {
		const struct standing *s = &r->all->v[i];
		if (!s->answer.record || s->state == STANDING_PENDING ||
		    s->state == STANDING_STALE)
			continue;
		if (s->task->kind == TASK_GATE)
			add_gate(r, s, out);
		else
			add_item(r, s, out);
	}
	add_findings(r, out);
	add_whole(r, out);
}
