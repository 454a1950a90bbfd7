#include "git-stage/verify/proof.h"

#include "base/cleanup.h"
#include "base/sha256.h"
#include "evidence/names.h"
#include "git/history.h"
#include "release/branch.h"
#include "staging/seal_signer.h"
#include "staging/who.h"

#include <git2.h>
#include <string.h>

static void add(struct proof *p, bool is_warning, const char *fmt, va_list ap)
{
	struct arena *a = &p->c->repo.arena;

	p->fault = arena_grow(a, p->fault, p->n, sizeof(*p->fault));
	p->fault[p->n++] =
		(struct fault){ is_warning, arena_vprintf(a, fmt, ap) };
}

static void fault(struct proof *p, const char *fmt, ...) PRINTF(2, 3);
static void fault(struct proof *p, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	add(p, false, fmt, ap);
	va_end(ap);
}

static void warn(struct proof *p, const char *fmt, ...) PRINTF(2, 3);
static void warn(struct proof *p, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	add(p, true, fmt, ap);
	va_end(ap);
}

/* Neither git nor libgit2 hashes a loose object that it reads, and whose signature it
 * has is looked up once. */
static int check_bytes(struct proof *p, const git_oid *id)
{
	git_odb_object *object = NULL;
	git_oid is;

	if (git_odb_read(&object, p->c->repo.odb, id) < 0)
		return error_git("cannot read %s", oid_short(id));
	bool same = git_odb_hash(&is, git_odb_object_data(object),
				 git_odb_object_size(object),
				 git_odb_object_type(object)) == 0 &&
		    oid_eq(&is, id);
	git_odb_object_free(object);
	if (!same)
		fault(p, "%s: it is not what its name is the digest of",
		      oid_short(id));
	return 0;
}

/* ---- the seal ------------------------------------------------------------ */

static int check_signer(struct proof *p)
{
	struct signer who;
	int rc = seal_signer(p->c, p->s, &p->seal, &p->rules, &who);

	if (rc < 0)
		return rc;
	p->seal_signed = who.state != SIGNATURE_NONE;
	p->sealed_by = who.state == SIGNATURE_GOOD ? who.who : NULL;
	if (who.state == SIGNATURE_BAD)
		fault(p, "the seal has a bad signature");
	else if (who.no_list)
		(p->rules.required ? fault : warn)(
			p,
			"the seal is signed, and this clone knows no signers: git config gpg.ssh.allowedSignersFile <file>");
	else if (who.state == SIGNATURE_STRANGER)
		fault(p, "the seal is signed by nobody known");
	else if (who.state == SIGNATURE_NONE && p->rules.required)
		fault(p, "the seal is not signed");
	return 0;
}

/* What it counts, and the digest of that, once more. */
static int check_count(struct proof *p)
{
	CLEANUP(strbuf) struct strbuf lines = STRBUF_INIT;
	char digest[SHA256_HEX_SIZE];
	struct evidence sealed;
	int rc = evidence_read(&sealed, &p->c->repo, p->s->rel.version.text,
			       &p->seal.tip);

	if (rc < 0) {
		fault(p, "what is sealed cannot be read: %s", error_message());
		return 0;
	}
	evidence_lines(&sealed, &lines);
	sha256_hex(digest, lines.buf, lines.len);
	p->n_sealed = sealed.n_records;
	if (sealed.n_records != p->seal.records)
		fault(p, "%zu record%s sealed, there %s %zu", p->seal.records,
		      p->seal.records == 1 ? " is" : "s are",
		      sealed.n_records == 1 ? "is" : "are", sealed.n_records);
	else if (strcmp(digest, p->seal.digest) != 0)
		fault(p, "the records are not those that were sealed");
	if (evidence_find(&p->s->evidence, &p->seal.tip) == p->s->evidence.n)
		fault(p, "records that were sealed (up to %s) are gone",
		      oid_short(&p->seal.tip));
	return 0;
}

static int check_seal(struct proof *p)
{
	const char *version = p->s->rel.version.text;
	git_oid id;
	int rc = repo_ref(&p->c->repo, seal_ref(&p->c->repo.arena, version),
			  &id);

	if (rc < 0)
		return rc;
	if (git_oid_is_zero(&id)) {
		if (!git_oid_is_zero(&p->released))
			fault(p,
			      "%s is released, and its evidence has no seal here%s%s%s",
			      version,
			      p->s->remote ? ": git staging fetch " : "",
			      p->s->remote ? version : "",
			      p->s->remote ? " asks for it" : "");
		return 0;
	}
	if (seal_read(&p->seal, &p->c->repo, &id) < 0) {
		fault(p, "%s: git update-ref -d %s takes it away here",
		      error_message(), seal_ref(&p->c->repo.arena, version));
		return 0;
	}
	p->is_sealed = true;
	if (strcmp(p->seal.release, version) != 0)
		fault(p, "the seal is that of %s", p->seal.release);
	if (!git_oid_is_zero(&p->released) &&
	    !oid_eq(&p->released, &p->seal.commit))
		fault(p, "the seal is about %s, '%s' is on %s",
		      oid_short(&p->seal.commit), p->s->rel.tag,
		      oid_short(&p->released));
	rc = check_bytes(p, &id);
	if (!rc)
		rc = check_signer(p);
	return rc < 0 ? rc : check_count(p);
}

