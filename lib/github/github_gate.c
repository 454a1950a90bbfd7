#include "dialect/forge_gather.h"
#include "github/github.h"

#include <stdlib.h>

static const char *gates_path(struct forge *f, const char *run)
{
	return arena_printf(f->arena, "%s/actions/runs/%s/pending_deployments",
			    forge_repo(f, NULL), forge_encode(f, run));
}

static int read_gate(struct forge *f, json_object *o, const void *arg,
		     void *out)
{
	struct forge_gate *gate = out;
	int rc = 0;
	struct fields fields = { f->arena, o, &rc };
	struct fields place = field_in(&fields, "environment");

	(void)arg;
	*gate = (struct forge_gate){
		.id = field_id(&place, "id"),
		.name = field_text(&place, "name"),
		.mine = field_flag(&fields, "current_user_can_approve"),
	};
	return rc < 0 ? rc : 1;
}

int github_gates(struct forge *f, const char *run, struct forge_gate **out,
		 size_t *n)
{
	struct forge_array all = { .size = sizeof(**out) };
	int rc = forge_gather(f, gates_path(f, run), NULL, read_gate, NULL,
			      &all);

	*out = all.item;
	*n = all.n;
	return rc < 0 ? error_in(rc, "what run %s waits for", run) : 0;
}

int github_gate_answer(struct forge *f, const char *run,
		       const struct forge_gate *gate, bool yes,
		       const char *comment)
{
	CLEANUP(json) json_object *send = json_new();
	json_object *ids = json_new_list();
	CLEANUP(reply) struct forge_reply reply = FORGE_REPLY_INIT;
	const struct forge_call call = { .method = "POST",
					 .path = gates_path(f, run),
					 .send = send,
					 .proof = 200 };
	int rc;

	json_append_number(ids, strtol(gate->id, NULL, 10));
	json_add(send, "environment_ids", ids);
	json_add_str(send, "state", yes ? "approved" : "rejected");
	json_add_str(send, "comment", comment ? comment : "");
	rc = forge_call(f, &call, &reply);
	/* it answers with the deployments that go on, or do not */
	if (!rc && !json_object_is_type(reply.json, json_type_array))
		rc = error(E_NET, "GitHub does not say that it was taken");
	return rc < 0 ? error_in(rc, "environment '%s' of run %s", gate->name,
				 run) :
			0;
}
