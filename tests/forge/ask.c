/*
 * ask: what a forge can do, asked through lib/dialect/forge.h, for tests.
 *
 *	FORGE=github API=url PROJECT=owner/name TOKEN=secret ask verb argument...
 *
 * Arguments of the form "name=value" say what shall be.  Prints what came back,
 * a line for each field, and how many requests it took.
 */
#include "base/alloc.h"
#include "base/cleanup.h"
#include "dialect/forge.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static struct forge forge;
static const struct forge_ops *ops;
static char **arg; /* behind the verb */

static const char *next(void)
{
	if (!*arg)
		exit(129);
	return *arg++;
}

static long number(void)
{
	return strtol(next(), NULL, 10);
}

/* The value of "name=", or NULL. */
static const char *named(const char *name)
{
	size_t n = strlen(name);

	for (char **a = arg; *a; a++)
		if (!strncmp(*a, name, n) && (*a)[n] == '=')
			return *a + n + 1;
	return NULL;
}

static int flag(const char *name)
{
	const char *value = named(name);

	return value ? *value == '1' : -1;
}

/* "a,b" as a list. */
static const char *const *list(const char *name)
{
	const char *value = named(name);
	const char **out = arena_alloc(forge.arena, 32 * sizeof(*out));

	for (size_t i = 0; value && *value && i < 31; i++) {
		size_t n = strcspn(value, ",");

		out[i] = arena_strndup(forge.arena, value, n);
		value += n + (value[n] == ',');
	}
	return out;
}

static void show(const char *name, const char *value)
{
	if (value)
		printf("%s=%s\n", name, value);
}

static void show_pull(const struct forge_pull *p)
{
	static const char *const states[] = { "open", "closed", "merged" };

	printf("number=%ld\nstate=%s\ndraft=%d\n", p->number, states[p->state],
	       p->draft);
	show("url", p->url);
	show("title", p->title);
	show("body", p->body);
	show("head", p->head);
	show("base", p->base);
	show("head_project", p->head_project);
	show("head_id", p->head_id);
	show("merge_id", p->merge_id);
	show("author", p->author);
	show("milestone", p->milestone);
	for (const char *const *l = p->label; l && *l; l++)
		show("label", *l);
}

static struct forge_pull_want wanted_pull(void)
{
	int open = flag("open");

	return (struct forge_pull_want){
		.head = named("head"),
		.base = named("base"),
		.head_project = named("from"),
		.title = named("title"),
		.body = named("body"),
		.milestone = named("milestone"),
		.label = list("label"),
		.reviewer = list("reviewer"),
		.draft = flag("draft"),
		.state = open < 0 ? -1 :
			 open     ? FORGE_OPEN :
				    FORGE_CLOSED,
	};
}

static int show_if(int rc, const struct forge_pull *p)
{
	if (rc == 0)
		show_pull(p);
	return rc;
}

static int may_push(void)
{
	const char *login;
	int rc = ops->may_push(&forge, &login);

	if (rc >= 0)
		printf("may=%d\n", rc);
	if (rc >= 0)
		show("login", login);
	return rc < 0 ? rc : 0;
}

static int pull_find(void)
{
	struct forge_pull_want by = wanted_pull();
	struct forge_pull p;

	return show_if(ops->pull_find(&forge, &by, &p), &p);
}

static int pull_last(void)
{
	struct forge_pull_want by = wanted_pull();
	struct forge_pull p;

	return show_if(ops->pull_last(&forge, &by, &p), &p);
}

static int pull_get(void)
{
	struct forge_pull p;

	return show_if(ops->pull_get(&forge, number(), &p), &p);
}

static int pull_open(void)
{
	struct forge_pull_want want = wanted_pull();
	struct forge_pull p;

	return show_if(ops->pull_open(&forge, &want, &p), &p);
}

static int pull_edit(void)
{
	long n = number();
	struct forge_pull_want want = wanted_pull();
	struct forge_pull p;

	return show_if(ops->pull_edit(&forge, n, &want, &p), &p);
}

static int labels_add(void)
{
	long n = number();

	return ops->labels_add(&forge, n, list("label"));
}

