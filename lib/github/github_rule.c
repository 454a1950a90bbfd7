/*
 * What protects a branch on GitHub: sets of rules, which all may read, and the
 * protection of older days, which admins may.  Only sets are written: of several
 * the strictest holds, so that one more weakens nothing.
 */
#include "dialect/forge_gather.h"
#include "dialect/forge_name.h"
#include "dialect/forge_rule.h"
#include "github/github.h"

#include <json-c/json.h>
#include <string.h>

static void take_rule(struct forge *f, json_object *o, struct forge_rule *out,
		      int *rc)
{
	struct fields rule = { f->arena, o, rc };
	struct fields how = field_in(&rule, "parameters");
	const char *type = field_text(&rule, "type");

	if (!strcmp(type, "non_fast_forward") || !strcmp(type, "update"))
		out->force = 0;
	else if (!strcmp(type, "deletion"))
		out->remove = 0;
	else if (!strcmp(type, "required_signatures"))
		out->any_commit = 0;
	else if (!strcmp(type, "required_status_checks"))
		out->check = forge_union(
			f, out->check,
			field_names(&how, "required_status_checks", "context"));
	if (strcmp(type, "pull_request") != 0)
		return;
	long n =
		(long)field_number_opt(&how, "required_approving_review_count");
	out->push = 0;
	out->approvals = n > out->approvals ? n : out->approvals;
}

static int read_rule(struct forge *f, json_object *o, void *arg)
{
	int rc = 0;

	take_rule(f, o, arg, &rc);
	return rc;
}

static bool is_on(struct fields *f, const char *key)
{
	struct fields in = field_in(f, key);

	return field_flag(&in, "enabled");
}

static void take_older(struct forge *f, json_object *o, struct forge_rule *out,
		       int *rc)
{
	struct fields all = { f->arena, o, rc };
	struct fields checks = field_in(&all, "required_status_checks");
	struct fields reviews = field_in(&all, "required_pull_request_reviews");
	long n = (long)field_number_opt(&reviews,
					"required_approving_review_count");

	if (!is_on(&all, "allow_force_pushes"))
		out->force = 0;
	if (!is_on(&all, "allow_deletions"))
		out->remove = 0;
	if (is_on(&all, "required_signatures"))
		out->any_commit = 0;
	if (reviews.o)
		out->push = 0;
	if (n > out->approvals)
		out->approvals = n;
	out->check = forge_union(f, out->check,
				 field_names(&checks, "contexts", NULL));
}

static int unless_strict(int value)
{
	return value == 0 ? 0 : FORGE_UNSEEN;
}

/* There is some, and who is no admin is not told what. */
static void hide(struct forge_rule *out)
{
	out->force = unless_strict(out->force);
	out->remove = unless_strict(out->remove);
	out->push = unless_strict(out->push);
	out->any_commit = unless_strict(out->any_commit);
	out->approvals = out->approvals ? out->approvals : FORGE_UNSEEN;
}

static int read_older(struct forge *f, const char *path, struct forge_rule *out)
{
	CLEANUP(reply) struct forge_reply branch = FORGE_REPLY_INIT;
	CLEANUP(reply) struct forge_reply r = FORGE_REPLY_INIT;
	int rc = forge_call(
		f, &(struct forge_call){ .path = path, .accept = "404" },
		&branch);

	if (rc < 0 || !branch.json)
		return rc;
	struct fields fields = { f->arena, branch.json, &rc };
	struct fields old = field_in(&fields, "protection");
	struct fields checks = field_in(&old, "required_status_checks");
	if (!field_flag(&old, "enabled"))
		return rc;
	out->check = forge_union(f, out->check,
				 field_names(&checks, "contexts", NULL));
	rc = forge_call(
		f,
		&(struct forge_call){
			.path = arena_printf(f->arena, "%s/protection", path),
			.accept = "401 403 404" },
		&r);
	if (rc == 0 && r.json)
		take_older(f, r.json, out, &rc);
	else if (rc == 0)
		hide(out);
	return rc;
}

static int see_branch(struct forge *f, const char *pattern,
		      struct forge_rule *out)
{
	const char *name = forge_encode(f, rule_sample(f, pattern));
	int rc = forge_each(f,
			    arena_printf(f->arena, "%s/rules/branches/%s?%s",
					 forge_repo(f, NULL), name,
					 forge_page(f)),
			    NULL, read_rule, out);

	if (rc == 0 && !rule_is_glob(pattern))
		rc = read_older(f,
				arena_printf(f->arena, "%s/branches/%s",
					     forge_repo(f, NULL), name),
				out);
	return rc;
}

static bool list_fits(struct forge *f, json_object *set, const char *key,
		      const char *ref)
{
	int rc = 0;
	struct fields fields = { f->arena, set, &rc };
	struct fields where = field_in(&fields, "conditions");
	struct fields names = field_in(&where, "ref_name");
	const char *const *glob = field_names(&names, key, NULL);

	for (; glob && *glob; glob++)
		if (!strcmp(*glob, "~ALL") || rule_fits(*glob, ref))
			return true;
	return false;
}

struct see_tags {
	const char *ref;
	struct forge_rule *out;
};

static const char *set_path(struct forge *f, json_object *o, int *rc)
{
	struct fields set = { f->arena, o, rc };

	return arena_printf(f->arena, "%s/rulesets/%s", forge_repo(f, NULL),
			    field_id(&set, "id"));
}

static int read_set(struct forge *f, json_object *o, void *arg)
{
	CLEANUP(reply) struct forge_reply r = FORGE_REPLY_INIT;
	struct see_tags *see = arg;
	int rc = 0;
	struct fields head = { f->arena, o, &rc };

	if (strcmp(field_text(&head, "target"), "tag") != 0 ||
	    strcmp(field_text(&head, "enforcement"), "active") != 0)
		return rc;
	const char *path = set_path(f, o, &rc);
	if (rc < 0 || (rc = forge_get(f, path, &r)) < 0)
		return rc;
	if (!list_fits(f, r.json, "include", see->ref) ||
	    list_fits(f, r.json, "exclude", see->ref))
		return 0;
	struct fields set = { f->arena, r.json, &rc };
	json_object *rules = field_list(&set, "rules");
	size_t n = rules ? json_object_array_length(rules) : 0;
	for (size_t i = 0; i < n; i++)
		take_rule(f, json_object_array_get_idx(rules, i), see->out,
			  &rc);
	return rc;
}

int github_rule_see(struct forge *f, const char *pattern, bool tag,
		    struct forge_rule *out)
{
	struct see_tags see = { arena_printf(f->arena, "refs/tags/%s",
					     rule_sample(f, pattern)),
				out };
	int rc;

	*out = rule_open(pattern, tag);
	if (tag)
		rc = forge_each(f,
				arena_printf(f->arena, "%s/rulesets?%s",
					     forge_repo(f, NULL),
					     forge_page(f)),
				NULL, read_set, &see);
	else
		rc = see_branch(f, pattern, out);
	return rc < 0 ? error_in(rc, "protection of '%s'", pattern) : 0;
}
