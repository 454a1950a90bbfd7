#include "git-stage/status_json.h"

#include "base/cleanup.h"
#include "base/json.h"

static void add_id(json_object *o, const char *name, const git_oid *id)
{
	json_add_str(o, name, git_oid_is_zero(id) ? NULL : oid_hex(id));
}

static const char *state_of(struct ctx *c, const struct staging *s)
{
	const struct record *end = evidence_closed(&s->evidence);

	return end && end->text[TEXT_REASON] ? "given up" :
	       end                           ? "closed" :
	       staging_is_tagged(c, s)       ? "tagged" :
					       "open";
}

static void print_release(struct ctx *c, const struct staging *s,
			  const struct status_more *more, FILE *out)
{
	CLEANUP(json) json_object *o = json_object_new_object();
	json_object *again = json_object_new_array();
	const struct record *end = evidence_closed(&s->evidence);

	json_object_object_add(o, "version", json_object_new_int(1));
	json_add_str(o, "release", s->rel.version.text);
	json_add_str(o, "branch", s->rel.branch);
	json_add_str(o, "state", state_of(c, s));
	json_add_str(o, "reason", end ? end->text[TEXT_REASON] : NULL);
	add_id(o, "candidate", &s->candidate);
	add_id(o, "merge_of", &s->merge_of);
	add_id(o, "merge_into", &s->merge_into);
	json_object_object_add(o, "unshared",
			       json_object_new_boolean(more->unshared));
	json_add_str(o, "interrupted", more->interrupted);
	json_add_str(o, "moved", more->moved);
	for (size_t i = 0; more->again && i < more->again->n; i++)
		json_object_array_add(
			again, json_object_new_string(more->again->v[i]));
	json_object_object_add(o, "again", again);
	json_add_str(o, "next", more->next);
	json_add_str(o, "remark", more->remark);
	fprintf(out, "%s\n", json_line(o));
}

static void print_task(const struct standing *s, FILE *out)
{
	CLEANUP(json) json_object *o = json_object_new_object();

	json_object_object_add(o, "version", json_object_new_int(1));
	json_add_str(o, "task", s->task->name);
	json_add_str(o, "title", s->task->title);
	json_add_str(o, "phase", s->task->phase ? s->task->phase->key : NULL);
	json_add_str(o, "state", standing_words[s->state]);
	json_object_object_add(
		o, "blocks",
		json_object_new_boolean(standing_blocks(s, LIST_FINISH)));
	json_add_str(o, "who", s->who);
	json_object_object_add(o, "signed",
			       json_object_new_boolean(s->is_signed));
	/* who it is by could not be told here */
	if (s->is_unseen)
		json_object_object_add(o, "unjudged",
				       json_object_new_boolean(true));
	if (s->answer.record)
		json_add_str(o, "commit", oid_hex(&s->answer.record->commit));
	json_add_str(o, "why", s->why);
	fprintf(out, "%s\n", json_line(o));
}

void status_json(struct ctx *c, const struct staging *s,
		 const struct standings *all, const struct status_more *more,
		 FILE *out)
{
	print_release(c, s, more, out);
	for (size_t i = 0; i < all->n; i++)
		print_task(&all->v[i], out);
}
