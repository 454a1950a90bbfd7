#include "dialect/forge_gather.h"
#include "dialect/forge_name.h"
#include "dialect/forge_rule.h"
#include "github/github.h"

#include <json-c/json.h>
#include <string.h>

/* The set of ours, whole; NULL: there is none.  The caller puts it. */
static int find_set(struct forge *f, const char *name, struct forge_reply *out)
{
	const char *path =
		arena_printf(f->arena, "%s/rulesets", forge_repo(f, NULL));
	long id = 0;
	int rc = forge_find_id(
		f, arena_printf(f->arena, "%s?%s", path, forge_page(f)), "name",
		name, "id", &id);

	if (rc <= 0)
		return rc;
	rc = forge_get(f, arena_printf(f->arena, "%s/%ld", path, id), out);
	return rc < 0 ? rc : 1;
}

/* The rule of a type in the list, made if it is lacking; its parameters. */
static json_object *rule_of(json_object *rules, const char *type, bool has)
{
	json_object *o = rule_item(rules, "type", type), *how = NULL;

	if (!o) {
		o = json_new();
		json_add_str(o, "type", type);
		json_append(rules, o);
	}
	if (!has || json_object_object_get_ex(o, "parameters", &how))
		return how;
	how = json_new();
	json_add(o, "parameters", how);
	return how;
}

static void lacks_flag(json_object *o, const char *key)
{
	if (!json_object_object_get_ex(o, key, NULL))
		json_add_flag(o, key, false);
}

static void want_pull(json_object *rules, long approvals)
{
	static const char key[] = "required_approving_review_count";
	json_object *how = rule_of(rules, "pull_request", true);

	if (json_get_int(how, key) < approvals)
		json_add_number(how, key, approvals);
	lacks_flag(how, "dismiss_stale_reviews_on_push");
	lacks_flag(how, "require_code_owner_review");
	lacks_flag(how, "require_last_push_approval");
	lacks_flag(how, "required_review_thread_resolution");
}

static void want_checks(json_object *rules, const char *const *check)
{
	static const char key[] = "required_status_checks";
	json_object *how = rule_of(rules, key, true), *list = NULL;

	if (!json_object_object_get_ex(how, key, &list)) {
		list = json_new_list();
		json_add(how, key, list);
	}
	lacks_flag(how, "strict_required_status_checks_policy");
	for (; *check; check++) {
		if (rule_item(list, "context", *check))
			continue;
		json_object *one = json_new();
		json_add_str(one, "context", *check);
		json_append(list, one);
	}
}

static void want_rules(json_object *rules, const struct forge_rule *want)
{
	if (want->remove == 0)
		(void)rule_of(rules, "deletion", false);
	if (want->force == 0)
		(void)rule_of(rules, want->tag ? "update" : "non_fast_forward",
			      false);
	if (want->any_commit == 0)
		(void)rule_of(rules, "required_signatures", false);
	if (want->push == 0)
		want_pull(rules, want->approvals > 0 ? want->approvals : 0);
	if (want->checks == 1 && want->check && *want->check)
		want_checks(rules, want->check);
}

static void add_where(json_object *send, const char *ref)
{
	json_object *where = json_new(), *names = json_new(),
		    *include = json_new_list();

	json_append_text(include, ref);
	json_add(names, "include", include);
	json_add(names, "exclude", json_new_list());
	json_add(where, "ref_name", names);
	json_add(send, "conditions", where);
}

/* Ours is known by its name; what people have put into it stays. */
int github_rule_set(struct forge *f, const struct forge_rule *want)
{
	CLEANUP(reply) struct forge_reply is = FORGE_REPLY_INIT;
	CLEANUP(json) json_object *send = json_new();
	const char *ref = arena_printf(f->arena, "refs/%s/%s",
				       want->tag ? "tags" : "heads",
				       want->pattern);
	const char *name = arena_printf(f->arena, "git-rel %s", ref);
	const char *path =
		arena_printf(f->arena, "%s/rulesets", forge_repo(f, NULL));
	json_object *rules = NULL;
	int found = find_set(f, name, &is);

	if (found < 0)
		return error_in(found, "protection of '%s'", want->pattern);
	if (found && json_object_object_get_ex(is.json, "rules", &rules))
		json_object_get(rules);
	else
		rules = json_new_list();
	want_rules(rules, want);
	json_add_str(send, "name", name);
	json_add_str(send, "target", want->tag ? "tag" : "branch");
	json_add_str(send, "enforcement", "active");
	add_where(send, ref);
	json_add(send, "rules", rules);
	struct fields fields = { f->arena, is.json, &found };
	int rc = found ? forge_do(f, "PUT",
				  arena_printf(f->arena, "%s/%s", path,
					       field_id(&fields, "id")),
				  send, 200) :
			 forge_do(f, "POST", path, send, 201);
	return rc < 0 ? error_in(rc, "cannot protect '%s'", want->pattern) : 0;
}
