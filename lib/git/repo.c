#include "git/repo.h"

#include "base/cleanup.h"
#include "base/file.h"
#include "base/run.h"
#include "git/odb.h"
#include "git/refdb_git.h"

#include <ctype.h>
#include <git2.h>
#include <git2/sys/repository.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define CONFIG_MAX (16 * 1024 * 1024)
#define PACKED_MAX ((size_t)1024 * 1024 * 1024)

/* The value of "setup: <name>: " in git's trace, into the arena; NULL if it is
 * not there or is "(null)". */
static const char *traced(struct repo *r, const struct strbuf *trace,
			  const char *name)
{
	CLEANUP(text) char *key = xasprintf("setup: %s: ", name);
	const char *p = strstr(trace->buf, key);

	if (!p)
		return NULL;
	p += strlen(key);
	size_t n = strcspn(p, "\n");
	if (n == 6 && !strncmp(p, "(null)", 6))
		return NULL;
	return arena_strndup(&r->arena, p, n);
}

static const char *absolute(struct repo *r, const char *base, const char *path)
{
	CLEANUP(text)
	char *joined = *path == '/' ? xstrdup(path) :
				      xasprintf("%s/%s", base, path);
	CLEANUP(text) char *real = realpath(joined, NULL);

	return arena_strdup(&r->arena, real ? real : joined);
}

/* One question to git rev-parse: its exit status, and its answer without the
 * line end behind it; a path may hold others. */
static int rev_parse(struct repo *r, const char *question, const char *what,
		     const char **answer, struct strbuf *err)
{
	const char *argv[] = { "git",    "rev-parse", "--path-format=absolute",
			       question, what,        NULL };
	CLEANUP(strbuf) struct strbuf out = STRBUF_INIT;
	struct run run = { .argv = argv, .out = &out, .err = err };
	int rc = run_command(&run);

	if (out.len && out.buf[out.len - 1] == '\n')
		out.len--;
	*answer = arena_strndup(&r->arena, out.buf, out.len);
	return rc;
}

/* In git's own words, but where these do not tell what to do. */
static int not_opened(struct strbuf *err)
{
	strbuf_trim_end(err);
	if (!strstr(err->buf, "unknown repository extension") ||
	    !strstr(err->buf, "refstorage"))
		return error(E_NOTFOUND, "%s",
			     starts_with(err->buf, "fatal: ") ? err->buf + 7 :
								err->buf);
	int rc = error(
		E_NOTFOUND,
		"this repository keeps its refs in a form that this git does not know");
	error_hint("reftable needs git 2.46 or newer");
	return rc;
}

/* The slow way, for a git whose trace reads differently, for paths that a trace
 * cannot hold, and for git's own words when there is no repository. */
static int ask_rev_parse(struct repo *r)
{
	CLEANUP(strbuf) struct strbuf err = STRBUF_INIT;
	const char *inside;
	int rc = rev_parse(r, "--git-dir", NULL, &r->git_dir, &err);

	if (!rc)
		rc = rev_parse(r, "--git-common-dir", NULL, &r->common_dir,
			       &err);
	if (!rc)
		rc = rev_parse(r, "--is-inside-work-tree", NULL, &inside, &err);
	if (rc < 0)
		return rc;
	if (rc)
		return not_opened(&err);
	if (strcmp(inside, "true"))
		return 0;
	strbuf_reset(&err);
	rc = rev_parse(r, "--show-toplevel", NULL, &r->work_tree, &err);
	if (rc)
		r->work_tree = NULL;
	return rc < 0 ? rc : 0;
}

/*
 * One process for both questions: `git config` prints the settings, and its
 * set-up trace, on descriptor 3, says which repository they belong to.
 */
