#include "forge/thing.h"

#include "base/crash.h"
#include "base/json.h"
#include "dialect/forge_rule.h"

/* 0: it shall not be; else no wish. */
static int refused(json_object *want, const char *key)
{
	return thing_flag(want, key) == 0 ? 0 : 1;
}

static struct forge_rule wanted(struct forge *f, json_object *want)
{
	return (struct forge_rule){
		.pattern = json_get_str(want, "pattern"),
		.tag = json_get_bool(want, "tag"),
		.force = refused(want, "force"),
		.remove = refused(want, "remove"),
		.push = refused(want, "push"),
		.any_commit = refused(want, "any_commit"),
		.approvals = (long)json_get_int(want, "approvals"),
		.checks = 1,
		.check = thing_list(f, want, "checks"),
		.who = thing_list(f, want, "who"),
	};
}

/* What the forge does not have at all is nothing to wait for. */
static const char *lacking(struct forge *f, const struct forge_rule *want,
			   const struct forge_rule *is)
{
	struct rule_gap gap[MAX_RULE_GAPS];
	size_t n = rule_gaps(f, want, is, gap);

	for (size_t i = 0; i < n; i++)
		if (gap[i].state != FORGE_NEVER)
			return gap[i].what;
	return NULL;
}

static int look(struct forge *f, json_object *want)
{
	const struct forge_rule w = wanted(f, want);
	struct forge_rule is;
	int rc = f->ops->rule_see(f, w.pattern, w.tag, &is);

	return rc < 0 ? rc : !lacking(f, &w, &is);
}

static int make(struct forge *f, json_object *want, struct strbuf *told)
{
	const struct forge_rule w = wanted(f, want);
	struct forge_rule is;
	int rc;

	(void)told;
	crash_point();
	rc = f->ops->rule_set(f, &w);
	crash_point();
	if (!rc)
		rc = f->ops->rule_see(f, w.pattern, w.tag, &is);
	if (rc < 0)
		return rc;
	const char *left = lacking(f, &w, &is);
	if (!left)
		return 0;
	return error(E_POLICY, "%s has taken it, and '%s' still %s",
		     f->ops->name, w.pattern, left);
}

const struct thing thing_guard = { "guard", look, make, NULL };
