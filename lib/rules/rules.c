#include "rules/rules.h"

#include "base/alloc.h"
#include "rules/rule_value.h"
#include "rules/rules_meet.h"

#include <string.h>

static int check_line(const struct rule_line *line)
{
	int rc = rule_check(line->id, line->value);

	return rc < 0 ? error_in(rc, "%s: %s%s", line->origin,
				 line->policy ? "" :
				 line->warn   ? "rel.rule.warn." :
						"rel.rule.",
				 rule_names[line->id]) :
			0;
}

/* The committed line that counts: of both sections the error, which then is
 * the same. */
static int find_policy(const struct config *c, enum rule_id id,
		       const struct rule_line **out)
{
	*out = NULL;
	for (size_t i = 0; i < c->n_rules; i++) {
		const struct rule_line *line = &c->rule[i], *old = *out;
		if (line->id != id || !line->policy)
			continue;
		if (old && *old->value && *line->value &&
		    strcmp(old->value, line->value) != 0)
			return error(
				E_CONFIG,
				"%s: %s is in [rules] and in [rules.warn], with different values (%s)",
				line->origin, rule_names[id], old->origin);
		if (!old || old->warn || !*old->value)
			*out = line;
	}
	return 0;
}

static const struct rule_line *find_git(const struct config *c, enum rule_id id)
{
	const struct rule_line *found = NULL;

	for (size_t i = 0; i < c->n_rules; i++)
		if (c->rule[i].id == id && !c->rule[i].policy)
			found = &c->rule[i];
	return found;
}

static void add(struct rules *out, const struct rule_line *line)
{
	if (!line || rule_is_off(line->id, line->value))
		return;
	if (line->id == R_SINCE) {
		out->since = line->value;
		return;
	}
	out->item[out->n++] = (struct rules_item){ .id = line->id,
						   .warn = line->warn,
						   .value = line->value,
						   .origin = line->origin };
}

/* Has the project rules?  Then it is for them to say what is not judged. */
static bool has_policy(const struct config *c)
{
	for (size_t i = 0; i < c->n_rules; i++)
		if (c->rule[i].policy)
			return true;
	return false;
}

static const char *value_of(const struct rule_line *line)
{
	return line && !rule_is_off(line->id, line->value) ? line->value : NULL;
}

/* Here both are judged, so that git config can only tighten. */
static int take(struct rules *out, enum rule_id id)
{
	const struct rule_line *policy, *git = find_git(out->config, id);
	int rc = find_policy(out->config, id, &policy);

	if (rc < 0)
		return rc;
	if (out->side == SIDE_SERVER && git)
		policy = NULL;
	if (out->side == SIDE_CLIENT && id == R_SINCE) {
		out->audit_since = value_of(git ? git : policy);
		git = has_policy(out->config) ? NULL : git;
	}
	add(out, policy);
	if (!policy || !git || policy->warn != git->warn ||
	    strcmp(policy->value, git->value) != 0)
		add(out, git);
	return 0;
}

int rules_read(struct rules *out, const struct config *c, enum side side)
{
	int rc = 0;

	*out = (struct rules){ .config = c, .side = side };
	out->item = xcalloc(2 * N_RULES, sizeof(*out->item));
	for (size_t i = 0; !rc && i < c->n_rules; i++)
		rc = check_line(&c->rule[i]);
	for (int id = 0; !rc && id < N_RULES; id++)
		rc = take(out, (enum rule_id)id);
	return rc < 0 ? rc : rules_meet(out);
}

void rules_release(struct rules *r)
{
	free(r->item);
	if (r->own)
		config_release(r->own);
	free(r->own);
	*r = (struct rules){ 0 };
}
