#include "staging/who.h"

#include "base/cleanup.h"
#include "base/message.h"
#include "evidence/signers_left.h"
#include "git/gitrel_file.h"
#include "object/ident.h"
#include "staging/seal_signer.h"

#include <git2.h>
#include <string.h>
#include <strings.h>

/* What is over stays so where the release is of before there were signers on main. */
static bool is_old_close(const struct signers_of *of, const struct record *rec)
{
	return rec->kind == RECORD_CLOSE && of->v[0].nobody == NOBODY_NAMED;
}

static void warn_without_main(const struct ctx *c)
{
	const char *remote = setting(&c->repo.config, K_REMOTE);
	const char *main = setting(&c->repo.config, K_MAIN);
	static bool told;

	if (!told)
		warning("'%s/%s' is not here, so nobody can tell who may sign, and nothing that is signed counts: git remote set-branches --add %s %s && git fetch %s",
			remote, main, remote, main, remote);
	told = true;
}

/* Whom the signers by now leave out: what goes out is vouched for by nobody who has
 * gone, and what is out by who was there. */
static int mark_gone(struct ctx *c, const struct evidence *e,
		     const struct signers_of *of, struct signed_by *by)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	const struct signers *now = signers_now(of);

	if (of->n < 2 || git_oid_is_zero(&now->file) ||
	    evidence_released(e, NULL))
		return 0;
	int rc = repo_blob(&c->repo, &now->file, &text);
	for (size_t i = 0; !rc && i < e->n; i++)
		by[i].gone = by[i].state == 'G' &&
			     signers_of_link(of, i) != now &&
			     !signers_have(text.buf, by[i].who);
	return rc;
}

int who_look(struct ctx *c, const struct staging *s, const struct policy *p,
	     struct signed_by **out)
{
	const struct evidence *e = &s->evidence;
	struct signers_rules rules = policy_signers(c, p);
	struct signers_of of;
	int rc = signers_find(&of, &c->repo, e, &rules);

	if (!rc && of.n > 1)
		rc = seal_holds(c, s, &rules);
	if (!rc && !git_oid_is_zero(&rules.sealed))
		rc = signers_find(&of, &c->repo, e, &rules);
	if (!rc)
		rc = signatures_look(&c->repo, e, &of, out);
	if (!rc && of.v[0].nobody == NOBODY_WITHOUT_MAIN)
		warn_without_main(c);
	for (size_t i = 0; !rc && i < e->n; i++) {
		const struct signed_by *by = &(*out)[i];
		const struct link *l = &e->link[i];
		for (size_t k = l->first; k < l->first + l->n; k++)
			e->record[k].unheard =
				!is_old_close(&of, &e->record[k]) &&
				(who_bad_signature(by) ||
				 (by->state == 'N' && rules.required &&
				  !(by->unseen &&
				    e->record[k].kind == RECORD_CLOSE)));
	}
	return rc < 0 ? rc : mark_gone(c, e, &of, *out);
}

static void warn_unseen(void)
{
	warning("this clone does not know who may sign, and counts nothing that is signed: git config gpg.ssh.allowedSignersFile <file>");
}

/* What a stranger lacks. */
static int hint_stranger(struct ctx *c, const struct staging *s, size_t at,
			 const struct signers *now,
			 const struct signers_rules *rules)
{
	const char *main = setting(&c->repo.config, K_MAIN);
	struct signers newer;
	struct signed_by by = { .state = 'U' };
	int rc = signers_newer(&newer, &c->repo, now, rules);

	if (!rc && !git_oid_is_zero(&newer.file))
		rc = signatures_look_one(&c->repo, &s->evidence, at, &newer,
					 &by);
	if (rc < 0)
		return rc;
	if (by.state == 'G')
		error_hint(
			"git staging push %s takes who may sign from '%s' of '%s', which has this key by now",
			ctx_shell(c, s->rel.version.text), rules->path, main);
	else if (*rules->path)
		error_hint(
			"'%s' of '%s' has no line with this key: '<mail> <key>', see git config user.signingKey",
			rules->path, main);
	else
		error_hint(
			"the file that gpg.ssh.allowedSignersFile names has no line with this key");
	return 0;
}

