#include "rules/judges.h"

#include "base/cleanup.h"
#include "base/run.h"
#include "git/history.h"
#include "git/version_tag.h"
#include "object/sign.h"
#include "rules/rule_value.h"

#include <string.h>

/* A tag that is made here and names a version. */
struct tagging {
	const struct ref_change *change;
	const char *tag;
	struct version version;
	git_oid commit;
	const char *again; /* what one types to tag it as it should be */
};
typedef int judge_one(struct trial *t, const struct tagging *g);

static int each(struct trial *t, judge_one *judge)
{
	int rc = 0;

	for (size_t i = 0; rc >= 0 && i < t->c->n; i++) {
		struct tagging g = { .change = &t->c->v[i] };
		struct saved_error before;
		if (!trial_new_version(t, g.change, &g.version))
			continue;
		g.tag = change_tag(g.change);
		error_save(&before);
		if (error_restore(repo_peel(t->repo, &g.change->to, &g.commit),
				  &before) < 0) {
			trial_fault(t, g.change->ref, NULL,
				    trial_text(t, "git tag -d %s",
					       trial_shell(t, g.tag)),
				    "'%s' is on no commit", g.tag);
			continue;
		}
		if (trial_is_old(t, &g.commit))
			continue;
		g.again = trial_text(t, "git tag -d %s && git rel tag %s",
				     trial_shell(t, g.tag), g.version.text);
		rc = judge(t, &g);
	}
	return rc;
}

static bool has_signature(struct trial *t, const git_oid *tag)
{
	git_odb_object *object = NULL;

	if (git_odb_read(&object, t->repo->odb, tag) < 0)
		return false;
	size_t n = git_odb_object_size(object);
	bool has = sign_find(git_odb_object_data(object), n) < n;
	git_odb_object_free(object);
	return has;
}

static int one_kind(struct trial *t, const struct tagging *g)
{
	const git_oid *id = &g->change->to;
	bool annotated = repo_type(t->repo, id) == GIT_OBJECT_TAG;
	bool sign = !strcmp(t->item->value, "signed");

	if (annotated && (!sign || has_signature(t, id)))
		return 0;
	trial_fault(t, g->change->ref, &g->commit, g->again,
		    annotated ? "'%s' is not signed" :
				"'%s' is a lightweight tag",
		    g->tag);
	return 0;
}

int judge_tag_kind(struct trial *t)
{
	return each(t, one_kind);
}

/* Who signed, from what git says: the principal of an ssh signature, the mail of
 * an OpenPGP one; and the key. */
static const char *find_signer(struct trial *t, const char *said,
			       const char **key)
{
	const char *good = strstr(said, "Good \"git\" signature for ");
	const char *p;

	*key = NULL;
	if (good) {
		p = good + strlen("Good \"git\" signature for ");
		const char *k = strstr(p, " key ");
		*key = k ? arena_strndup(t->arena, k + 5,
					 strcspn(k + 5, " \n")) :
			   NULL;
		return arena_strndup(t->arena, p, strcspn(p, " \n"));
	}
	p = strstr(said, "[GNUPG:] VALIDSIG ");
	if (p) {
		p += strlen("[GNUPG:] VALIDSIG ");
		*key = arena_strndup(t->arena, p, strcspn(p, " \n"));
	}
	p = strstr(said, "[GNUPG:] GOODSIG ");
	if (!p)
		return NULL;
	size_t n = strcspn(p, "\n"), at = strcspn(p, "<");
	return at < n ? arena_strndup(t->arena, p + at + 1,
				      strcspn(p + at + 1, ">\n")) :
			arena_strndup(t->arena, p, n);
}

