/*
 * git rel ci install: the files of share/ci, where the forge looks for them.
 */
#include "git-rel/ci/ci.h"

#include "base/cleanup.h"
#include "base/file.h"
#include "forge/find.h"
#include "git-rel/ci/files.h"
#include "git-rel/ci/job_settings.h"
#include "release/branch.h"

#include <git2.h>
#include <string.h>

enum { FILE_MAX = 1 << 20 };

/* What GitLab reads; ours are included there. */
static const char gitlab_file[] = ".gitlab-ci.yml";
static const char gitlab_line[] =
	"include:\n  - local: '.gitlab/ci/git-rel-*.yml'\n";

static const struct {
	const char *folder;
	const char *note[6];
} forges[N_FORGES] = {
	[FORGE_GITHUB] = {
		".github/workflows",
		{ "set the variables GIT_REL_SOURCE and GIT_REL_COMMIT of Actions, to build git-rel from, or have it on the runner",
		  "let Actions open pull requests: Settings, Actions, General",
		  "optional: the secret GIT_REL_TOKEN, that may write contents, pull requests and workflows; what the job's own token opens starts no other workflow",
		  "whoever pushes a branch can read a secret of the repository: keep GIT_REL_TOKEN in an environment that only the default branch may use, and name that in the jobs",
		  "to refuse what breaks the rules, require the check 'rules' on the branches" },
	},
	[FORGE_GITLAB] = {
		".gitlab/ci",
		{ "set the variables GIT_REL_SOURCE and GIT_REL_COMMIT of CI, to build git-rel from, or name an image that has it",
		  "set GITLAB_TOKEN, protected and masked: a project access token with api and write_repository; the job's own token opens no merge request",
		  "for labels and comments: a webhook for comments and merge request events to the project's /trigger/pipeline?token=<trigger token>&ref=<default branch>",
		  "to refuse what breaks the rules: pipelines must succeed (Settings, Merge requests)",
		  "only the pipeline of a merge request counts then: jobs with 'only' or rules about CI_COMMIT_BRANCH are not in it until they say so" },
	},
	[FORGE_GITEA] = {
		".gitea/workflows",
		{ "set the variables GIT_REL_SOURCE and GIT_REL_COMMIT of Actions, to build git-rel from, or have it on the runner",
		  "optional: the secret GIT_REL_TOKEN, that may write the repository and issues; what the job's own token pushes starts no other workflow",
		  "older servers know neither permissions nor concurrency: there the job's token may write everything",
		  "to refuse what breaks the rules, require the check 'rules' on the branches" },
	},
};

static int find_kind(struct ci *x, const char *typed, enum forge_kind *out)
{
	const char *remote = branch_remote(x->c);
	struct forge_place place;
	int rc;

	*out = typed ? forge_kind_of(typed) : N_FORGES;
	if (typed && !strcmp(typed, "forgejo"))
		*out = FORGE_GITEA;
	if (*out < N_FORGES)
		return 0;
	if (typed)
		rc = error(E_USAGE, "there is no forge '%s'", typed);
	else if (!remote)
		rc = error(E_NOTFOUND, "there is no remote to tell the forge");
	else
		rc = forge_find(&place, &x->c->repo, remote);
	if (rc < 0)
		error_hint("git rel ci install github | gitlab | gitea");
	else
		*out = place.kind;
	return rc;
}

/* What is at a path now; 1: there is something. */
static int read_now(struct ci *x, const char *path, struct strbuf *out)
{
	const char *full = arena_printf(&x->c->repo.arena, "%s/%s",
					x->c->repo.work_tree, path);
	int rc = file_exists(full) ?
			 strbuf_read_file(out, full, FILE_MAX, true) :
			 E_NOTFOUND;

	return rc == E_NOTFOUND ? 0 : rc < 0 ? rc : 1;
}

static int add_file(struct ci *x, const char *path, const char *text)
{
	CLEANUP(strbuf) struct strbuf now = STRBUF_INIT;
	git_oid from = { { 0 } };
	int is = read_now(x, path, &now);

	if (is < 0 || (is && strbuf_is(&now, text)))
		return is < 0 ? is : 0;
	if (is && !x->force) {
		int rc = error(E_POLICY, "'%s' is there, and differs", path);
		error_hint("to write over it: --force");
		return rc;
	}
	if (is && git_odb_hash(&from, now.buf, now.len, GIT_OBJECT_BLOB) < 0)
		return error_git("cannot hash '%s'", path);
	struct step *s = plan_add(x->p, STEP_FILE);
	s->what = plan_text(x->p, "%s %s", is ? "write over" : "write", path);
	s->worktree = plan_text(x->p, "%s", x->c->repo.work_tree);
	s->ref = plan_text(x->p, "%s", path);
	s->message = plan_text(x->p, "%s", text);
	s->from = from;
	return 0;
}

static const char *next_line(const char *at)
{
	at += strcspn(at, "\n");
	return *at ? at + 1 : at;
}

/* Whether a line of YAML has the word; what is behind a '#' is none. */
static bool line_has(const char *at, const char *word)
{
	const char *end = at + strcspn(at, "\n#");

	for (size_t n; at < end; at += n + (n == 0)) {
		n = strcspn(at, " \t\r,[]'\"#\n");
		if (n == strlen(word) && !strncmp(at, word, n))
			return true;
	}
	return false;
}

/* As far as one can tell by its lines: it names stages, and not ours. */
static bool lacks_stage(const char *text)
{
	bool in = false, named = false;

	for (; *text; text = next_line(text)) {
		const char *key = text + strspn(text, "'\"");
		if (!strchr(" \t\r\n-#]", *text))
			in = starts_with(key, "stages") &&
			     strchr(":'\"", key[strlen("stages")]);
		if (in && line_has(text, "test"))
			return false;
		named |= in;
	}
	return named;
}

/* A file of the project's own is not for us to change. */
static int add_include(struct ci *x)
{
	CLEANUP(strbuf) struct strbuf now = STRBUF_INIT;
	int is = read_now(x, gitlab_file, &now);

	if (is < 0)
		return is;
	if (!is)
		return add_file(x, gitlab_file, gitlab_line);
	if (!strstr(now.buf, ".gitlab/ci/"))
		plan_note(
			x->p,
			"include them in %s: - local: '.gitlab/ci/git-rel-*.yml'",
			gitlab_file);
	if (lacks_stage(now.buf))
		plan_note(
			x->p,
			"add 'test' to the stages of %s, or no pipeline starts any more",
			gitlab_file);
	return 0;
}

int ci_install(struct ci *x, const char *typed)
{
	struct arena *a = &x->c->repo.arena;
	enum forge_kind kind;
	int rc = find_kind(x, typed, &kind);

	if (rc < 0 || (rc = repo_read(&x->c->repo)) < 0)
		return rc;
	if (!x->c->repo.work_tree)
		return error(E_POLICY, "there is no work tree to put files in");
	for (const struct ci_file *f = ci_files; !rc && f->forge; f++)
		if (!strcmp(f->forge, forge_kind_names[kind]))
			rc = add_file(x,
				      arena_printf(a, "%s/git-rel-%s.yml",
						   forges[kind].folder,
						   f->name),
				      f->text);
	if (!rc && kind == FORGE_GITLAB)
		rc = add_include(x);
	if (rc < 0)
		return rc;
	job_settings_note(x->c, x->p);
	for (size_t i = 0; forges[kind].note[i]; i++)
		plan_note(x->p, "%s", forges[kind].note[i]);
	x->p->outcome =
		x->p->n ?
			"they count once they are committed on the default branch" :
			"all files are as they shall be";
	return 0;
}