int who_check_own(struct ctx *c, const struct staging *s, const git_oid *id,
		  const struct signers_rules *rules)
{
	size_t at = evidence_find(&s->evidence, id);
	const char *mail, *why;
	struct signed_by by;
	struct signers_of of;
	int rc = s->evidence.link[at].is_signed ? ident_mail(&c->repo, &mail) :
						  0;

	if (rc < 0 || !s->evidence.link[at].is_signed ||
	    (rc = signers_find(&of, &c->repo, &s->evidence, rules)) < 0)
		return rc;
	const struct signers *signers = signers_of_link(&of, at);
	by = (struct signed_by){ .state = 'U', .unbegun = signers->nobody };
	if (!signers->nobody &&
	    (rc = signatures_look_own(&c->repo, &s->evidence, at, signers, mail,
				      &by)) < 0)
		return rc;
	/* without a file of signers git cannot tell: others may */
	if (by.state == 'N' && rules->required)
		warn_unseen();
	if (by.state == 'N' || by.state == 'E' ||
	    (by.state == 'G' && who_is_same(by.who, mail)))
		return 0;
	why = who_bad_signature(&by);
	rc = why ? error(E_POLICY, "%s", why) :
		   error(E_POLICY,
			 "its signature is that of %s, and you are %s", by.who,
			 mail);
	if (by.state != 'U')
		error_hint(
			"user.signingKey and user.email of git belong together");
	else if (hint_stranger(c, s, at, signers, rules) < 0)
		return E_FAIL;
	return error_in(rc, "the record would not count");
}

int who_has_left(struct ctx *c, const struct staging *s, const struct policy *p,
		 const char **out, bool *gone)
{
	const struct signers_rules rules = policy_signers(c, p);
	const struct signers *now;
	struct signers_of of;
	git_oid file;
	int rc = signers_find(&of, &c->repo, &s->evidence, &rules);

	*out = NULL;
	*gone = false;
	if (rc < 0 || !*rules.path || git_oid_is_zero(&rules.main))
		return rc;
	now = signers_now(&of);
	rc = gitrel_blob_of(&c->repo, &rules.main, rules.path, &file);
	if (rc < 0 || oid_eq(&file, &now->file))
		return rc;
	*gone = git_oid_is_zero(&file);
	return signers_left(out, &c->repo, &now->file, &file);
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
	if (item->is.never_waive)
		return "it is never waived";
	if (!item->is.waive.n || is_one_of(c, p, &item->is.waive, who))
		return NULL;
	return arena_printf(&c->repo.arena, "it is waived by %s",
			    name_roles(c, p, &item->is.waive));
}

/* Who calls it not applicable goes on without it, too: where it is said who may do
 * that, roles have no say. */
static bool is_waiver(const struct item *item, enum record_result result)
{
	return result == RESULT_WAIVED ||
	       (result == RESULT_NA &&
		(item->is.never_waive || item->is.waive.n));
}

static bool is_for_others(struct ctx *c, const struct policy *p,
			  const struct item *item, enum record_result result,
			  const char *who)
{
	return item->is.by.n && !is_waiver(item, result) &&
	       !is_one_of(c, p, &item->is.by, who);
}

/* "n.a." is a waiver by another name. */
static const char *may_not_leave_out(struct ctx *c, const struct policy *p,
				     const struct item *item, const char *who)
{
	const char *why = may_not_waive(c, p, item, who);

	return why ? arena_printf(
			     &c->repo.arena,
			     "to call it not applicable is to waive it, and %s",
			     why) :
		     NULL;
}

const char *who_may_not_give(struct ctx *c, const struct policy *p,
			     const struct staging *s, const struct task *task,
			     enum record_result result, const char *who)
{
	const struct item *item = task->item;

	if (!item)
		return NULL;
	if (is_waiver(item, result))
		return result == RESULT_NA ?
			       may_not_leave_out(c, p, item, who) :
			       may_not_waive(c, p, item, who);
	if (is_for_others(c, p, item, result, who))
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
		return by->unbegun ? "nobody known has begun the release" :
				     "its signature is of nobody known";
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
	enum record_result result = rec->kind == RECORD_WAIVE ? RESULT_WAIVED :
								rec->result;
	/* whom it is for stands beside it wherever it is told */
	if (task->item && is_for_others(c, p, task->item, result, who))
		return arena_printf(&c->repo.arena,
				    "%s has answered, whom it is not for", who);
	return who_may_not_give(c, p, s, task, result, who);
}