static int label_remove(void)
{
	long n = number();

	return ops->label_remove(&forge, n, next());
}

static int show_comment(int rc, const struct forge_comment *c)
{
	if (rc < 0)
		return rc;
	show("id", c->id);
	show("url", c->url);
	show("author", c->author);
	show("body", c->body);
	return 0;
}

static int comment_find(void)
{
	long n = number();
	struct forge_comment c;

	return show_comment(ops->comment_find(&forge, n, next(), &c), &c);
}

static int comment_add(void)
{
	long n = number();
	struct forge_comment c;

	return show_comment(ops->comment_add(&forge, n, next(), &c), &c);
}

/* Behind the first one that holds the marker. */
static int comments_after(void)
{
	long n = number();
	struct forge_comment first, *c = NULL;
	size_t count = 0;
	int rc = ops->comment_find(&forge, n, next(), &first);

	if (!rc)
		rc = ops->comments_after(&forge, n, &first, &c, &count);
	for (size_t i = 0; !rc && i < count; i++)
		rc = show_comment(0, &c[i]);
	return rc;
}

static int comment_edit(void)
{
	long n = number();
	const char *id = next();

	return ops->comment_edit(&forge, n, id, next());
}

static struct forge_release_want wanted_release(void)
{
	return (struct forge_release_want){
		.tag = named("tag"),
		.commit = named("commit"),
		.name = named("name"),
		.body = named("body"),
		.draft = flag("draft"),
		.prerelease = flag("prerelease"),
		.latest = flag("latest"),
	};
}

static int show_release(int rc, const struct forge_release *r)
{
	if (rc < 0)
		return rc;
	printf("tag=%s\ndraft=%d\nprerelease=%d\nimmutable=%d\n", r->tag,
	       r->draft, r->prerelease, r->immutable);
	show("url", r->url);
	show("name", r->name);
	show("body", r->body);
	for (size_t i = 0; i < r->n_assets; i++)
		printf("asset=%s size=%lld digest=%s whole=%d\n",
		       r->asset[i].name, r->asset[i].size,
		       r->asset[i].digest ? r->asset[i].digest : "",
		       r->asset[i].whole);
	return 0;
}

static int release_find(void)
{
	struct forge_release r;

	return show_release(ops->release_find(&forge, next(), &r), &r);
}

static int release_make(void)
{
	struct forge_release_want want = wanted_release();
	struct forge_release r;

	return show_release(ops->release_make(&forge, &want, &r), &r);
}

static int release_edit(void)
{
	struct forge_release r, out;
	int rc = ops->release_find(&forge, next(), &r);
	struct forge_release_want want = wanted_release();

	return rc < 0 ? rc :
			show_release(ops->release_edit(&forge, &r, &want, &out),
				     &out);
}

static int release_delete(void)
{
	struct forge_release r;
	int rc = ops->release_find(&forge, next(), &r);

	return rc < 0 ? rc : ops->release_delete(&forge, &r);
}

/* Each argument is a file; its name is the last part of the path. */
static int assets_send(void)
{
	struct forge_file file[32];
	struct forge_release r;
	size_t n = 0;
	int rc = ops->release_find(&forge, next(), &r);

	for (; *arg && n < 32; arg++) {
		const char *slash = strrchr(*arg, '/');
		struct stat st;

		if (stat(*arg, &st) < 0)
			exit(129);
		file[n++] = (struct forge_file){
			.path = *arg,
			.name = slash ? slash + 1 : *arg,
			.type = "application/octet-stream",
			.size = st.st_size,
		};
	}
	if (rc == 0)
		rc = ops->assets_send(&forge, &r, file, n, &r);
	return show_release(rc, &r);
}

static int asset_delete(void)
{
	struct forge_release r;
	int rc = ops->release_find(&forge, next(), &r);
	const char *name = next();

	for (size_t i = 0; rc == 0 && i < r.n_assets; i++)
		if (!strcmp(r.asset[i].name, name))
			return ops->asset_delete(&forge, &r, &r.asset[i]);
	return rc;
}

