#include "release/forge_step.h"

#include "base/cleanup.h"
#include "base/json.h"
#include "base/quote.h"
#include "dialect/forge_fit.h"

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

bool forge_is_away(struct forge *f, int rc)
{
	if (f->token && rc == E_NET && !f->away)
		f->away = arena_strdup(f->arena, error_message());
	return !f->token || f->away;
}

const char *forge_lacks(const struct forge *f)
{
	if (f->token || f->away)
		return f->away;
	return arena_printf(f->arena, "there is no token for %s%s%s%s",
			    f->ops->name, f->advice ? " (" : "",
			    f->advice ? f->advice : "", f->advice ? ")" : "");
}

void forge_left(struct strbuf *out, const char *what, const char *page,
		const char *typed)
{
	strbuf_addf(out, "\n  %s: %s", what, page);
	while (typed && *typed) {
		size_t n = shell_command_length(typed);
		strbuf_addf(out, "\n  $ %.*s", (int)n, typed);
		typed += n + (typed[n] == '\n');
	}
}

void forge_stop(struct plan *p, const struct forge *f, const char *what,
		const char *page, const char *typed)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;

	if (p->left) /* one more */
		strbuf_adds(&text, p->outcome);
	else
		strbuf_addf(&text, "%s, so this is left:", forge_lacks(f));
	forge_left(&text, what, page, typed);
	p->stops = p->left = true;
	p->outcome = plan_text(p, "%s", text.buf);
}

void forge_shorten(struct plan *p, const struct forge *f, struct strbuf *text,
		   const char *end, size_t most)
{
	size_t n = strlen(end);

	/* an end that leaves no room the forge will refuse itself */
	if (n < most / 2 && forge_fit(text, most - n))
		plan_note_once(
			p,
			"%s takes %zu characters of a text: the end is left out",
			f->ops->name, most);
	strbuf_adds(text, end);
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
