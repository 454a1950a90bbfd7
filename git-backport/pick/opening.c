#include "git-backport/pick/opening.h"

#include "base/cleanup.h"
#include "base/json.h"
#include "forge/client.h"
#include "git-backport/source/landed.h"
#include "git-backport/pick/pick_options.h"
#include "git-backport/source/preset.h"
#include "git-backport/source/pull.h"
#include "dialect/forge_name.h"
#include "dialect/forge_web.h"
#include "release/fork.h"

#include <git2.h>
#include <string.h>

/* The form that backport.body names, as the branch that commits come from has it. */
static int read_form(struct opening *o)
{
	struct ctx *c = o->c;
	const char *path = setting(&c->repo.config, K_BACKPORT_BODY);
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	struct origins from = { 0 };
	git_object *blob = NULL;
	int rc;

	o->form = preset_of(&c->repo.config)->body;
	if (!*path)
		return 0;
	if ((rc = origins_look(c, o->targets, &from)) < 0)
		return rc;
	const char *name = from.n ? arena_printf(&c->repo.arena, "%s:%s",
						 oid_hex(&from.tip[0]), path) :
				    path;
	if (!from.n || git_revparse_single(&blob, c->repo.git, name) < 0) {
		rc = error(E_NOTFOUND, "there is no '%s' in '%s'", path,
			   from.source);
		error_hint("backport.body names it: commit it there");
		return rc;
	}
	rc = repo_blob(&c->repo, git_object_id(blob), &text);
	git_object_free(blob);
	o->form = arena_strdup(&c->repo.arena, text.buf);
	return rc;
}

int opening_begin(struct opening *o)
{
	int rc;

	if (o->form)
		return 0;
	if ((rc = pull_forge(o->c, o->targets->remote.name, &o->forge)) < 0 ||
	    (rc = read_form(o)) < 0)
		return rc;
	if (!o->forge->token)
		return 0;
	rc = o->forge->ops->pulls(o->forge, &o->pull, &o->n);
	return forge_is_away(o->forge, rc) ? 0 : rc;
}

int opening_remote(struct opening *o, const struct remote **out)
{
	struct ctx *c = o->c;
	const char *name = NULL;
	int rc = o->to ? 0 : opening_begin(o);

	if (!rc && !o->to)
		rc = fork_choose(c, o->forge, o->targets->remote.name, &name);
	if (!rc && name) {
		struct remote *fork =
			arena_alloc(&c->repo.arena, sizeof(*fork));
		rc = fork_project(c, o->targets->remote.name, name,
				  &o->head_project);
		if (!rc)
			rc = remote_look(&c->repo, fork, name);
		o->to = fork;
	}
	if (rc < 0)
		return rc;
	if (!o->to)
		o->to = &o->targets->remote;
	*out = o->to;
	return 0;
}

static const char *filled(struct opening *o, const char *form,
			  const struct filling *by)
{
	CLEANUP(strbuf) struct strbuf out = STRBUF_INIT;

	preset_fill(&out, form, by);
	return arena_strdup(&o->c->repo.arena, out.buf);
}

static const char *title_of(struct opening *o, const struct filling *by)
{
	const struct config *config = &o->c->repo.config;
	const char *set = setting(config, K_BACKPORT_TITLE);

	return filled(o, *set ? set : preset_of(config)->title, by);
}

/* The last line is for programs: whatever a person makes of the rest. */
static const char *body_of(struct opening *o, const struct opening_of *what,
			   const struct filling *by)
{
	CLEANUP(strbuf) struct strbuf out = STRBUF_INIT, line = STRBUF_INIT;

	preset_fill(&out, o->form, by);
	strbuf_trim_end(&out);
	strbuf_addf(&line,
		    "\n\n<!-- git-backport: v1 source=%s target=%s commits=",
		    what->id, what->target);
	for (size_t i = 0; i < what->n; i++)
		strbuf_addf(&line, "%s%s", i ? "," : "",
			    oid_hex(&what->commit[i]));
	strbuf_adds(&line, " -->");
	forge_shorten(o->p, o->forge, &out, line.buf, o->forge->ops->pull_text);
	return arena_strdup(&o->c->repo.arena, out.buf);
}

/* Does it say that it picks the same commits for the same target? */
static bool picks_same(const struct forge_pull *pull,
		       const struct forge_pull_want *key)
{
	static const char marker[] = "<!-- git-backport: v1 source=";
	const char *at = strstr(key->body, marker);

	at = at ? strstr(at, " target=") : NULL;
	return at && pull->body && strstr(pull->body, marker) &&
	       strstr(pull->body, at);
}

/* By head and base, whoever made it; or of another name for the head, which another
 * tool or another word for the same commits gave it. */
static const struct forge_pull *find(const struct opening *o,
				     const struct forge_pull_want *key,
				     const struct filling *by)
{
	for (size_t i = 0; i < o->n; i++)
		if (forge_is_pull(&o->pull[i], key))
			return &o->pull[i];
	for (size_t i = 0; i < o->n; i++)
		if (!strcmp(o->pull[i].base, key->base) &&
		    (preset_any_branch(o->pull[i].head, by) ||
		     (!pick_options.force && picks_same(&o->pull[i], key))))
			return &o->pull[i];
	return NULL;
}

