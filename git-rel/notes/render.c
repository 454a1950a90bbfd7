#include "git-rel/notes/render.h"

#include "base/cleanup.h"
#include "base/dir.h"
#include "base/file.h"
#include "base/platform.h"
#include "base/run.h"
#include "base/strvec.h"
#include "base/tempdir.h"
#include "git-rel/notes/files.h"
#include "git/history.h"
#include "git/scratch.h"
#include "release/gates.h"
#include "release/latest.h"

#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

enum { SHOWN = 20 };

bool notes_has_render(const struct notes *n)
{
	return *setting(&n->c->repo.config, K_NOTES_RENDER);
}

static int check_trust(struct notes *n)
{
	const struct config *config = &n->c->repo.config;
	struct commands cmds;

	if (config->setting[K_NOTES_RENDER].rank != RANK_POLICY)
		return 0;
	commands_of(config, &n->c->repo.arena, "notes", NULL, &cmds);
	return gate_trust(n->c, &cmds);
}

/* ---- a clone for it ------------------------------------------------------ */

/* It finds the clone as any program in that folder does. */
static void make_env(struct notes *n, struct strvec *env)
{
	static const char *const unset[] = { "GIT_DIR",
					     "GIT_WORK_TREE",
					     "GIT_IMPLICIT_WORK_TREE",
					     "GIT_INDEX_FILE",
					     "GIT_PREFIX",
					     "GIT_OBJECT_DIRECTORY",
					     "GIT_COMMON_DIR",
					     "GIT_GRAFT_FILE",
					     "GIT_SHALLOW_FILE",
					     "GIT_ALTERNATE_OBJECT_DIRECTORIES",
					     "GIT_REFERENCE_BACKEND" };

	for (size_t i = 0; i < sizeof(unset) / sizeof(*unset); i++)
		strvec_push(env, unset[i]);
	for (char **e = platform_environ(); *e; e++)
		if (starts_with(*e, "GIT_REL_SET_"))
			strvec_pushf(env, "%.*s", (int)strcspn(*e, "="), *e);
	gate_env(env, &n->rel);
	strvec_pushf(env, "GIT_REL_DATE=%s", n->rel.vars.date);
	strvec_pushf(env, "GIT_REL_WORKTREE=%s",
		     n->c->repo.work_tree ? n->c->repo.work_tree : "");
	strvec_push(env, "GIT_REL_STEP=notes.render");
}

static int git_in(const char *dir, const struct strvec *env,
		  const char *const *argv, struct strbuf *out)
{
	CLEANUP(strbuf) struct strbuf err = STRBUF_INIT;
	struct run run = { .argv = argv,
			   .env = (const char *const *)env->v,
			   .dir = dir,
			   .out = out,
			   .err = &err };
	int rc = run_command(&run);

	strbuf_trim_end(&err);
	return rc > 0 ? error(E_FAIL, "git %s failed: %s", argv[1], err.buf) :
			rc;
}

static int put(const char *dir, const char *name, const char *text, size_t n)
{
	CLEANUP(text) char *path = xasprintf("%s/.git/%s", dir, name);

	return tempdir_write(path, text, n);
}

/* Objects stay where they are, those that are new, too. */
static int share_objects(struct notes *n, const char *dir)
{
	static const char key[] = "GIT_OBJECT_DIRECTORY=";
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	const struct repo *r = &n->c->repo;

	strbuf_addf(&text, "%s\n", r->objects_dir);
	for (const char *const *e = r->env; e && *e; e++)
		if (starts_with(*e, key))
			strbuf_addf(&text, "%s\n", *e + strlen(key));
	return put(dir, "objects/info/alternates", text.buf, text.len);
}

static int share_refs(struct notes *n, const char *dir)
{
	static const char *const argv[] = { "git",
					    "for-each-ref",
					    "--format=%(objectname) %(refname)",
					    "refs/heads",
					    "refs/tags",
					    "refs/remotes",
					    NULL };
	static const struct strvec none = STRVEC_INIT;
	CLEANUP(strbuf) struct strbuf refs = STRBUF_INIT, old = STRBUF_INIT;
	CLEANUP(text)
	char *shallow = xasprintf("%s/shallow", n->c->repo.common_dir);
	const char *hex = oid_hex(&n->at);
	int rc = git_in(NULL, &none, argv, &refs);

	if (!rc)
		rc = put(dir, "packed-refs", refs.buf, refs.len);
	if (!rc && n->c->repo.shallow && file_exists(shallow)) {
		rc = strbuf_read_file(&old, shallow, 16 << 20, false);
		if (rc >= 0)
			rc = put(dir, "shallow", old.buf, old.len);
	}
	return rc < 0 ? rc : put(dir, "HEAD", hex, strlen(hex));
}

/* Its refs are put there as files, and its objects are those of here, whatever
 * new repositories have by default. */
