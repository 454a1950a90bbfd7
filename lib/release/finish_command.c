#include "release/finish_command.h"

#include "base/cleanup.h"

#include <string.h>

/* What a template asks of the command line, as options with a gap to fill. */
static void add_needs(struct strbuf *out, const char *text)
{
	const char *p = strstr(text, "{set.");

	if (strstr(text, "{description}") && !strstr(out->buf, " -m "))
		strbuf_adds(out, " -m <description>");
	for (; p; p = strstr(p, "{set.")) {
		p += strlen("{set.");
		size_t n = strcspn(p, "}");
		CLEANUP(text)
		char *option = xasprintf(" --set %.*s=<value>", (int)n, p);
		if (!strstr(out->buf, option))
			strbuf_adds(out, option);
	}
}

const char *finish_command(struct ctx *c, const struct version *v, bool hotfix)
{
	const struct config *config = &c->repo.config;
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	enum key_id tag = hotfix && *setting(config, K_HOTFIX_TAG_MESSAGE) ?
				  K_HOTFIX_TAG_MESSAGE :
				  K_TAG_MESSAGE;

	strbuf_addf(&text, "git rel finish %s", ctx_shell(c, v->text));
	if (!setting_is(config, K_SIGN, "lightweight"))
		add_needs(&text, setting(config, tag));
	add_needs(&text, setting(config, K_MERGE_MESSAGE));
	return arena_strdup(&c->repo.arena, text.buf);
}
