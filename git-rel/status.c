#include "git-rel/status.h"

/*
 * git rel status: where the release stands, and the one next command.  Asks no
 * remote: what it says of one is what the last fetch brought.  The forge only
 * where that is asked for.
 */

#include "base/cleanup.h"
#include "base/strvec.h"
#include "cli/pending.h"
#include "cli/ui.h"
#include "git-rel/cmds.h"
#include "git-rel/graph/graph.h"
#include "git-rel/status_next.h"
#include "git-rel/status_print.h"
#include "git-rel/status_publish.h"
#include "git-rel/status_pulls.h"
#include "git/history.h"
#include "release/branch.h"
#include "release/latest.h"
#include "release/line.h"
#include "release/under_way.h"

#include <git2.h>
#include <string.h>

static int ask, graph;
static const char *html;

static const struct opt opts[] = {
	OPT_FLAG(0, "forge", &ask, "ask the forge about pull requests"),
	OPT_FLAG(0, "graph", &graph,
		 "draw the release, as it is and as the next command leaves it"),
	OPT_OPTIONAL(0, "html", &html, "file", "-",
		     "with --graph: a page for a browser"),
	OPT_END,
};

static int look_back(struct ctx *c, struct status *s)
{
	const char *ours = setting(&c->repo.config, K_MAIN);
	const char *develop = setting(&c->repo.config, K_DEVELOP);
	git_oid main, dev;
	int rc;

	if (!*develop)
		return 0;
	if ((rc = branch_newest(c, ours, &main)) < 0 ||
	    (rc = branch_newest(c, develop, &dev)) < 0)
		return rc;
	if (git_oid_is_zero(&main) || git_oid_is_zero(&dev) || c->repo.shallow)
		return 0;
	rc = history_contains(&c->repo, &main, &dev);
	s->behind = rc == 0;
	return rc < 0 ? rc : 0;
}

/* Is the last release on our main and not on theirs?  Where both mains are the
 * same, as they are most of the time, no history is walked. */
static int look_there(struct ctx *c, struct status *s, const git_oid *last)
{
	const char *name = s->line ? s->line : setting(&c->repo.config, K_MAIN);
	git_oid here, there;
	int rc;

	if (!c->repo.config.configured || c->repo.shallow)
		return 0;
	if ((rc = branch_ref(c, "heads", name, &here)) < 0 ||
	    (rc = branch_tracked(c, name, &there)) < 0)
		return rc;
	if (git_oid_is_zero(&here) || git_oid_is_zero(&there) ||
	    oid_eq(&here, &there))
		return 0;
	rc = history_contains(&c->repo, last, &here);
	if (rc <= 0)
		return rc;
	rc = history_contains(&c->repo, last, &there);
	s->unpushed = rc == 0;
	return rc < 0 ? rc : 0;
}

/* Is there a branch here, or the tag?  Then the one there is known, or it was
 * deleted when it was merged and we have not noticed. */
static bool is_known(struct ctx *c, const char *branch, const struct version *v,
		     bool hotfix)
{
	struct release rel = { 0 };
	git_oid id;

	if (branch_ref(c, "heads", branch, &id) < 0 || !git_oid_is_zero(&id))
		return true;
	return release_name(c, &rel, v, hotfix) < 0 ||
	       repo_ref(&c->repo, rel.tag_ref, &id) < 0 ||
	       !git_oid_is_zero(&id);
}

/* What colleagues have begun, as far as the last fetch knows. */
static int look_at_others(struct ctx *c, struct status *s)
{
	struct arena *a = &c->repo.arena;
	git_reference_iterator *it = NULL;
	struct version v;
	const char *ref;
	bool hotfix;

	if (!branch_remote(c))
		return 0;
	const char *prefix =
		arena_printf(a, "refs/remotes/%s/", branch_remote(c));
	if (git_reference_iterator_glob_new(&it, c->repo.git,
					    arena_printf(a, "%s*", prefix)) < 0)
		return error_git("cannot list branches");
	while (!git_reference_next_name(&ref, it)) {
		const char *name = ref + strlen(prefix);
		if (release_of_branch(c, name, &v, &hotfix) &&
		    !is_known(c, name, &v, hotfix))
			strvec_push(&s->there, name);
	}
	git_reference_iterator_free(it);
	return 0;
}

/* Is it a mark on the way to a release whose branch is open? */
static bool is_mark(struct ctx *c, const struct status *s,
		    const struct version *candidate)
{
	const struct strvec *open[] = { &s->open, &s->there };
	struct version v;
	bool hotfix;

	for (size_t i = 0; i < 2; i++)
		for (size_t k = 0; k < open[i]->n; k++)
			if (release_of_branch(c, open[i]->v[k], &v, &hotfix) &&
			    !version_is_pre(&v) &&
			    version_leads_to(candidate, &v))
				return true;
	return false;
}

/* On a stable branch, the last release is that of its line. */
static int look_line(struct ctx *c, struct status *s, git_oid *commit)
{
	struct version last;
	bool found = false;
	git_oid tip;
	int rc = branch_newest(c, s->line, &tip);

	s->last = s->newest = s->pre = NULL;
	memset(commit, 0, sizeof(*commit));
	if (!rc && !git_oid_is_zero(&tip))
		rc = release_last_final(c, NULL, &tip, &last, commit, &found);
	if (found)
		s->newest = s->last = arena_strdup(&c->repo.arena, last.text);
	return rc;
}