static int checks(void)
{
	static const char *const results[] = { "waiting", "passed", "failed",
					       "skipped" };
	const char *commit = next();
	struct forge_checks c;
	int rc = ops->checks(&forge, commit, named("etag"), &c);

	if (rc < 0)
		return rc;
	printf("same=%d\n", c.same);
	show("etag", c.etag);
	for (size_t i = 0; i < c.n; i++)
		printf("check=%s %s (%s)\n", c.check[i].name,
		       results[c.check[i].result], c.check[i].says);
	return 0;
}

static int scope(void)
{
	struct forge_scope by = { named("milestone"), named("label"),
				  named("since"), flag("open") == 1 };
	struct forge_item *item;
	size_t n;
	int rc = ops->scope(&forge, &by, &item, &n);

	for (size_t i = 0; rc == 0 && i < n; i++)
		printf("%s=%ld %d %s\n", item[i].pull ? "pull" : "issue",
		       item[i].number, (int)item[i].state, item[i].title);
	return rc;
}

static int pulls_of_commit(void)
{
	struct forge_pull *p;
	size_t n;
	int rc = ops->pulls_of_commit(&forge, next(), &p, &n);

	for (size_t i = 0; rc == 0 && i < n; i++)
		show_pull(&p[i]);
	return rc;
}

static int pulls(void)
{
	struct forge_pull *p;
	size_t n;
	int rc = ops->pulls(&forge, &p, &n);

	for (size_t i = 0; rc == 0 && i < n; i++)
		show_pull(&p[i]);
	return rc;
}

static int pull_commits(void)
{
	struct forge_commit *commit;
	size_t n;
	int rc = ops->pull_commits(&forge, number(), &commit, &n);

	for (size_t i = 0; rc == 0 && i < n; i++)
		printf("commit=%s %s %s\n", commit[i].id, commit[i].author,
		       commit[i].title);
	return rc;
}

static int approvals(void)
{
	struct forge_approvals a;
	struct forge_pull p;
	int rc = ops->pull_get(&forge, number(), &p);

	if (rc == 0)
		rc = ops->approvals(&forge, &p, &a);

	if (rc == 0)
		printf("approvals=%zu refused=%d\n", a.n, a.refused);
	return rc;
}

static int pull_merge(void)
{
	struct forge_pull p;
	int rc = ops->pull_get(&forge, number(), &p);
	struct forge_merge how = { named("method"), named("title"),
				   named("message") };
	const char *commit;

	if (named("head_id"))
		p.head_id = named("head_id");
	if (rc == 0)
		rc = ops->pull_merge(&forge, &p, &how, &commit);
	if (rc == 0)
		show("commit", commit);
	return rc;
}

static const char *const results[] = { "waiting", "passed", "failed",
				       "skipped" };

static void show_run(const struct forge_run *r)
{
	show("run", r->id);
	show("url", r->url);
	show("commit", r->commit);
	printf("result=%s (%s) held=%d\n", results[r->result], r->says,
	       r->held);
}

static int run_start(void)
{
	const char *workflow = next(), *ref = next();
	struct forge_dispatch d = { workflow, ref, list("input") };
	struct forge_run r;
	int rc = ops->run_start(&forge, &d, &r);

	if (rc == 0)
		show_run(&r);
	return rc;
}

static int run_get(void)
{
	struct forge_run r;
	int rc = ops->run_get(&forge, next(), &r);

	if (rc == 0)
		show_run(&r);
	return rc;
}

static int runs(void)
{
	struct forge_run *r;
	size_t n;
	int rc = ops->runs(&forge, next(), &r, &n);

	for (size_t i = 0; rc == 0 && i < n; i++)
		show_run(&r[i]);
	return rc;
}

static int artifacts(void)
{
	struct forge_artifact *a;
	size_t n;
	int rc = ops->artifacts(&forge, next(), &a, &n);

	for (size_t i = 0; rc == 0 && i < n; i++)
		printf("artifact=%s size=%lld %s\n", a[i].name, a[i].size,
		       a[i].url);
	return rc;
}

