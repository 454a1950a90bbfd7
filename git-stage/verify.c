/*
 * git staging verify: who found what on which commit, and is that what they found?
 */
#include "git-stage/cmds.h"

#include "base/cleanup.h"
#include "base/json.h"
#include "cli/ui.h"
#include "evidence/double_key.h"
#include "git-stage/verify/proof.h"
#include "staging/seal_signer.h"
#include "standing/listed.h"
#include "staging/who.h"

static const struct opt opts[] = { OPT_END };

/* What a person has noted; "": its name says it. */
static const char *noted(const struct proof *p, const struct record *rec)
{
	struct arena *a = &p->c->repo.arena;
	const char *severity = rec->text[TEXT_SEVERITY];

	if (!rec->text[TEXT_MESSAGE] ||
	    (rec->kind != RECORD_FINDING && rec->kind != RECORD_KNOWN_ISSUE))
		return "";
	return severity ? arena_printf(a, " (%s): %s", severity,
				       rec->text[TEXT_MESSAGE]) :
			  arena_printf(a, ": %s", rec->text[TEXT_MESSAGE]);
}

/* What a record is about, where its name says too little. */
static const char *said_of(const struct proof *p, const struct record *rec)
{
	const struct evidence *e = &p->s->evidence;
	const char *hex = rec->text[TEXT_WITHDRAWN];
	git_oid id;

	if (rec->kind != RECORD_WITHDRAW || !hex || !oid_from_hex(&id, hex))
		return noted(p, rec);
	size_t at = evidence_find(e, &id);
	return arena_printf(&p->c->repo.arena, " %s%s", oid_short(&id),
			    at < e->n && e->link[at].n ?
				    noted(p, &e->record[e->link[at].first]) :
				    "");
}

static void print_record(const struct proof *p, const struct link *l,
			 const struct record *rec, FILE *out)
{
	const struct signed_by *by = &p->by[l - p->s->evidence.link];
	const char *who = who_has(rec, by);

	ui_line(out, "  %s  %s  %s%s%s%s  by %s%s", oid_short(&l->id),
		rec->text[TEXT_TIME] ? rec->text[TEXT_TIME] : "",
		rec->text[TEXT_STATE] ? rec->text[TEXT_STATE] :
		rec->result           ? record_results[rec->result] :
					record_kinds[rec->kind],
		rec->text[TEXT_NAME] ? " " : "",
		rec->text[TEXT_NAME] ? rec->text[TEXT_NAME] : "",
		said_of(p, rec), who ? who : "nobody known",
		by->state == 'G' ? ", signed" :
		by->unseen ? ", by a signature that cannot be judged here" :
			     ", unsigned");
}

/* Grouped by the commit that it is about. */
static void print_records(const struct proof *p, FILE *out)
{
	const struct evidence *e = &p->s->evidence;
	git_oid about = { { 0 } };

	for (size_t i = 0; i < e->n; i++)
		for (size_t k = e->link[i].first;
		     k < e->link[i].first + e->link[i].n; k++) {
			const struct record *rec = &e->record[k];
			if (!oid_eq(&about, &rec->commit))
				ui_line(out, "on %s:", oid_hex(&rec->commit));
			about = rec->commit;
			print_record(p, &e->link[i], rec, out);
		}
}

static void print_seal(const struct proof *p, FILE *out)
{
	size_t all = p->s->evidence.n_records;

	if (!p->is_sealed)
		return;
	ui_line(out, "sealed: %zu record%s, %s%s", p->seal.records,
		p->seal.records == 1 ? "" : "s",
		p->sealed_by   ? "signed by " :
		p->seal_signed ? "signed" :
				 "not signed",
		p->sealed_by ? p->sealed_by : "");
	if (all > p->n_sealed)
		ui_line(out, "after the release: %zu record%s",
			all - p->n_sealed, all - p->n_sealed == 1 ? "" : "s");
}

