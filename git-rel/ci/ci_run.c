#include "git-rel/ci/ci.h"

#include "base/cleanup.h"
#include "base/dir.h"
#include "base/json.h"
#include "base/quote.h"
#include "cli/ui.h"
#include "forge/client.h"
#include "forge/started_run.h"
#include "dialect/forge_web.h"
#include "release/ci_pace.h"
#include "release/forge_step.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct running {
	struct ci *x;
	struct release rel;
	struct forge *f;
	struct pace pace;
	struct started_run key;
	struct strvec before;
	const char *artifact, *file; /* of the report; or NULL */
};

/* The branch we are on is what is meant. */
static int find_ref(struct running *r)
{
	const char *head;
	git_oid id;
	int rc;

	r->key.ref = r->x->ref;
	if (r->key.ref)
		return 0;
	if ((rc = repo_head(&r->x->c->repo, &head, &id)) < 0)
		return rc;
	r->key.ref = head ? ref_short(head) :
			    setting(&r->x->c->repo.config, K_MAIN);
	return 0;
}

static int find_commit(struct running *r)
{
	static const char *const folder[] = { "heads", "tags" };
	const struct remote *remote = &r->rel.remote;
	int rc;

	for (size_t k = 0; k < 2; k++) {
		const char *ref =
			plan_text(r->x->p, "refs/%s/%s", folder[k], r->key.ref);
		for (size_t i = 0; i < remote->n; i++) {
			if (strcmp(remote->ref[i].name, ref) != 0)
				continue;
			r->key.commit = plan_text(
				r->x->p, "%s", oid_hex(&remote->ref[i].commit));
			return 0;
		}
	}
	rc = error(E_NOTFOUND, "there is no '%s' on '%s'", r->key.ref,
		   remote->name);
	error_hint("git push %s %s", ctx_shell(r->x->c, remote->name),
		   ctx_shell(r->x->c, r->key.ref));
	return rc;
}

/* "<artifact>:<file>", the file from where one is */
static int read_report(struct running *r)
{
	const char *text = r->x->report;
	const char *colon = text ? strchr(text, ':') : NULL;

	if (!text)
		return 0;
	if (!colon || colon == text || !colon[1])
		return error(E_USAGE, "--report: '%s' is not <artifact>:<file>",
			     text);
	CLEANUP(text) char *here = getcwd(NULL, 0);
	if (!here)
		return error_errno("cannot tell the current folder");
	r->artifact = plan_text(r->x->p, "%.*s", (int)(colon - text), text);
	r->file = colon[1] == '/' ?
			  plan_text(r->x->p, "%s", colon + 1) :
			  plan_text(r->x->p, "%s/%s", here, colon + 1);
	return 0;
}

static int look(struct running *r)
{
	struct ctx *c = r->x->c;
	int rc;

	if ((rc = read_report(r)) < 0 ||
	    (rc = ci_pace(c, r->x->timeout, &r->pace)) < 0 ||
	    (rc = release_remote(c, &r->rel, false)) < 0 ||
	    (rc = find_ref(r)) < 0 ||
	    (rc = forge_of(c, r->rel.remote.name, &r->f)) < 0)
		return rc;
	return find_commit(r);
}

/* Those there are now are not ours. */
static int look_before(struct running *r)
{
	struct forge_run *run = NULL;
	size_t n = 0;
	int rc = r->f->ops->runs(r->f, r->key.commit, &run, &n);

	for (size_t i = 0; rc == 0 && i < n; i++)
		if (run[i].id && started_run_is_such(&r->key, &run[i]))
			strvec_push(&r->before, run[i].id);
	return rc;
}

static json_object *wish(const struct running *r)
{
	json_object *o = json_object_new_object();

	json_add_str(o, "workflow", r->key.workflow);
	json_add_str(o, "ref", r->key.ref);
	json_add_str(o, "commit", r->key.commit);
	want_list(o, "before", &r->before);
	json_object_object_add(o, "pace", pace_json(&r->pace));
	return o;
}

static const char *typed(const struct running *r)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;

	if (r->f->kind != FORGE_GITHUB)
		return NULL;
	strbuf_adds(&text, "gh workflow run");
	client_where(&text, r->f);
	strbuf_adds(&text, " --ref ");
	strbuf_add_shell(&text, r->key.ref);
	for (size_t i = 0; i < r->x->inputs->n; i++) {
		strbuf_adds(&text, " -f ");
		strbuf_add_shell(&text, r->x->inputs->v[i]);
	}
	strbuf_addc(&text, ' ');
	strbuf_add_shell(&text, r->key.workflow);
	return plan_text(r->x->p, "%s", text.buf);
}

static void add_steps(struct running *r)
{
	struct plan *p = r->x->p;
	json_object *o = wish(r);

	want_list(o, "inputs", r->x->inputs);
	forge_step(p, r->f, &thing_run, o,
		   plan_text(p, "start '%s' on '%s' at %.10s", r->key.workflow,
			     r->key.ref, r->key.commit),
		   typed(r));
	if (r->x->wait <= 0 && !r->artifact)
		return;
	forge_step(p, r->f, &thing_result, wish(r), "wait for it to end", NULL);
	if (!r->artifact)
		return;
	o = wish(r);
	json_add_str(o, "artifact", r->artifact);
	json_add_str(o, "file", r->file);
	forge_step(p, r->f, &thing_report, o,
		   plan_text(p, "fetch '%s' to '%s'", r->artifact, r->file),
		   NULL);
}

static void stop(struct running *r)
{
	CLEANUP(strbuf) struct strbuf page = STRBUF_INIT;

	forge_web_run(&page, r->f->kind, r->f->web,
		      &(struct forge_dispatch){
			      .workflow = r->key.workflow,
			      .ref = r->key.ref,
			      .input = (const char *const *)r->x->inputs->v });
	forge_stop(r->x->p, r->f,
		   plan_text(r->x->p, "start '%s' on '%s'", r->key.workflow,
			     r->key.ref),
		   page.buf, typed(r));
}

static int plan_all(struct running *r)
{
	int rc = look(r);

	if (rc < 0)
		return rc;
	if (r->f->token)
		rc = look_before(r);
	if (forge_is_away(r->f, rc)) {
		stop(r);
		return 0;
	}
	if (rc < 0)
		return rc;
	if (r->f->kind == FORGE_GITLAB)
		plan_note(
			r->x->p,
			"GitLab has one pipeline and no workflows: '%s' is only a name here",
			r->key.workflow);
	add_steps(r);
	return 0;
}

int ci_run(struct ci *x, const char *workflow)
{
	struct running r = { .x = x, .key = { .workflow = workflow } };
	int rc = plan_all(&r);

	strvec_clear(&r.before);
	return rc;
}

static bool is_workflow(const char *name)
{
	return ends_with(name, ".yml") || ends_with(name, ".yaml");
}

void ci_list_workflows(struct ctx *c, FILE *out)
{
	static const char *const folders[] = { ".github", ".gitea",
					       ".forgejo" };

	for (size_t i = 0; c->repo.work_tree && i < 3; i++) {
		CLEANUP(strvec) struct strvec names = STRVEC_INIT;
		const char *path = arena_printf(&c->repo.arena,
						"%s/%s/workflows",
						c->repo.work_tree, folders[i]);
		if (dir_list(path, &names) < 0)
			continue;
		for (size_t k = 0; k < names.n; k++)
			if (is_workflow(names.v[k]))
				ui_line(out, "%s", names.v[k]);
	}
}