/* ---- the records --------------------------------------------------------- */

/* What nobody known has signed and counts for nothing is in nobody's way: whoever may
 * push can add it.  What moves a release counts as it is. */
static bool never_counted(const struct proof *p, const struct link *l)
{
	static const bool needs_one[N_RECORD_KINDS] = {
		[RECORD_ITEM] = true,     [RECORD_GATE] = true,
		[RECORD_LAUNCH] = true,   [RECORD_WAIVE] = true,
		[RECORD_WITHDRAW] = true, [RECORD_SEEN] = true,
		[RECORD_RELEASE] = true,  [RECORD_FINDING] = true,
		[RECORD_CLOSE] = true,    [RECORD_KNOWN_ISSUE] = true,
	};
	const struct record *rec = p->s->evidence.record;
	bool none = true; /* a join has none */

	for (size_t k = l->first; k < l->first + l->n; k++)
		none = none && needs_one[rec[k].kind];
	return none;
}

static void check_signature(struct proof *p, const struct link *l)
{
	const struct signed_by *by = &p->by[l - p->s->evidence.link];
	const char *id = oid_short(&l->id);

	const char *bad = who_bad_signature(by);

	if (by->state == 'N' && p->rules.required && l->n)
		bad = who_no_signature(by);
	if (bad && !by->unseen && never_counted(p, l) &&
	    (by->state == 'N' || by->state == 'U')) {
		warn(p, "%s: %s, so it has never counted", id, bad);
		return;
	}
	if (bad) {
		fault(p, "%s: %s", id, bad);
		return;
	}
	if (who_is_anybody(by->who))
		fault(p, "%s: its key is that of anybody, '%s'", id, by->who);
	for (size_t k = l->first; k < l->first + l->n; k++) {
		const char *says = p->s->evidence.record[k].text[TEXT_BY];
		if (says && by->who && !who_is_same(says, by->who)) {
			fault(p,
			      "%s: it says it is by %s, and it is %s who has signed it",
			      id, says, by->who);
			return;
		}
	}
}

/* Dates are what a signer says; one that goes back is worth a look. */
static void check_date(struct proof *p, const struct link *l)
{
	const struct evidence *e = &p->s->evidence;
	const struct record *rec = &e->record[l->first];

	/* results of gates may have waited for the run to end */
	if (l->n && rec->kind != RECORD_GATE && rec->text[TEXT_TIME] &&
	    record_seconds(rec->text[TEXT_TIME]) + CLOCKS_DIFFER < l->time) {
		warn(p, "%s: it says it is of %s, and was made on %s",
		     oid_short(&l->id), rec->text[TEXT_TIME],
		     record_time(&p->c->repo.arena, l->time));
		return;
	}
	/* one that only joins others says nothing that a date could matter to */
	for (size_t i = 0; l->n && i < l->n_parents; i++) {
		const struct link *before = &e->link[link_parent(e, l, i)];
		if (l->time + CLOCKS_DIFFER < before->time) {
			warn(p, "%s: it is dated before %s, which it follows",
			     oid_short(&l->id), oid_short(&before->id));
			return;
		}
	}
}

/* What was recorded at the same time elsewhere is behind the close, or beside. */
static int check_close(struct proof *p, const struct link *l,
		       const struct record *closed)
{
	const struct evidence *e = &p->s->evidence;
	struct evidence until;
	int rc;

	if (!l->n || &e->record[l->first] != closed)
		return 0;
	rc = evidence_read(&until, &p->c->repo, e->release, &l->id);
	if (!rc && until.n_records < e->n_records)
		warn(p, "%s: %zu record%s came after it was closed",
		     oid_short(&l->id), e->n_records - until.n_records,
		     e->n_records - until.n_records == 1 ? "" : "s");
	return rc;
}

static int check_records(struct proof *p)
{
	const struct evidence *e = &p->s->evidence;
	const struct record *closed = evidence_closed(e);
	int rc = 0;

	for (size_t i = 0; !rc && i < e->n; i++) {
		check_signature(p, &e->link[i]);
		check_date(p, &e->link[i]);
		rc = check_bytes(p, &e->link[i].id);
		if (!rc)
			rc = check_close(p, &e->link[i], closed);
	}
	return rc;
}

/* ---- where it belongs ---------------------------------------------------- */

/* The project that it was begun in is this one: main begins there, too, where there
 * is a main. */