static int one_signer(struct trial *t, const struct tagging *g)
{
	const char *argv[] = { "git", "verify-tag", "--raw",
			       oid_hex(&g->change->to), NULL };
	CLEANUP(strbuf) struct strbuf err = STRBUF_INIT, out = STRBUF_INIT;
	struct run run = {
		.argv = argv, .env = t->repo->env, .out = &out, .err = &err
	};
	const char *who, *key;

	if (repo_type(t->repo, &g->change->to) != GIT_OBJECT_TAG ||
	    !has_signature(t, &g->change->to)) {
		trial_fault(t, g->change->ref, &g->commit, g->again,
			    "'%s' is not signed", g->tag);
		return 0;
	}
	int rc = run_command(&run);
	if (rc < 0)
		return rc;
	who = find_signer(t, err.buf, &key);
	if (!rc && who &&
	    (globs_match(t->item->value, who) ||
	     (key && globs_match(t->item->value, key))))
		return 0;
	if (!rc && who)
		trial_fault(t, g->change->ref, &g->commit,
			    "have one of them tag it",
			    "'%s' is signed by %s, who is none of %s", g->tag,
			    who, t->item->value);
	else if (strstr(err.buf, "allowedSignersFile") ||
		 strstr(err.buf, "NO_PUBKEY") ||
		 strstr(err.buf, "No principal"))
		trial_unknown(t, g->change->ref,
			      trial_text(t, "git verify-tag %s",
					 trial_shell(t, g->tag)),
			      "whose key signed '%s' is not known here",
			      g->tag);
	else
		trial_fault(t, g->change->ref, &g->commit, g->again,
			    "git does not accept the signature of '%s'",
			    g->tag);
	return 0;
}

int judge_tag_signers(struct trial *t)
{
	return each(t, one_signer);
}

/* Of several lists of refs the first that has it. */
static struct ref *branch_of(struct trial *t, const struct version *v,
			     const char **name)
{
	static const enum key_id keys_of[] = { K_BRANCH, K_HOTFIX_BRANCH };
	struct version final;

	version_final(&final, v);
	*name = NULL;
	for (int i = 0; i < 2; i++) {
		const char *branch = trial_name(t, keys_of[i], &final);
		struct ref *ref = NULL;
		if (!branch)
			continue;
		const char *full = trial_text(t, "refs/heads/%s", branch);
		*name = *name ? *name : branch;
		ref = refs_find(&t->after, full);
		ref = ref ? ref : refs_find(&t->before, full);
		if (!ref)
			continue;
		*name = branch;
		return ref;
	}
	return NULL;
}

/* On the line where releases of its series land, as it will be. */
static int is_on_main(struct trial *t, const struct tagging *g,
		      enum answer *has)
{
	const char *stable = trial_name(t, K_STABLE_BRANCH, &g->version);
	const char *lines[] = { t->main,
				stable && *stable ?
					trial_text(t, "refs/heads/%s", stable) :
					NULL };
	int rc = 0;

	*has = ANSWER_NO;
	for (size_t i = 0; rc >= 0 && i < 2 && *has != ANSWER_YES; i++) {
		const struct ref *ref =
			lines[i] ? refs_find(&t->after, lines[i]) : NULL;
		if (ref)
			rc = trial_has(t, &ref->id, &g->commit, has);
	}
	return rc;
}

static int must_be_on_main(struct trial *t, const struct tagging *g)
{
	enum answer has;
	int rc = is_on_main(t, g, &has);

	if (rc < 0 || has == ANSWER_YES)
		return rc;
	if (has == ANSWER_UNKNOWN)
		trial_unknown(
			t, g->change->ref, "git fetch --unshallow",
			"fetch first: whether '%s' is on '%s' is not known",
			g->tag, ref_short(t->main));
	else
		trial_fault(t, g->change->ref, &g->commit, g->again,
			    "'%s' is on %s, which is not on '%s'", g->tag,
			    oid_short(&g->commit), ref_short(t->main));
	return 0;
}

/* Does the message of a merge name the branch, where nobody has it any more? */
static bool merge_says(struct trial *t, const git_oid *id, const char *name)
{
	git_commit *commit = NULL;

	if (git_commit_lookup(&commit, t->repo->git, id) < 0)
		return false;
	const char *line = git_commit_message(commit);
	const char *at = strstr(line, name);
	bool says = at && at < line + strcspn(line, "\n");
	git_commit_free(commit);
	return says;
}

/* The branch as it was pushed last may be behind what was merged of it, or have
 * gone on since. */
static int is_same_line(struct trial *t, const git_oid *tip,
			const git_oid *merged, enum answer *out)
{
	int rc = trial_has(t, merged, tip, out);

	return rc < 0 || *out == ANSWER_YES ? rc :
					      trial_has(t, tip, merged, out);
}

