#include "dialect/forge_call.h"
#include "github/github.h"

/* The API of requests can make a draft, and not end or bring back that state. */
int github_pull_draft(struct forge *f, const char *id, bool draft)
{
	static const char ready[] =
		"mutation($id:ID!){markPullRequestReadyForReview(input:{pullRequestId:$id}){pullRequest{isDraft}}}";
	static const char back[] =
		"mutation($id:ID!){convertPullRequestToDraft(input:{pullRequestId:$id}){pullRequest{isDraft}}}";
	CLEANUP(reply) struct forge_reply r = FORGE_REPLY_INIT;
	json_object *variables;

	if (!id)
		return error(E_NET, "the answer's 'node_id' is not there");
	variables = json_new();
	json_add_str(variables, "id", id);
	return github_graphql(f, draft ? back : ready, variables, &r);
}
