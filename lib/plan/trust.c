#include "plan/trust.h"

#include "base/cleanup.h"
#include "base/sha256.h"
#include "base/strvec.h"

#include <stdlib.h>
#include <string.h>

/* The text of commands as lines that stand alone: "check.lint = make lint". */
static void split(struct strvec *out, const char *text)
{
	CLEANUP(text) char *section = xstrdup("");

	while (*text) {
		size_t n = strcspn(text, "\n");
		if (*text == '[' && n > 1) {
			free(section);
			section = xstrndup(text + 1, n - 2);
		} else if (n > 2) {
			strvec_pushf(out, "%s.%.*s", section, (int)n - 2,
				     text + 2);
		}
		text += n + (text[n] == '\n');
	}
}

/* The line of the same name as this one, NULL for none. */
static const char *named(const struct strvec *lines, const char *line)
{
	size_t n = strcspn(line, " ");

	for (size_t i = 0; i < lines->n; i++)
		if (strcspn(lines->v[i], " ") == n &&
		    !memcmp(lines->v[i], line, n))
			return lines->v[i];
	return NULL;
}

static void tell(const struct strvec *before, const struct strvec *now)
{
	bool said = false;

	for (size_t i = 0; i < now->n; i++) {
		const char *line = now->v[i], *old = named(before, line);
		if (old && !strcmp(old, line))
			continue;
		if (old)
			error_detail("- %s", old);
		error_detail("+ %s", line);
		said = true;
	}
	for (size_t i = 0; i < before->n; i++) {
		if (named(now, before->v[i]))
			continue;
		error_detail("- %s", before->v[i]);
		said = true;
	}
	if (!said)
		error_detail("their order is another");
}

static int changed(const struct repo *r, const char *committed,
		   const char *trusted)
{
	CLEANUP(strvec) struct strvec before = STRVEC_INIT, now = STRVEC_INIT;
	const char *old = config_git(&r->config, TRUST_TEXT);
	char hex[COMMANDS_DIGEST_SIZE];

	error(E_POLICY,
	      "the commands of '.gitrel' have changed since they were trusted");
	split(&now, committed);
	if (old) {
		sha256_hex(hex, old, strlen(old));
		if (!strcmp(hex, trusted)) /* else it is not what was read */
			split(&before, old);
	}
	tell(&before, &now);
	error_hint("git rel trust   to trust them as they are now");
	return E_POLICY;
}

static int check_digest(const struct repo *r, const char *committed)
{
	const char *env = getenv("GIT_REL_TRUST");
	const char *trusted = config_git(&r->config, TRUST_DIGEST);
	char digest[COMMANDS_DIGEST_SIZE];

	sha256_hex(digest, committed, strlen(committed));
	if (env && *env) {
		if (!strcmp(env, digest))
			return 0;
		error(E_POLICY,
		      "GIT_REL_TRUST is not the digest of the commands of '.gitrel'");
		error_hint(
			"git rel trust --digest   prints it, where they were read");
		return E_POLICY;
	}
	if (trusted && !strcmp(trusted, digest))
		return 0;
	if (trusted)
		return changed(r, committed, trusted);
	error(E_POLICY, "the commands of '.gitrel' are not trusted yet");
	error_hint("git rel trust   to read and trust them");
	return E_POLICY;
}

int trust_check(struct repo *r, const struct commands *cmds)
{
	for (size_t i = 0; i < cmds->n; i++)
		if (cmds->item[i]->policy)
			return check_digest(r, cmds->committed);
	return 0;
}
