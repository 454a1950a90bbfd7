#include "net/forge_call.h"
#include "net/github.h"

#include <json-c/json.h>
#include <string.h>

/* Of an enterprise server it lies beside "/api/v3". */
static const char *graphql_url(struct forge *f)
{
	static const char v3[] = "/api/v3";

	if (!ends_with(f->api, v3))
		return arena_printf(f->arena, "%s/graphql", f->api);
	return arena_printf(f->arena, "%.*s/api/graphql",
			    (int)(strlen(f->api) - strlen(v3)), f->api);
}

/* The API of requests can make a draft, and not end or bring back that state. */
int github_pull_draft(struct forge *f, const char *id, bool draft)
{
	static const char ready[] =
		"mutation($id:ID!){markPullRequestReadyForReview(input:{pullRequestId:$id}){pullRequest{isDraft}}}";
	static const char back[] =
		"mutation($id:ID!){convertPullRequestToDraft(input:{pullRequestId:$id}){pullRequest{isDraft}}}";
	CLEANUP(json) json_object *send = json_new();
	CLEANUP(reply) struct forge_reply r = FORGE_REPLY_INIT;
	json_object *variables = json_new();
	int rc;

	json_add_str(send, "query", draft ? back : ready);
	json_add(send, "variables", variables);
	if (!id)
		return error(E_NET, "the answer's 'node_id' is not there");
	json_add_str(variables, "id", id);
	rc = forge_call(f,
			&(struct forge_call){ .method = "POST",
					      .path = graphql_url(f),
					      .send = send,
					      .proof = 200 },
			&r);
	if (rc < 0)
		return rc;
	/* its errors come with status 200 */
	json_object *errors = json_get_array(r.json, "errors");
	if (!errors)
		return 0;
	const char *words =
		json_get_str(json_object_array_get_idx(errors, 0), "message");
	return error(E_POLICY, "GitHub: %s", words ? words : "it will not");
}
