/*
 * git rel trust: read the commands of .gitrel, and let them run.
 */
#include "git-rel/cmds.h"

#include "base/cleanup.h"
#include "base/json.h"
#include "base/quote.h"
#include "cli/ui.h"
#include "git-rel/local_setting.h"
#include "plan/trust.h"

#include <string.h>

static int digest_only, revoke;

static const struct opt opts[] = {
	OPT_FLAG(0, "digest", &digest_only,
		 "print only their digest, for GIT_REL_TRUST"),
	OPT_FLAG(0, "revoke", &revoke, "trust nothing any more"),
	OPT_END,
};

static int print_digest(const struct ctx *c, const char *digest,
			const char *text)
{
	CLEANUP(json) json_object *o = json_object_new_object();

	json_object_object_add(o, "version", json_object_new_int(1));
	json_add_str(o, "digest", digest);
	json_add_str(o, "commands", text);
	printf("%s\n", c->json ? json_line(o) : digest);
	return 0;
}

/* What one is about to trust, where a terminal cannot be made to lie. */
static void show(struct strbuf *out, const char *text)
{
	while (*text) {
		size_t n = strcspn(text, "\n");
		strbuf_add_visible(out, text, n);
		strbuf_addc(out, '\n');
		text += n + (text[n] == '\n');
	}
}

static int plan_revoke(struct ctx *c, struct plan *p)
{
	const struct config *config = &c->repo.config;

	if (!local_setting(c, TRUST_DIGEST) && !local_setting(c, TRUST_TEXT)) {
		p->outcome = "there is no trust to revoke";
		if (!config_git(config, TRUST_DIGEST))
			return 0;
		int rc = error(E_POLICY,
			       TRUST_DIGEST " is set, but not in .git/config");
		error_hint("git config --show-origin " TRUST_DIGEST
			   "   tells where");
		return rc;
	}
	p->title = plan_text(p, "%s trust --revoke", c->program->call);
	struct step *s = plan_add(p, STEP_CONFIG);
	s->what = "trust no commands of .gitrel";
	local_setting_change(c, p, s, TRUST_DIGEST, NULL);
	local_setting_change(c, p, s, TRUST_TEXT, NULL);
	p->outcome = "the commands of .gitrel are not trusted any more";
	return 0;
}

/* Where a person is asked, the question comes with it, wherever that is. */
static void tell(struct ctx *c, struct plan *p, const char *text, bool asks)
{
	CLEANUP(strbuf) struct strbuf shown = STRBUF_INIT;

	show(&shown, text);
	if (asks)
		p->about = plan_text(p, "%.*s", (int)shown.len - 1, shown.buf);
	else if (!c->json) /* the plan holds them */
		fputs(shown.buf, stdout);
}

static int plan_trust(struct ctx *c, struct plan *p)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	const struct config *config = &c->repo.config;
	char digest[COMMANDS_DIGEST_SIZE];

	if (digest_only && revoke)
		return error(E_USAGE,
			     "--digest and --revoke exclude each other");
	if (revoke)
		return plan_revoke(c, p);
	if (!commands_committed(config)) {
		p->outcome = "there are no commands in .gitrel to trust";
		return 0;
	}
	commands_digest(config, digest);
	commands_text(config, &text);
	if (digest_only) {
		p->answered = true;
		return print_digest(c, digest, text.buf);
	}
	const char *now = config_git(config, TRUST_DIGEST);
	bool trusted = now && !strcmp(now, digest);
	tell(c, p, text.buf, !trusted && ctx_asks(c));
	if (trusted) {
		p->outcome = "these commands are trusted already";
		return 0;
	}
	struct step *s = plan_add(p, STEP_CONFIG);
	s->what = "let these commands of .gitrel run";
	local_setting_change(c, p, s, TRUST_DIGEST, digest);
	local_setting_change(c, p, s, TRUST_TEXT, text.buf);
	p->outcome = "these commands may run here, until one of them changes";
	return 0;
}

/* While something is interrupted, too: it may be waiting for this. */
const struct cmd cmd_trust = {
	.name = "trust",
	.args = "[--digest | --revoke]",
	.brief = "read the commands of .gitrel, and let them run",
	.opts = opts,
	.max_args = 0,
	.flags = CMD_CONFIRM | CMD_PENDING_OK,
	.plan = plan_trust,
};