static int ask_git(struct repo *r)
{
	static const char *const argv[] = {
		"git",          "config",        "--list", "-z",
		"--show-scope", "--show-origin", NULL
	};
	static const char *const env[] = { "GIT_TRACE_SETUP=3",
					   "GIT_TRACE_BARE=1", NULL };
	CLEANUP(strbuf) struct strbuf out = STRBUF_INIT, trace = STRBUF_INIT;
	CLEANUP(strbuf) struct strbuf err = STRBUF_INIT;
	struct run run = { .argv = argv,
			   .env = env,
			   .out = &out,
			   .err = &err,
			   .fd3 = &trace,
			   .limit = CONFIG_MAX,
			   .flags = RUN_QUIET };
	int rc = run_command(&run);

	if (rc < 0)
		return rc;
	if (rc) {
		strbuf_trim_end(&err);
		return error(E_CONFIG, "git cannot read its configuration: %s",
			     starts_with(err.buf, "fatal: ") ? err.buf + 7 :
							       err.buf);
	}
	const char *cwd = traced(r, &trace, "cwd");
	const char *git_dir = traced(r, &trace, "git_dir");
	const char *common = traced(r, &trace, "git_common_dir");
	if (cwd && git_dir && common && !strchr(trace.buf, '\\')) {
		r->git_dir = absolute(r, cwd, git_dir);
		r->common_dir = absolute(r, cwd, common);
		r->work_tree = traced(r, &trace, "worktree");
	} else if ((rc = ask_rev_parse(r)) < 0) {
		return rc;
	}
	return config_read_git(&r->config, out.buf, out.len);
}

static bool has_entries(const char *path)
{
	struct stat st;

	return !stat(path, &st) && (S_ISDIR(st.st_mode) || st.st_size > 0);
}

/* "files", "reftable", or one of these and a place; NULL: files. */
static const char *ref_format(const struct repo *r)
{
	const char *set = getenv("GIT_REFERENCE_BACKEND"); /* 2.54 */

	return set && *set ?
		       set :
		       config_git_own(&r->config, "extensions.refstorage");
}

int repo_open(struct repo *r, bool lenient)
{
	const char *objects = getenv("GIT_OBJECT_DIRECTORY");
	int rc;

	memset(r, 0, sizeof(*r));
	config_init(&r->config);
	r->config.lenient = lenient;
	if ((rc = ask_git(r)) < 0)
		return rc;
	r->objects_dir =
		objects && *objects ?
			absolute(r, ".", objects) :
			arena_printf(&r->arena, "%s/objects", r->common_dir);
	r->state_dir = arena_printf(&r->arena, "%s/rel", r->common_dir);
	r->shallow = has_entries(
		arena_printf(&r->arena, "%s/shallow", r->common_dir));
	const char *refs = ref_format(r);
	r->reftable = refs && !strcmp(refs, "reftable");
	r->rewritten = has_entries(arena_printf(&r->arena, "%s/refs/replace",
						r->common_dir)) ||
		       has_entries(arena_printf(&r->arena, "%s/info/grafts",
						r->common_dir));
	return 0;
}

static int check_readable(struct repo *r)
{
	const char *format =
		config_git_own(&r->config, "extensions.objectformat");
	const char *refs = ref_format(r);

	if (format && strcmp(format, "sha1"))
		return error(
			E_FAIL,
			"this repository names its objects by %s; only sha1 is supported so far",
			format);
	if (!r->reftable && refs && strcmp(refs, "files"))
		return error(
			E_FAIL,
			"this repository keeps its refs in the form '%s'; only files and reftable are supported so far",
			refs);
	return 0;
}

static bool has_replaced_listed(struct repo *r)
{
	git_reference_iterator *it = NULL;
	const char *name;

	/* where that cannot be known git is asked */
	if (git_reference_iterator_glob_new(&it, r->git, "refs/replace/*") < 0)
		return true;
	bool found = !git_reference_next_name(&name, it);
	git_reference_iterator_free(it);
	return found;
}

/* Replace refs may be packed: no folder tells of them then.  To list them,
 * libgit2 would copy all that is packed. */
static bool has_replaced(struct repo *r)
{
	if (r->reftable)
		return has_replaced_listed(r);
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	const char *path =
		arena_printf(&r->arena, "%s/packed-refs", r->common_dir);

	/* what cannot be read may hold some: then git is asked */
	return file_exists(path) &&
	       (strbuf_read_file(&text, path, PACKED_MAX, false) < 0 ||
		strstr(text.buf, " refs/replace/"));
}