static int check_root(struct proof *p)
{
	const char *hex = p->s->evidence.record[0].text[TEXT_ROOT];
	git_oid root, main;
	int rc;

	if (!hex || !oid_from_hex(&root, hex)) {
		fault(p, "its first record names no commit of the project");
		return 0;
	}
	if (!repo_has_object(&p->c->repo, &root)) {
		fault(p, "it is the evidence of another project");
		return 0;
	}
	if (!repo_has_object(&p->c->repo, &p->s->candidate)) {
		fault(p, "the candidate %s is not here",
		      oid_short(&p->s->candidate));
		return 0;
	}
	if ((rc = branch_newest(p->c, p->s->rel.main, &main)) < 0)
		return rc;
	rc = history_contains(&p->c->repo, &root, &p->s->candidate);
	if (rc > 0 && !git_oid_is_zero(&main))
		rc = history_contains(&p->c->repo, &root, &main);
	if (!rc)
		fault(p, "it is the evidence of another project");
	return rc < 0 ? rc : 0;
}

/* Nor was it sealed anew. */
static int check_previous_seal(struct proof *p, const char *before)
{
	const char *hex = p->s->evidence.record[0].text[TEXT_PREVIOUS_SEAL];
	git_oid named, now;
	int rc = repo_ref(&p->c->repo, seal_ref(&p->c->repo.arena, before),
			  &now);

	if (rc < 0 || git_oid_is_zero(&now) || !hex ||
	    !oid_from_hex(&named, hex) || oid_eq(&named, &now))
		return rc;
	fault(p, "the seal of %s is not the one that was there when %s began",
	      before, p->s->rel.version.text);
	return 0;
}

/* What the release before ended with is there still. */
static int check_previous(struct proof *p)
{
	const struct record *open = p->s->evidence.record;
	const char *before = open->text[TEXT_PREVIOUS];
	git_oid named, tip;
	int rc;

	if (!before || !open->text[TEXT_PREVIOUS_TIP] ||
	    !oid_from_hex(&named, open->text[TEXT_PREVIOUS_TIP]))
		return 0;
	rc = repo_ref(&p->c->repo, evidence_ref(&p->c->repo.arena, before),
		      &tip);
	if (rc < 0)
		return rc;
	if (git_oid_is_zero(&tip)) {
		warn(p, "the evidence of %s, which it names, is not here",
		     before);
		return 0;
	}
	rc = repo_has_object(&p->c->repo, &named) ?
		     history_contains(&p->c->repo, &named, &tip) :
		     0;
	if (!rc)
		fault(p, "records of %s (up to %s) are gone", before,
		      oid_short(&named));
	return rc < 0 ? rc : check_previous_seal(p, before);
}

static int find_released(struct proof *p)
{
	git_oid id;
	int rc = repo_ref(&p->c->repo, p->s->rel.tag_ref, &id);

	if (rc < 0 || git_oid_is_zero(&id))
		return rc;
	if ((rc = seal_in_tag(&p->c->repo, &id, &p->named)) < 0)
		return rc;
	return repo_peel(&p->c->repo, &id, &p->released);
}

/* Who deletes evidence and seal has to make the tag anew, too. */
static int check_named(struct proof *p)
{
	const char *tag = p->s->rel.tag;
	int rc;

	if (git_oid_is_zero(&p->named)) {
		if (p->name_required && !git_oid_is_zero(&p->released))
			warn(p, "'%s' does not name its evidence", tag);
		return 0;
	}
	if (evidence_find(&p->s->evidence, &p->named) == p->s->evidence.n) {
		fault(p, "records that '%s' names (up to %s) are gone", tag,
		      oid_short(&p->named));
		return 0;
	}
	rc = !p->is_sealed ?
		     1 :
		     history_contains(&p->c->repo, &p->named, &p->seal.tip);
	if (!rc)
		fault(p,
		      "'%s' names the records up to %s, the seal has not all",
		      tag, oid_short(&p->named));
	return rc < 0 ? rc : 0;
}

/* Who begins it could name signers of their own; as long as nobody has taken others
 * since, that is all there is. */
static void check_begun(struct proof *p)
{
	const char *main = setting(&p->c->repo.config, K_MAIN);
	enum nobody why = p->of.v[0].nobody;

	if (why == NOBODY_OF_MAIN)
		fault(p,
		      "it was begun with signers that '%s' never had in '%s'",
		      main, p->rules.path);
	else if (why == NOBODY_NAMED)
		(p->of.n > 1 ? warn : fault)(
			p, "it was begun without the signers of '%s', '%s'",
			main, p->rules.path);
	else if (why == NOBODY_WITHOUT_MAIN)
		fault(p, "nobody can tell who may sign: '%s' is not here",
		      main);
}

int proof_make(struct proof *p)
{
	int rc = find_released(p);

	if (!rc)
		rc = signers_find(&p->of, &p->c->repo, &p->s->evidence,
				  &p->rules);
	if (!rc)
		check_begun(p);
	if (p->double_key)
		warn(p, "one key is that of %s: roles cannot tell them apart",
		     p->double_key);
	if (!rc)
		rc = check_seal(p);
	if (!rc)
		rc = check_named(p);
	if (!rc)
		rc = check_records(p);
	if (!rc)
		rc = check_root(p);
	return rc < 0 ? rc : check_previous(p);
}

bool proof_fails(const struct proof *p)
{
	for (size_t i = 0; i < p->n; i++)
		if (!p->fault[i].is_warning)
			return true;
	return false;
}