static int look_last(struct ctx *c, struct status *s, git_oid *commit)
{
	struct version last, newest;
	bool found, any;
	int rc = release_last_final(c, NULL, NULL, &last, commit, &found);

	/* not found: the tag is, its commit is not here */
	if (rc < 0 && rc != E_NOTFOUND)
		return rc;
	if (found)
		s->highest = s->newest = s->last =
			arena_strdup(&c->repo.arena, last.text);
	if (s->line)
		return look_line(c, s, commit);
	if ((rc = release_last(c, NULL, NULL, &newest, NULL, &any)) < 0 ||
	    !any || !version_is_pre(&newest) || is_mark(c, s, &newest))
		return rc;
	s->newest = arena_strdup(&c->repo.arena, newest.text);
	s->pre = version_type(&newest);
	rc = release_last(c, NULL, NULL, &newest, commit, &any);
	return rc == E_NOTFOUND ? 0 : rc;
}

int status_look(struct ctx *c, struct status *s)
{
	git_oid id, main, commit = { { 0 } };
	int rc;

	struct pending pending;
	if ((rc = pending_describe(&c->repo, &pending)) < 0)
		return rc;
	s->pending = pending.line;
	s->running = pending.running;
	s->final = pending.final;
	s->for_a_while = pending.for_a_while;
	s->unless = pending.unless;
	s->asks_forge = pending.asks_forge;
	s->lost = pending.lost;
	s->remark = pending.running ? "when it is done" : pending.once;
	if ((rc = repo_head(&c->repo, &s->head, &id)) < 0 ||
	    (rc = branch_ref(c, "heads", setting(&c->repo.config, K_MAIN),
			     &main)) < 0 ||
	    (rc = release_branches(c, &s->open)) < 0 ||
	    (rc = look_at_others(c, s)) < 0)
		return rc;
	s->line = s->head ? line_of_head(c) : NULL;
	rc = look_back(c, s);
	if (!rc)
		rc = look_last(c, s, &commit);
	if (rc < 0)
		return rc;
	s->empty = git_oid_is_zero(&id) && git_oid_is_zero(&main);
	if (!git_oid_is_zero(&commit) && (rc = look_there(c, s, &commit)) < 0)
		return rc;
	rc = status_publish(c, s);
	return rc < 0 ? rc : status_next(c, s);
}

void status_release(struct status *s)
{
	strvec_clear(&s->open);
	strvec_clear(&s->there);
	strvec_clear(&s->unpublished);
}

static int check_usage(const struct ctx *c)
{
	if (html && !graph)
		return error(E_USAGE, "--html is for --graph");
	if (html && c->json)
		return error(E_USAGE, "it is either --html or --json");
	if (html && !*html)
		return error(E_USAGE, "--html= needs the name of a file");
	if (ctx_arg(c, 0) && !graph)
		return error(E_USAGE, "a version is for --graph");
	return 0;
}

static int write_page(const struct graphs *g, FILE *out)
{
	int rc = graphs_html(g, html, out);

	if (!rc && strcmp(html, "-") != 0)
		ui_say("'%s' is written", html);
	return rc;
}

/* Is the word behind --html meant to be its file, which other commands take so? */
static void hint_html(struct ctx *c)
{
	struct version v;
	const char *word = ctx_arg(c, 0);
	struct saved_error first;

	if (!html || strcmp(html, "-") != 0 || !word)
		return;
	error_save(&first);
	bool version = release_version(c, word, &v) == 0;
	(void)error_restore(E_USAGE, &first);
	if (!version)
		error_hint(
			"git rel status --graph --html=%s   writes the page there",
			ctx_shell(c, word));
}

/* The picture stands for what is said without it; as JSON it is a part of that. */
static int show_graph(struct ctx *c, const struct status *s, FILE *out)
{
	struct graphs g;
	int rc = graphs_look(&g, c, s, ctx_arg(c, 0));

	if (!rc && c->json)
		status_print_json(c, s, graphs_json(&g), out);
	else if (!rc && html)
		rc = write_page(&g, out);
	else if (!rc)
		graphs_text(&g, out);
	if (rc == E_USAGE)
		hint_html(c);
	graphs_release(&g);
	return rc;
}

static int show_status(struct ctx *c, FILE *out)
{
	struct status s = { 0 };
	int rc = check_usage(c);

	if (rc >= 0)
		rc = status_look(c, &s);
	if (rc >= 0)
		rc = status_pulls(c, &s);
	if (rc >= 0 && ask)
		rc = status_pulls_ask(c, &s);
	if (rc >= 0 && graph)
		rc = show_graph(c, &s, out);
	else if (rc >= 0 && c->json)
		status_print_json(c, &s, NULL, out);
	else if (rc >= 0)
		status_print(c, &s, out);
	status_release(&s);
	return rc;
}

const struct cmd cmd_status = {
	.name = "status",
	.args = "[<options>] [<version>]",
	.brief = "where the release stands, and the next command",
	.opts = opts,
	.max_args = 1,
	.flags = CMD_PENDING_OK,
	.show = show_status,
	.list = release_list,
};
