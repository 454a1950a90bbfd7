#include "git-rel/ci/ci.h"

#include "base/cleanup.h"
#include "base/json.h"
#include "cli/ui.h"
#include "forge/await.h"
#include "git-rel/ci/pace.h"
#include "git-rel/ci/why.h"
#include "release/branch.h"
#include "release/forge_step.h"
#include "release/tag_step.h"
#include "release/under_way.h"

#include <string.h>

struct target {
	git_oid commit;
	struct release rel;
	const char *tag; /* NULL: it was not asked for by one */
};

static int of_version(struct ci *x, const char *typed, struct target *t)
{
	struct branch b;
	git_oid local, remote;
	int rc;

	if ((rc = release_which(x->c, &t->rel, typed)) < 0 ||
	    (rc = release_remote(x->c, &t->rel, false)) < 0 ||
	    (rc = release_where(x->c, &t->rel)) < 0 ||
	    (rc = tag_look(x->c, &t->rel, &local, &remote, &t->commit)) < 0)
		return rc;
	if (!git_oid_is_zero(&t->commit)) {
		t->tag = t->rel.tag;
		return 0;
	}
	rc = branch_look(x->c, &t->rel.remote, t->rel.branch, &b);
	if (rc < 0)
		return rc;
	if (git_oid_is_zero(&b.tip))
		return error(E_NOTFOUND, "there is neither '%s' nor '%s'",
			     t->rel.tag, t->rel.branch);
	t->commit = git_oid_is_zero(&b.remote) ? b.tip : b.remote;
	return 0;
}

static int find(struct ci *x, const char *what, struct target *t)
{
	int rc = what ? repo_commits(&x->c->repo, &what, 1, &t->commit) :
			repo_commit(&x->c->repo, "HEAD", &t->commit);

	if (rc < 0 || !git_oid_is_zero(&t->commit))
		return rc;
	return of_version(x, what, t);
}

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
	struct ci *x = arg;

	if (x->c->json) {
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
static void explain(struct ci *x, struct forge *f, const struct target *t,
		    struct strvec *why)
{
	struct forge_pull *pull = NULL;
	struct ci_why about = { .commit = &t->commit,
				.remote = &t->rel.remote,
				.tag = t->tag };
	size_t n = 0;

	if (f->ops->pulls_of_commit(f, oid_hex(&t->commit), &pull, &n) == 0 &&
	    n)
		about.pull = pull;
	ci_why(x->c, f, &about, why);
}

int ci_wait(struct ci *x, const char *what)
{
	CLEANUP(strvec) struct strvec why = STRVEC_INIT;
	struct target t = { 0 };
	struct await w = { .told = tell, .arg = x };
	struct awaited got;
	struct forge *f;
	int rc;

	if ((rc = find(x, what, &t)) < 0 ||
	    (rc = forge_of(x->c, branch_remote(x->c), &f)) < 0 ||
	    (rc = ci_pace(x->c, x->timeout, &w.pace)) < 0)
		return rc;
	w.commit = plan_text(x->p, "%s", oid_hex(&t.commit));
	w.job = x->jobs->n ? (const char *const *)x->jobs->v : NULL;
	if ((rc = await_checks(f, &w, &got)) < 0)
		return rc;
	if (got.end == AWAIT_NOTHING)
		explain(x, f, &t, &why);
	if (x->c->json)
		print_json(&w, &got, &why);
	else
		print(&w, &got, &why);
	x->p->stops = got.end != AWAIT_PASSED;
	return 0;
}
