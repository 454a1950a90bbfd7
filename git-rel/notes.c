/*
 * git rel notes: what a release has to say, from fragments, from Unreleased, or
 * from commits; folded, edited, checked, brought along.
 */
#include "git-rel/cmds.h"

#include "base/cleanup.h"
#include "base/json.h"
#include "base/message.h"
#include "base/strvec.h"
#include "git-rel/notes/build.h"
#include "git-rel/notes/check.h"
#include "git-rel/notes/edit.h"
#include "git-rel/notes/files.h"
#include "git-rel/notes/fold.h"
#include "git-rel/notes/from_commits.h"
#include "git-rel/notes/look.h"
#include "git-rel/notes/make.h"
#include "git-rel/notes/sync.h"
#include "release/under_way.h"

#include <string.h>

static int amend, commits, no_verify;
static const char *since;
static struct strvec set;

static const struct opt opts[] = {
	OPT_FLAG(0, "amend", &amend,
		 "build, fold, edit: into the last commit, unless it is pushed"),
	OPT_FLAG(0, "commits", &commits,
		 "build: from the messages of the commits"),
	OPT_STRING(0, "since", &since, "commit",
		   "show: from the messages of the commits since"),
	OPT_FLAG(0, "no-verify", &no_verify, "skip commit-msg"),
	OPT_LIST(0, "set", &set, "name=value",
		 "a value for {set.name} in templates"),
	OPT_END,
};

static int print(struct notes *n, const struct strbuf *text)
{
	if (!text->len && n->from_commits)
		warning(n->looked_at == 1 ?
				"none of %zu commit is for the notes" :
				"none of %zu commits is for the notes",
			n->looked_at);
	if (n->untyped)
		warning("%s", n->untyped);
	if (!n->c->json) {
		fwrite(text->buf, 1, text->len, stdout);
		return 0;
	}
	CLEANUP(json) json_object *o = json_object_new_object();
	json_object_object_add(o, "version", json_object_new_int(1));
	json_add_str(o, "release", n->rel.vars.version);
	json_add_str(o, "notes", text->buf);
	printf("%s\n", json_line(o));
	return 0;
}

/* What is printed is what `build` would make, or it is said what would. */
static void tell_draft(const struct notes *n, const struct strbuf *text)
{
	if (n->style == NOTES_KEEP && n->from_commits && text->len)
		warning("nothing is noted in '%s': this is what the commits say, as git rel notes build --commits takes it",
			n->changelog);
}

/* The changelog of the branch HEAD is on, whatever version comes next; none
 * where that depends on the version. */
static int look_head(struct notes *n)
{
	const char *path = setting(&n->c->repo.config, K_NOTES_CHANGELOG);
	int rc = notes_look_head(n, n->c);

	if (rc < 0)
		return rc;
	n->rel.scheme = SCHEME_SEMVER;
	n->changelog = strchr(path, '{') ? NULL : path;
	return scheme_from_name(&n->rel.scheme,
				setting(&n->c->repo.config, K_SCHEME));
}

/* In the words of the changelog, also what a section has told already. */
static int show_since(struct notes *n, struct strbuf *out)
{
	CLEANUP(changelog) struct changelog cl = { 0 };
	int rc = look_head(n);

	if (rc < 0)
		return rc;
	if (notes_changelog(n, &cl) < 0) /* then in words of our own */
		changelog_read(&cl, "", 0, n->rel.scheme);
	n->again = true;
	return notes_from_commits(n, since, &cl,
				  cl.n ? cl.section[0].level + 1 : 3, out);
}

static int show(struct notes *n, const char *version)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	CLEANUP(changelog) struct changelog cl = { 0 };
	int rc;

	if (since) {
		rc = show_since(n, &text);
		return rc < 0 ? rc : print(n, &text);
	}
	if ((rc = notes_look(n, n->c, version, false)) < 0 ||
	    (rc = notes_changelog(n, &cl)) < 0)
		return rc;
	const struct section *s = notes_section_for(&cl, &n->rel.version);
	if (s)
		section_text(&text, &cl, s);
	else if (!n->branch.name)
		return error(E_NOTFOUND, "'%s' has no section of %s",
			     n->changelog, n->rel.version.text);
	else if ((rc = notes_draft(n, &text)) < 0)
		return rc;
	else
		tell_draft(n, &text);
	return print(n, &text);
}

/* On a release branch its section, else what the branch brings. */
static int check(struct notes *n, const char *what)
{
	const char *head;
	git_oid id;
	struct version v;
	bool hotfix;
	int rc = repo_head(&n->c->repo, &head, &id);

	if (rc < 0)
		return rc;
	if (!what && head &&
	    release_of_branch(n->c, ref_short(head), &v, &hotfix)) {
		if ((rc = notes_look(n, n->c, v.text, true)) < 0)
			return rc;
		return notes_check(n, NULL);
	}
	const char *path = setting(&n->c->repo.config, K_NOTES_CHANGELOG);
	rc = look_head(n);
	if (!rc && !n->changelog && n->style != NOTES_TOWNCRIER)
		rc = error(E_CONFIG,
			   "which changelog? '%s' depends on the version",
			   path);
	return rc < 0 ? rc : notes_check(n, what);
}

static int plan_notes(struct ctx *c, struct plan *p)
{
	struct notes n = { .c = c,
			   .p = p,
			   .rel.vars.set = &set,
			   .since = since,
			   .amend = amend,
			   .commits = commits,
			   .no_verify = no_verify };
	const char *verb = ctx_arg(c, 0), *version = ctx_arg(c, 1);
	int rc;

	if (!verb)
		verb = "show";
	p->answered = !strcmp(verb, "show") || !strcmp(verb, "check");
	if (p->answered)
		return *verb == 's' ? show(&n, version) : check(&n, version);
	if (!strcmp(verb, "sync")) {
		if (!version) {
			rc = error(E_USAGE, "sync from which branch?");
			error_hint(
				"git rel notes sync <stable branch>, on the branch where work goes on");
			return rc;
		}
		p->title = plan_text(p, "%s notes sync %s", c->program->call,
				     version);
		rc = notes_look_head(&n, c);
		return rc < 0 ? rc : notes_sync(&n, version);
	}
	int (*change)(struct notes * n) = !strcmp(verb, "build") ? notes_build :
					  !strcmp(verb, "fold")  ? notes_fold :
					  !strcmp(verb, "edit")  ? notes_edit :
								   NULL;
	if (!change)
		return error(E_USAGE,
			     "'%s' is none of: build fold edit show check sync",
			     verb);
	n.may_amend = change == notes_edit;
	if ((rc = notes_look(&n, c, version, true)) < 0)
		return rc;
	p->title = plan_text(p, "%s notes %s %s", c->program->call, verb,
			     n.rel.version.text);
	return change(&n);
}

static void list_notes(struct ctx *c, FILE *out)
{
	const char *verb = ctx_arg(c, 0);

	if (!verb)
		fputs("build\nfold\nedit\nshow\ncheck\nsync\n", out);
	else if (strcmp(verb, "check") != 0 && strcmp(verb, "sync") != 0)
		release_list(c, out);
}

const struct cmd cmd_notes = {
	.name = "notes",
	.args = "[<options>] [build | fold | edit | show | check | sync] [<version> | <branch>]",
	.brief = "what a release has to say",
	.opts = opts,
	.min_args = 0,
	.max_args = 2,
	.plan = plan_notes,
	.list = list_notes,
};