int repo_read(struct repo *r)
{
	/* git has judged extensions and ownership; strict creation would read
	 * every entry of every tree, and fails in partial clones */
	static const char *extensions[] = { "worktreeconfig",
					    "partialclone",
					    "preciousobjects",
					    "relativeworktrees",
					    "submodulepathconfig",
					    "refstorage",
					    "noop-v1" };
	int rc;

	if (r->git)
		return 0;
	if ((rc = check_readable(r)) < 0)
		return rc;
	git_libgit2_init();
	git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
	git_libgit2_opts(GIT_OPT_ENABLE_STRICT_OBJECT_CREATION, 0);
	/* git does not hash what it reads either: fsck does */
	git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 0);
	git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, extensions,
			 sizeof(extensions) / sizeof(*extensions));
	if (git_repository_open_ext(&r->git, r->git_dir,
				    GIT_REPOSITORY_OPEN_NO_SEARCH, NULL) < 0)
		return error_git("cannot read '%s'", r->git_dir);
	if (r->reftable && (rc = refdb_git_use(r)) < 0)
		return rc;
	if ((rc = odb_open(&r->odb, r->objects_dir)) < 0)
		return rc;
	/* what pre-receive sees comes on top of the repository's own */
	if (getenv("GIT_OBJECT_DIRECTORY"))
		rc = odb_add(r->odb, arena_printf(&r->arena, "%s/objects",
						  r->common_dir));
	if (!rc && git_repository_set_odb(r->git, r->odb) < 0)
		rc = error_git("cannot read '%s'", r->git_dir);
	r->rewritten = r->rewritten || has_replaced(r);
	return rc;
}

void repo_close(struct repo *r)
{
	if (r->odb)
		git_odb_free(r->odb);
	if (r->git)
		git_repository_free(r->git);
	config_release(&r->config);
	arena_release(&r->arena);
	memset(r, 0, sizeof(*r));
}

int repo_ref(struct repo *r, const char *ref, git_oid *out)
{
	int rc;

	memset(out, 0, sizeof(*out));
	if ((rc = repo_read(r)) < 0)
		return rc;
	rc = git_reference_name_to_id(out, r->git, ref);
	if (rc == GIT_ENOTFOUND || rc == GIT_EINVALIDSPEC) {
		memset(out, 0, sizeof(*out));
		return 0;
	}
	return rc < 0 ? error_git("cannot read '%s'", ref) : 0;
}

int repo_head(struct repo *r, const char **branch, git_oid *out)
{
	git_reference *head = NULL;
	int rc;

	*branch = NULL;
	memset(out, 0, sizeof(*out));
	if ((rc = repo_read(r)) < 0)
		return rc;
	if (git_reference_lookup(&head, r->git, "HEAD") < 0)
		return error_git("cannot read HEAD");
	if (git_reference_type(head) == GIT_REFERENCE_SYMBOLIC)
		*branch = arena_strdup(&r->arena,
				       git_reference_symbolic_target(head));
	else
		git_oid_cpy(out, git_reference_target(head));
	git_reference_free(head);
	return *branch ? repo_ref(r, *branch, out) : 0;
}

int repo_peel(struct repo *r, const git_oid *id, git_oid *out)
{
	git_object *any = NULL, *commit = NULL;
	int rc;

	if ((rc = repo_read(r)) < 0)
		return rc;
	if (git_object_lookup(&any, r->git, id, GIT_OBJECT_ANY) < 0)
		return error_git("cannot read object %s", oid_short(id));
	rc = git_object_peel(&commit, any, GIT_OBJECT_COMMIT);
	git_object_free(any);
	if (rc < 0)
		return error(E_NOTFOUND, "%s is no commit", oid_short(id));
	git_oid_cpy(out, git_object_id(commit));
	git_object_free(commit);
	return 0;
}

bool repo_has_object(struct repo *r, const git_oid *id)
{
	return repo_read(r) == 0 && git_odb_exists(r->odb, id);
}

git_object_t repo_type(struct repo *r, const git_oid *id)
{
	git_object_t type;
	size_t size;

	return repo_read(r) == 0 &&
			       !git_odb_read_header(&size, &type, r->odb, id) ?
		       type :
		       GIT_OBJECT_INVALID;
}

/* In a partial clone git fetches what is missing. */
int repo_blob(struct repo *r, const git_oid *id, struct strbuf *out)
{
	const char *argv[] = { "git", "cat-file", "blob", oid_hex(id), NULL };
	git_blob *blob = NULL;
	int rc = repo_read(r);

	if (rc < 0)
		return rc;
	if (!git_blob_lookup(&blob, r->git, id)) {
		strbuf_add(out, git_blob_rawcontent(blob),
			   (size_t)git_blob_rawsize(blob));
		git_blob_free(blob);
		return 0;
	}
	struct run run = { .argv = argv, .env = r->env, .out = out };
	rc = run_command(&run);
	return rc > 0 ? error(E_FAIL, "cannot read blob %s", oid_short(id)) :
			rc;
}
