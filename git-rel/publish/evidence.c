#include "git-rel/publish/evidence.h"

#include "base/cleanup.h"
#include "base/dir.h"
#include "base/file.h"
#include "base/quote.h"
#include "staging/policy.h"
#include "staging/seal_signer.h"
#include "staging/sealed.h"

#include <string.h>

static const char name[] = "evidence.jsonl";

static bool has_one(const struct publish *x)
{
	for (size_t i = 0; i < x->assets.n; i++)
		if (!strcmp(x->assets.item[i].name, name))
			return true;
	return false;
}

static const char *folder_of(const struct publish *x)
{
	struct repo *r = &x->c->repo;

	return arena_printf(&r->arena, "%s/evidence/%s", r->state_dir,
			    x->rel.version.text);
}

/* It stays in the state folder, so that --continue has it. */
static int write_file(struct publish *x, const char *folder, const char *path,
		      const struct strbuf *lines)
{
	if (x->c->dry_run)
		return 0;
	int rc = dir_make(folder);
	return rc < 0 ? rc : file_replace(path, lines->buf, lines->len);
}

/* What goes out in public as evidence is the word of somebody known, where the
 * project asks for that, and about what is published. */
static int check_seal(struct publish *x, const struct staging *s,
		      const struct seal *seal)
{
	CLEANUP(policy) struct policy policy = { 0 };
	const char *version = x->rel.version.text;
	struct signer who;
	int rc = policy_look(x->c, s, &policy);

	if (rc < 0)
		return rc;
	const struct signers_rules rules = policy_signers(x->c, &policy);
	if ((rc = seal_signer(x->c, s, seal, &rules, &who)) < 0)
		return rc;
	if (!oid_eq(&seal->commit, &x->commit))
		rc = error(E_POLICY,
			   "the seal of %s is about %s, '%s' is on %s", version,
			   oid_short(&seal->commit), x->rel.tag,
			   oid_short(&x->commit));
	else if (who.state == SIGNATURE_BAD)
		rc = error(E_POLICY, "the seal of %s has a bad signature",
			   version);
	else if (rules.required && who.state == SIGNATURE_NONE)
		rc = error(E_POLICY, "the seal of %s is not signed", version);
	else if (rules.required && who.state == SIGNATURE_STRANGER &&
		 !who.no_list)
		rc = error(E_POLICY, "the seal of %s is signed by nobody known",
			   version);
	else if (rules.required && who.state == SIGNATURE_STRANGER)
		plan_note(
			x->p,
			"nobody can tell here who has sealed the evidence: git config gpg.ssh.allowedSignersFile <file>");
	if (rc < 0)
		error_hint("git staging verify %s tells more",
			   ctx_shell(x->c, version));
	return rc;
}

static int add(struct publish *x, const struct staging *s,
	       const struct seal *seal)
{
	CLEANUP(strbuf) struct strbuf lines = STRBUF_INIT;
	const char *folder = folder_of(x);
	const char *path =
		arena_printf(&x->c->repo.arena, "%s/%s", folder, name);
	char digest[SHA256_HEX_SIZE];
	int rc;

	evidence_lines(&s->evidence, &lines);
	sha256_hex(digest, lines.buf, lines.len);
	if (strcmp(digest, seal->digest) != 0) {
		rc = error(E_POLICY,
			   "the evidence of %s is not what was sealed",
			   x->rel.version.text);
		error_hint("git staging verify %s",
			   ctx_shell(x->c, x->rel.version.text));
		return rc;
	}
	rc = check_seal(x, s, seal);
	if (!rc)
		rc = write_file(x, folder, path, &lines);
	if (!rc)
		assets_add(&x->assets, path, (long long)lines.len, digest);
	return rc;
}

/* Where the project asks for evidence, and a plain clone has none. */
static void tell_missing(struct publish *x, const struct staging *s)
{
	CLEANUP(policy) struct policy policy = { 0 };
	struct saved_error before;

	error_save(&before);
	int rc = policy_look(x->c, s, &policy);
	(void)error_restore(rc, &before);
	if (!rc && policy.list.of && x->rel.remote.name)
		plan_note(
			x->p,
			"no sealed evidence of %s is here, and none goes along: git staging fetch %s",
			x->rel.version.text,
			ctx_shell(x->c, x->rel.version.text));
}

int publish_evidence(struct publish *x)
{
	struct seal seal;
	struct staging s;
	int rc;

	if (has_one(x))
		return 0;
	if ((rc = staging_find(x->c, x->rel.version.text, &s)) < 0)
		return rc;
	rc = sealed_read(x->c, &s, &seal);
	if (rc > 0)
		return add(x, &s, &seal);
	if (!rc)
		tell_missing(x, &s);
	return rc;
}

const char *publish_evidence_typed(const struct publish *x)
{
	const char *folder = folder_of(x);
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;

	for (size_t i = 0; i < x->assets.n; i++) {
		const struct asset *a = &x->assets.item[i];
		if (strcmp(a->name, name) != 0 || !starts_with(a->path, folder))
			continue;
		strbuf_addf(&text, "mkdir -p %s\n", ctx_shell(x->c, folder));
		strbuf_addf(&text,
			    "git staging report --sealed --json %s >%s\n",
			    ctx_shell(x->c, x->rel.version.text),
			    ctx_shell(x->c, a->path));
		return plan_text(x->p, "%s", text.buf);
	}
	return NULL;
}
