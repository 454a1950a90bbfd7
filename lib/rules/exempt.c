#include "rules/exempt.h"

#include "base/cleanup.h"
#include "git/oid.h"
#include "rules/rule_value.h"

#include <string.h>

/* "release/x hotfix/x by bot": the globs in front, and those behind "by". */
static bool is_exempt(const char *value, const char *ref, const char *by)
{
	const char *who = strstr(value, " by ");
	if (!who && ends_with(value, " by")) /* nobody is named */
		return false;
	CLEANUP(text)
	char *refs =
		xstrndup(value, who ? (size_t)(who - value) : strlen(value));

	return globs_match(refs, ref) &&
	       (!who || (by && globs_match(who + strlen(" by "), by)));
}

static bool asked(const struct changes *c, const char *rule)
{
	if (!c->bypass || !c->reason || !*c->reason)
		return false;
	for (size_t i = 0; c->bypass[i]; i++)
		if (!strcmp(c->bypass[i], rule))
			return true;
	return false;
}

enum exempt exempt(const struct rules *rules, const struct changes *c,
		   enum rule_id id, const char *ref)
{
	const struct config *config = rules->config;
	const char *name = id == N_RULES ? "policy" : rule_names[id];
	enum exempt is = EXEMPT_NO;

	if (rules->side != SIDE_SERVER || !c)
		return EXEMPT_NO;
	CLEANUP(text) char *key = xasprintf("rel.exempt.%s", name);
	CLEANUP(text) char *may = xasprintf("rel.bypass.%s", name);
	for (size_t i = 0; i < config->n; i++) {
		const struct config_entry *e = &config->entry[i];
		if (!e->value)
			continue;
		if (!strcmp(e->key, key) &&
		    is_exempt(e->value, ref_short(ref), c->by))
			return EXEMPT_YES;
		if (!strcmp(e->key, may) && asked(c, name) && c->by &&
		    globs_match(e->value, c->by))
			is = EXEMPT_BYPASS;
	}
	return is;
}
