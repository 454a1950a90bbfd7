/*
 * The tag itself: what the judge says of it, as if it were pushed now, and who
 * signed it.
 */
#include "git-rel/verify/verify.h"

#include "base/cleanup.h"
#include "base/message.h"
#include "git/gitrel_file.h"
#include "git/history.h"
#include "object/sign.h"
#include "object/signer.h"
#include "release/branch.h"
#include "release/version_tags.h"
#include "rules/judge.h"
#include "staging/staging.h"

#include <string.h>

/* What can be said of a tag that is there; the others are about a push. */
static const enum rule_id about[] = { R_TAG_PATTERN, R_TAG_KIND, R_TAG_SIGNERS,
				      R_TAG_PLACE, R_VERSION_FILES };
enum { N_ABOUT = sizeof(about) / sizeof(*about) };

static bool is_merge(struct verify *v)
{
	git_oid second;

	return history_parent(&v->c->repo, &v->commit, 1, &second) == 0 &&
	       !git_oid_is_zero(&second);
}

/* Has the remote records of the release?  One that is silent has not. */
static bool is_there(struct verify *v, const char *ref)
{
	const char *patterns[] = { ref, NULL };
	struct saved_error before;
	struct remote there = { 0 };

	error_save(&before);
	int rc = remote_look_refs(&v->c->repo, &there, v->rel.remote.name,
				  patterns);
	(void)error_restore(0, &before);
	return !rc && there.n;
}

/* A commit that is qualified may be one of main.  Where the records are only on the
 * remote nobody knows better. */
static int was_qualified(struct verify *v, bool *out)
{
	struct staging s = { .rel = v->rel };
	struct saved_error before;
	int rc = staging_refs(v->c, &s);

	*out = false;
	if (rc < 0)
		return rc;
	error_save(&before);
	rc = staging_read(v->c, &s, &s.here);
	(void)error_restore(0, &before);
	if (rc < 0) /* git staging verify says what is wrong with it */
		return 0;
	if (s.evidence.n)
		*out = oid_eq(&s.candidate, &v->commit);
	else if (v->rel.remote.name && !is_merge(v))
		*out = is_there(v, s.ref);
	return 0;
}

/* What our own commands make, where no rule says another thing. */
static const char *usual(struct verify *v, enum rule_id id, bool qualified)
{
	const struct config *config = v->rules.config;
	/* without develop a release with nothing of its own is main as it stands */
	bool merged = config->configured && !qualified &&
		      (is_merge(v) || *setting(config, K_DEVELOP)) &&
		      setting_is(config, K_FINISH, "push") &&
		      setting_is(config, K_TAG_TARGET, "merge") &&
		      setting_is(config, K_MERGE, "no-ff");

	if (!config->configured)
		return NULL;
	switch (id) {
	case R_TAG_KIND:
		return setting_is(config, K_SIGN, "required")    ? "signed" :
		       setting_is(config, K_SIGN, "lightweight") ? NULL :
								   "annotated";
	case R_TAG_PLACE:
		return merged ? "merge" : "main";
	case R_VERSION_FILES:
		return "equal";
	default:
		return NULL;
	}
}

static int add_rules(struct verify *v, struct rules *out)
{
	const struct config *config = v->rules.config;
	bool qualified;
	int rc = was_qualified(v, &qualified);

	if (rc < 0)
		return rc;
	out->item = arena_alloc(&v->c->repo.arena,
				(v->rules.n + N_ABOUT) * sizeof(*out->item));
	for (size_t k = 0; k < N_ABOUT; k++) {
		size_t before = out->n;
		if (about[k] == R_TAG_PLACE && v->c->repo.shallow)
			continue;
		for (size_t i = 0; i < v->rules.n; i++)
			if (v->rules.item[i].id == about[k])
				out->item[out->n++] = v->rules.item[i];
		const char *value = usual(v, about[k], qualified);
		if (out->n > before || !value)
			continue;
		/* a lightweight tag is a matter of taste where nobody has
		 * said what it should be */
		bool open = about[k] == R_TAG_KIND &&
			    config->setting[K_SIGN].rank < RANK_POLICY;
		out->item[out->n++] = (struct rules_item){ .id = about[k],
							   .warn = open,
							   .value = value };
	}
	return 0;
}

/* Has main here what was released?  Then its own view counts; else, where it has
 * it, what the remote has. */
static int whose_refs(struct verify *v, const char **remote)
{
	git_oid here;
	int rc = branch_ref(v->c, "heads", v->rel.main, &here);

	*remote = NULL;
	if (rc < 0 || oid_eq(&here, &v->main))
		return rc;
	if (!git_oid_is_zero(&here))
		rc = history_contains(&v->c->repo, &v->commit, &here);
	if (rc == 0)
		*remote = branch_remote(v->c);
	return rc < 0 ? rc : 0;
}

static bool is_unknown(const struct finding *f)
{
	return starts_with(f->text, "cannot judge: ");
}

/* What is out stays as it is: others have it.  The next version can be better. */
static void mend_by_next(struct verify *v)
{
	static const char *const remade[] = { "tag-kind", "tag-place",
					      "tag-signers", "version-files" };

	/* one that does not answer may have it */
	if (!v->unreachable &&
	    git_oid_is_zero(remote_ref(&v->rel.remote, v->rel.tag_ref)))
		return;
	for (size_t i = 0; i < v->audit.n; i++)
		for (size_t k = 0; k < sizeof(remade) / sizeof(*remade); k++)
			if (!strcmp(v->audit.v[i].rule, remade[k]) &&
			    !is_unknown(&v->audit.v[i]))
				v->audit.v[i].hint =
					v->audit.v[i].level == AUDIT_ERROR ?
						"git rel hotfix" :
						NULL;
}

