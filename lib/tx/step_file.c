#include "tx/step.h"

#include "base/cleanup.h"
#include "base/crash.h"
#include "base/dir.h"
#include "base/file.h"

#include <git2.h>
#include <string.h>
#include <sys/stat.h>

enum { FILE_MAX = 64 << 20 };

static const char *path_of(const struct attempt *a)
{
	return arena_printf(&a->repo->arena, "%s/%s", a->step->worktree,
			    a->step->ref);
}

/* A link among its folders leads out of the work tree, wherever it ends. */
static int check_folders(const struct attempt *a)
{
	CLEANUP(text) char *path = xstrdup(path_of(a));
	struct stat st;

	for (char *slash = path + strlen(a->step->worktree); slash;
	     slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		bool link = lstat(path, &st) == 0 && S_ISLNK(st.st_mode);
		if (link && slash > path + strlen(a->step->worktree))
			return error(E_POLICY, "'%s' is a symbolic link", path);
		*slash = '/';
	}
	return 0;
}

/* What is there now; `*is` false: nothing. */
static int look(const struct attempt *a, struct strbuf *text, bool *is)
{
	*is = file_exists(path_of(a));
	return *is ? strbuf_read_file(text, path_of(a), FILE_MAX, true) : 0;
}

static bool is_as_before(const struct attempt *a, const struct strbuf *text,
			 bool is)
{
	git_oid id = { { 0 } };

	return is ? git_odb_hash(&id, text->buf, text->len, GIT_OBJECT_BLOB) >=
				       0 &&
			       oid_eq(&id, &a->step->from) :
		    git_oid_is_zero(&a->step->from);
}

static int probe(struct attempt *a)
{
	CLEANUP(strbuf) struct strbuf text = STRBUF_INIT;
	bool is = false;
	int rc = repo_read(a->repo);

	if (!rc)
		rc = check_folders(a);
	if (!rc)
		rc = look(a, &text, &is);
	if (rc < 0)
		return rc;
	bool ours = is && strbuf_is(&text, a->step->message);
	if (a->step->removes)
		a->state[0] = !is ? DONE : ours ? TODO : LOST;
	else
		a->state[0] = ours                       ? DONE :
			      is_as_before(a, &text, is) ? TODO :
							   LOST;
	return 0;
}

static const char *folder_of(const struct attempt *a)
{
	const char *path = path_of(a);

	return arena_strndup(&a->repo->arena, path,
			     (size_t)(strrchr(path, '/') - path));
}

static bool same_device(const char *a, const char *b)
{
	struct stat x, y;

	return !stat(a, &x) && !stat(b, &y) && x.st_dev == y.st_dev;
}

/* What a kill leaves of it is in our folder, which is swept, and no file that
 * somebody might add; unless .git is on another file system. */
static int write(const struct attempt *a)
{
	const char *path = path_of(a), *text = a->step->message;
	const char *dir = folder_of(a), *aside = path;
	int rc = dir_make(dir);

	if (rc < 0)
		return rc;
	if (same_device(dir, a->repo->state_dir))
		aside = arena_printf(&a->repo->arena, "%s/file",
				     a->repo->state_dir);
	else
		file_sweep(dir);
	crash_point();
	return file_replace_from(aside, path, text, strlen(text));
}

static int apply(struct attempt *a)
{
	int rc = probe(a);

	if (rc < 0 || a->state[0] == DONE)
		return rc;
	if (a->state[0] == LOST)
		return error(E_STALE, "'%s' was changed by somebody else since",
			     a->step->ref);
	crash_point();
	return a->step->removes ? file_remove(path_of(a)) : write(a);
}

const struct step_ops step_file = { probe, NULL, apply, NULL };
