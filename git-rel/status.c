/*
 * git rel status: where the release stands, and the one next command.  Asks no
 * remote: what it says of one is what the last fetch brought.
 */
#include "base/cleanup.h"
#include "base/json.h"
#include "cli/pending.h"
#include "cmds.h"
#include "line.h"
#include "model/history.h"

#include <string.h>

static const struct opt opts[] = { OPT_END };

struct status {
	const char *pending, *head, *last, *next;
	bool behind; /* main is not merged back */
	struct strvec open;
};

static int look_back(struct ctx *c, struct status *s)
{
	const char *develop = setting(&c->repo.config, K_DEVELOP);
	git_oid main, dev;
	int rc;

	if (!*develop)
		return 0;
	if ((rc = repo_ref(&c->repo,
			   arena_printf(&c->repo.arena, "refs/heads/%s",
					setting(&c->repo.config, K_MAIN)),
			   &main)) < 0 ||
	    (rc = repo_ref(&c->repo,
			   arena_printf(&c->repo.arena, "refs/heads/%s",
					develop),
			   &dev)) < 0)
		return rc;
	if (git_oid_is_zero(&main) || git_oid_is_zero(&dev) || c->repo.shallow)
		return 0;
	rc = history_contains(&c->repo, &main, &dev);
	s->behind = rc == 0;
	return rc < 0 ? rc : 0;
}

/* The one next command, or advice where there is none. */
static const char *next(struct ctx *c, const struct status *s)
{
	struct arena *a = &c->repo.arena;
	struct version v;
	bool hotfix;

	if (s->pending)
		return "git rel --continue";
	if (s->head && release_of_branch(c, ref_short(s->head), &v, &hotfix))
		return arena_printf(a, "git rel finish %s", v.text);
	if (s->behind)
		return arena_printf(a, "git switch %s && git merge --no-ff %s",
				    setting(&c->repo.config, K_DEVELOP),
				    setting(&c->repo.config, K_MAIN));
	if (s->open.n == 1 && release_of_branch(c, s->open.v[0], &v, &hotfix))
		return arena_printf(a, "git rel finish %s", v.text);
	if (s->open.n)
		return "git rel finish <version>";
	if (!c->repo.config.configured)
		return "git rel init";
	return s->last ? "git rel start minor" : "git rel start 0.1.0";
}

static int look(struct ctx *c, struct status *s)
{
	struct version last;
	git_oid id;
	bool found;
	int rc;

	if ((rc = pending_describe(&c->repo, &s->pending)) < 0 ||
	    (rc = repo_head(&c->repo, &s->head, &id)) < 0 ||
	    (rc = release_branches(c, &s->open)) < 0 ||
	    (rc = release_last(c, NULL, NULL, &last, NULL, &found)) < 0 ||
	    (rc = look_back(c, s)) < 0)
		return rc;
	if (found)
		s->last = arena_strdup(&c->repo.arena, last.text);
	s->next = next(c, s);
	return 0;
}

static int commits_of(struct ctx *c, const char *branch, size_t *n)
{
	const char *from = setting(&c->repo.config, K_DEVELOP);
	git_oid base, tip;
	int rc;

	*n = 0;
	if (!*from)
		from = setting(&c->repo.config, K_MAIN);
	if ((rc = repo_ref(&c->repo,
			   arena_printf(&c->repo.arena, "refs/heads/%s", from),
			   &base)) < 0 ||
	    (rc = repo_ref(&c->repo,
			   arena_printf(&c->repo.arena, "refs/heads/%s", branch),
			   &tip)) < 0 ||
	    git_oid_is_zero(&base) || git_oid_is_zero(&tip))
		return rc;
	return history_count(&c->repo, &base, &tip, n);
}

static void print_open(struct ctx *c, const struct status *s, FILE *out)
{
	for (size_t i = 0; i < s->open.n; i++) {
		bool here = s->head &&
			    !strcmp(ref_short(s->head), s->open.v[i]);
		struct version v;
		bool hotfix;
		size_t n;
		if (!release_of_branch(c, s->open.v[i], &v, &hotfix) ||
		    commits_of(c, s->open.v[i], &n) < 0)
			continue;
		fprintf(out, "%c %s %s on '%s': %zu commit%s of its own\n",
			here ? '*' : ' ', hotfix ? "hotfix" : "release", v.text,
			s->open.v[i], n, n == 1 ? "" : "s");
	}
}

static void print_text(struct ctx *c, const struct status *s, FILE *out)
{
	if (s->pending)
		fprintf(out, "! %s\n", s->pending);
	if (s->open.n)
		print_open(c, s, out);
	else
		fprintf(out, "no release is under way\n");
	if (s->last)
		fprintf(out, "last release: %s\n", s->last);
	if (s->behind)
		fprintf(out, "! '%s' is not merged back into '%s'\n",
			setting(&c->repo.config, K_MAIN),
			setting(&c->repo.config, K_DEVELOP));
	fprintf(out, "next: %s%s%s\n", c->color ? "\033[1m" : "", s->next,
		c->color ? "\033[m" : "");
	if (s->pending)
		fprintf(out, "  or: git rel --abort\n");
}

static void print_json(struct ctx *c, const struct status *s, FILE *out)
{
	CLEANUP(json) json_object *o = json_object_new_object();
	json_object *open = json_object_new_array();

	json_object_object_add(o, "version", json_object_new_int(1));
	json_add_str(o, "model", model_names[c->repo.config.model]);
	json_add_str(o, "head", s->head);
	json_add_str(o, "last", s->last);
	json_add_str(o, "pending", s->pending);
	json_object_object_add(o, "merged_back",
			       json_object_new_boolean(!s->behind));
	for (size_t i = 0; i < s->open.n; i++)
		json_object_array_add(open,
				      json_object_new_string(s->open.v[i]));
	json_object_object_add(o, "open", open);
	json_add_str(o, "next", s->next);
	fprintf(out, "%s\n", json_line(o));
}

static int show_status(struct ctx *c, FILE *out)
{
	struct status s = { 0 };
	int rc = look(c, &s);

	if (rc >= 0 && c->json)
		print_json(c, &s, out);
	else if (rc >= 0)
		print_text(c, &s, out);
	strvec_clear(&s.open);
	return rc;
}

const struct cmd cmd_status = {
	.name = "status",
	.args = "[<options>]",
	.brief = "where the release stands, and the next command",
	.opts = opts,
	.max_args = 0,
	.flags = CMD_PENDING_OK,
	.show = show_status,
};
