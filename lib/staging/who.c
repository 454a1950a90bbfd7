#include "staging/who.h"

#include "base/cleanup.h"
#include "base/message.h"
#include "object/ident.h"

#include <git2.h>
#include <string.h>
#include <strings.h>

int who_signers(const struct staging *s, git_oid *out)
{
	const char *hex = NULL;

	*out = (git_oid){ 0 };
	if (s->evidence.n_records)
		hex = s->evidence.record[0].text[TEXT_SIGNERS];
	return hex && !oid_from_hex(out, hex) ?
		       error(E_FAIL, "the first record names no signers") :
		       0;
}

int who_look(struct ctx *c, const struct staging *s, const struct policy *p,
	     struct signed_by **out)
{
	const struct evidence *e = &s->evidence;
	bool needs_key = setting_is(p->config, K_EVIDENCE_SIGN, "required");
	git_oid signers;
	int rc = who_signers(s, &signers);

	if (!rc)
		rc = signatures_look(&c->repo, e, &signers, out);
	for (size_t i = 0; !rc && i < e->n; i++) {
		const struct signed_by *by = &(*out)[i];
		const struct link *l = &e->link[i];
		for (size_t k = l->first; k < l->first + l->n; k++)
			e->record[k].unheard = who_bad_signature(by) ||
					       (by->state == 'N' && needs_key);
	}
	return rc;
}

static void warn_unseen(void)
{
	warning("this clone does not know who may sign, and counts nothing that is signed: git config gpg.ssh.allowedSignersFile <file>");
}

int who_check_own(struct ctx *c, const struct staging *s, const git_oid *id,
		  bool required)
{
	size_t at = evidence_find(&s->evidence, id);
	const char *mail, *why;
	struct signed_by by;
	git_oid signers;
	int rc = who_signers(s, &signers);

	if (rc < 0 || !s->evidence.link[at].is_signed ||
	    (rc = ident_mail(&c->repo, &mail)) < 0 ||
	    (rc = signatures_look_own(&c->repo, &s->evidence, at, &signers,
				      mail, &by)) < 0)
		return rc;
	/* without a file of signers git cannot tell: others may */
	if (by.state == 'N' && required)
		warn_unseen();
	if (by.state == 'N' || by.state == 'E' ||
	    (by.state == 'G' && who_is_same(by.who, mail)))
		return 0;
	why = who_bad_signature(&by);
	rc = why ? error(E_POLICY, "%s", why) :
		   error(E_POLICY,
			 "its signature is that of %s, and you are %s", by.who,
			 mail);
	error_hint("user.signingKey and user.email of git belong together");
	if (by.state == 'U' && !git_oid_is_zero(&signers))
		error_hint(
			"who may sign %s is as it was on main when it was begun; who came later signs the next one",
			s->rel.version.text);
	return error_in(rc, "the record would not count");
}

const char *who_has(const struct record *rec, const struct signed_by *by)
{
	if (by->state == 'G')
		return by->who;
	return by->state == 'N' ? rec->text[TEXT_BY] : NULL;
}

const char *who_am_i(struct ctx *c)
{
	struct saved_error before;
	const char *mail = NULL;

	error_save(&before);
	int rc = ident_mail(&c->repo, &mail);
	(void)error_restore(0, &before);
	return rc < 0 ? NULL : mail;
}

bool who_is_same(const char *a, const char *b)
{
	return a && b && !strcasecmp(a, b);
}

bool who_is_anybody(const char *who)
{
	return who && strpbrk(who, "*?");
}

/* Has this person made the candidate? */
static bool is_author(struct ctx *c, const git_oid *id, const char *who)
{
	git_commit *commit = NULL;

	if (git_commit_lookup(&commit, c->repo.git, id) < 0)
		return false;
	bool is = who_is_same(git_commit_author(commit)->email, who) ||
		  who_is_same(git_commit_committer(commit)->email, who);
	git_commit_free(commit);
	return is;
}

static bool is_one_of(struct ctx *c, const struct policy *p,
		      const struct words *names, const char *who)
{
	struct words people =
		roles_people(&p->staging.roles, &c->repo.arena, names);

	for (size_t i = 0; i < people.n; i++)
		if (who_is_same(people.v[i], who))
			return true;
	return false;
}

static const char *name_roles(struct ctx *c, const struct policy *p,
			      const struct words *names)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	struct words people =
		roles_people(&p->staging.roles, &c->repo.arena, names);

	for (size_t i = 0; i < names->n; i++)
		strbuf_addf(&text, "%s%s", i ? ", " : "", names->v[i]);
	for (size_t i = 0; i < people.n; i++)
		strbuf_addf(&text, "%s%s", i ? ", " : " (", people.v[i]);
	strbuf_addc(&text, ')');
	return arena_strdup(&c->repo.arena, text.buf);
}

static const char *may_not_waive(struct ctx *c, const struct policy *p,
				 const struct item *item, const char *who)
{
	if (!item)
		return NULL;
	if (item->is.never_waive)
		return "it is never waived";
	if (!item->is.waive.n || is_one_of(c, p, &item->is.waive, who))
		return NULL;
	return arena_printf(&c->repo.arena, "it is waived by %s",
			    name_roles(c, p, &item->is.waive));
}

const char *who_may_not_give(struct ctx *c, const struct policy *p,
			     const struct staging *s, const struct task *task,
			     enum record_result result, const char *who)
{
	const struct item *item = task->item;

	if (result == RESULT_WAIVED)
		return may_not_waive(c, p, item, who);
	if (!item)
		return NULL;
	/* who calls it not applicable goes on without it, too */
	if (result == RESULT_NA && (item->is.never_waive || item->is.waive.n))
		return may_not_waive(c, p, item, who);
	if (item->is.by.n && !is_one_of(c, p, &item->is.by, who))
		return arena_printf(&c->repo.arena, "it is for %s",
				    name_roles(c, p, &item->is.by));
	if (item->is.not_author && (is_author(c, &s->candidate, who) ||
				    (!git_oid_is_zero(&s->merge_of) &&
				     is_author(c, &s->merge_of, who))))
		return "whoever made the candidate does not answer it";
	return NULL;
}

const char *who_bad_signature(const struct signed_by *by)
{
	switch (by->state) {
	case 'N':
	case 'G':
		return NULL;
	case 'B':
		return "its signature is bad";
	case 'X':
	case 'Y':
		return "its signature, or the key, has expired";
	case 'R':
		return "its key was revoked";
	default:
		return "its signature is of nobody known";
	}
}

const char *who_no_signature(const struct signed_by *by)
{
	return by->unseen ?
		       "it is signed, and this clone knows no signers: gpg.ssh.allowedSignersFile" :
		       "it is not signed";
}

const char *who_may_not(struct ctx *c, const struct policy *p,
			const struct staging *s, const struct task *task,
			const struct record *rec, const struct signed_by *by)
{
	const char *who = who_has(rec, by);

	if (by->state == 'N' &&
	    setting_is(p->config, K_EVIDENCE_SIGN, "required"))
		return who_no_signature(by);
	if (by->state != 'N' && !who)
		return who_bad_signature(by);
	if (!who)
		return "it does not say by whom it is";
	if (who_is_anybody(who))
		return arena_printf(&c->repo.arena,
				    "its key is that of anybody, '%s'", who);
	return who_may_not_give(
		c, p, s, task,
		rec->kind == RECORD_WAIVE ? RESULT_WAIVED : rec->result, who);
}