static void print(const struct proof *p, FILE *out)
{
	for (size_t i = 0; i < p->n; i++)
		ui_line(out, "%s: %s",
			p->fault[i].is_warning ? "warning" : "error",
			p->fault[i].text);
	if (!proof_fails(p))
		ui_line(out, "%s: the evidence is as it was made",
			p->s->rel.version.text);
}

static void print_json(const struct proof *p, FILE *out)
{
	for (size_t i = 0; i < p->n; i++) {
		CLEANUP(json) json_object *o = json_object_new_object();
		json_object_object_add(o, "version", json_object_new_int(1));
		json_add_str(o, "release", p->s->rel.version.text);
		json_add_str(o, p->fault[i].is_warning ? "warning" : "fault",
			     p->fault[i].text);
		fprintf(out, "%s\n", json_line(o));
	}
	CLEANUP(json) json_object *o = json_object_new_object();
	json_object_object_add(o, "version", json_object_new_int(1));
	json_add_str(o, "release", p->s->rel.version.text);
	json_object_object_add(
		o, "records",
		json_object_new_int64((int64_t)p->s->evidence.n_records));
	json_object_object_add(o, "sealed",
			       json_object_new_boolean(p->is_sealed));
	json_add_str(o, "sealedBy", p->sealed_by);
	json_object_object_add(o, "good",
			       json_object_new_boolean(!proof_fails(p)));
	fprintf(out, "%s\n", json_line(o));
}

/* Where all of it is gone, the tag may tell that there was some. */
static int need_evidence(struct ctx *c, const struct staging *s)
{
	git_oid tag, named = { { 0 } };
	int rc = repo_ref(&c->repo, s->rel.tag_ref, &tag);

	if (rc < 0 || s->evidence.n)
		return rc;
	if (!git_oid_is_zero(&tag) &&
	    (rc = seal_in_tag(&c->repo, &tag, &named)) < 0)
		return rc;
	rc = staging_need(c, s);
	if (!git_oid_is_zero(&named))
		error_detail("'%s' names it, up to %s", s->rel.tag,
			     oid_hex(&named));
	return rc;
}

/* In any of the files that the release has taken. */
static int find_double(struct proof *p)
{
	struct ctx *c = p->c;
	struct signers_of of;
	int rc = signers_find(&of, &c->repo, &p->s->evidence, &p->rules);

	for (size_t i = of.n; !rc && !p->double_key && i-- > 0;) {
		const git_oid *file = &of.v[i].file;
		rc = double_key_look(&c->repo,
				     git_oid_is_zero(file) ?
					     NULL :
					     arena_strdup(&c->repo.arena,
							  oid_hex(file)),
				     &p->double_key);
	}
	return rc;
}

static int show_verify(struct ctx *c, FILE *out)
{
	CLEANUP(policy) struct policy policy = { 0 };
	struct signed_by *by;
	struct staging s;
	int rc = staging_find(c, ctx_arg(c, 0), &s);

	if (rc < 0 || (rc = need_evidence(c, &s)) < 0 ||
	    (rc = policy_look(c, &s, &policy)) < 0 ||
	    (rc = who_look(c, &s, &policy, &by)) < 0)
		return rc;
	struct proof p = {
		.c = c,
		.s = &s,
		.by = by,
		.rules = policy_signers(c, &policy),
		.name_required =
			setting_is(policy.config, K_EVIDENCE_SEAL, "tag"),
	};
	if ((rc = seal_holds(c, &s, &p.rules)) < 0 ||
	    (policy.staging.roles.n && (rc = find_double(&p)) < 0) ||
	    (rc = proof_make(&p)) < 0)
		return rc;
	if (c->json) {
		print_json(&p, out);
		return proof_fails(&p);
	}
	print_records(&p, out);
	print_seal(&p, out);
	print(&p, out);
	return proof_fails(&p);
}

const struct cmd cmd_verify = {
	.name = "verify",
	.args = "[<options>] [<version>]",
	.brief = "is the evidence of a release what it was?",
	.opts = opts,
	.max_args = 1,
	.flags = CMD_PENDING_OK,
	.show = show_verify,
	.list = listed_releases,
};
