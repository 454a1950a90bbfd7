#include "dialect/forge_call.h"
#include "github/github.h"

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

int github_graphql(struct forge *f, const char *query, json_object *variables,
		   struct forge_reply *out)
{
	CLEANUP(json) json_object *send = json_new();
	int rc;

	json_add_str(send, "query", query);
	json_add(send, "variables", variables);
	rc = forge_call(f,
			&(struct forge_call){ .method = "POST",
					      .path = graphql_url(f),
					      .send = send,
					      .proof = 200 },
			out);
	if (rc < 0)
		return rc;
	/* its errors come with status 200 */
	json_object *errors = json_get_array(out->json, "errors");
	if (!errors)
		return 0;
	const char *words =
		json_get_str(json_object_array_get_idx(errors, 0), "message");
	return error(E_POLICY, "GitHub: %s", words ? words : "it will not");
}
