#include "plan/plan_format.h"

#include "base/cleanup.h"
#include "base/json.h"
#include "base/strvec.h"
#include "config/value.h"
#include "git/hook_file.h"
#include "git/repo.h"

#include <string.h>

static void add_oid(json_object *o, const char *key, const git_oid *id)
{
	json_add_str(o, key, oid_hex(id));
}

static json_object *change_json(const struct change *c)
{
	json_object *o = json_object_new_object();

	json_add_str(o, "ref", c->ref);
	add_oid(o, "from", &c->from);
	add_oid(o, "to", &c->to);
	return o;
}

static json_object *set_json(const struct config_change *c)
{
	json_object *o = json_object_new_object();

	json_add_str(o, "key", c->key);
	json_add_str(o, "from", c->from);
	json_add_str(o, "to", c->to);
	return o;
}

static json_object *strings_json(const struct strvec *list)
{
	json_object *a = json_object_new_array();

	for (size_t i = 0; i < list->n; i++)
		json_object_array_add(a, json_object_new_string(list->v[i]));
	return a;
}

/* The wish is a JSON text already: embedded as what it is. */
static void add_thing(json_object *o, const struct step *s)
{
	json_object *want = NULL;

	json_add_str(o, "thing", s->thing);
	json_add_str(o, "forge", s->forge);
	json_add_str(o, "api", s->api);
	json_add_str(o, "project", s->project);
	if (json_parse(&want, s->want, strlen(s->want)) == 0)
		json_object_object_add(o, "want", want);
}

static json_object *new_line(void)
{
	json_object *o = json_object_new_object();

	json_object_object_add(o, "version", json_object_new_int(PLAN_VERSION));
	return o;
}

static json_object *step_json(const struct step *s)
{
	json_object *o = new_line();

	json_add_str(o, "step", step_kind_name(s->kind));
	json_add_str(o, "what", s->what);
	json_add_str(o, "command", s->command);
	json_add_str(o, "remote", s->remote);
	if (s->no_verify)
		json_object_object_add(o, "no_verify",
				       json_object_new_boolean(1));
	if (s->n) {
		json_object *a = json_object_new_array();
		for (size_t i = 0; i < s->n; i++)
			json_object_array_add(a, change_json(&s->change[i]));
		json_object_object_add(o, "changes", a);
	}
	if (s->n_set) {
		json_object *a = json_object_new_array();
		for (size_t i = 0; i < s->n_set; i++)
			json_object_array_add(a, set_json(&s->set[i]));
		json_object_object_add(o, "set", a);
	}
	json_add_str(o, "worktree", s->worktree);
	json_add_str(o, "head_from", s->head_from);
	json_add_str(o, "head_to", s->head_to);
	json_add_str(o, "ref", s->ref);
	json_add_str(o, "message", s->message);
	if (!git_oid_is_zero(&s->from))
		add_oid(o, "from", &s->from);
	if (!git_oid_is_zero(&s->to))
		add_oid(o, "to", &s->to);
	if (s->picks)
		json_object_object_add(o, "picks", json_object_new_boolean(1));
	json_add_str(o, "options", s->options);
	if (s->chained)
		json_object_object_add(o, "chained",
				       json_object_new_boolean(1));
	if (s->removes)
		json_object_object_add(o, "removes",
				       json_object_new_boolean(1));
	if (s->tries) {
		json_object_object_add(o, "tries",
				       json_object_new_int(s->tries));
		json_object_object_add(o, "pause",
				       json_object_new_int(s->pause));
	}
	if (s->argv)
		json_object_object_add(o, "argv", strings_json(s->argv));
	if (s->paths) {
		add_oid(o, "tree", &s->tree);
		json_object_object_add(o, "paths", strings_json(s->paths));
	}
	if (s->unmerged)
		json_object_object_add(o, "unmerged",
				       strings_json(s->unmerged));
	if (s->thing)
		add_thing(o, s);
	return o;
}

static void add_line(struct strbuf *out, json_object *o)
{
	strbuf_adds(out, json_line(o));
	strbuf_addc(out, '\n');
	json_object_put(o);
}

void plan_write(const struct plan *p, struct strbuf *out)
{
	json_object *o = new_line();

	json_add_str(o, "plan", p->title);
	json_add_str(o, "id", p->id);
	json_add_str(o, "verb", p->verb);
	json_add_str(o, "release", p->release);
	if (p->dry_run)
		json_add_str(o, "fetch", p->fetches);
	if (p->dry_run)
		json_object_object_add(o, "dry_run",
				       json_object_new_boolean(1));
	json_add_str(o, "outcome", p->outcome);
	json_add_str(o, "undoes", p->undoes);
	json_add_str(o, "part_of", p->part_of);
	if (p->n_notes) {
		json_object *a = json_object_new_array();
		for (size_t i = 0; i < p->n_notes; i++)
			json_object_array_add(
				a, json_object_new_string(p->note[i]));
		json_object_object_add(o, "notes", a);
	}
	add_line(out, o);
	for (size_t i = 0; i < p->n; i++)
		add_line(out, step_json(&p->step[i]));
	o = new_line();
	json_object_object_add(o, "end", json_object_new_int((int)p->n));
	add_line(out, o);
}