/* With the forge's own client, which a person would use. */
static const char *typed(const struct opening *o,
			 const struct forge_pull_want *w, long number)
{
	CLEANUP(strbuf) struct strbuf out = STRBUF_INIT;

	client_pull(&out, o->forge, w, number, NULL);
	return out.len ? arena_strdup(&o->c->repo.arena, out.buf) : NULL;
}

static void stop(struct opening *o, const struct forge_pull_want *w)
{
	CLEANUP(strbuf) struct strbuf page = STRBUF_INIT;

	forge_web_pull(&page, o->forge->kind, o->forge->web, w);
	forge_left(&o->left,
		   plan_text(o->p, "open the %s into '%s'", o->forge->ops->pull,
			     w->base),
		   page.buf, typed(o, w, 0));
}

static int add_step(struct opening *o, const struct forge_pull_want *w,
		    const struct forge_pull *is)
{
	CLEANUP(strvec) struct strvec labels = STRVEC_INIT;
	const struct forge_ops *ops = o->forge->ops;
	json_object *want = json_object_new_object();
	int rc = 0;

	if (is)
		json_object_object_add(want, "number",
				       json_object_new_int64(is->number));
	json_add_str(want, "head", w->head);
	json_add_str(want, "base", w->base);
	json_add_str(want, "head_project", w->head_project);
	json_add_str(want, "title", w->title);
	json_add_str(want, "body", w->body);
	for (size_t i = 0; w->label && w->label[i]; i++)
		strvec_push(&labels, w->label[i]);
	want_list(want, "labels", &labels);
	if (is) {
		thing_saw_pull(o->forge, is);
		thing_pull_lacks(o->forge, want, is);
		rc = thing_pull.look(o->forge, want);
	}
	if (rc) {
		json_object_put(want);
		if (rc > 0)
			strbuf_addf(&o->told,
				    "%s %s%ld is as it shall be: %s\n",
				    ops->pull, ops->sign, is->number, is->url);
		return rc < 0 ? rc : 0;
	}
	const char *what =
		is ? plan_text(o->p, "update %s %s%ld on %s: %s", ops->pull,
			       ops->sign, is->number, ops->name, w->title) :
		     plan_text(o->p, "open %s '%s' into '%s' on %s: %s",
			       ops->pull, w->head, w->base, ops->name,
			       w->title);
	forge_step(o->p, o->forge, &thing_pull, want, what,
		   typed(o, w, is ? is->number : 0));
	return 0;
}

static bool is_number(const char *id)
{
	size_t n = strlen(id);

	return n < 10 && strspn(id, "0123456789") == n;
}

int opening_add(struct opening *o, const struct opening_of *what)
{
	CLEANUP(strbuf) struct strbuf title = STRBUF_INIT;
	CLEANUP(strvec) struct strvec labels = STRVEC_INIT;
	int rc = opening_begin(o);

	if (rc < 0)
		return rc;
	want_words(&labels, setting(&o->c->repo.config, K_BACKPORT_LABELS));
	preset_bare_title(&title, what->title);
	const struct filling by = {
		.id = what->id,
		.target = what->target,
		.title = title.buf,
		.source = is_number(what->id) ?
				  arena_printf(&o->c->repo.arena, "%s%s",
					       o->forge->ops->sign, what->id) :
				  what->id,
	};
	const struct forge_pull_want want = {
		.head = what->branch,
		.base = what->target,
		.head_project = o->head_project,
		.title = title_of(o, &by),
		.body = body_of(o, what, &by),
		.label = (const char *const *)labels.v,
	};
	if (forge_is_away(o->forge, 0)) {
		stop(o, &want);
		return 0;
	}
	const struct forge_pull *is = find(o, &want, &by);
	if (is && strcmp(is->head, want.head) != 0) {
		plan_note(o->p, "'%s' is open for '%s' already: %s", is->head,
			  is->base, is->url);
		return 0;
	}
	return add_step(o, &want, is);
}

int opening_lanes(struct opening *o, const struct fanout *f)
{
	const struct sources *s = f->sources;
	struct ctx *c = o->c;
	int rc = 0;

	for (size_t i = 0; !rc && i < f->n; i++) {
		const struct lane *l = &f->lane[i];
		git_oid *picked =
			arena_alloc(&c->repo.arena, s->n * sizeof(*picked));
		size_t n = 0;
		for (size_t k = 0; k < s->n; k++)
			if (l->cell[k].state == CELL_NEW)
				picked[n++] = s->item[k].id;
		if (!l->n_new || l->conflicts)
			continue;
		rc = opening_add(o, &(struct opening_of){
					    .branch = l->branch.name,
					    .target = l->target->branch.name,
					    .id = s->id,
					    .title = s->n_pulls ?
							     s->pull[0].title :
							     s->item[0].subject,
					    .commit = picked,
					    .n = n });
	}
	return rc;
}

void opening_tell(struct opening *o)
{
	struct plan *p = o->p;
	const char *said = p->outcome ? p->outcome : "";
	const char *line = *said ? "\n" : "";

	strbuf_trim_end(&o->told);
	if (o->told.len)
		p->outcome = plan_text(p, "%s%s%s", said, line, o->told.buf);
	if (o->left.len) {
		said = p->outcome ? p->outcome : "";
		p->stops = p->left = true;
		p->outcome = plan_text(p, "%s%s%s, so this is left:%s", said,
				       *said ? "\n" : "", forge_lacks(o->forge),
				       o->left.buf);
	}
	strbuf_release(&o->told);
	strbuf_release(&o->left);
}