/* With an answer: yes=1 or yes=0. */
static int gates(void)
{
	const char *run = next();
	struct forge_gate *g;
	size_t n;
	int rc = ops->gates(&forge, run, &g, &n);

	for (size_t i = 0; rc == 0 && i < n; i++) {
		printf("gate=%s mine=%d\n", g[i].name, g[i].mine);
		if (named("yes"))
			rc = ops->gate_answer(&forge, run, &g[i],
					      flag("yes") == 1, NULL);
	}
	return rc;
}

static int deployment(void)
{
	const char *commit = next();
	struct forge_deployment d;
	int rc = ops->deployment(&forge, commit, next(), &d);

	if (rc == 0)
		printf("result=%s (%s) held=%d %s\n", results[d.result], d.says,
		       d.held, d.url ? d.url : "");
	return rc;
}

static int guard(void)
{
	struct forge_guard g;
	int rc = ops->guard(&forge, next(), &g);

	if (rc < 0)
		return rc;
	printf("protected=%d push=%d approvals=%ld\n", g.is_protected,
	       g.may_push, g.approvals);
	for (const char *const *c = g.check; c && *c; c++)
		show("check", *c);
	return 0;
}

static const struct {
	const char *name;
	int (*run)(void);
} verbs[] = {
	{ "may_push", may_push },
	{ "pull_find", pull_find },
	{ "pull_last", pull_last },
	{ "pull_get", pull_get },
	{ "pull_open", pull_open },
	{ "pull_edit", pull_edit },
	{ "labels_add", labels_add },
	{ "label_remove", label_remove },
	{ "comment_find", comment_find },
	{ "comment_add", comment_add },
	{ "comments_after", comments_after },
	{ "comment_edit", comment_edit },
	{ "release_find", release_find },
	{ "release_make", release_make },
	{ "release_edit", release_edit },
	{ "release_delete", release_delete },
	{ "assets_send", assets_send },
	{ "asset_delete", asset_delete },
	{ "checks", checks },
	{ "scope", scope },
	{ "approvals", approvals },
	{ "pulls_of_commit", pulls_of_commit },
	{ "pulls", pulls },
	{ "pull_commits", pull_commits },
	{ "pull_merge", pull_merge },
	{ "run_start", run_start },
	{ "run_get", run_get },
	{ "runs", runs },
	{ "artifacts", artifacts },
	{ "gates", gates },
	{ "deployment", deployment },
	{ "guard", guard },
};

static const char *setting(const char *name)
{
	const char *value = getenv(name);

	return value ? value : "";
}

static void open_forge(struct arena *arena)
{
	static const struct forge_ops *const all[N_FORGES] = {
		[FORGE_GITHUB] = &forge_github,
		[FORGE_GITLAB] = &forge_gitlab,
		[FORGE_GITEA] = &forge_gitea,
	};
	int kind = !strcmp(setting("FORGE"), "gitlab") ? FORGE_GITLAB :
		   !strcmp(setting("FORGE"), "gitea")  ? FORGE_GITEA :
							 FORGE_GITHUB;

	ops = all[kind];
	forge = (struct forge){
		.kind = kind,
		.ops = ops,
		.arena = arena,
		.api = setting("API"),
		.web = setting("WEB"),
		.project = setting("PROJECT"),
		.token = getenv("TOKEN"),
	};
}

int main(int argc, char **argv)
{
	CLEANUP(arena) struct arena arena = ARENA_INIT;
	struct http_settings set = { .verbose = getenv("VERBOSE") };
	int rc = E_USAGE;

	if (argc < 2)
		return 129;
	arg = argv + 2;
	open_forge(&arena);
	if (http_open(&forge.http, &set) < 0)
		return 128;
	for (size_t i = 0; i < sizeof(verbs) / sizeof(*verbs); i++)
		if (!strcmp(verbs[i].name, argv[1]))
			rc = verbs[i].run();
	if (rc < 0)
		fprintf(stderr, "error: %s (%d)\n%s", error_message(), rc,
			error_hints());
	printf("requests=%u\n", http_count(forge.http));
	http_close(forge.http);
	return error_exit_status(rc);
}
