#include "dialect/forge_call.h"
#include "dialect/forge_name.h"
#include "github/github.h"

#include <json-c/json.h>
#include <string.h>

static const char *labels_path(struct forge *f, long number)
{
	return arena_printf(f->arena, "%s/issues/%ld/labels",
			    forge_repo(f, NULL), number);
}

/* GitHub makes those that the project does not have.  All that it has now are the
 * answer. */
int github_labels_add(struct forge *f, long number, const char *const *label)
{
	CLEANUP(json) json_object *send = json_new();
	CLEANUP(reply) struct forge_reply r = FORGE_REPLY_INIT;
	int rc;

	if (!label || !*label)
		return 0;
	json_add_names(send, "labels", label);
	rc = forge_call(f,
			&(struct forge_call){ .method = "POST",
					      .path = labels_path(f, number),
					      .send = send,
					      .proof = 200 },
			&r);
	if (!rc)
		rc = forge_took_names(f, r.json, NULL, "name", label);
	return rc < 0 ? error_in(rc, "cannot label pull request #%ld", number) :
			0;
}

/* Those that are left are the answer. */
int github_label_remove(struct forge *f, long number, const char *label)
{
	CLEANUP(reply) struct forge_reply r = FORGE_REPLY_INIT;
	const char *path = arena_printf(f->arena, "%s/%s",
					labels_path(f, number),
					forge_encode(f, label));
	int rc = forge_call(f,
			    &(struct forge_call){ .method = "DELETE",
						  .path = path,
						  .proof = 200 },
			    &r);

	if (!rc)
		rc = forge_lost_name(f, r.json, NULL, "name", label);
	/* 404 is also that of a pull request that is not there, or not seen */
	if (rc == E_NOTFOUND && strstr(error_message(), "Label does not exist"))
		return 0;
	return rc < 0 ?
		       error_in(rc,
				"cannot take label '%s' from pull request #%ld",
				label, number) :
		       0;
}
