#include "release/ci_result.h"

#include "base/cleanup.h"
#include "base/json.h"
#include "cli/ui.h"
#include "release/branch.h"
#include "release/ci_pace.h"
#include "release/ci_why.h"
#include "release/forge_step.h"

#include <string.h>

static void add_check(json_object *o, const struct forge_check *c)
{
	json_object_object_add(o, "version", json_object_new_int(1));
	json_add_str(o, "check", c->name);
	json_add_str(o, "result", await_word(c->result));
	json_add_str(o, "says", c->says);
	json_add_str(o, "url", c->url);
}

static void tell(void *arg, const struct forge_check *c)
{
	const struct ctx *ctx = arg;

	if (ctx->json) {
		CLEANUP(json) json_object *o = json_object_new_object();
		add_check(o, c);
		printf("%s\n", json_line(o));
	} else {
		ui_line(stdout, "%-8s %s", await_word(c->result), c->name);
	}
	fflush(stdout);
}

static const char *end_word(enum await_end end)
{
	return end == AWAIT_PASSED  ? "passed" :
	       end == AWAIT_FAILED  ? "failed" :
	       end == AWAIT_TIMEOUT ? "timeout" :
				      "nothing";
}

static void print_json(const struct await *w, const struct awaited *got,
		       const struct strvec *why)
{
	CLEANUP(json) json_object *o = json_object_new_object();

	json_object_object_add(o, "version", json_object_new_int(1));
	json_add_str(o, "commit", w->commit);
	json_add_str(o, "result", end_word(got->end));
	if (got->end == AWAIT_NOTHING)
		json_add_str(o, "missing", got->missing);
	want_list(o, "why", why);
	printf("%s\n", json_line(o));
}

static void print(const struct await *w, const struct awaited *got,
		  const struct strvec *why)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;

	await_tell(&text, w, got);
	for (size_t i = 0; i < why->n; i++)
		strbuf_addf(&text, "  %s\n", why->v[i]);
	for (char *save, *line = strtok_r(text.buf, "\n", &save); line;
	     line = strtok_r(NULL, "\n", &save))
		ui_line(stdout, "%s", line);
}

/* Who opened the pull request may be why. */
static void explain(struct ctx *c, struct forge *f, const struct ci_result *r,
		    struct strvec *why)
{
	struct forge_pull *pull = NULL;
	struct ci_why about = { .commit = &r->commit,
				.remote = r->remote,
				.tag = r->tag };
	size_t n = 0;

	if (f->ops->pulls_of_commit(f, oid_hex(&r->commit), &pull, &n) == 0 &&
	    n)
		about.pull = pull;
	ci_why(c, f, &about, why);
}

int ci_result_wait(struct ctx *c, struct ci_result *r)
{
	CLEANUP(strvec) struct strvec why = STRVEC_INIT;
	struct await w = { .told = tell, .arg = c };
	struct forge *f;
	int rc;

	if ((rc = forge_of(c, branch_remote(c), &f)) < 0 ||
	    (rc = ci_pace(c, r->timeout, &w.pace)) < 0)
		return rc;
	w.commit = arena_strdup(&c->repo.arena, oid_hex(&r->commit));
	w.job = r->jobs->n ? (const char *const *)r->jobs->v : NULL;
	if ((rc = await_checks(f, &w, &r->got)) < 0)
		return rc;
	if (r->got.end == AWAIT_NOTHING)
		explain(c, f, r, &why);
	if (c->json)
		print_json(&w, &r->got, &why);
	else
		print(&w, &r->got, &why);
	return 0;
}
