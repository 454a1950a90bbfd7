#include "dialect/forge_call.h"
#include "github/github.h"

#include <json-c/json.h>
#include <string.h>

/* The only request that tells of a draft by its tag, and of tags besides: 100 is
 * as many as it gives. */
static const char query[] =
	"query($owner:String!,$name:String!,$tag:String!){"
	"repository(owner:$owner,name:$name){"
	"release(tagName:$tag){databaseId}"
	"refs(refPrefix:\"refs/tags/\",first:100){"
	"pageInfo{hasNextPage}"
	"nodes{name target{__typename oid ...on Tag{target{__typename oid}}}}}}}";

static bool is_tag(struct fields *f)
{
	return !strcmp(field_text(f, "__typename"), "Tag");
}

/* 0: it is a tag of a tag, and what that one is of is not told. */
static int read_tag(struct fields *node, struct forge_tag *out)
{
	struct fields target = field_in(node, "target");
	bool annotated = is_tag(&target);
	struct fields of = annotated ? field_in(&target, "target") : target;

	out->name = field_text(node, "name");
	out->id = field_commit_opt(&target, "oid");
	out->commit = field_commit_opt(&of, "oid");
	if (!out->id || !out->commit)
		field_wrong(node, "target", "an object with its id");
	return !annotated || !is_tag(&of);
}

static int read_tags(struct forge *f, json_object *list, int *rc,
		     struct forge_tags *out)
{
	size_t n = list ? json_object_array_length(list) : 0;
	int whole = 1;

	out->n = n;
	out->tag = arena_alloc(f->arena, (n + 1) * sizeof(*out->tag));
	for (size_t i = 0; i < n && whole && *rc == 0; i++) {
		struct fields node = { f->arena,
				       json_object_array_get_idx(list, i), rc };
		whole = read_tag(&node, &out->tag[i]);
	}
	return *rc < 0 ? *rc : whole;
}

int github_tags(struct forge *f, const char *tag, struct forge_tags *out)
{
	CLEANUP(reply) struct forge_reply r = FORGE_REPLY_INIT;
	json_object *variables = json_new();
	const char *owner = forge_owner(f, NULL);
	int rc;

	*out = (struct forge_tags){ 0 };
	json_add_str(variables, "owner", owner);
	json_add_str(variables, "name", f->project + strlen(owner) + 1);
	json_add_str(variables, "tag", tag);
	if ((rc = github_graphql(f, query, variables, &r)) < 0)
		return rc;
	struct fields all = { f->arena, r.json, &rc };
	struct fields data = field_in(&all, "data");
	struct fields repo = field_in(&data, "repository");
	struct fields refs = field_in(&repo, "refs");
	struct fields pages = field_in(&refs, "pageInfo");
	if (rc == 0 && !pages.o)
		field_wrong(&all, "data", "what was asked for");
	if (rc < 0 || field_flag(&pages, "hasNextPage"))
		return rc;
	out->released = field_in(&repo, "release").o;
	return read_tags(f, field_list(&refs, "nodes"), &rc, out);
}
