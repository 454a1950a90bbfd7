#include "dialect/forge_call.h"
#include "dialect/forge_name.h"
#include "gitea/gitea.h"

#include <json-c/json.h>

static const char *labels_path(struct forge *f, long number)
{
	return arena_printf(f->arena, "%s/issues/%ld/labels",
			    forge_repo(f, NULL), number);
}

static int make_label(struct forge *f, const char *label, long *id)
{
	CLEANUP(json) json_object *send = json_new();
	CLEANUP(reply) struct forge_reply r = FORGE_REPLY_INIT;
	int rc;

	json_add_str(send, "name", label);
	json_add_str(send, "color", "#ededed");
	rc = forge_call(f,
			&(struct forge_call){
				.method = "POST",
				.path = arena_printf(f->arena, "%s/labels",
						     forge_repo(f, NULL)),
				.send = send,
				.proof = 201 },
			&r);
	if (rc < 0)
		return rc;
	struct fields made = { f->arena, r.json, &rc };
	*id = field_number(&made, "id");
	return rc;
}

/* 1, or 0 if there is none.  An owner who is a person has none: 404. */
static int find_label(struct forge *f, const char *label, long *id)
{
	int rc;

	rc = forge_find_id(f,
			   arena_printf(f->arena, "%s/labels?%s",
					forge_repo(f, NULL), forge_page(f)),
			   "name", label, "id", id);
	if (rc)
		return rc;
	rc = forge_find_id(f,
			   arena_printf(f->arena, "/orgs/%s/labels?%s",
					forge_encode(f, forge_owner(f, NULL)),
					forge_page(f)),
			   "name", label, "id", id);
	return rc == E_NOTFOUND ? 0 : rc;
}

int gitea_label_ids(struct forge *f, const char *const *label,
		    json_object **out)
{
	CLEANUP(json) json_object *list = json_new_list();

	*out = NULL;
	for (; label && *label; label++) {
		long id = 0;
		int rc = find_label(f, *label, &id);

		if (rc == 0)
			rc = make_label(f, *label, &id);
		if (rc < 0)
			return error_in(rc, "label '%s'", *label);
		json_append_number(list, id);
	}
	*out = MOVE(list);
	return 0;
}

/* All that it has now are the answer; numbers that are none any more it leaves out
 * without a word. */
int gitea_labels_add(struct forge *f, long number, const char *const *label)
{
	CLEANUP(reply) struct forge_reply r = FORGE_REPLY_INIT;
	CLEANUP(json) json_object *send = json_new();
	json_object *ids;
	int rc;

	if (!label || !*label)
		return 0;
	rc = gitea_label_ids(f, label, &ids);
	if (rc == 0) {
		json_add(send, "labels", ids);
		rc = forge_call(
			f,
			&(struct forge_call){ .method = "POST",
					      .path = labels_path(f, number),
					      .send = send,
					      .proof = 200 },
			&r);
	}
	if (rc == 0)
		rc = forge_took_names(f, r.json, NULL, "name", label);
	return rc < 0 ? error_in(rc, "cannot label pull request #%ld", number) :
			0;
}

int gitea_label_remove(struct forge *f, long number, const char *label)
{
	const char *path = labels_path(f, number);
	long id = 0;
	int rc = forge_find_id(f, path, "name", label, "id", &id);

	if (rc > 0)
		rc = forge_do(f, "DELETE",
			      arena_printf(f->arena, "%s/%ld", path, id), NULL,
			      204);
	return rc < 0 ?
		       error_in(rc,
				"cannot take label '%s' from pull request #%ld",
				label, number) :
		       0;
}
