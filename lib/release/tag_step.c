#include "release/tag_step.h"

#include "base/cleanup.h"
#include "base/quote.h"
#include "git/history.h"
#include "object/build.h"
#include "object/sign.h"
#include "release/latest.h"
#include "release/ref_moves.h"

#include <string.h>

static int kind_of_tag(struct ctx *c, struct plan *p, enum tag_kind *out)
{
	const char *sign = setting(&c->repo.config, K_SIGN);
	const char *signers = setting(&c->repo.config, K_SIGNERS);
	bool key = sign_configured(&c->repo);

	*out = TAG_ANNOTATED;
	if (!strcmp(sign, "lightweight")) {
		*out = TAG_LIGHTWEIGHT;
	} else if (!strcmp(sign, "required") ||
		   (!strcmp(sign, "auto") && key)) {
		*out = TAG_SIGNED;
		if (!key) {
			int rc = error(
				E_CONFIG,
				"the tag must be signed (sign = required), but there is no signing key");
			error_hint("git config --global user.signingKey <key>");
			return rc;
		}
		if (!sign_can_tell_who(&c->repo))
			plan_note(
				p,
				"git verify-tag cannot tell who signed: git config gpg.ssh.allowedSignersFile %s",
				*signers ? signers : "<file>");
	} else if (!strcmp(sign, "auto")) {
		plan_note(
			p,
			"the tag is not signed: git has no signing key (user.signingKey)");
	}
	return 0;
}

/* The description stands where the template wants it, else below it. */
static int tag_message(struct ctx *c, const struct release *rel,
		       const char *description, struct strbuf *out)
{
	enum key_id key = rel->candidate ? K_CANDIDATE_TAG_MESSAGE :
			  rel->hotfix    ? K_HOTFIX_TAG_MESSAGE :
					   K_TAG_MESSAGE;

	if (!*setting(&c->repo.config, key))
		key = K_TAG_MESSAGE;
	const char *text = setting(&c->repo.config, key);
	int rc = template_expand(out, text, &rel->vars);
	if (rc < 0)
		return error_in(rc, "the tag's message");
	if (description && !strstr(text, "{description}"))
		strbuf_addf(out, "\n\n%s", description);
	if (rel->evidence)
		strbuf_addf(out, "\n\nEvidence: %s", rel->evidence);
	return 0;
}

static void add_step(struct ctx *c, struct plan *p, const struct release *rel,
		     enum tag_kind kind, const char *message,
		     const git_oid *target, const char *where,
		     const git_oid *tag)
{
	static const char *const how[] = {
		[TAG_SIGNED] = "sign and tag",
		[TAG_ANNOTATED] = "tag",
		[TAG_LIGHTWEIGHT] = "tag, lightweight,",
	};
	CLEANUP(strbuf) struct strbuf command = STRBUF_INIT;
	struct step *s = plan_add(p, STEP_OBJECT);

	strbuf_addf(&command, "git tag %s",
		    kind == TAG_SIGNED    ? "-s " :
		    kind == TAG_ANNOTATED ? "-a " :
					    "");
	strbuf_add_shell(&command, rel->tag);
	strbuf_addc(&command, ' ');
	if (kind != TAG_LIGHTWEIGHT) {
		/* git takes such lines for comments, also in -m */
		if (*message == '#' || strstr(message, "\n#"))
			strbuf_adds(&command, "--cleanup=whitespace ");
		strbuf_adds(&command, "-m ");
		strbuf_add_shell(&command, message);
		strbuf_addc(&command, ' ');
	}
	strbuf_adds(&command, where ? branch_word(c, &rel->remote, where) :
				      oid_short(target));
	s->what = plan_text(p, "%s '%s'", how[kind], rel->tag);
	s->command = plan_text(p, "%s", command.buf);
	s->ref = plan_text(p, "%s", rel->tag_ref);
	s->from = *target;
	s->to = *tag;
	if (kind != TAG_LIGHTWEIGHT)
		s->message = plan_text(p, "%s", message);
}

static int check_text(const struct release *rel, enum tag_kind kind)
{
	if (!rel->evidence || kind != TAG_LIGHTWEIGHT)
		return 0;
	int rc = error(
		E_CONFIG,
		"the tag is to name its evidence (evidence-seal = tag), and a lightweight tag has no text");
	error_hint("git config rel.sign auto, or staging.evidenceSeal ref");
	return rc;
}

int tag_build(struct ctx *c, struct plan *p, struct release *rel,
	      const char *description, const git_oid *target, const char *where,
	      git_oid *out)
{
	CLEANUP(strbuf) struct strbuf message = STRBUF_INIT;
	enum tag_kind kind;
	int rc;

	if ((rc = kind_of_tag(c, p, &kind)) < 0 ||
	    (rc = release_previous(c, rel)) < 0 ||
	    (rc = check_text(rel, kind)) < 0 ||
	    (rc = tag_message(c, rel, description, &message)) < 0 ||
	    (rc = build_tag(&c->repo, kind, rel->tag, message.buf, target,
			    out)) < 0)
		return rc;
	if (kind == TAG_SIGNED && c->dry_run)
		plan_note(
			p,
			"the tag is signed when the plan is carried out; the ids of the tag and of what merges it will differ");
	add_step(c, p, rel, kind, message.buf, target, where, out);
	return 0;
}

int tag_moves(struct ctx *c, struct plan *p, const struct release *rel,
	      const git_oid *tag, const git_oid *target, struct ref_moves *out)
{
	const struct remote *remote = &rel->remote;
	git_oid local;
	int rc;

	if ((rc = repo_ref(&c->repo, rel->tag_ref, &local)) < 0 ||
	    (rc = ref_moves_init(out, c, p, remote)) < 0)
		return rc;
	ref_moves_tag(out, rel->tag_ref, &local,
		      remote_ref(remote, rel->tag_ref), tag);
	p->outcome = plan_text(p, "%s is tagged at %s%s%s", rel->tag,
			       oid_short(target),
			       remote->name ? ", pushed to " : "",
			       remote->name ? remote->name : "");
	return 0;
}

int tag_look(struct ctx *c, const struct release *rel, git_oid *local,
	     git_oid *remote, git_oid *commit)
{
	int rc = repo_ref(&c->repo, rel->tag_ref, local);

	*remote = *remote_ref(&rel->remote, rel->tag_ref);
	memset(commit, 0, sizeof(*commit));
	if (rc < 0)
		return rc;
	bool here = !git_oid_is_zero(local), there = !git_oid_is_zero(remote);
	if (here && there && !oid_eq(local, remote)) {
		rc = error(E_EXISTS,
			   "tag '%s' is another one on '%s' than here",
			   rel->tag, rel->remote.name);
		error_hint("a public tag never moves; release another version");
		return rc;
	}
	if (!here && !there)
		return 0;
	if (there &&
	    (rc = remote_fetch(&c->repo, &rel->remote, rel->tag_ref)) < 0)
		return rc;
	return repo_peel(&c->repo, here ? local : remote, commit);
}
