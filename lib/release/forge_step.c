#include "release/forge_step.h"

#include "base/cleanup.h"
#include "base/json.h"

#include <string.h>

int forge_of(struct ctx *c, const char *remote, struct forge **out)
{
	if (!remote || !config_has_remote(&c->repo.config, remote)) {
		int rc = error(E_NOTFOUND,
			       "there is no remote, so there is no forge");
		error_hint("git remote add %s <url>",
			   remote ? remote : "origin");
		return rc;
	}
	return forge_session(&c->repo, remote, out);
}

void forge_step(struct plan *p, const struct forge *f,
		const struct thing *thing, json_object *want, const char *what,
		const char *command)
{
	struct step *s = plan_add(p, STEP_FORGE);

	s->what = plan_text(p, "%s", what);
	s->command = command ? plan_text(p, "%s", command) : NULL;
	s->thing = thing->name;
	s->want = plan_text(p, "%s", json_line(want));
	s->forge = forge_kind_names[f->kind];
	s->api = plan_text(p, "%s", f->api);
	s->project = plan_text(p, "%s", f->project);
	json_object_put(want);
}

void forge_stop(struct plan *p, const struct forge *f, const char *what,
		const char *page)
{
	p->stops = true;
	p->outcome = plan_text(
		p, "there is no token for %s, so this is left:\n  %s: %s",
		f->ops->name, what, page);
	if (p->dry_run) /* which tells no outcome */
		plan_note(p, "there is no token for %s: %s at %s", f->ops->name,
			  what, page);
}

void want_list(json_object *want, const char *key, const struct strvec *list)
{
	if (!list->n)
		return;
	json_object *a = json_object_new_array();
	for (size_t i = 0; i < list->n; i++)
		json_object_array_add(a, json_object_new_string(list->v[i]));
	json_object_object_add(want, key, a);
}

void want_flag(json_object *want, const char *key, bool value)
{
	json_object_object_add(want, key, json_object_new_boolean(value));
}

void want_words(struct strvec *out, const char *text)
{
	while (*text) {
		size_t n = strcspn(text, ",");
		size_t lead = strspn(text, " \t");
		CLEANUP(strbuf) struct strbuf word = STRBUF_INIT;
		if (lead < n)
			strbuf_add(&word, text + lead, n - lead);
		strbuf_trim_end(&word);
		if (word.len)
			strvec_push(out, word.buf);
		text += n + (text[n] == ',');
	}
}
