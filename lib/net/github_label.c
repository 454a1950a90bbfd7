#include "net/forge_call.h"
#include "net/forge_name.h"
#include "net/github.h"

#include <json-c/json.h>
#include <string.h>

static const char *labels_path(struct forge *f, long number)
{
	return arena_printf(f->arena, "%s/issues/%ld/labels",
			    forge_repo(f, NULL), number);
}

/* All labels that it has now are the answer. */
static int has_all(struct forge *f, json_object *now, const char *const *label)
{
	CLEANUP(json) json_object *is = json_new();

	json_add(is, "labels", json_object_get(now));
	for (; *label; label++)
		if (!forge_has_name(is, "labels", "name", *label))
			return error(E_NET, "%s did not add '%s'", f->ops->name,
				     *label);
	return 0;
}

/* GitHub makes those that the project does not have. */
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
		rc = has_all(f, r.json, label);
	return rc < 0 ? error_in(rc, "cannot label pull request #%ld", number) :
			0;
}

/* Those that are left are the answer. */
static int has_lost(struct forge *f, json_object *now, const char *label)
{
	CLEANUP(json) json_object *is = json_new();

	json_add(is, "labels", json_object_get(now));
	if (json_get_array(is, "labels") &&
	    !forge_has_name(is, "labels", "name", label))
		return 0;
	return error(E_NET, "%s did not take it away", f->ops->name);
}

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
		rc = has_lost(f, r.json, label);
	/* 404 is also that of a pull request that is not there, or not seen */
	if (rc == E_NOTFOUND && strstr(error_message(), "Label does not exist"))
		return 0;
	return rc < 0 ?
		       error_in(rc,
				"cannot take label '%s' from pull request #%ld",
				label, number) :
		       0;
}