static int init_clone(const char *dir, const struct strvec *env)
{
	static const char *const argv[] = { "git",         "init", "-q",
					    "--template=", ".",    NULL };
	CLEANUP(strvec) struct strvec own = STRVEC_INIT;

	for (size_t i = 0; i < env->n; i++)
		strvec_push(&own, env->v[i]);
	strvec_push(&own, "GIT_DEFAULT_REF_FORMAT=files");
	strvec_push(&own, "GIT_DEFAULT_HASH=sha1");
	return git_in(dir, &own, argv, NULL);
}

static int make_clone(struct notes *n, const char *dir,
		      const struct strvec *env)
{
	const char *read[] = { "git", "read-tree", "-u", "--reset", NULL, NULL };
	CLEANUP(text) char *info = xasprintf("%s/.git/objects/info", dir);
	git_oid tree = n->tree;
	int rc = scratch_open(&n->c->repo);

	if (!rc && git_oid_is_zero(&tree))
		rc = history_tree(&n->c->repo, &n->at, &tree);
	if (rc < 0 || (rc = init_clone(dir, env)) < 0)
		return rc;
	rc = dir_make(info);
	if (!rc)
		rc = share_objects(n, dir);
	if (rc < 0 || (rc = share_refs(n, dir)) < 0)
		return rc;
	read[4] = arena_strdup(&n->c->repo.arena, oid_hex(&tree));
	return git_in(dir, env, read, NULL);
}

/* ---- the command ---------------------------------------------------------- */

static int failed(const char *command, int status, const struct strbuf *err)
{
	const char *p = err->buf + err->len;
	int lines = 0;

	error(E_POLICY, "'render' of [notes] failed: %s (exit status %d)",
	      command, status);
	while (p > err->buf && (p[-1] != '\n' || lines++ <= SHOWN))
		p--;
	while (*p) {
		size_t len = strcspn(p, "\n");
		if (len)
			error_detail("%.*s", (int)len, p);
		p += len + (p[len] == '\n');
	}
	return E_POLICY;
}

static void nothing_printed(struct notes *n, const char *command)
{
	n->nothing =
		(struct nothing){ E_POLICY,
				  arena_printf(&n->c->repo.arena,
					       "'%s' printed no notes for %s",
					       command, n->rel.version.text),
				  NULL };
}

static bool is_blank(const struct strbuf *text)
{
	return !text->len || text->len == strspn(text->buf, " \t\r\n\f\v");
}

int notes_render(struct notes *n, struct strbuf *out)
{
	const char *command = setting(&n->c->repo.config, K_NOTES_RENDER);
	const char *argv[] = { "sh", "-c", command, NULL };
	CLEANUP(tempdir) char *dir = NULL;
	CLEANUP(strvec) struct strvec env = STRVEC_INIT;
	CLEANUP(strbuf) struct strbuf err = STRBUF_INIT, text = STRBUF_INIT;
	int rc = check_trust(n);

	if (!rc && !n->rel.vars.previous && n->rel.version.text[0])
		rc = release_previous(n->c, &n->rel);
	if (rc < 0)
		return rc;
	make_env(n, &env);
	if ((rc = tempdir_make(&dir)) < 0 ||
	    (rc = make_clone(n, dir, &env)) < 0)
		return rc;
	struct run run = { .argv = argv,
			   .env = (const char *const *)env.v,
			   .dir = dir,
			   .out = &text,
			   .err = &err };
	rc = run_command(&run);
	if (rc)
		return rc < 0 ? rc : failed(command, rc, &err);
	if (memchr(text.buf, '\0', text.len))
		return error(E_POLICY, "'render' of [notes] prints no text: %s",
			     command);
	if (is_blank(&text))
		nothing_printed(n, command);
	else
		strbuf_add(out, text.buf, text.len);
	return 0;
}

/* ---- the fragments -------------------------------------------------------- */

static bool goes(const char *name, const char *pattern)
{
	if (*name == '.' || !strncasecmp(name, "readme", 6))
		return false;
	return pattern ? !fnmatch(pattern, name, FNM_PERIOD) : *name != '_';
}

int notes_render_fragments(struct notes *n)
{
	struct arena *a = &n->c->repo.arena;
	char *folder =
		arena_strdup(a, setting(&n->c->repo.config, K_NOTES_FRAGMENTS));
	char *last = strrchr(folder, '/');
	const char *pattern = NULL;
	struct listing all = { 0 };
	int rc;

	if (last && strchr(last, '*')) {
		pattern = last + 1;
		*last = '\0';
	}
	for (size_t len = strlen(folder); len && folder[len - 1] == '/';)
		folder[--len] = '\0';
	if (!*folder)
		return 0;
	rc = notes_list(n, &n->at, folder, &all);
	for (size_t i = 0; rc >= 0 && i < all.n; i++)
		if (goes(all.item[i].name, pattern))
			notes_remove(n, arena_printf(a, "%s/%s", folder,
						     all.item[i].name));
	return rc < 0 ? rc : 0;
}