/* The merge of the branch of that version; a candidate is on the branch. */
static int one_merge(struct trial *t, const struct tagging *g)
{
	const char *name;
	struct ref *branch = branch_of(t, &g->version, &name);
	enum answer has = ANSWER_NO;
	git_oid second;
	int rc = history_parent(t->repo, &g->commit, 1, &second);

	if (rc < 0)
		return rc;
	if (!git_oid_is_zero(&second) && branch)
		rc = is_same_line(t, &branch->id, &second, &has);
	else if (!git_oid_is_zero(&second) && name &&
		 merge_says(t, &g->commit, name))
		has = ANSWER_YES;
	if (rc < 0)
		return rc;
	if (has == ANSWER_YES)
		return must_be_on_main(t, g);
	trial_fault(t, g->change->ref, &g->commit, g->again,
		    "'%s' is on %s, which is no merge of '%s'", g->tag,
		    oid_short(&g->commit), name ? name : "its branch");
	return 0;
}

static int one_tip(struct trial *t, const struct tagging *g)
{
	const char *name;
	struct ref *branch = branch_of(t, &g->version, &name);

	if (branch && oid_eq(&branch->id, &g->commit))
		return 0;
	if (!branch) /* it may be gone, where only main has it */
		return must_be_on_main(t, g);
	trial_fault(t, g->change->ref, &g->commit, g->again,
		    "'%s' is on %s, which is not the tip of '%s'", g->tag,
		    oid_short(&g->commit), name);
	return 0;
}

static int one_candidate(struct trial *t, const struct tagging *g)
{
	const char *name;
	struct ref *branch = branch_of(t, &g->version, &name);
	enum answer has = ANSWER_YES;
	int rc = branch ? trial_has(t, &branch->id, &g->commit, &has) : 0;

	if (!rc && has == ANSWER_NO)
		trial_fault(t, g->change->ref, &g->commit,
			    trial_text(t, "git tag -d %s && git rel rc",
				       trial_shell(t, g->tag)),
			    "'%s' is on %s, which is not on '%s'", g->tag,
			    oid_short(&g->commit), name);
	return rc;
}

static int one_place(struct trial *t, const struct tagging *g)
{
	int rc = trial_refs(t);

	if (rc < 0)
		return rc;
	if (version_is_pre(&g->version))
		return one_candidate(t, g);
	if (!strcmp(t->item->value, "main"))
		return must_be_on_main(t, g);
	return strcmp(t->item->value, "tip") ? one_merge(t, g) : one_tip(t, g);
}

int judge_tag_place(struct trial *t)
{
	return each(t, one_place);
}

/* Above all of its series, and above all that it has behind it. */
static int one_order(struct trial *t, const struct tagging *g)
{
	CLEANUP(strbuf) struct strbuf series = STRBUF_INIT;
	int rc = trial_refs(t);

	version_series(&series, &g->version);
	for (size_t i = 0; rc >= 0 && i < t->after.n; i++) {
		CLEANUP(strbuf) struct strbuf of = STRBUF_INIT;
		struct ref *ref = &t->after.v[i];
		struct version v;
		const git_oid *at;
		enum answer has = ANSWER_YES;
		if (!starts_with(ref->name, "refs/tags/") ||
		    !version_tag(t->rules->config, ref_short(ref->name), &v) ||
		    !strcmp(ref->name, g->change->ref) ||
		    version_cmp(&v, &g->version) < 0 ||
		    !refs_find(&t->before, ref->name))
			continue;
		version_series(&of, &v);
		at = ref_commit(t->repo, ref);
		if (strcmp(of.buf, series.buf) != 0 && at)
			rc = trial_has(t, &g->commit, at, &has);
		if (rc < 0 || !at || has != ANSWER_YES)
			continue;
		trial_fault(t, g->change->ref, &g->commit,
			    "tag the version after that",
			    "'%s' is not above '%s', which is there", g->tag,
			    ref_short(ref->name));
		break;
	}
	return rc;
}

int judge_version_order(struct trial *t)
{
	return each(t, one_order);
}