static int ask_judge(struct verify *v)
{
	CLEANUP(faults) struct faults faults = { .arena = &v->c->repo.arena };
	struct ref_change change = { .ref = v->rel.tag_ref, .to = v->tag };
	struct changes changes = { .way = WAY_RANGE, .v = &change, .n = 1 };
	struct rules rules = v->rules;
	/* the changelog is looked at on its own */
	struct config config = *rules.config;
	int rc;

	config.setting[K_NOTES_STYLE].value = "none";
	rules.config = &config;
	rules.n = 0;
	rules.since = rules.audit_since;
	if ((rc = add_rules(v, &rules)) < 0 ||
	    (rc = whose_refs(v, &changes.remote)) < 0)
		return rc;
	if (v->rel.remote.name)
		changes.there = &v->rel.remote;
	rc = judge(&v->c->repo, &rules, &changes, &faults);
	audit_add_faults(&v->audit, &faults);
	mend_by_next(v);
	return rc;
}

static void pass_kind(struct verify *v, bool annotated)
{
	if (!audit_is_broken(&v->audit, "tag-kind"))
		audit_add(&v->audit, AUDIT_OK, "tag-kind", v->rel.tag, NULL,
			  "'%s' is %s tag", v->rel.tag,
			  annotated ? "an annotated" : "a lightweight");
}

/* Where git has no file of allowed signers that of the project serves, which is
 * committed on main; zero: there is none. */
static int project_signers(struct verify *v, git_oid *out)
{
	const char *path = setting(v->rules.config, K_SIGNERS);

	*out = (git_oid){ { 0 } };
	if (!*path ||
	    config_git(&v->c->repo.config, "gpg.ssh.allowedsignersfile"))
		return 0;
	return gitrel_blob_of(&v->c->repo,
			      git_oid_is_zero(&v->main) ? &v->commit : &v->main,
			      path, out);
}

static int look_at_signature(struct verify *v)
{
	struct signer by;
	git_oid signers;
	const char *tag = v->rel.tag;
	const char *ask = arena_printf(&v->c->repo.arena, "git verify-tag %s",
				       ctx_shell(v->c, tag));
	int rc = project_signers(v, &signers);

	if (!rc)
		rc = signer_look(&v->c->repo, &v->c->repo.arena, &v->tag,
				 &signers, &by);
	if (!rc && by.no_list)
		ask = "git config gpg.ssh.allowedSignersFile <file>";

	if (rc < 0 || audit_is_broken(&v->audit, "tag-signers"))
		return rc;
	if (by.state == SIGNATURE_GOOD)
		audit_add(&v->audit, AUDIT_OK, "signature", tag, NULL,
			  "'%s' is signed by %s", tag, by.who);
	else if (by.state == SIGNATURE_STRANGER)
		audit_add(
			&v->audit, AUDIT_WARNING, "signature", tag, ask,
			"cannot judge: whose key signed '%s' is not known here",
			tag);
	else if (by.state == SIGNATURE_BAD)
		audit_add(&v->audit, AUDIT_ERROR, "signature", tag, ask,
			  "git does not accept the signature of '%s'", tag);
	else if (!audit_is_broken(&v->audit, "tag-kind"))
		audit_add(&v->audit, AUDIT_OK, "signature", tag, NULL,
			  "'%s' is not signed, and nothing asks for it", tag);
	return 0;
}

static void pass_files(struct verify *v)
{
	const char *files = setting(v->rules.config, K_VERSION_FILES);

	if (!audit_is_broken(&v->audit, "version-files"))
		audit_add(&v->audit, AUDIT_OK, "version-files", v->rel.tag,
			  NULL,
			  *files ? "%s: the version is %s" :
				   "%sno file is said to carry the version",
			  files, v->rel.version.text);
}

/* Nothing higher may be behind it. */
static int look_at_order(struct verify *v)
{
	struct arena *a = &v->c->repo.arena;
	struct tag_list list;
	int rc = version_tags_list(v->c, NULL, &list);
	if (v->c->repo.shallow)
		return rc;
	git_oid *id = arena_alloc(a, (list.n + 1) * sizeof(*id));
	const struct tagged **of = arena_alloc(a, (list.n + 1) * sizeof(*of));
	bool *behind = arena_alloc(a, list.n + 1);
	size_t n = 0;

	for (size_t i = 0; !rc && i < list.n; i++) {
		const struct version its =
			version_tags_version(v->c, &list.item[i]);
		if (version_cmp(&its, &v->rel.version) <= 0)
			break; /* highest first */
		if (!version_is_pre(&its) &&
		    version_tags_commit(v->c, &list.item[i], &id[n]))
			of[n++] = &list.item[i];
	}
	if (!rc && n)
		rc = history_behind(&v->c->repo, &v->commit, id, n, behind);
	for (size_t i = 0; !rc && i < n; i++)
		if (behind[i] && !oid_eq(&id[i], &v->commit)) {
			audit_add(&v->audit, AUDIT_ERROR, "version-order",
				  v->rel.tag, "git rel start minor",
				  "'%s' has '%s' behind it, which is higher",
				  v->rel.tag, of[i]->tag);
			return 0;
		}
	if (!rc)
		audit_add(&v->audit, AUDIT_OK, "version-order", v->rel.tag,
			  NULL, "nothing behind it has a higher version");
	return rc;
}

int verify_tag(struct verify *v)
{
	int rc = ask_judge(v);

	if (rc < 0)
		return rc;
	pass_kind(v, !oid_eq(&v->tag, &v->commit));
	pass_files(v);
	rc = look_at_signature(v);
	if (!rc)
		rc = verify_place(v);
	if (rc < 0)
		return rc;
	return look_at_order(v);
}
